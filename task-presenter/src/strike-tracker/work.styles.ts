import { css } from "lit";

/** The page with a building: pictures, strip, question, answers. */
export const workStyles = css`
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
    text-align: match-parent;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* What waits is read whole, if need be in two lines. */
  .top h1.stuck {
    color: var(--mark);
    font-size: 14px;
    line-height: 1.25;
    white-space: normal;
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
    outline: none;
  }
  .opened button {
    padding-inline: 10px;
    white-space: nowrap;
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
  .choices.four .choice {
    gap: 7px;
    padding-inline: 7px;
    font-size: 14px;
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
  @media (hover: hover) {
    .choice.standing:hover {
      background: #165370;
    }
  }
  .choice.destroyed {
    border-color: #d97a30;
    background: #572a0b;
  }
  @media (hover: hover) {
    .choice.destroyed:hover {
      background: #743910;
    }
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
    flex-direction: column;
    gap: 0;
    min-block-size: 47px;
    padding: 0 2px;
    border-radius: 0;
    font-size: 13px;
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
  .sending {
    display: grid;
    grid-auto-flow: column;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }
  .sending:has(.extra) {
    grid-template-columns: minmax(72px, auto) minmax(0, 1fr);
  }
  .extra {
    flex-direction: column;
    gap: 0;
    max-inline-size: 132px;
    padding-inline: 8px;
    font-size: 12.5px;
    line-height: 1.15;
  }
  .send {
    min-block-size: 54px;
    font-size: 17px;
  }
`;
