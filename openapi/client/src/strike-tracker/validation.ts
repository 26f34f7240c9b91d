/** One fault of a record: where it is (a JSON pointer, "" = the record itself) and what was expected there. */
export interface Problem {
  where: string;
  message: string;
}

/** What a parser returns: the record, or every fault found in it. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

export interface Fault {
  instancePath: string;
  keyword: string;
  message?: string;
  params: Record<string, unknown>;
}

export interface Validator<T> {
  (value: unknown): value is T;
  errors?: Fault[] | null;
}

/** The keywords that only repeat what their branches already said. */
const summaries = new Set(["anyOf", "oneOf", "if"]);

/** Checks a value against the record's schema. Never throws. */
export function validated<T>(validate: Validator<T>, value: unknown): Parsed<T> {
  if (validate(value)) return { ok: true, value };
  const faults = validate.errors ?? [];
  const precise = faults.filter((fault) => !summaries.has(fault.keyword));
  return { ok: false, problems: (precise.length > 0 ? precise : faults).map(problem) };
}

function problem(fault: Fault): Problem {
  const { allowedValue, allowedValues } = fault.params;
  const expected =
    allowedValue !== undefined ? `: ${JSON.stringify(allowedValue)}` : Array.isArray(allowedValues) ? `: ${allowedValues.join(", ")}` : "";
  return { where: fault.instancePath, message: (fault.message ?? fault.keyword) + expected };
}

/** Problems as one line, for a person. */
export function describeProblems(problems: Problem[], most = 3): string {
  const shown = problems.slice(0, most).map(({ where, message }) => `${where || "the record"} ${message}`);
  const rest = problems.length - shown.length;
  return shown.join("; ") + (rest > 0 ? `; and ${rest} more` : "");
}
