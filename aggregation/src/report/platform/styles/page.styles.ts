import { css } from "lit";

/** Colours: every state also differs in form (hollow, hatched, solid). */
export const colours = css`
  :host {
    display: block;
    --ground: #fff;
    --wash: #f3f5f7;
    --ink: #1b232b;
    --soft: #4c5863;
    --line: #cdd5dc;
    --link: #1b5fa8;
    --standing: #2b6f8f;
    --may: #8a5a00;
    --destroyed: #a3210f;
    --band: #e9b9ae;
    color-scheme: light dark;
  }
  /* Paper is white; so is what is drawn while it is printed. */
  @media screen and (prefers-color-scheme: dark) {
    :host(:not([paper])) {
      --ground: #14181d;
      --wash: #1f252c;
      --ink: #e8edf2;
      --soft: #aab6c1;
      --line: #3a4550;
      --link: #7db8f5;
      --standing: #6fb7d8;
      --may: #e0aa3e;
      --destroyed: #ff8a73;
      --band: #6b3a31;
    }
  }
  @media print {
    :host {
      --ink: #000;
      --soft: #333;
      --line: #aaa;
      color-scheme: only light;
      print-color-adjust: exact;
      -webkit-print-color-adjust: exact;
    }
  }
`;

export const controls = css`
  button,
  select,
  input {
    font: inherit;
    color: inherit;
    box-sizing: border-box;
  }
  button,
  select,
  input[type="search"] {
    min-height: 2.75rem;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--soft);
    border-radius: 0.375rem;
    background: var(--ground);
  }
  button {
    cursor: pointer;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--link);
    outline-offset: 2px;
  }
  a {
    color: var(--link);
  }
  input[type="range"] {
    min-height: 2.75rem;
    width: 100%;
    accent-color: var(--destroyed);
  }
`;

export const pageStyles = css`
  :host {
    display: block;
    font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Naskh Arabic", sans-serif;
    color: var(--ink);
    background: var(--ground);
  }
  header,
  main,
  footer {
    max-width: 64rem;
    margin-inline: auto;
    padding-inline: 1rem;
  }
  header {
    padding-block: 1rem 0.5rem;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    align-items: center;
    color: var(--soft);
  }
  .bar p {
    margin: 0;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  h1 {
    margin: 0.5rem 0 0;
    max-width: 26em;
    font-size: clamp(1.5rem, 1.1rem + 2vw, 2.4rem);
    line-height: 1.25;
    font-weight: 650;
    text-wrap: balance;
  }
  h1 strong {
    color: var(--destroyed);
    font-weight: inherit;
  }
  h2 {
    margin: 2.5rem 0 0.5rem;
    font-size: 1.25rem;
    line-height: 1.3;
  }
  h3 {
    margin: 1.5rem 0 0.25rem;
    font-size: 1rem;
  }
  p,
  ul {
    max-width: 44em;
    margin: 0.5rem 0;
  }
  .lede {
    font-size: 1.0625rem;
  }
  .soft {
    color: var(--soft);
  }
  dl.figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
    gap: 0.5rem;
    margin: 1.25rem 0 0;
  }
  dl.figures div {
    padding: 0.75rem;
    background: var(--wash);
    border-radius: 0.375rem;
  }
  dl.figures dt {
    color: var(--soft);
    font-size: 0.875rem;
    line-height: 1.35;
  }
  dl.figures dd {
    margin: 0;
    font-size: 1.375rem;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  dl.figures small {
    display: block;
    font-size: 0.8125rem;
    font-weight: 400;
    color: var(--soft);
  }
  blockquote {
    margin: 0.5rem 0;
    padding: 0.5rem 1rem;
    border-inline-start: 4px solid var(--destroyed);
    background: var(--wash);
    max-width: 44em;
  }
  footer {
    padding-block: 1rem 3rem;
    margin-block-start: 2.5rem;
    border-block-start: 1px solid var(--line);
  }
  .cite {
    user-select: all;
    overflow-wrap: anywhere;
  }
  @media print {
    :host {
      font-size: 10pt;
    }
    h2 {
      margin-block-start: 1.5rem;
    }
    header,
    main,
    footer {
      max-width: none;
      padding-inline: 0;
    }
    .bar select,
    .bar label,
    .screen {
      display: none;
    }
    header,
    footer,
    dl.figures div,
    blockquote,
    li {
      break-inside: avoid;
    }
    h2,
    h3 {
      break-after: avoid;
    }
  }
`;

export const tableStyles = css`
  .scroll {
    overflow-x: auto;
    margin: 0.5rem 0 1rem;
    border-block: 1px solid var(--line);
  }
  table {
    border-collapse: collapse;
    width: 100%;
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: start;
    padding: 0.5rem 0;
    color: var(--soft);
  }
  th,
  td {
    padding-block: 0.4rem;
    padding-inline: 0 0.75rem;
    text-align: start;
    vertical-align: top;
    border-block-end: 1px solid var(--line);
  }
  thead th {
    font-weight: 600;
    white-space: nowrap;
  }
  tbody th {
    font-weight: 600;
  }
  .number {
    text-align: end;
  }
  td.date,
  td.number,
  tbody th {
    white-space: nowrap;
  }
  td.wide {
    min-width: 10rem;
  }
  @media (max-width: 40rem) {
    thead th,
    tbody th {
      white-space: normal;
    }
    tbody th {
      min-width: 7rem;
    }
  }
  details > summary {
    min-height: 2.75rem;
    display: flex;
    align-items: center;
    cursor: pointer;
    color: var(--link);
  }
  @media print {
    .scroll {
      overflow: visible;
    }
    tr {
      break-inside: avoid;
    }
    thead {
      display: table-header-group;
    }
    details:not([open]) {
      display: none;
    }
    details > summary {
      color: inherit;
      break-after: avoid;
    }
    thead th {
      white-space: normal;
    }
  }
`;
