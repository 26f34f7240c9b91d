import type { ReactiveControllerHost } from "lit";
import type { Preferences } from "../page/preferences.ts";
import { tutorialScreens } from "./tutorial.ts";

/** What this volunteer has learnt, kept on the device, and the tutorial's screen in view. */
export class Learning {
  /** The tutorial's screen, from 0; null = it is not shown. */
  screen: number | null = null;
  private kept = "";

  constructor(
    private readonly host: Pick<ReactiveControllerHost, "requestUpdate">,
    private readonly preferences: Preferences,
  ) {}

  /** Starts with the tutorial for whoever has not seen it. @returns whether practice comes next */
  start(campaign: string): boolean {
    this.kept = `strike-tracker-learnt-${campaign}`;
    const learnt = this.preferences.read(this.kept);
    if (learnt === null) this.go(0);
    return learnt !== "practised";
  }

  /** To a screen of the tutorial; behind its last one it ends. */
  go(screen: number): void {
    this.screen = screen < tutorialScreens ? screen : null;
    if (this.screen === null && this.preferences.read(this.kept) === null) this.preferences.write(this.kept, "tutorial");
    this.host.requestUpdate();
  }

  practised(): void {
    if (this.preferences.read(this.kept) !== "practised") this.preferences.write(this.kept, "practised");
  }
}
