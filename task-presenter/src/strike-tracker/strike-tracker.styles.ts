import { css } from "lit";

export const trackerStyles = css`
  :host {
    --ink: #f4f5f7;
    --quiet: #b9bec8;
    --ground: #0f1113;
    --panel: #1a1d22;
    --raised: #262a31;
    --edge: #6d7480;
    --mark: #ffe45c;
    position: fixed;
    inset: 0;
    z-index: 2147483000;
    display: block;
    overflow: hidden;
    background: var(--ground);
    color: var(--ink);
    color-scheme: dark;
    font: 400 16px / 1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif;
    text-align: start;
    -webkit-text-size-adjust: 100%;
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ol,
  ul,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
  }
  .icon {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.9;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :host(:dir(rtl)) .icon.turns {
    transform: scaleX(-1);
  }
  button,
  a.button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    min-inline-size: 44px;
    padding: 4px 14px;
    border: 1px solid var(--edge);
    border-radius: 9px;
    background: var(--raised);
    color: var(--ink);
    font: inherit;
    line-height: 1.2;
    text-decoration: none;
    cursor: pointer;
  }
  button:hover,
  a.button:hover {
    background: #343a43;
  }
  button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  button.plain {
    border-color: transparent;
    background: none;
  }
  button.plain:hover {
    background: var(--raised);
  }
  .primary,
  a.button.primary {
    border-color: #f4f5f7;
    background: #f4f5f7;
    color: #14161a;
    font-weight: 650;
  }
  .primary:hover,
  a.button.primary:hover {
    background: #fff;
  }
  :focus-visible {
    outline: 3px solid var(--mark);
    outline-offset: 2px;
  }
  a {
    color: #8fd0ff;
  }
  kbd {
    display: none;
    min-inline-size: 20px;
    padding: 0 5px;
    border: 1px solid currentColor;
    border-radius: 4px;
    font: 600 12px / 18px ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
    text-align: center;
    opacity: 0.75;
  }
  .unseen-by-eye {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .page {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template: "top" 48px "view" minmax(0, 1fr) "strip" auto "panel" auto "tools" 48px / minmax(0, 1fr);
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
  }
  .top {
    grid-area: top;
    display: flex;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
    padding-inline: 4px;
    background: var(--panel);
  }
  .top a {
    border-color: transparent;
    background: none;
    padding-inline: 10px;
    white-space: nowrap;
  }
  .top h1 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    font-size: 15px;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .top .count {
    color: var(--quiet);
    font-size: 13px;
    white-space: nowrap;
  }
  .wide {
    display: none;
  }
  strike-compare {
    grid-area: view;
  }
  strike-strip {
    grid-area: strip;
    padding-block: 4px 2px;
    background: var(--panel);
  }
  .panel {
    grid-area: panel;
    display: grid;
    align-content: start;
    gap: 6px;
    padding: 4px 8px 6px;
    background: var(--panel);
  }
  .question {
    font-size: 15px;
    font-weight: 600;
    line-height: 1.25;
    text-align: center;
    text-wrap: balance;
  }
  .opened {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    color: var(--quiet);
    font-size: 14px;
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 6px;
  }
  .choices.four {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  .choice {
    min-block-size: 56px;
    padding: 4px 8px;
    border-width: 1px;
    font-size: 15px;
    font-weight: 600;
  }
  .choices:not(.four) .choice {
    flex-direction: column;
    gap: 2px;
  }
  .choices:not(.four) .words {
    text-align: center;
  }
  .choice .words {
    display: grid;
    min-inline-size: 0;
    text-align: start;
  }
  .choice small {
    color: inherit;
    font-size: 12px;
    font-weight: 400;
    opacity: 0.85;
  }
  .choice.standing {
    border-color: #3f9ccb;
    background: #0f3d53;
  }
  .choice.standing:hover {
    background: #165370;
  }
  .choice.destroyed {
    border-color: #d97a30;
    background: #572a0b;
  }
  .choice.destroyed:hover {
    background: #743910;
  }
  .choice.between {
    border-color: #d97a30;
    background: linear-gradient(to right, #0f3d53, #572a0b);
  }
  :host(:dir(rtl)) .choice.between {
    background: linear-gradient(to left, #0f3d53, #572a0b);
  }
  .tools {
    grid-area: tools;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(0, 1fr);
    background: var(--panel);
    border-block-start: 1px solid #2c3037;
  }
  .tools button {
    min-block-size: 47px;
    padding: 0 6px;
    border-radius: 0;
    font-size: 14px;
    touch-action: manipulation;
    -webkit-user-select: none;
    user-select: none;
  }
  .tools button[aria-pressed="true"] {
    background: #3a3f31;
  }

  .check {
    display: grid;
    gap: 6px;
  }
  .gap {
    color: var(--mark);
    white-space: nowrap;
  }
  .marks {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 6px;
  }
  .mark {
    display: grid;
    grid-template-columns: 44px minmax(0, 1fr) 44px;
    align-items: center;
    border: 1px solid #3f9ccb;
    border-radius: 9px;
    background: #0f3d53;
    overflow: hidden;
    text-align: center;
  }
  .mark.first_destroyed {
    border-color: #d97a30;
    background: #572a0b;
  }
  .mark button {
    block-size: 100%;
    padding: 0;
    border: 0;
    border-radius: 0;
    background: rgb(0 0 0 / 22%);
  }
  .mark button:focus-visible {
    outline-offset: -3px;
  }
  .named {
    display: grid;
    padding: 3px 2px;
    font-size: 12px;
    line-height: 1.25;
  }
  .named strong {
    font-size: 13px;
    text-wrap: balance;
  }
  .confidence {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 6px;
    padding: 0;
    border: 0;
  }
  .confidence legend {
    padding: 0 0 2px;
    color: var(--quiet);
    font-size: 13px;
  }
  .confidence button {
    padding-inline: 4px;
    font-size: 14px;
  }
  .confidence button[aria-pressed="true"] {
    border-color: var(--mark);
    background: #3a3f31;
    font-weight: 650;
  }
  .send {
    min-block-size: 54px;
    font-size: 17px;
  }

  .notice {
    position: absolute;
    inset-block-start: calc(env(safe-area-inset-top) + 80px);
    inset-inline: 8px;
    z-index: 3;
    inline-size: fit-content;
    max-inline-size: min(560px, calc(100% - 16px));
    margin-inline: auto;
    padding: 7px 14px;
    border: 1px solid #4a505a;
    border-radius: 9px;
    background: #262a31;
    box-shadow: 0 4px 18px rgb(0 0 0 / 55%);
    font-size: 14.5px;
    text-align: center;
    pointer-events: none;
  }
  .notice.trouble {
    border-color: #d9b23a;
    background: #40350f;
  }

  .screen {
    grid-row: 2 / -1;
    grid-column: 1 / -1;
    display: grid;
    align-content: safe center;
    justify-items: center;
    gap: 14px;
    padding: 20px;
    overflow: auto;
    text-align: center;
  }
  .screen h2 {
    font-size: 22px;
    line-height: 1.25;
    outline: none;
    text-wrap: balance;
  }
  .screen p {
    max-inline-size: 46ch;
    color: #d5d9e0;
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 10px;
  }
  .spinner {
    inline-size: 32px;
    block-size: 32px;
    border: 3px solid #4a505a;
    border-block-start-color: var(--ink);
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  .support {
    max-inline-size: 46ch;
    text-align: start;
  }
  .support ul {
    padding-inline-start: 20px;
  }
  .support li {
    padding-block: 3px;
  }

  @media (hover: hover) and (pointer: fine) {
    kbd {
      display: inline-block;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
`;

