import { css } from "lit";

export const buildingPageStyles = css`
  h3 {
    margin: 1.5rem 0 0.25rem;
    font-size: 1rem;
  }
  .said {
    max-width: 44em;
    font-size: 1.0625rem;
    margin: 0.5rem 0;
  }
  .soft,
  small {
    color: var(--soft);
  }
  strike-compare {
    display: block;
    block-size: min(70vh, 30rem);
    margin-block: 0.5rem;
  }
  @media (max-width: 45rem) {
    strike-compare {
      block-size: min(85vh, 40rem);
    }
  }
  .choose {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
  }
  .choose label {
    display: grid;
    gap: 0.25rem;
    max-width: 100%;
  }
  .choose select {
    max-width: 100%;
  }
  .strip {
    display: flex;
    gap: 0.5rem;
    overflow-x: auto;
    list-style: none;
    margin: 0.75rem 0;
    padding: 0.25rem;
  }
  .strip button {
    display: grid;
    gap: 0.25rem;
    inline-size: 6.75rem;
    padding: 0.25rem;
    font-size: 0.8125rem;
  }
  .strip .shown button {
    border: 3px solid var(--link);
    font-weight: 650;
  }
  .strip img,
  .strip .empty {
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 1;
    object-fit: cover;
    background: var(--wash);
  }
  .chart svg {
    display: block;
    max-width: 100%;
    height: auto;
    overflow: visible;
  }
  .facts div {
    display: grid;
    grid-template-columns: minmax(8rem, 14rem) 1fr;
    gap: 0.25rem 1rem;
    padding-block: 0.375rem;
    border-block-end: 1px solid var(--line);
  }
  @media (max-width: 40rem) {
    .facts div {
      grid-template-columns: 1fr;
    }
  }
  .facts dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .facts small {
    display: block;
  }
  .cite {
    user-select: all;
  }
  .paper {
    display: none;
  }
  @media print {
    .choose,
    .screen,
    strike-compare {
      display: none;
    }
    .paper {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0.5rem;
      margin-block: 0.5rem;
    }
    .paper figure {
      margin: 0;
      break-inside: avoid;
    }
    .paper .picture {
      position: relative;
    }
    .paper img,
    .paper svg {
      display: block;
      inline-size: 100%;
      block-size: auto;
    }
    .paper svg {
      position: absolute;
      inset: 0;
      fill: none;
      stroke: #ffe45c;
      stroke-width: 0.008;
    }
    .paper .halo {
      stroke: #000;
      stroke-width: 0.016;
    }
    .paper p {
      grid-column: 1 / -1;
      margin: 0;
    }
    .strip {
      flex-wrap: wrap;
      overflow: visible;
    }
    .strip button {
      inline-size: 5.5rem;
    }
    h3,
    .soft {
      break-after: avoid;
    }
    .strip li,
    .facts div,
    .chart {
      break-inside: avoid;
    }
  }
`;
