import { html } from "../report/html.ts";

/** Nothing is loaded from elsewhere, and no other page may hold this one. */
export const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The desk's page: everything else is drawn by desk.js. */
export function deskPage(title: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<link rel="icon" href="data:,">
<title>Desk: ${title}</title>
<style>html{font-size:16px}body{margin:0;background:#fff}@media(prefers-color-scheme:dark){body{background:#14181d}}</style>
</head>
<body>
<strike-desk></strike-desk>
<noscript>The desk needs JavaScript.</noscript>
<script src="desk.js"></script>
</body>
</html>
`.text;
}
