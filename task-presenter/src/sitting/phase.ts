import type { CampaignState } from "pybossa-client-ts/strike-tracker";
import type { OutboxNews, SendFailure } from "../session/index.ts";
import type { Building } from "./building.ts";

/** What the volunteer has before them. */
export type Phase =
  | { kind: "loading" }
  | { kind: "work" }
  | { kind: "break"; rule: "buildings" | "minutes"; count: number }
  | { kind: "stopped" }
  /** The last practice building is done. */
  | { kind: "practised" }
  /** This device was cleared. */
  | { kind: "cleared" }
  /** Nothing is left; so many were skipped and are still open. */
  | { kind: "none"; skipped: number }
  /** Others hold what is left; asked again at `until`. */
  | { kind: "wait_turn"; until: number }
  | { kind: "paused" | "finished"; message: string | null }
  | { kind: "signed_out"; message: string }
  /** The project's password is wanted (again). */
  | { kind: "password" }
  | { kind: "forbidden" }
  | { kind: "limited"; until: number }
  | { kind: "unreachable" }
  | { kind: "trouble" }
  | { kind: "gone" }
  | { kind: "bad_task"; problem: string };

/** Something to say in passing. */
export type Notice =
  | OutboxNews["kind"]
  | "skipped"
  | "sending"
  | "held"
  | "taken_back"
  | "on_its_way"
  | "sent_for_good"
  | "same_again"
  | "turn_ending";

export interface SittingState {
  readonly phase: Phase;
  readonly building: Building | null;
  /** Buildings answered in this sitting. */
  readonly answered: number;
  /** Answers that the server does not have yet. */
  readonly waiting: number;
  /** Whether they wait because the last try to send failed. */
  readonly stuck: boolean;
  readonly notice: {
    readonly kind: Notice;
    readonly message: string;
    readonly until: number;
    readonly serial: number;
    readonly answer?: { readonly id: string; readonly taskId: number };
  } | null;
  /** What can be done about the last answer: taken back until a moment, or corrected; null = nothing any more. */
  readonly last: { readonly kind: "held"; readonly until: number } | { readonly kind: "correctable" } | null;
  /** When the building in hand goes to somebody else, where the server sets a time; milliseconds since 1970. */
  readonly turnEnds: number | null;
  /** Whether the volunteer has an account, as far as the server's replies have told. */
  readonly signedIn: boolean | null;
}

/** What a failed request for a task means for the volunteer. */
export function phaseOf(failure: SendFailure): Phase {
  if (failure.kind === "network") return { kind: "unreachable" };
  if (failure.kind === "limited") return { kind: "limited", until: failure.until };
  if (failure.kind === "signed_out") return { kind: "signed_out", message: "" };
  if (failure.kind === "forbidden" || failure.kind === "password") return { kind: failure.kind };
  return failure.kind === "server" ? { kind: "trouble" } : { kind: "gone" };
}

/** What answers that are not sent mean on a server that hands out one task at a time. */
export function phaseOfWaiting({ why, until }: Extract<OutboxNews, { kind: "waiting" }>): Phase {
  if (why === "limited") return { kind: "limited", until };
  if (why === "password") return { kind: "password" };
  return { kind: why === "network" ? "unreachable" : "trouble" };
}

/** A paused or finished campaign; null = go on. A draft can be tried by those who see it. */
export function phaseOfCampaign(state: CampaignState | null): Phase | null {
  if (state === null || state.state === "running" || state.state === "draft") return null;
  return { kind: state.state, message: state.message };
}
