import { css } from "lit";

export const mapStyles = css`
  .frame {
    position: relative;
    border: 1px solid var(--line);
    background: var(--wash);
  }
  .map {
    height: min(60vh, 34rem);
    min-height: 18rem;
    touch-action: pan-y;
  }
  .map:focus {
    touch-action: none;
  }
  .map:focus-visible {
    outline-offset: -3px;
  }
  .zoom {
    position: absolute;
    inset-block-start: 0.5rem;
    inset-inline-end: 0.5rem;
    display: grid;
    gap: 0.25rem;
  }
  .zoom button {
    width: 2.75rem;
    padding: 0;
    font-size: 1.25rem;
  }
  .credit {
    position: absolute;
    inset-block-end: 0;
    inset-inline-end: 0;
    padding: 0.125rem 0.375rem;
    font-size: 0.75rem;
    background: var(--ground);
    color: var(--soft);
  }
  .told {
    font-weight: 600;
    min-height: 1.55em;
  }
  .time {
    display: grid;
    grid-template-columns: auto auto 1fr auto;
    align-items: center;
    gap: 0.75rem;
    margin-block-end: 0.5rem;
    color: var(--soft);
    font-size: 0.875rem;
  }
  .time button {
    min-width: 5.5rem;
    color: var(--ink);
    font-size: 1rem;
  }
  @media (max-width: 40rem) {
    .time {
      grid-template-columns: 1fr 1fr;
    }
    .time button,
    .time input {
      grid-column: 1 / -1;
      order: -1;
    }
    .time span:last-child {
      text-align: end;
    }
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    margin: 0.5rem 0;
    font-size: 0.875rem;
  }
  .legend span {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
  }
  .legend i {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    box-sizing: border-box;
    border: 2px solid var(--standing);
  }
  .legend .may {
    border-color: var(--may);
    background: repeating-linear-gradient(-45deg, var(--may) 0 2px, transparent 2px 6px);
  }
  .legend .destroyed {
    border-color: var(--destroyed);
    background: var(--destroyed);
  }
  .legend .unknown {
    border: 2px dashed var(--ink);
  }
  .legend .share {
    background: color-mix(in srgb, var(--destroyed) calc(var(--share) * 78%), transparent);
  }
  .soft {
    color: var(--soft);
    max-width: 44em;
    margin: 0.5rem 0;
  }
 :host([paper]) .map {
    inline-size: 678px;
    block-size: 420px;
  }
  @media print {
    .frame {
      break-inside: avoid;
      inline-size: 678px;
    }
    .told {
      break-after: avoid;
    }
    .map {
      inline-size: 678px;
      block-size: 420px;
    }
    .time,
    .zoom,
    .screen {
      display: none;
    }
  }
`;
