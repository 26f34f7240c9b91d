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
  /** Nothing is left; so many were skipped and are still open. */
  | { kind: "none"; skipped: number }
  | { kind: "paused" | "finished"; message: string | null }
  | { kind: "signed_out"; message: string }
  | { kind: "forbidden" }
  | { kind: "limited"; until: number }
  | { kind: "unreachable" }
  | { kind: "trouble" }
  | { kind: "gone" }
  | { kind: "bad_task"; problem: string };

/** Something to say in passing. */
export type Notice = OutboxNews["kind"] | "skipped" | "sending";

export interface SittingState {
  readonly phase: Phase;
  readonly building: Building | null;
  /** Buildings answered in this sitting. */
  readonly answered: number;
  /** Answers that the server does not have yet. */
  readonly waiting: number;
  readonly notice: { readonly kind: Notice; readonly message: string; readonly until: number; readonly serial: number } | null;
}

/** What a failed request for a task means for the volunteer. */
export function phaseOf(failure: SendFailure): Phase {
  if (failure.kind === "network") return { kind: "unreachable" };
  if (failure.kind === "limited") return { kind: "limited", until: failure.until };
  if (failure.kind === "signed_out") return { kind: "signed_out", message: "" };
  if (failure.kind === "forbidden") return { kind: "forbidden" };
  return failure.kind === "server" ? { kind: "trouble" } : { kind: "gone" };
}

/** A paused or finished campaign; null = go on. A draft can be tried by those who see it. */
export function phaseOfCampaign(state: CampaignState | null): Phase | null {
  if (state === null || state.state === "running" || state.state === "draft") return null;
  return { kind: state.state, message: state.message };
}
