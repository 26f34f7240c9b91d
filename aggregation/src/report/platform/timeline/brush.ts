import { brushX, type D3BrushEvent } from "d3-brush";
import { select } from "d3-selection";
import type { Chart } from "./charts.ts";

/**
 * Lets a span of time be drawn on a chart. The same choice stands beside the chart as two lists, for the keyboard.
 * @param chosen where the brush stands at first; milliseconds since 1970
 * @param onChoice the span drawn, or null where it was taken away
 */
export function addBrush(
  chart: Chart,
  chosen: { from: number; to: number } | null,
  onChoice: (span: { from: number; to: number } | null) => void,
): void {
  const svg = chart instanceof SVGSVGElement ? chart : chart.querySelector("svg");
  const scale = chart.scale("x");
  const invert = scale?.invert;
  if (!svg || !scale || !invert || !scale.range) return;
  const [a = 0, b = 0] = scale.range as number[];
  const [left, right] = [Math.min(a, b), Math.max(a, b)];
  const height = Number(svg.getAttribute("height"));
  const at = (pixel: number) => (invert(pixel) as Date).getTime();
  const brush = brushX<unknown>()
    .extent([
      [left, 0],
      [right, height - 28],
    ])
    .on("end", ({ selection, sourceEvent }: D3BrushEvent<unknown>) => {
      if (sourceEvent === undefined || sourceEvent === null) return;
      if (selection === null) return onChoice(null);
      const [x = 0, y = 0] = (selection as [number, number]).map(at);
      onChoice({ from: Math.min(x, y), to: Math.max(x, y) });
    });
  const group = select(svg).append("g").attr("aria-hidden", "true").call(brush);
  if (chosen) {
    const ends = [scale.apply(new Date(chosen.from)) as number, scale.apply(new Date(chosen.to)) as number];
    group.call((selection) => brush.move(selection, [Math.max(left, Math.min(...ends)), Math.min(right, Math.max(...ends))]));
  }
}
