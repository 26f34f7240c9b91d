import { html, svg, type TemplateResult } from "lit";

/** Drawn here, 24 x 24, in the colour of the text. */
const paths = {
  standing: svg`<path d="M4 20V10l8-6 8 6v10z" /><path d="M10 20v-5h4v5" />`,
  destroyed: svg`<path d="M4 20v-7l3 2 2-5 3 4 2-2 2 4 4-1v5z" /><path d="M8 4l2 3M15 3l-1 3" />`,
  unseen: svg`<path d="M7 17a4 4 0 0 1 .4-8A5 5 0 0 1 17 10.5a3.3 3.3 0 0 1 0 6.5z" />`,
  load_failed: svg`<path d="M4 5h16v14H4zM4 19L20 5" />`,
  back: svg`<path d="M15 5l-7 7 7 7" />`,
  forward: svg`<path d="M9 5l7 7-7 7" />`,
  undo: svg`<path d="M9 7L4 12l5 5" /><path d="M4 12h10a5 5 0 0 1 0 10h-2" />`,
  peek: svg`<path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z" /><circle cx="12" cy="12" r="3" />`,
  skip: svg`<path d="M5 5l8 7-8 7zM18 5v14" />`,
  more: svg`<circle cx="5" cy="12" r="1.4" /><circle cx="12" cy="12" r="1.4" /><circle cx="19" cy="12" r="1.4" />`,
  help: svg`<path d="M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3" /><circle cx="12" cy="18.4" r=".6" />`,
  examples: svg`<path d="M3 6h8v12H3zM13 6h8v12h-8z" /><path d="M5 15l2-3 2 3M15 15l3-1 1 1" />`,
  add: svg`<path d="M4 5h16v11h-9l-4 4v-4H4zM12 8v5M9.5 10.5h5" />`,
  close: svg`<path d="M6 6l12 12M18 6L6 18" />`,
  both: svg`<path d="M4 12.5l4 4 8-9M12 16l1 .8 7.5-8.8" />`,
  tick: svg`<path d="M5 13l5 5L20 7" />`,
} as const;

export type IconName = keyof typeof paths;

/** Icons that point along the reading direction: mirrored where it runs the other way. */
const turning: readonly IconName[] = ["back", "forward", "skip", "undo"];

/** An icon beside words; screen readers pass over it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon ${turning.includes(name) ? "turns" : ""}" viewBox="0 0 24 24" aria-hidden="true">${paths[name]}</svg>`;
}
