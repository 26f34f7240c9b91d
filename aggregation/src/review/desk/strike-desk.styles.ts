import { css } from "lit";

export const deskStyles = css`
  .layout {
    display: grid;
    gap: 0 2rem;
    grid-template-columns: minmax(0, 1fr);
  }
  @media (min-width: 64rem) {
    header,
    main {
      max-width: 90rem;
    }
    .layout {
      grid-template-columns: minmax(0, 1fr) 22rem;
    }
    .layout > div {
      grid-column: 1;
    }
    .layout > form {
      grid-column: 2;
      grid-row: 1 / span 2;
      position: sticky;
      inset-block-start: 0;
      align-self: start;
      max-block-size: 100vh;
      overflow-y: auto;
    }
  }
  h1 {
    font-size: 1.375rem;
  }
  h2 {
    margin-block-start: 1.5rem;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: end;
  }
  nav label,
  .wide {
    display: grid;
    gap: 0.25rem;
    max-width: 100%;
  }
  nav select {
    max-width: 100%;
  }
  .wide {
    margin-block: 0.75rem;
  }
  .toggle,
  .verdict {
    display: flex;
    gap: 0.5rem;
    align-items: center;
    min-block-size: 2.75rem;
    padding-inline: 0.25rem;
  }
  .verdict input,
  .toggle input {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }
  fieldset {
    margin: 0 0 0.75rem;
    padding: 0.25rem 0.5rem;
    border: 1px solid var(--line);
    border-radius: 0.375rem;
  }
  textarea,
  input[type="text"] {
    font: inherit;
    color: inherit;
    background: var(--ground);
    border: 1px solid var(--soft);
    border-radius: 0.375rem;
    padding: 0.5rem;
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 2.75rem;
  }
  .save {
    background: var(--link);
    color: var(--ground);
    font-weight: 650;
    inline-size: 100%;
  }
  .wrong {
    color: var(--destroyed);
    font-weight: 650;
  }
  kbd {
    font: 0.8125rem ui-monospace, monospace;
    border: 1px solid var(--soft);
    border-radius: 0.25rem;
    padding: 0 0.375rem;
    color: var(--soft);
  }
  .reasons {
    color: var(--may);
    font-weight: 650;
  }
  table.answers th,
  table.answers td {
    padding-inline-end: 0.5rem;
  }
  .answers tbody th {
    position: sticky;
    inset-inline-start: 0;
    background: var(--ground);
  }
  .answers .call {
    text-align: center;
    white-space: nowrap;
  }
  .answers .call small {
    display: block;
    color: inherit;
  }
  .answers .none small {
    position: absolute;
    clip-path: inset(50%);
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
  }
  .answers .call {
    position: relative;
  }
  .answers .standing {
    color: var(--standing);
  }
  .answers .destroyed {
    color: var(--destroyed);
  }
  .answers .call:not(.standing, .destroyed) {
    color: var(--soft);
  }
  .answers .last {
    border-inline-end: 3px solid var(--standing);
  }
  .answers .first {
    border-inline-start: 3px solid var(--destroyed);
  }
  .answers .aside {
    font-style: italic;
  }
`;
