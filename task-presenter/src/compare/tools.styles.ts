import { css } from "lit";

/** The buttons below the pictures, the menu of ways to compare, and the pad that moves the outline. */
export const toolStyles = css`
  .tools {
    display: flex;
    gap: 2px;
    padding-inline-end: 6px;
  }
  .tools button {
    padding: 0;
    border-color: transparent;
    background: rgb(22 24 28 / 78%);
  }
  .foot svg {
    flex: none;
    display: block;
    margin: auto;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .menu {
    display: grid;
    border: 1px solid #6d7480;
    border-radius: 8px;
    overflow: hidden;
  }
  .menu button,
  .flip {
    display: flex;
    align-items: center;
    gap: 10px;
    border-color: transparent;
    border-radius: 0;
    background: rgb(22 24 28 / 94%);
    text-align: start;
  }
  .menu svg,
  .flip svg {
    margin: 0;
  }
  .actions {
    display: none;
    border-block-start: 1px solid #6d7480;
  }
  .actions button {
    justify-content: center;
    flex: 1;
  }
  @container (max-width: 479px) {
    .choosable .action {
      display: none;
    }
    .actions {
      display: flex;
    }
  }
  .menu button:focus-visible {
    outline-offset: -3px;
  }
  .menu button[aria-pressed="true"] {
    background: #3a3f31;
    box-shadow: inset 3px 0 #ffe45c;
  }
  .flip {
    border-color: #6d7480;
    border-radius: 8px;
  }
  .nudge {
    padding: 6px 8px;
    border: 1px solid #6d7480;
    border-radius: 8px;
    background: rgb(22 24 28 / 94%);
    font-size: 13px;
  }
  .nudge p {
    margin: 0 0 4px;
    max-inline-size: 34ch;
  }
  .pad {
    display: flex;
    gap: 6px;
    pointer-events: auto;
  }
  .pad span {
    display: flex;
    gap: 2px;
  }
  .pad span button {
    padding: 0;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  @media (forced-colors: active) {
    .menu button[aria-pressed="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
