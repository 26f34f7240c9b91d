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
  .asked .caption {
    box-shadow: inset 0 2px #ffe45c;
  }
  /* Two pictures in one place: their captions share a line above it. */
  .panes.swipe,
  .panes.blink {
    position: relative;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) minmax(0, 1fr);
    row-gap: 0;
  }
  .swipe .pane,
  .blink .pane {
    display: contents;
  }
  .swipe .frame,
  .blink .frame,
  .swiped {
    grid-area: 2 / 1 / 3 / 3;
  }
  .swipe .caption {
    grid-row: 1;
  }
  .blink .caption {
    grid-area: 1 / 1 / 2 / 3;
  }
  .blink .behind > * {
    visibility: hidden;
  }
  .swipe .second .frame {
    clip-path: inset(0 0 0 var(--divider));
  }
  .swipe:dir(rtl) .second .frame {
    clip-path: inset(0 var(--divider) 0 0);
  }
  .swiped {
    position: relative;
    overflow: hidden;
    pointer-events: none;
  }
  .divider {
    position: absolute;
    inset-block: 0;
    inline-size: 44px;
    margin-inline: -22px;
    cursor: ew-resize;
    pointer-events: auto;
    touch-action: none;
  }
  .divider::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: 20.5px;
    inline-size: 3px;
    background: #f4f5f7;
    box-shadow: 0 0 0 1px rgb(0 0 0 / 60%);
  }
  .divider .grip {
    position: absolute;
    inset-block-start: calc(22% - 14px);
    inset-inline-start: 8px;
    inline-size: 28px;
    block-size: 28px;
    border: 2px solid #16181c;
    border-radius: 50%;
    background: #f4f5f7;
  }
  .divider:focus-visible {
    outline: 0;
  }
  .divider:focus-visible .grip {
    outline: 3px solid #ffe45c;
    outline-offset: 2px;
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
  /* Each stroke's inner half is clipped away: from the roof outwards 1.5 px dark, 2 px of line, 1.5 px dark. */
  .gap {
    stroke: rgb(0 0 0 / 65%);
    stroke-width: 3px;
  }
  .halo {
    stroke: rgb(0 0 0 / 65%);
    stroke-width: 10px;
  }
  .line {
    stroke: #ffe45c;
    stroke-width: 7px;
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
  /* Above every state of a picture: scale and attribution are always to be read. */
  .foot {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    z-index: 2;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: end;
    gap: 4px;
    pointer-events: none;
  }
  .foot button {
    pointer-events: auto;
  }
  .menu,
  .nudge,
  .flip {
    grid-column: 1 / -1;
    justify-self: end;
    margin-inline: 6px;
  }
  .scale {
    margin: 0 8px 8px;
    padding: 1px 6px 4px;
    border-radius: 4px;
    background: rgb(12 13 15 / 72%);
    font-size: 11.5px;
    line-height: 15px;
    text-align: center;
  }
  .bar {
    display: block;
    block-size: 5px;
    border: 1.5px solid #f4f5f7;
    border-block-start: 0;
  }
  .end {
    display: grid;
    justify-items: end;
    gap: 4px;
    min-inline-size: 0;
  }
  .credit {
    max-inline-size: 100%;
    padding: 1px 6px;
    border-start-start-radius: 4px;
    background: rgb(12 13 15 / 72%);
    color: #d5d9e0;
    font-size: 10.5px;
    line-height: 15px;
    text-align: end;
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
