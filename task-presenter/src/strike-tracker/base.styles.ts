import { css } from "lit";

/** The ground of the page, and what every part of it shares. */
export const baseStyles = css`
  :host {
    /* Nothing of the page's text is inherited. */
    all: initial;
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
    /* The layout follows the element's own size, which inline is not the window's. */
    container: tracker / size;
    background: var(--ground);
    color: var(--ink);
    color-scheme: dark;
    font: 400 16px / 1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif;
    text-align: start;
    -webkit-text-size-adjust: 100%;
    -webkit-tap-highlight-color: transparent;
  }
  :host([inline]) {
    position: relative;
    inset: auto;
    z-index: 0;
    inline-size: 100%;
    block-size: min(760px, 100dvh);
    min-block-size: 560px;
    isolation: isolate;
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
  @media (hover: hover) {
    button:hover,
    a.button:hover {
      background: #343a43;
    }
  }
  button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  button.plain {
    border-color: transparent;
    background: none;
  }
  @media (hover: hover) {
    button.plain:hover {
      background: var(--raised);
    }
  }
  .primary,
  a.button.primary {
    border-color: #f4f5f7;
    background: #f4f5f7;
    color: #14161a;
    font-weight: 650;
  }
  @media (hover: hover) {
    .primary:hover,
    a.button.primary:hover {
      background: #fff;
    }
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

  @media (hover: hover) and (pointer: fine) {
    kbd {
      display: inline-block;
    }
  }
`;
