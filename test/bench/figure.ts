/** One figure against a limit or a named peer, both in the same unit. */
export interface Figure {
  what: string;
  measured: number;
  limit: number;
  unit: string;
  /** Where the limit comes from. */
  source: string;
  /** Whether the measured value must stay at or below the limit (the default), or reach it. */
  must?: "stay below" | "reach";
}

/** How a figure stands to its limit: 1 = at the limit, below is better. */
export function ratio({ measured, limit, must = "stay below" }: Figure): number {
  // A limit of 0 is met by 0 alone.
  if (limit === 0 && must === "stay below") return measured === 0 ? 0 : Number.POSITIVE_INFINITY;
  return must === "reach" ? limit / measured : measured / limit;
}

/** The figures as a Markdown table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, measured, limit, unit, source, must = "stay below" } = figure;
    const bound = `${must === "reach" ? "≥" : "≤"} ${rounded(limit)} ${unit}`;
    return `| ${what} | ${rounded(measured)} ${unit} | ${bound} | ${Number.isFinite(ratio(figure)) ? ratio(figure).toFixed(2) : "–"} | ${ratio(figure) <= 1 ? "met" : "**not met**"} | ${source} |`;
  });
  return ["| what | measured | limit | ratio | | where the limit comes from |", "|---|---|---|---|---|---|", ...rows].join("\n");
}

/** Three significant digits, without an exponent. */
function rounded(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));
}
