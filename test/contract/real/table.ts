import type { ForeignPlay } from "./play-foreign.ts";

/** What a difference is about. */
export function kindOf(difference: string): "status" | "keys" | "types" | "values" {
  if (/^status |^leads to /.test(difference)) return "status";
  if (/ is missing$| is too much: /.test(difference)) return "keys";
  const types = /: (null|list|object|string|number|boolean) .* was recorded, here (null|list|object|string|number|boolean) /s.exec(
    difference,
  );
  return / was recorded, here [a-z]+\/|^the answer is no JSON/.test(difference) || (types !== null && types[1] !== types[2])
    ? "types"
    : "values";
}

/** The differences as a Markdown table, and the counts. */
export function table({ outcomes, notSetUp, kept }: ForeignPlay): string {
  const played = outcomes.filter(({ notPlayed }) => notPlayed === null);
  const differing = played.filter(({ differences }) => differences.length > 0);
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
  const rows = differing.flatMap(({ file, at, note, differences, lacks }) =>
    differences.map((each) => `| ${file} | ${at} | ${cell(note)}${lacks ? " *" : ""} | ${kindOf(each)} | ${cell(each)} |`),
  );
  const reasons = new Map<string, number>();
  for (const { notPlayed } of outcomes) if (notPlayed !== null) reasons.set(notPlayed, (reasons.get(notPlayed) ?? 0) + 1);
  const sorted = [...reasons].sort(([, a], [, b]) => b - a);
  return [
    ...(rows.length === 0 ? [] : ["| recording | exchange | note | of | difference |", "|---|---|---|---|---|", ...rows, ""]),
    `${played.length} of ${outcomes.length} exchanges played: ${played.length - differing.length} answered as recorded, ${differing.length} otherwise.`,
    ...(differing.some(({ lacks }) => lacks) ? ["* comes after an exchange that wrote and could not be played."] : []),
    ...sorted.map(([why, count]) => `${count} not played: ${why}.`),
    ...notSetUp.map((what) => `Not set up: ${cell(what)}.`),
    kept.length === 0 ? "All projects made were deleted." : `These projects could not be deleted: ${kept.join(", ")}. Ask an admin to.`,
    "",
  ].join("\n");
}
