import { css } from "lit";

export const stripStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
    color: #f4f5f7;
    font: 400 14px / 1.2 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif;
  }
  *,
  *::before {
    box-sizing: border-box;
  }
  .scroller {
    overflow-x: auto;
    overflow-y: hidden;
    overscroll-behavior-x: contain;
    scrollbar-width: none;
  }
  .scroller::-webkit-scrollbar {
    display: none;
  }
  .track {
    min-inline-size: calc(var(--count) * 58px);
    padding-inline: 2px;
  }
  .options {
    display: grid;
    grid-template-columns: repeat(var(--count), minmax(56px, 1fr));
    gap: 2px;
  }
  button {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: 0;
    block-size: 46px;
    min-inline-size: 0;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 7px;
    background: #23272d;
    color: #c9ced7;
    font: inherit;
    font-size: 11px;
    white-space: nowrap;
    cursor: pointer;
  }
  @media (hover: hover) {
    button:hover {
      background: #343a43;
    }
  }
  button.out {
    background: #191c20;
    color: #aab0ba;
  }
  button.standing {
    color: #7fd0f5;
  }
  button.destroyed {
    color: #ffae70;
  }
  button.shown {
    border-color: #ffe45c;
    background: #3a3f31;
  }
  button:focus-visible {
    outline: 3px solid #ffe45c;
    outline-offset: -3px;
  }
  button span {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .word {
    font-size: 10.5px;
    line-height: 1.15;
  }
  .word:empty {
    display: none;
  }
  .icon {
    inline-size: 15px;
    block-size: 15px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.9;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .dot {
    inline-size: 7px;
    block-size: 7px;
    margin: 5px;
    border: 1.5px solid currentColor;
    border-radius: 50%;
  }
  .axis {
    display: block;
    inline-size: 100%;
    block-size: 12px;
    overflow: visible;
  }
  .axis line {
    stroke: #59606b;
    stroke-width: 1;
    vector-effect: non-scaling-stroke;
  }
  .axis line.shown {
    stroke: #ffe45c;
    stroke-width: 2;
  }
  .axis line.window {
    stroke: #ffe45c;
    stroke-width: 3;
  }
  .times {
    position: relative;
    padding-block-end: 13px;
  }
  .gap {
    position: absolute;
    inset-block-end: 0;
    translate: -50% 0;
    color: #aab0ba;
    font-size: 10px;
    line-height: 12px;
    white-space: nowrap;
  }
  :host(:dir(rtl)) .gap {
    translate: 50% 0;
  }
  :host(:dir(rtl)) .axis {
    transform: scaleX(-1);
  }
  @media (forced-colors: active) {
    button.shown {
      border: 3px solid Highlight;
    }
  }
`;
