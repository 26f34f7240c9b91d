import type { Answers } from "../extract/index.ts";
import type { Workplace } from "./crew.ts";
import { crowd } from "./visibility-parameters.ts";

/** What an inference learnt, so that a later one with a few more answers can start from it. */
export interface SavedParameters {
  schema: typeof schema;
  /** By the volunteer's name, see `nameOf`: alarm, miss, displaced, late, flip, junk. */
  volunteers: Record<string, number[]>;
  visibility: { crowd: number[]; hidden: number[]; prior: number[] };
  displacement: { steps: number[]; prior: number[] };
}

export type NameOf = (identity: string) => string;

const schema = "strike-tracker/parameters/1";
const digits = 9;

/**
 * @param voice by volunteer, -1 = not heard
 * @param nameOf a name for each identity of the task runs that tells neither account nor address
 */
export function remember({ visibility, displacement }: Workplace, answers: Answers, voice: Int32Array, nameOf: NameOf): SavedParameters {
  const short = (values: Iterable<number>) => Array.from(values, (value) => Number(value.toPrecision(digits)));
  const volunteers: Record<string, number[]> = {};
  answers.identities.forEach((identity, volunteer) => {
    const v = voice[volunteer] ?? -1;
    if (v < 0) return;
    const rates = [visibility.alarm, visibility.miss, displacement.displaced, displacement.late, displacement.flip, displacement.junk];
    volunteers[nameOf(identity)] = short(rates.map((rate) => rate[v] ?? 0));
  });
  return {
    schema,
    volunteers,
    visibility: { crowd: short(visibility.crowd), hidden: short(visibility.hidden), prior: short(visibility.priorSums) },
    displacement: { steps: short(displacement.steps), prior: short(displacement.priorSums) },
  };
}

/**
 * Puts saved parameters in place; volunteers who are new keep what everybody starts from.
 * @returns false where they belong to another timeline, so that nothing was put in place
 */
export function recall(
  saved: SavedParameters,
  { visibility, displacement }: Workplace,
  answers: Answers,
  voice: Int32Array,
  nameOf: NameOf,
): boolean {
  const fits =
    saved.visibility.prior.length === visibility.priorSums.length &&
    saved.displacement.prior.length === displacement.priorSums.length &&
    saved.visibility.crowd.length === visibility.crowd.length &&
    saved.visibility.hidden.length === visibility.hidden.length &&
    saved.displacement.steps.length === displacement.steps.length;
  if (!fits) return false;
  visibility.crowd.set(saved.visibility.crowd);
  visibility.crowd[crowd.measures] = 0;
  visibility.hidden.set(saved.visibility.hidden);
  visibility.priorSums.set(saved.visibility.prior);
  displacement.steps.set(saved.displacement.steps);
  displacement.priorSums.set(saved.displacement.prior);
  answers.identities.forEach((identity, volunteer) => {
    const v = voice[volunteer] ?? -1;
    const name = nameOf(identity);
    const rates = Object.hasOwn(saved.volunteers, name) ? saved.volunteers[name] : undefined;
    if (v < 0 || rates === undefined) return;
    const places = [visibility.alarm, visibility.miss, displacement.displaced, displacement.late, displacement.flip, displacement.junk];
    places.forEach((place, i) => {
      place[v] = rates[i] ?? place[v] ?? 0;
    });
  });
  return true;
}

/** Checks what was read from a file: probabilities where they belong. Null where it holds no such parameters. */
export function readSavedParameters(value: unknown): SavedParameters | null {
  if (
    !isObject(value) ||
    value.schema !== schema ||
    !isObject(value.volunteers) ||
    !isObject(value.visibility) ||
    !isObject(value.displacement)
  )
    return null;
  const { crowd: shares, hidden, prior } = value.visibility;
  const { steps, prior: heldPrior } = value.displacement;
  const volunteers = Object.entries(value.volunteers);
  if (!(numbers(shares, 100) && numbers(hidden, 1) && numbers(prior, 1.001) && numbers(steps, 1) && numbers(heldPrior, 1.001))) return null;
  const checked: Record<string, number[]> = {};
  for (const [identity, rates] of volunteers) {
    if (!numbers(rates, 0.999) || rates.length !== 6) return null;
    checked[identity] = rates;
  }
  return { schema, volunteers: checked, visibility: { crowd: shares, hidden, prior }, displacement: { steps, prior: heldPrior } };
}

function numbers(value: unknown, most: number): value is number[] {
  return Array.isArray(value) && value.every((n) => typeof n === "number" && n >= 0 && n <= most);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
