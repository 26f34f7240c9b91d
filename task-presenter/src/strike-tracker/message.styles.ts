import { css } from "lit";

/** Messages: in passing, and those that fill the page. */
export const messageStyles = css`
  /* Over the top line, so that it covers nothing of the building; a tap takes it away. */
  .notice {
    position: absolute;
    inset-block-start: calc(env(safe-area-inset-top) + 1px);
    inset-inline: 4px;
    z-index: 3;
    display: grid;
    align-content: center;
    inline-size: fit-content;
    min-inline-size: min(380px, calc(100% - 8px));
    max-inline-size: min(560px, calc(100% - 8px));
    min-block-size: 46px;
    margin-inline: auto;
    padding: 2px 10px;
    border: 1px solid #4a505a;
    border-radius: 9px;
    background: #262a31;
    box-shadow: 0 4px 18px rgb(0 0 0 / 55%);
    font-size: 13.5px;
    line-height: 1.25;
    text-align: center;
    cursor: pointer;
  }
  /* In the place of the title. */
  .notice:has(button) {
    inset-inline: 54px;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 10px;
    min-inline-size: 0;
    max-inline-size: min(420px, calc(100% - 108px));
    margin-inline-end: auto;
    padding: 0 0 0 10px;
    font-size: 14px;
    line-height: 1.2;
    text-align: start;
  }
  /* It takes the room of one more button there; More leads to the same. */
  @container tracker (max-width: 559px) {
    .page:has(+ .notice button) .top [aria-haspopup]:not(:last-child) {
      visibility: hidden;
    }
  }
  :host(:dir(rtl)) .notice:has(button) {
    padding: 0 10px 0 0;
  }
  .notice button {
    flex: none;
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
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 4s;
    }
  }
`;
