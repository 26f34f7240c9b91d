/** The preview page in the browser: strips of buildings, and a large view of two frames. */
import { html, nothing, render, type TemplateResult } from "lit";
import { type ComparedFrame, StrikeCompare } from "strike-tracker-presenter/compare";
import type { PreviewBuilding, PreviewData, PreviewFrame } from "./preview-data.ts";

const data = JSON.parse(document.querySelector("#data")?.textContent ?? "{}") as PreviewData;
const place = document.querySelector("main");
let shown: { building: PreviewBuilding; at: number } | null = null;

function compared({ id, date, detail, src }: PreviewFrame): ComparedFrame {
  return { id, date, detail, src };
}

function show(building: PreviewBuilding, at: number): void {
  shown = { building, at };
  draw();
}

function draw(): void {
  if (place) render([data.buildings.map(strip), large()], place);
}

function strip(building: PreviewBuilding): TemplateResult {
  const points = building.outline.map(([x, y]) => `${x * 100},${y * 100}`).join(" ");
  return html`
    <section>
      <h2 dir="auto">${building.id}</h2>
      <ol>
        ${building.frames.map(
          (frame, at) => html`
            <li>
              <button
                type="button"
                aria-pressed=${shown?.building === building && shown.at === at ? "true" : "false"}
                @click=${() => show(building, at)}
              >
                <span class="chip">
                  <img src=${frame.src} alt="" loading="lazy" />
                  <svg viewBox="0 0 100 100" aria-hidden="true"><polygon points=${points} /></svg>
                </span>
                <strong>${frame.date}</strong>
                <span class="detail">${frame.id}${frame.detail === "" ? "" : ` · ${frame.detail}`}</span>
              </button>
            </li>
          `,
        )}
      </ol>
      ${
        building.dropped.length === 0
          ? nothing
          : html`<p class="dropped">Left out: ${building.dropped.map(({ frame, reason }) => `${frame} (${reason})`).join("; ")}</p>`
      }
    </section>
  `;
}

function large(): TemplateResult | typeof nothing {
  if (shown === null) return nothing;
  const { building, at } = shown;
  const frames = [building.frames[at - 1], building.frames[at]].filter((frame) => frame !== undefined).map(compared);
  const step = (by: number) => show(building, Math.min(building.frames.length - 1, Math.max(0, at + by)));
  return html`
    <aside aria-label=${building.id}>
      <div class="bar">
        <strong dir="auto">${building.id}</strong>
        <button type="button" ?disabled=${at === 0} @click=${() => step(-1)}>Earlier</button>
        <button type="button" ?disabled=${at === building.frames.length - 1} @click=${() => step(1)}>Later</button>
        <button
          type="button"
          @click=${() => {
            shown = null;
            draw();
          }}
        >
          Close
        </button>
      </div>
      <strike-compare
        .frames=${frames}
        .outline=${building.outline}
        .ground=${data.ground}
        .pixels=${data.pixels}
        .attribution=${data.attribution}
      ></strike-compare>
    </aside>
  `;
}

// Named, so that the bundle keeps the element's definition.
if (customElements.get("strike-compare") === StrikeCompare) draw();