/** Upright and small: a pair needs the strip's room, and the dates have steppers of their own. */
export const smallStyles = css`
  @media (max-width: 559px) and (max-height: 900px) {
    strike-strip.pair {
      display: none;
    }
  }
`;

/** Landscape: pictures at the start, answers at the end. */
export const wideStyles = css`
  @media (min-width: 560px) and (orientation: landscape) {
    .page {
      grid-template:
        "top top" 44px
        "view panel" minmax(0, 1fr)
        "strip tools" auto / minmax(0, 1fr) clamp(216px, 27vw, 340px);
    }
    .panel {
      align-content: safe center;
      gap: 8px;
      padding: 8px 10px;
      overflow: auto;
    }
    .choices,
    .choices.four {
      grid-template-columns: minmax(0, 1fr);
    }
    .choice {
      min-block-size: 46px;
      justify-content: flex-start;
    }
    .choices:not(.four) .choice {
      flex-direction: row;
      gap: 10px;
    }
    .choices:not(.four) .words {
      text-align: start;
    }
    .choice kbd {
      margin-inline-start: auto;
    }
    .marks {
      grid-template-columns: minmax(0, 1fr);
    }
    .tools {
      border-block-start: 0;
    }
    .tools button {
      min-block-size: 56px;
      flex-direction: column;
      gap: 2px;
      padding: 0 2px;
      font-size: 12px;
    }
    .tools kbd {
      display: none;
    }
  }
  @media (min-width: 560px) and (max-height: 460px) and (orientation: landscape) {
    .page {
      grid-template-columns: minmax(0, 1fr) 244px;
    }
    .panel {
      gap: 5px;
      padding: 5px 8px;
    }
    .question {
      font-size: 14px;
    }
    .choice {
      min-block-size: 44px;
      font-size: 14.5px;
    }
    .choice small {
      display: none;
    }
    .choices,
    .check {
      gap: 5px;
    }
    .confidence legend {
      display: none;
    }
    .confidence button {
      font-size: 13px;
    }
    .send {
      min-block-size: 46px;
    }
    .named {
      padding: 2px;
    }
  }
  @media (min-width: 900px) and (min-height: 520px) {
    .tools kbd {
      display: inline-block;
    }
    .tools button {
      flex-direction: row;
      flex-wrap: wrap;
      align-content: center;
    }
    .tools .icon {
      flex-basis: 100%;
    }
    .wide {
      display: inline;
    }
    .page {
      grid-template-rows: 48px minmax(0, 1fr) auto;
    }
    .panel {
      gap: 14px;
      padding: 16px;
    }
    .question {
      font-size: 18px;
      text-align: start;
    }
    .choices,
    .check {
      gap: 10px;
    }
    .choice {
      min-block-size: 60px;
      padding-inline: 14px;
      font-size: 16px;
    }
    .choice small {
      font-size: 13px;
    }
    .named {
      font-size: 13px;
    }
    .named strong {
      font-size: 15px;
    }
  }
`;

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
  dialog header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 10px 8px 6px 20px;
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
  dialog .row:hover {
    background: var(--raised);
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
