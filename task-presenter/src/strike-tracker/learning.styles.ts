import { css } from "lit";

/** Learning: the tutorial's screens, and what is told after a practice building. */
export const learningStyles = css`
  .pointed {
    position: relative;
  }
  .pointed::after {
    content: "";
    position: absolute;
    inset: 0;
    z-index: 3;
    border: 3px solid var(--mark);
    pointer-events: none;
  }
  .panel.tutorial {
    grid-template-rows: minmax(0, 1fr) auto;
  }
  .tutorial-text {
    display: grid;
    align-content: start;
    gap: 6px;
    overflow: auto;
    font-size: 15px;
  }
  .tutorial h2 {
    font-size: 18px;
    line-height: 1.25;
    outline: none;
  }
  .tutorial h2 small {
    color: #b6bcc6;
    font-weight: 400;
    font-size: 14px;
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 14px;
    padding: 0;
    list-style: none;
    font-weight: 650;
  }
  .answers li {
    display: flex;
    align-items: center;
    gap: 5px;
  }
  .ways {
    display: flex;
    gap: 8px;
  }
  .ways button {
    flex: 1;
    min-block-size: 48px;
  }
  .practice-answer {
    display: grid;
    gap: 8px;
  }
  .practice-answer .question {
    display: flex;
    align-items: center;
    gap: 6px;
    outline: none;
    text-align: start;
  }
  .practice-answer dl {
    display: grid;
    gap: 4px;
    font-size: 15px;
  }
  .practice-answer dl div {
    display: grid;
    grid-template-columns: 72px minmax(0, 1fr);
    gap: 8px;
  }
  .practice-answer dt {
    color: #b6bcc6;
  }
  .practice-answer .why {
    font-size: 14.5px;
    color: #d5d9e0;
  }
  .own {
    padding-inline-start: 34px;
    font-size: 15px;
  }
  .own small {
    color: #b6bcc6;
    white-space: nowrap;
  }
  .warning {
    display: grid;
    gap: 10px;
    padding: 10px 12px;
    border: 1px solid #d9b23a;
    border-radius: 9px;
    background: #40350f;
  }
`;
