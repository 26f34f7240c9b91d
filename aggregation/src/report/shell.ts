import { html } from "./html.ts";
import type { BaseMap } from "./record.ts";

export interface Shell {
  title: string;
  language: string;
  headline: string;
  base: BaseMap | null;
}

/**
 * index.html: classic scripts beside it, nothing from elsewhere but the tiles of a base map that the campaign names.
 * Without scripts it tells the headline and where the numbers are.
 */
export function shellPage({ title, language, headline, base }: Shell): string {
  const tiles = base === null ? "" : ` ${originOf(base.url)}`;
  const policy = `default-src 'none'; script-src 'self' file:; style-src 'unsafe-inline'; img-src 'self' file: data: blob:${tiles}; connect-src 'self'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="description" content="${headline}">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>html{font-size:16px}body{margin:0;background:#fff}@media screen and (prefers-color-scheme:dark){body{background:#14181d}}@page{margin:15mm}noscript{display:block;max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}</style>
</head>
<body>
<strike-results></strike-results>
<noscript>
<p lang="${language}" dir="auto">${title}</p>
<h1>${headline}</h1>
<p>Maps, charts and tables need JavaScript. The numbers are in the files of the folder <a href="downloads/">downloads</a>.</p>
</noscript>
<script src="platform.js"></script>
<script src="data/report.js"></script>
</body>
</html>
`.text;
}

/** The scheme and host of a tile address, for the page's policy; nothing for a path on the page's own host. */
function originOf(url: string): string {
  return /^https?:\/\/[^/?#\s;,']+/.exec(url)?.[0] ?? "";
}
