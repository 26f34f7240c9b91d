import { counted } from "pybossa-client-ts/command";
import type { PreviewData } from "./preview-data.ts";

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #ffd400; }
body { margin: 0 auto; padding: 1rem; max-inline-size: 110rem; }
main { padding-block-end: 4rem; }
h1, h2 { line-height: 1.2; margin-block: 1rem 0.5rem; }
h2 { font-size: 1.1rem; overflow-wrap: anywhere; }
ol { display: flex; gap: 0.5rem; overflow-x: auto; list-style: none; margin: 0; padding: 0.25rem; }
li button { display: block; inline-size: 10.5rem; padding: 0.25rem; font: inherit; text-align: start; background: none; color: inherit; border: 2px solid transparent; border-radius: 0.5rem; cursor: pointer; }
li button[aria-pressed="true"] { border-color: currentColor; }
button:focus-visible { outline: 3px solid #1a73e8; outline-offset: 2px; }
.chip { position: relative; display: block; inline-size: 10rem; block-size: 10rem; background: #888; }
.chip img, .chip svg, .direct, .direct canvas { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; }
.direct { display: grid; place-content: center; padding: 0.5rem; box-sizing: border-box; font-size: 0.85rem; color: #000; background: #ddd; }
.direct canvas { padding: 0; }
.chip path { fill: none; stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke; paint-order: stroke; }
.detail, .dropped { display: block; font-size: 0.85rem; opacity: 0.85; }
aside { position: fixed; inset-block-end: 0; inset-inline: 0; block-size: min(75vh, 46rem); display: flex; flex-direction: column; background: Canvas; color: CanvasText; border-block-start: 2px solid; z-index: 1; }
.bar { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; padding: 0.5rem; }
.bar button { font: inherit; min-block-size: 2.75rem; padding-inline: 1rem; }
strike-compare { flex: 1; min-block-size: 0; }
body:has(aside) main { padding-block-end: 48rem; }
`;

/**
 * The page as one file that opens from the disk: data, chips and scripts are all in it. Tiles and other pictures without
 * chips come from their addresses.
 */
export function previewDocument(data: PreviewData, scripts: readonly string[]): string {
  const title = `${data.title}: preview`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1 dir="auto">${escaped(title)}</h1>
<p>${data.buildings.length} of ${counted(data.tasks, "building")} by chance, as volunteers will see them. Is the outline on the building in each
picture? Does the ground around it stay in place? Is any picture only cloud? Choose a picture to see it large, beside the one before it.
<strong>This page names buildings and shows places: keep it to yourself.</strong></p>
<p dir="auto">Volunteers are asked: ${escaped(data.question)}</p>
<main></main>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
${scripts.map((script) => `<script>${script.replaceAll("</script", "<\\/script")}</script>`).join("\n")}
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
