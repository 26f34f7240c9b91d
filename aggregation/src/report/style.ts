/** The report's style sheet: phones first, prints on white, no file besides. */
export const style = `
:root { --ink: #1d2329; --soft: #55606b; --line: #d5dae0; --paper: #ffffff; --wash: #f3f5f7; --fire: #a8321a; --band: #efc9bd; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: var(--paper); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif; }
header, main, footer { max-width: 60rem; margin-inline: auto; padding-inline: 1rem; }
header { padding-block: 1.5rem .5rem; }
.campaign { margin: 0; color: var(--soft); font-size: .9375rem; letter-spacing: .01em; }
h1 { margin: .35rem 0 0; max-width: 26em; font-size: clamp(1.5rem, 1.1rem + 2vw, 2.4rem); line-height: 1.2; font-weight: 650; text-wrap: balance; }
h1 strong { color: var(--fire); font-weight: inherit; }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.25rem; line-height: 1.3; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1rem; }
p, ul { max-width: 44em; margin: .5rem 0; }
.lede { font-size: 1.0625rem; }
.soft { color: var(--soft); }
dl.figures { display: grid; grid-template-columns: repeat(2, 1fr); gap: .5rem; margin: 1.25rem 0 0; }
dl.figures div { padding: .75rem; background: var(--wash); border-radius: .375rem; }
dl.figures dt { color: var(--soft); font-size: .875rem; line-height: 1.35; }
dl.figures dd { margin: 0; font-size: 1.375rem; font-weight: 650; font-variant-numeric: tabular-nums; }
dl.figures dd small { display: block; font-size: .8125rem; font-weight: 400; color: var(--soft); }
figure { margin: 1rem 0 1.5rem; }
figcaption { font-weight: 600; margin-block-end: .25rem; }
figcaption small { display: block; font-weight: 400; color: var(--soft); font-size: .875rem; }
svg { display: block; width: 100%; height: auto; }
svg.wide { display: none; }
.bar { fill: var(--fire); }
.whisker { stroke: var(--ink); stroke-width: 1.5; fill: none; }
.band { fill: var(--band); }
.line { fill: none; stroke: var(--fire); stroke-width: 2; stroke-linejoin: round; }
.dot { fill: var(--fire); }
.grid { stroke: var(--line); stroke-width: 1; fill: none; }
.tick { font-size: 12px; fill: var(--soft); font-family: inherit; }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; border-block: 1px solid var(--line); }
.scroll:focus-visible, a:focus-visible { outline: 3px solid #1b5fa8; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; padding: .5rem 0; max-width: calc(100vw - 2rem); color: var(--soft); }
th, td { padding: .4rem .75rem .4rem 0; text-align: start; vertical-align: top; border-block-end: 1px solid var(--line); }
tbody tr:last-child > * { border-block-end: 0; }
thead th { font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; }
td.number, th.number { text-align: end; }
td.date, td.number, tbody th { white-space: nowrap; }
td.wide, th.wide { min-width: 10rem; }
blockquote { margin: .5rem 0; padding: .5rem 1rem; border-inline-start: 4px solid var(--fire); background: var(--wash); max-width: 44em; }
a { color: #1b5fa8; }
footer { padding-block: 1rem 3rem; margin-block-start: 2.5rem; border-block-start: 1px solid var(--line); }
@media (min-width: 40rem) {
  header, main, footer { padding-inline: 2rem; }
  header { padding-block-start: 3rem; }
  dl.figures { grid-template-columns: repeat(4, 1fr); }
  svg.wide { display: block; }
  svg.narrow { display: none; }
}
@media print {
  @page { margin: 15mm; }
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding-inline: 0; }
  .scroll { overflow: visible; }
  tr, figure, dl.figures div { break-inside: avoid; }
  h2, h3, figcaption { break-after: avoid; }
  thead { display: table-header-group; }
  .bar, .band, .line, .dot, dl.figures div { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
