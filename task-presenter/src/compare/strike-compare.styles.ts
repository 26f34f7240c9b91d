import { css } from "lit";

export const compareStyles = css`
  :host {
    display: block;
    position: relative;
    container-type: size;
    min-inline-size: 0;
    min-block-size: 120px;
    overflow: hidden;
    background: var(--strike-image-ground, #0c0d0f);
    color: #f4f5f7;
    font: 400 14px / 1.35 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  .panes {
    display: grid;
    grid-auto-rows: minmax(0, 1fr);
    gap: 2px;
    inline-size: 100%;
    block-size: 100%;
  }
  @container (min-width: 380px) and (min-aspect-ratio: 11/10) {
    .panes.pair {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  .pane {
    position: relative;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    margin: 0;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .caption {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 26px;
    padding-inline: 10px;
    background: #16181c;
    flex-wrap: wrap;
    row-gap: 0;
    white-space: nowrap;
    overflow: hidden;
  }
  .panes:not(.pair) .credit {
    max-inline-size: calc(100% - 130px);
  }
  .date {
    font-weight: 650;
  }
  .detail {
    color: #b9bec8;
    font-size: 12.5px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .tag {
    margin-inline-start: auto;
    padding: 0 8px;
    border-radius: 9px;
    background: #343941;
    font-size: 12px;
    line-height: 18px;
  }
  .tag.standing {
    background: #0d4f6b;
    color: #d3f1ff;
  }
  .tag.destroyed {
    background: #74350a;
    color: #ffe6d2;
  }
  .frame {
    position: relative;
    min-block-size: 0;
    overflow: hidden;
    background: repeating-linear-gradient(45deg, #131518 0 8px, #0f1113 8px 16px);
  }
  .map {
    position: absolute;
    inset: 0;
    cursor: grab;
    touch-action: none;
    -webkit-user-select: none;
    user-select: none;
    -webkit-touch-callout: none;
  }
  .map:active {
    cursor: grabbing;
  }
  svg.outline {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    pointer-events: none;
    fill: none;
    stroke-linejoin: round;
  }
  .halo {
    stroke: rgb(0 0 0 / 65%);
    stroke-width: 4.5px;
  }
  .line {
    stroke: #ffe45c;
    stroke-width: 2px;
  }
  .state {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 10px;
    padding: 12px;
    text-align: center;
    background: rgb(12 13 15 / 78%);
  }
  .state p {
    margin: 0;
    max-inline-size: 34ch;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
  }
  button {
    min-block-size: 44px;
    min-inline-size: 44px;
    padding: 0 14px;
    border: 1px solid #6d7480;
    border-radius: 8px;
    background: #2a2e35;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  @media (hover: hover) {
    button:hover {
      background: #363b44;
    }
  }
  button:focus-visible {
    outline: 3px solid #ffe45c;
    outline-offset: 2px;
  }
  .spinner {
    inline-size: 26px;
    block-size: 26px;
    border: 3px solid #4a505a;
    border-block-start-color: #f4f5f7;
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  .scale {
    position: absolute;
    inset-block-end: 8px;
    inset-inline-start: 8px;
    padding: 1px 6px 4px;
    border-radius: 4px;
    background: rgb(12 13 15 / 72%);
    font-size: 11.5px;
    line-height: 15px;
    text-align: center;
    pointer-events: none;
  }
  .bar {
    display: block;
    block-size: 5px;
    border: 1.5px solid #f4f5f7;
    border-block-start: 0;
  }
  .credit {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: 0;
    max-inline-size: 100%;
    padding: 1px 6px;
    border-start-start-radius: 4px;
    background: rgb(12 13 15 / 72%);
    color: #d5d9e0;
    font-size: 10.5px;
    line-height: 15px;
    text-align: end;
    pointer-events: none;
  }
  .tools {
    position: absolute;
    inset-block-end: 22px;
    inset-inline-end: 6px;
    display: grid;
    grid-auto-flow: column;
    gap: 2px;
  }
  .tools button {
    padding: 0;
    border-color: transparent;
    background: rgb(22 24 28 / 78%);
    font-size: 20px;
    line-height: 1;
  }
  .tools svg {
    display: block;
    margin: auto;
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
  @media (forced-colors: active) {
    .line {
      stroke: Highlight;
    }
  }
`;
