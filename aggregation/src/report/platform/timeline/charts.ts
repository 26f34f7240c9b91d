import { areaY, axisX, axisY, lineY, plot, rectY, ruleX, ruleY } from "@observablehq/plot";
import type { Stretch } from "../../findings.ts";
import { type DatedStretch, datedStretches } from "../model/counts.ts";
import type { Words } from "../words/index.ts";

export interface ChartSize {
  width: number;
  height: number;
}

export type Chart = ReturnType<typeof plot>;

function common(words: Words, { width, height }: ChartSize, label: string) {
  return {
    width,
    height,
    marginLeft: 44,
    marginRight: 16,
    marginTop: 12,
    marginBottom: 28,
    ariaLabel: label,
    style: { background: "transparent", color: "inherit", fontFamily: "inherit", fontSize: "12px" },
    x: { type: "utc" as const, reverse: words.direction === "rtl", label: null },
  };
}

function timeAxis(words: Words, width: number) {
  return axisX({
    ticks: Math.max(2, Math.floor(width / 160)),
    tickFormat: (time: Date) => isolated(words.date(time.getTime()), words),
    label: null,
    tickSize: 4,
  });
}

function countAxis(words: Words, most: number) {
  return axisY({
    ticks: Math.min(5, Math.max(1, Math.floor(most))),
    tickFormat: (count: number) => words.number(count),
    label: null,
    tickSize: 0,
  });
}

/** One picture with one name: the marks' own names mean nothing to a reader. */
function asPicture(chart: Chart): Chart {
  chart.setAttribute("role", "img");
  for (const mark of chart.querySelectorAll("g[aria-label]")) mark.removeAttribute("aria-label");
  return chart;
}

/** Text drawn left to right keeps its own order. */
function isolated(text: string, { direction }: Words): string {
  return direction === "rtl" ? `\u2067${text}\u2069` : text;
}

/** Bars: the expected number destroyed between one image and the next, with its 90 % band. */
export function intervalChart(stretches: readonly Stretch[], words: Words, size: ChartSize): Chart {
  const drawn = datedStretches(stretches);
  const most = Math.max(1, ...drawn.map(({ count }) => count.high));
  const told = ({ from, to, count }: DatedStretch) => `${words.window(from, to)}: ${words.expected(count.expected)} (${words.band(count)})`;
  const chart = plot({
    ...common(words, size, words.text("perInterval")),
    y: { domain: [0, most], label: null },
    marks: [
      ruleY([0], { stroke: "var(--soft)" }),
      timeAxis(words, size.width),
      countAxis(words, most),
      rectY(drawn, {
        x1: ({ from }: DatedStretch) => new Date(from),
        x2: ({ to }: DatedStretch) => new Date(to),
        y: ({ count }: DatedStretch) => count.expected,
        fill: "var(--destroyed)",
        inset: 0.5,
        title: told,
      }),
      bandLines(drawn, "var(--ground)", 4.5),
      bandLines(drawn, "var(--ink)", 1.5),
    ],
  });
  return asPicture(chart);
}

function bandLines(drawn: readonly DatedStretch[], stroke: string, strokeWidth: number) {
  return ruleX(drawn, {
    x: ({ from, to }: DatedStretch) => new Date((from + to) / 2),
    y1: ({ count }: DatedStretch) => count.low,
    y2: ({ count }: DatedStretch) => count.high,
    stroke,
    strokeWidth,
  });
}

/** Line: the expected number destroyed by each moment, with its 90 % band. */
export function sumChart(stretches: readonly Stretch[], buildings: number, words: Words, size: ChartSize): Chart {
  const drawn = datedStretches(stretches);
  const first = stretches.find(({ from }) => from === null);
  const start = drawn[0];
  const points = [
    ...(first && start ? [{ time: new Date(start.from), band: first.cumulative }] : []),
    ...drawn.map(({ to, cumulative }) => ({ time: new Date(to), band: cumulative })),
  ];
  type Point = (typeof points)[number];
  const chart = plot({
    ...common(words, size, words.text("inAll")),
    y: { domain: [0, Math.max(1, buildings)], label: null },
    marks: [
      ruleY([0], { stroke: "var(--soft)" }),
      timeAxis(words, size.width),
      countAxis(words, buildings),
      areaY(points, { x: "time", y1: ({ band }: Point) => band.low, y2: ({ band }: Point) => band.high, fill: "var(--band)" }),
      lineY(points, { x: "time", y: ({ band }: Point) => band.expected, stroke: "var(--destroyed)", strokeWidth: 2, marker: "dot" }),
    ],
  });
  return asPicture(chart);
}

/** Bars: how probable it is that one building was destroyed between two images. */
export function probabilityChart(bars: readonly { from: number; to: number; mass: number }[], words: Words, size: ChartSize): Chart {
  type Bar = (typeof bars)[number];
  const chart = plot({
    ...common(words, size, words.text("posteriorTitle")),
    y: { domain: [0, 1], label: null },
    marks: [
      ruleY([0], { stroke: "var(--soft)" }),
      timeAxis(words, size.width),
      axisY({ ticks: 4, tickFormat: (share: number) => words.percent(share), label: null, tickSize: 0 }),
      rectY(bars, {
        x1: ({ from }: Bar) => new Date(from),
        x2: ({ to }: Bar) => new Date(to),
        y: "mass",
        fill: "var(--destroyed)",
        inset: 0.5,
        title: ({ from, to, mass }: Bar) => `${words.window(from, to)}: ${words.percent(mass)}`,
      }),
      ruleX(bars, { x: ({ from }: Bar) => new Date(from), y1: 0, y2: 0.02, stroke: "var(--ink)" }),
    ],
  });
  return asPicture(chart);
}
