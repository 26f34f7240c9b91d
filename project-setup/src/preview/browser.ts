/** The preview page in the browser: strips of buildings, and a large view of two frames. */
import { html, nothing, render, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import {
  type ComparedFrame,
  createFrameCache,
  outlineOn,
  PictureError,
  pictureSide,
  StrikeCompare,
  squareAround,
} from "strike-tracker-presenter/compare";
import type { PreviewBuilding, PreviewData, PreviewFrame } from "./preview-data.ts";

/** A building with its frames as they are compared. */
interface ShownBuilding extends Omit<PreviewBuilding, "place" | "frames"> {
  outline: number[][][];
  ground: number;
  pixels: number;
  frames: ComparedFrame[];
}

const data = JSON.parse(document.querySelector("#data")?.textContent ?? "{}") as PreviewData;
const place = document.querySelector("main");
// Where a frame needs the reader of GeoTIFFs, it is in the page already.
const cache = createFrameCache({ cog: () => ({ address: "", integrity: "" }) });
const buildings = data.buildings.map(shownBuilding);
let shown: { building: ShownBuilding; at: number } | null = null;

function shownBuilding({ place, frames, ...rest }: PreviewBuilding): ShownBuilding {
  if ("outline" in place) return { ...rest, ...place, outline: [place.outline], frames: frames.map((frame) => compared(frame, rest.id)) };
  const square = squareAround(place.footprint);
  const pixels = pictureSide(
    square,
    frames.map(({ picture }) => (typeof picture === "string" ? null : picture.gsd)),
  );
  const outline = outlineOn(square, place.footprint).map((ring) => ring.map(([x = 0, y = 0]) => [x, y]));
  return { ...rest, outline, ground: square.side, pixels, frames: frames.map((frame) => compared(frame, rest.id, { square, pixels })) };
}

function compared(
  { id, date, detail, picture }: PreviewFrame,
  building: string,
  view?: Pick<NonNullable<ComparedFrame["direct"]>, "square" | "pixels">,
): ComparedFrame {
  if (typeof picture === "string") return { id, date, detail, src: picture };
  const { source, shift } = picture;
  return { id, date, detail, src: `${building}/${id}`, shift, ...(view ? { direct: { source, ...view } } : {}) };
}

function show(building: ShownBuilding, at: number): void {
  shown = { building, at };
  draw();
}

function draw(): void {
  if (place) render([buildings.map(strip), large()], place);
}

function strip(building: ShownBuilding): TemplateResult {
  const path = building.outline.map((ring) => `M${ring.map(([x = 0, y = 0]) => `${x * 100},${y * 100}`).join("L")}Z`).join("");
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
                  ${
                    frame.direct
                      ? html`<span class="direct" ${ref((element) => element && whenSeen(element, () => void fill(element, frame, building.ground)))}></span>`
                      : html`<img src=${frame.src} alt="" loading="lazy" />`
                  }
                  <svg viewBox="0 0 100 100" aria-hidden="true"><path d=${path} /></svg>
                </span>
                <strong>${frame.date}</strong>
                <span class="detail">${frame.id}${frame.detail ? ` · ${frame.detail}` : ""}</span>
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

const started = new WeakSet<Element>();

/** Once, when the element comes into view: a page asks for what is looked at only. */
function whenSeen(element: Element, act: () => void): void {
  if (started.has(element)) return;
  started.add(element);
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    act();
  });
  observer.observe(element);
}

/** Puts a frame's picture, small, into an element; or says why there is none. */
async function fill(element: Element, frame: ComparedFrame, ground: number): Promise<void> {
  if (!frame.direct) return;
  const small = { ...frame, src: `${frame.src} small`, direct: { ...frame.direct, pixels: 200 } };
  element.textContent = "Loading…";
  try {
    const { picture } = await cache.load(small, ground);
    if (picture.image instanceof Element) element.replaceChildren(picture.image);
  } catch (error) {
    const missing = error instanceof PictureError && error.fault === "missing";
    element.textContent = missing
      ? "There is no picture of this place."
      : "Did not load. Does its server answer, and allow other sites (CORS)?";
  }
}

function large(): TemplateResult | typeof nothing {
  if (shown === null) return nothing;
  const { building, at } = shown;
  const frames = [building.frames[at - 1], building.frames[at]].filter((frame) => frame !== undefined);
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
        .ground=${building.ground}
        .pixels=${building.pixels}
        .attribution=${data.attribution}
        .cache=${cache}
      ></strike-compare>
    </aside>
  `;
}

// Named, so that the bundle keeps the element's definition.
if (customElements.get("strike-compare") === StrikeCompare) draw();
