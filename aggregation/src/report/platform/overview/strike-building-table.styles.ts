import { css } from "lit";

export const buildingTableStyles = css`
  .wishes {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem 1rem;
    align-items: end;
  }
  .wishes label {
    display: grid;
    gap: 0.25rem;
    max-width: 100%;
  }
  .wishes select {
    max-width: 100%;
  }
  .wishes .check {
    display: flex;
    align-items: center;
    min-height: 2.75rem;
    gap: 0.5rem;
  }
  .check input {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }
  .sort {
    border: 0;
    padding: 0;
    font-weight: 600;
    text-align: start;
    background: none;
    white-space: nowrap;
  }
  .link {
    border: 0;
    padding: 0;
    min-height: 1.75rem;
    min-width: 1.75rem;
    font-weight: 600;
    text-align: start;
    color: var(--link);
    background: none;
    text-decoration: underline;
  }
  .pages {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 1rem;
  }
  @media (max-width: 40rem) {
    tbody th {
      min-width: 0;
    }
    td.date {
      white-space: normal;
      min-width: 6.5rem;
    }
  }
  .paper {
    display: none;
  }
  @media print {
    .wishes,
    .pages {
      display: none;
    }
    .paper {
      display: block;
    }
    /* A button is not repeated at the head of the next page. */
    .sort {
      display: contents;
    }
    table {
      font-size: 0.8125rem;
    }
    td.date {
      white-space: normal;
    }
  }
`;
