import type { Stretch } from "./findings.ts";
import { type Html, html } from "./html.ts";
import { date, expectedNumber, number } from "./words.ts";

export interface ChartSize {
  /** Units of the drawing; text is drawn at 12 of them, so a drawing for phones is narrower, not smaller. */
  width: number;
  height: number;
}

const left = 40;
const right = 12;
const top = 14;
const bottom = 30;

/** A stretch with both ends, which can be drawn on an axis of time. */
interface Drawn extends Stretch {
  from: number;
  to: number;
}

/** Bars: the expected number destroyed in each stretch between two images, with its 90 % band. */
export function stretchChart(stretches: readonly Stretch[], size: ChartSize): Html {
  const drawn = stretches.filter(isDrawn);
  const scale = scaleOf(drawn, Math.max(1, ...drawn.map(({ count }) => count.high)), size);
  const bars = drawn.map(({ from, to, count }) => {
    const x = scale.x(from);
    const width = Math.max(1, scale.x(to) - x - 1);
    const y = scale.y(count.expected);
    const middle = x + width / 2;
    return html`<g><title>${date(from)} – ${date(to)}: ${expectedNumber(count.expected)} (${number(count.low)}–${number(count.high)})</title>
<rect class="bar" x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(scale.base - y)}"/>
<path class="whisker" d="M${fixed(middle)} ${fixed(scale.y(count.low))}V${fixed(scale.y(count.high))}"/></g>`;
  });
  const label = `Expected number of buildings destroyed between one image and the next, from ${drawn.length} intervals. The table below holds the same numbers.`;
  return svg(size, label, [...axes(scale, size), ...bars]);
}

/** Line: the expected number destroyed by each moment, with its 90 % band. */
export function cumulativeChart(stretches: readonly Stretch[], buildings: number, size: ChartSize): Html {
  const drawn = stretches.filter(isDrawn);
  const first = stretches.find(({ from }) => from === null);
  const start = drawn[0];
  const scale = scaleOf(drawn, Math.max(1, buildings), size);
  const points = [
    ...(first && start ? [{ time: start.from, band: first.cumulative }] : []),
    ...drawn.map(({ to, cumulative }) => ({ time: to, band: cumulative })),
  ];
  const upper = points.map(({ time, band }) => `${fixed(scale.x(time))},${fixed(scale.y(band.high))}`);
  const lower = points.map(({ time, band }) => `${fixed(scale.x(time))},${fixed(scale.y(band.low))}`).toReversed();
  const line = points.map(({ time, band }) => `${fixed(scale.x(time))},${fixed(scale.y(band.expected))}`);
  const label =
    "Expected number of buildings destroyed by each image, summed up, with its 90 % band. The table below holds the same numbers.";
  return svg(size, label, [
    ...axes(scale, size),
    html`<polygon class="band" points="${[...upper, ...lower].join(" ")}"/>`,
    html`<polyline class="line" points="${line.join(" ")}"/>`,
    ...points.map(
      ({ time, band }) =>
        html`<circle class="dot" cx="${fixed(scale.x(time))}" cy="${fixed(scale.y(band.expected))}" r="2.5"><title>By ${date(time)}: ${expectedNumber(band.expected)} (${number(band.low)}–${number(band.high)})</title></circle>`,
    ),
  ]);
}

function isDrawn(stretch: Stretch): stretch is Drawn {
  return stretch.from !== null && stretch.to !== null;
}

interface Scale {
  x(time: number): number;
  y(count: number): number;
  base: number;
  most: number;
  from: number;
  to: number;
}

function scaleOf(drawn: readonly Drawn[], most: number, { width, height }: ChartSize): Scale {
  const from = drawn[0]?.from ?? 0;
  const to = drawn.at(-1)?.to ?? 1;
  const base = height - bottom;
  const highest = roundUp(most);
  return {
    x: (time) => left + ((time - from) / Math.max(1, to - from)) * (width - left - right),
    y: (count) => base - (Math.min(count, highest) / highest) * (base - top),
    base,
    most: highest,
    from,
    to,
  };
}

function axes(scale: Scale, { width }: ChartSize): Html[] {
  const counts = [0, scale.most / 2, scale.most].filter((count) => Number.isInteger(count));
  const times = width >= 600 ? [0, 1 / 3, 2 / 3, 1] : [0, 1];
  return [
    ...counts.map(
      (count) => html`<path class="grid" d="M${left} ${fixed(scale.y(count))}H${width - right}"/>
<text class="tick" x="${left - 8}" y="${fixed(scale.y(count) + 4)}" text-anchor="end">${number(count)}</text>`,
    ),
    ...times.map((share) => {
      const anchor = share === 0 ? "start" : share === 1 ? "end" : "middle";
      const time = scale.from + share * (scale.to - scale.from);
      return html`<text class="tick" x="${fixed(scale.x(time))}" y="${fixed(scale.base + 20)}" text-anchor="${anchor}">${date(time)}</text>`;
    }),
  ];
}

function svg({ width, height }: ChartSize, label: string, content: Html[]): Html {
  return html`<svg class="${width >= 600 ? "wide" : "narrow"}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${content}</svg>`;
}

/** The next number of the kind 1, 2, 4, 5 x 10^n (2 at least, so that half of it is a tick). */
function roundUp(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  const step = [1, 2, 4, 6, 8, 10].find((factor) => factor * power >= most) ?? 10;
  return Math.max(2, step * power);
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
