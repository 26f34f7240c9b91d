import type { Campaign, CampaignState, Mode } from "pybossa-client-ts/strike-tracker";
import type { AnswerContext, Outbox, Requested, SendFailure, StoredRun, TaskPicker } from "../session/index.ts";
import type { OfferedTask } from "./building.ts";
import type { Draft } from "./draft.ts";
import type { SittingState } from "./phase.ts";

/** All that a sitting needs of the world outside. */
export interface SittingEffects {
  campaign: Campaign;
  projectId: number;
  presenter: string;
  picker: TaskPicker<OfferedTask>;
  outbox: Outbox;
  /** Whether the server hands out one task at a time, each for a while. */
  oneAtATime: boolean;
  /** How many buildings to have ready. */
  enoughAhead(): number;
  /** How long an answer can be taken back before it is sent, milliseconds; 0 = it is sent at once. */
  holdFor(): number;
  /** Whether the server lets the author replace a stored answer. */
  mayCorrect(run: StoredRun): boolean;
  /** One task by its id, requested for an answer. */
  openTask(id: number): Promise<OfferedTask>;
  /** Asks for a task again. */
  requestTask(id: number): Promise<Requested>;
  /** How long the task is this volunteer's, milliseconds; null = no limit is known. */
  turnOf(id: number): Promise<number | null>;
  /** Lets others have a skipped task at once. */
  giveBack(id: number): Promise<void>;
  /** The campaign's live part; null = unknown. */
  campaignState(): Promise<CampaignState | null>;
  failureOf(error: unknown): SendFailure;
  now(): number;
  random(): number;
  /** The way of working that the volunteer chose before, or null. */
  preferredMode(): Mode | null;
  uuid(): string;
  later(milliseconds: number, then: () => void): void;
  /** What the campaign may ask to be told. */
  device(): Pick<AnswerContext, "language" | "viewport" | "input">;
  /** What an earlier visit in this tab left unsent. */
  draft(): Draft | null;
  keepDraft(draft: Draft | null): void;
  /** Buildings are known before they are shown: their pictures can be loaded. */
  onAhead(): void;
  onChange(state: SittingState): void;
}
