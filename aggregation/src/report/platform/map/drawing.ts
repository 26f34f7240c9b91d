import type { Coordinate } from "ol/coordinate.js";
import type { State } from "../model/building.ts";

/** The map's colours, read from the page so that dark mode and print are the page's. */
export interface Palette {
  ground: string;
  ink: string;
  line: string;
  standing: string;
  may: string;
  destroyed: string;
}

export function paletteOf(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim() || "#000";
  return {
    ground: colour("ground"),
    ink: colour("ink"),
    line: colour("line"),
    standing: colour("standing"),
    may: colour("may"),
    destroyed: colour("destroyed"),
  };
}

/** Stripes at a slant: "may have been destroyed by then". Denser the more probable it is. */
export function createHatches(palette: Palette, ratio: number): (probability: number) => CanvasPattern | string {
  const made = new Map<number, CanvasPattern | string>();
  return (probability) => {
    const level = Math.min(4, Math.max(0, Math.floor(probability * 5)));
    const known = made.get(level);
    if (known !== undefined) return known;
    const size = Math.round(8 * ratio);
    const tile = new OffscreenCanvas(size, size);
    const draw = tile.getContext("2d");
    if (!draw) return palette.may;
    draw.strokeStyle = palette.may;
    draw.lineWidth = (1 + level) * ratio * 0.9;
    for (const shift of [-size, 0, size]) {
      draw.beginPath();
      draw.moveTo(shift, size);
      draw.lineTo(shift + size, 0);
      draw.stroke();
    }
    const pattern = draw.createPattern(tile, "repeat") ?? palette.may;
    made.set(level, pattern);
    return pattern;
  };
}

export interface Counts {
  standing: number;
  may: number;
  destroyed: number;
  unknown: number;
}

/** A cluster: a ring whose parts are the shares of its buildings by state, drawn as outlines are, and their number. */
export function drawCluster(
  context: CanvasRenderingContext2D,
  [x = 0, y = 0]: Coordinate,
  counts: Counts,
  { palette, ratio, hatch }: { palette: Palette; ratio: number; hatch: (probability: number) => CanvasPattern | string },
): void {
  const total = counts.standing + counts.may + counts.destroyed + counts.unknown;
  const radius = (total === 0 ? 6 : clusterRadius(total)) * ratio;
  context.save();
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = palette.ground;
  context.fill();
  context.lineWidth = 2 * ratio;
  if (total === 0) {
    context.strokeStyle = palette.line;
    context.stroke();
    context.restore();
    return;
  }
  let angle = -Math.PI / 2;
  for (const state of ["destroyed", "may", "standing", "unknown"] as const) {
    if (counts[state] === 0) continue;
    const next = angle + (2 * Math.PI * counts[state]) / total;
    const { fill, stroke, dash } = outlineLook(state, 0.6, palette, hatch);
    if (fill !== null) {
      context.beginPath();
      context.moveTo(x, y);
      context.arc(x, y, radius, angle, next);
      context.closePath();
      context.fillStyle = fill;
      context.fill();
    }
    context.setLineDash(dash.map((length) => length * ratio));
    context.strokeStyle = stroke;
    context.beginPath();
    context.arc(x, y, radius, angle, next);
    context.stroke();
    angle = next;
  }
  const text = String(total);
  context.font = `600 ${12 * ratio}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const half = radius * 0.62;
  context.beginPath();
  context.arc(x, y, half, 0, 2 * Math.PI);
  context.fillStyle = palette.ground;
  context.fill();
  context.fillStyle = palette.ink;
  context.fillText(text, x, y + ratio);
  context.restore();
}

export function clusterRadius(total: number): number {
  return Math.min(34, 13 + 4 * Math.log2(1 + total));
}

/** How an outline is filled and lined in each state: hollow, hatched, solid. */
export function outlineLook(
  state: State,
  probability: number,
  palette: Palette,
  hatch: (probability: number) => CanvasPattern | string,
): { fill: string | CanvasPattern | null; stroke: string; dash: number[] } {
  if (state === "unknown") return { fill: null, stroke: palette.ink, dash: [2, 3] };
  if (state === "standing") return { fill: null, stroke: palette.standing, dash: [] };
  if (state === "destroyed") return { fill: palette.destroyed, stroke: palette.destroyed, dash: [] };
  return { fill: hatch(probability), stroke: palette.may, dash: [] };
}
