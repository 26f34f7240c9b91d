import { css } from "lit";

/** Upright and small: a pair needs the strip's room, and the dates have steppers of their own. */
export const smallStyles = css`
  @container tracker (max-width: 559px) and (max-height: 900px) {
    strike-strip.pair {
      display: none;
    }
    /* The pictures' captions name both dates. */
    .named span {
      display: none;
    }
    .mark {
      min-block-size: 46px;
    }
  }
`;

/** Landscape: pictures at the start, answers at the end. */
export const wideStyles = css`
  @container tracker (min-width: 560px) and (orientation: landscape) {
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
  @container tracker (min-width: 560px) and (max-height: 460px) and (orientation: landscape) {
    .page {
      grid-template-columns: minmax(0, 1fr) 244px;
    }
    /* The tools are lower than the strip beside them: what is left is the panel's. */
    .panel {
      grid-area: 2 / 2 / 4 / 3;
      gap: 5px;
      margin-block-end: 48px;
      padding: 4px 8px;
    }
    .tools {
      align-self: end;
    }
    .tools button {
      min-block-size: 47px;
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
    /* On the lowest the panel is scrolled, and Send is in view all the same. */
    .sending {
      position: sticky;
      inset-block-end: -4px;
      padding-block-end: 4px;
      background: var(--panel);
    }
    .send {
      min-block-size: 46px;
    }
    .named {
      padding: 2px;
    }
  }
  @container tracker (min-width: 900px) and (min-height: 520px) {
    .tools kbd {
      display: inline-block;
    }
    .tools button {
      flex-direction: row;
      flex-wrap: wrap;
      gap: 2px 5px;
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
    .choice,
    .choices.four .choice {
      min-block-size: 60px;
      padding-inline: 14px;
      gap: 12px;
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
