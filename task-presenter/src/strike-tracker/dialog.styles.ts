import { css } from "lit";

/** Dialogs. */
export const dialogStyles = css`
  dialog {
    inline-size: min(560px, calc(100vw - 16px));
    max-block-size: calc(100dvh - 16px);
    max-inline-size: none;
    margin: auto;
    padding: 0;
    border: 1px solid #4a505a;
    border-radius: 14px;
    background: #1d2026;
    color: var(--ink);
    font: inherit;
    overflow: hidden;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: rgb(5 6 8 / 78%);
  }
  /* Nothing of the first images is seen before the note was read. */
  dialog[data-dialog="note"]::backdrop {
    background: #0f1113;
  }
  dialog header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block: 10px 6px;
    padding-inline: 20px 8px;
  }
  dialog header:has(select) {
    flex-wrap: wrap;
    gap: 4px 12px;
    padding-inline-end: 20px;
  }
  dialog select {
    min-block-size: 44px;
    padding-inline: 10px;
    border: 1px solid var(--edge);
    border-radius: 9px;
    background: var(--raised);
    color: inherit;
    font: inherit;
  }
  dialog h2 {
    font-size: 21px;
    line-height: 1.25;
  }
  dialog h3 {
    margin-block-start: 6px;
    font-size: 15px;
  }
  dialog .body {
    display: grid;
    gap: 10px;
    padding: 4px 20px 16px;
    overflow: auto;
  }
  dialog .lead {
    font-size: 17px;
  }
  dialog ol,
  dialog ul {
    display: grid;
    gap: 4px;
    padding-inline-start: 22px;
  }
  dialog footer {
    display: flex;
    gap: 10px;
    padding: 12px 20px calc(16px + env(safe-area-inset-bottom));
    border-block-start: 1px solid #343a43;
  }
  dialog footer .primary {
    flex: 1;
    min-block-size: 52px;
    font-size: 17px;
  }
  dialog .rows {
    gap: 4px;
    padding-inline: 12px;
  }
  dialog .why {
    padding-inline: 12px;
    color: var(--quiet);
    font-size: 14px;
  }
  dialog .row {
    display: flex;
    justify-content: flex-start;
    min-block-size: 46px;
    padding-inline: 10px;
    border: 0;
    background: none;
    align-items: center;
    border-radius: 9px;
    color: var(--ink);
    text-align: start;
    text-decoration: none;
  }
  @media (hover: hover) {
    dialog .row:hover {
      background: var(--raised);
    }
  }
  dialog hr {
    inline-size: 100%;
    margin: 2px 0;
    border: 0;
    border-block-start: 1px solid #343a43;
  }
  .example {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 4px;
  }
  .example img {
    inline-size: 100%;
    aspect-ratio: 1;
    object-fit: cover;
    border-radius: 6px;
    background: #0c0d0f;
  }
  .example figcaption {
    grid-column: 1 / -1;
    color: #d5d9e0;
    font-size: 14px;
  }
  .keys {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(230px, 1fr));
    gap: 4px 16px;
    font-size: 14px;
  }
  .keys div {
    display: grid;
    grid-template-columns: 96px minmax(0, 1fr);
    gap: 10px;
    align-items: center;
  }
  .keys dt {
    display: flex;
    gap: 4px;
  }
  .keys kbd {
    display: inline-block;
    opacity: 1;
    white-space: nowrap;
  }
  .choose {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding: 0;
    border: 0;
  }
  .choose legend {
    padding: 0 0 4px;
    font-size: 15px;
    font-weight: 700;
  }
  .choose button[aria-pressed="true"] {
    border-color: var(--mark);
    background: #3a3f31;
    font-weight: 650;
  }
  .written {
    display: grid;
    gap: 4px;
    margin-block-start: 14px;
  }
  .written textarea {
    min-inline-size: 0;
    padding: 8px;
    border: 1px solid #6d7480;
    border-radius: 8px;
    background: #101215;
    color: inherit;
    font: inherit;
    resize: vertical;
  }
  .modes {
    display: grid;
    padding-inline: 10px;
  }
  .modes button {
    justify-content: start;
    text-align: start;
  }
  .switch {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
  }
  .switch input {
    inline-size: 22px;
    block-size: 22px;
    accent-color: var(--mark);
  }
`;
