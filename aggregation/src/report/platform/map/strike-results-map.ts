import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { Coordinate } from "ol/coordinate.js";
import { containsXY, type Extent, extend, getCenter, isEmpty } from "ol/extent.js";
import { defaults as defaultInteractions } from "ol/interaction/defaults.js";
import TileLayer from "ol/layer/Tile.js";
import type VectorLayer from "ol/layer/Vector.js";
import OlMap from "ol/Map.js";
import type MapBrowserEvent from "ol/MapBrowserEvent.js";
import XYZ from "ol/source/XYZ.js";
import View from "ol/View.js";
import type { CellRecord, ReportRecord } from "../../record.ts";
import type { Building } from "../model/building.ts";
import { countAt, datedStretches, groupShareAt } from "../model/counts.ts";
import { OnPaper } from "../on-paper.ts";
import { isWithin } from "../overview/selection.ts";
import { colours, controls } from "../styles/page.styles.ts";
import type { TimeWindow } from "../timeline/strike-timeline.ts";
import { type Words, wordsIn } from "../words/index.ts";
import { createHatches, paletteOf } from "./drawing.ts";
import { clusterLayer, groupLayer, membersOf, outlineLayer, type PlacedGroup, type Scene } from "./layers.ts";
import { renderLegend } from "./legend.ts";
import { mapStyles } from "./strike-results-map.styles.ts";

/** A step of the slider: a day. */
const day = 86_400_000;
/** How long playing through the whole campaign takes. */
const playSeconds = 20;

/**
 * The buildings through time, or squares and areas where no building may be told from another.
 *
 * @event strike-building-choice - A building is chosen. detail: {id}
 */
export class StrikeResultsMap extends LitElement {
  static override styles = [colours, controls, mapStyles];

  @property({ attribute: false }) record: ReportRecord | null = null;
  @property({ attribute: false }) buildings: readonly Building[] = [];
  @property({ attribute: false }) words: Words = wordsIn("en");
  /** Buildings that were not probably destroyed within it are faint; null = all. */
  @property({ attribute: false }) window: TimeWindow | null = null;

  @state() private time = Number.NaN;
  @state() private playing = false;

  private map: OlMap | undefined;
  private layers: VectorLayer[] = [];
  private scene: Scene | undefined;
  private frame = 0;
  private beforePaper: { center: Coordinate; resolution: number } | null = null;
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");

  constructor() {
    super();
    this.addController(new OnPaper(this));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.dark.addEventListener("change", this.repaint);
    if (this.hasUpdated) this.createMap();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dark.removeEventListener("change", this.repaint);
    this.stop();
    this.map?.setTarget(undefined);
    this.map = undefined;
  }

  /** First and last moment of the slider. */
  private get span(): { first: number; last: number } {
    const drawn = datedStretches(this.record?.findings.stretches ?? []);
    return { first: drawn[0]?.from ?? 0, last: drawn.at(-1)?.to ?? 0 };
  }

  protected override willUpdate(): void {
    if (!Number.isNaN(this.time) || !this.record) return;
    const { first, last } = this.span;
    this.time = last > first ? last : Number.POSITIVE_INFINITY;
  }

  protected override firstUpdated(): void {
    this.createMap();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("time") || changed.has("window") || changed.has("words")) this.redraw();
  }

  protected override render(): TemplateResult {
    const { record, words } = this;
    const { text } = words;
    if (!record) return html``;
    const exact = record.places.kind === "exact";
    const base = record.campaign.base_map;
    return html`
      ${this.renderTime(record)}
      <div class="frame">
        <div class="map" tabindex="0" role="application" aria-label=${text(exact ? "mapLabel" : "mapSquaresLabel")}></div>
        <div class="zoom">
          <button type="button" aria-label=${text("zoomIn")} title=${text("zoomIn")} @click=${() => this.zoom(1)}>+</button>
          <button type="button" aria-label=${text("zoomOut")} title=${text("zoomOut")} @click=${() => this.zoom(-1)}>−</button>
          <button type="button" aria-label=${text("showAll")} title=${text("showAll")} @click=${this.fit}>⤢</button>
        </div>
        ${base === null ? nothing : html`<div class="credit" dir="auto">${base.attribution}</div>`}
      </div>
      ${renderLegend(exact, words)}
      <p class="soft">${exact ? html`<span class="screen">${text("mapHint")}</span>` : nothing} ${text("windowNote")}</p>
    `;
  }

  private renderTime({ findings }: ReportRecord): TemplateResult {
    const { words } = this;
    const { text, date } = words;
    const { first, last } = this.span;
    if (last <= first || findings.unjudged === findings.buildings) return html``;
    const sum = countAt(findings.stretches, this.time);
    const told = text("byDate", {
      date: date(this.time),
      destroyed: words.expected(sum.expected),
      buildings: findings.buildings,
      band: words.band(sum),
    });
    return html`
      <p class="told">${told}</p>
      <div class="time">
        <button type="button" @click=${this.toggle}>${text(this.playing ? "pause" : "play")}</button>
        <span>${date(first)}</span>
        <input type="range" min=${first} max=${last} step=${day} .value=${String(this.time)} aria-label=${text("date")} aria-valuetext=${told} @input=${this.slide} />
        <span>${date(last)}</span>
      </div>
    `;
  }

  private createMap(): void {
    const target = this.renderRoot.querySelector<HTMLElement>(".map");
    const { record } = this;
    if (!target || !record || this.map) return;
    this.repaint();
    const scene = () => this.scene ?? this.repaint();
    if (record.places.kind === "exact") this.layers = [outlineLayer(this.buildings, scene), clusterLayer(this.buildings, scene)];
    else this.layers = [groupLayer(groupsOf(record), scene, (share) => this.words.percent(share))];
    const base = record.campaign.base_map;
    this.map = new OlMap({
      target,
      controls: [],
      interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false, onFocusOnly: true }),
      layers: [...(base ? [new TileLayer({ source: new XYZ({ url: base.url }) })] : []), ...this.layers],
      view: new View({ center: [0, 0], zoom: 2, maxZoom: 21, enableRotation: false }),
    });
    this.map.on("click", (event) => this.press(event));
    this.map.on("pointermove", (event) => {
      if (!event.dragging) target.style.cursor = this.map?.hasFeatureAtPixel(event.pixel) ? "pointer" : "";
    });
    this.fit();
  }

  private readonly repaint = (): Scene => {
    const ratio = devicePixelRatio;
    const palette = paletteOf(this);
    const { window } = this;
    this.scene = {
      palette,
      ratio,
      hatch: createHatches(palette, ratio),
      time: this.time,
      chosen: (building) => window === null || isWithin(building, window),
    };
    for (const layer of this.layers) layer.changed();
    return this.scene;
  };

  private redraw(): void {
    const { scene, window } = this;
    if (!scene) return;
    const within = window === null ? null : new Set(this.buildings.filter((building) => isWithin(building, window)));
    this.scene = { ...scene, time: this.time, chosen: (building) => within === null || within.has(building) };
    for (const layer of this.layers) layer.changed();
  }

  private readonly fit = (): void => {
    const whole = this.layers.reduce<Extent | null>((extent, layer) => {
      const own = layer.getSource()?.getExtent();
      return !own || isEmpty(own) ? extent : extent ? extend(extent, own) : [...own];
    }, null);
    if (whole)
      this.map?.getView().fit(whole, { padding: this.words.direction === "rtl" ? [40, 40, 40, 64] : [40, 64, 40, 40], maxZoom: 19 });
  };

  /** The same stretch of ground at the width of a page, in the colours of paper. */
  drawForPaper(): void {
    const view = this.map?.getView();
    const center = view?.getCenter();
    const resolution = view?.getResolution();
    if (!this.map || !view || !center || resolution === undefined) return;
    const shown = view.calculateExtent();
    this.beforePaper = { center, resolution };
    this.map.updateSize();
    view.fit(shown);
    this.repaint();
    this.map.renderSync();
  }

  /** As before the page was printed. */
  drawForScreen(): void {
    const { beforePaper: before } = this;
    if (!this.map || !before) return;
    this.map.updateSize();
    this.map.getView().setCenter(before.center);
    this.map.getView().setResolution(before.resolution);
    this.repaint();
  }

  private zoom(steps: number): void {
    const view = this.map?.getView();
    view?.animate({ zoom: (view.getZoom() ?? 2) + steps, duration: isStill() ? 0 : 150 });
  }

  private press(event: MapBrowserEvent): void {
    const { map } = this;
    const feature = map?.forEachFeatureAtPixel(event.pixel, (found) => found, { hitTolerance: 6 });
    if (!map || !feature) return;
    const single = feature.get("building") as Building | undefined;
    const members = single ? [single] : membersOf(feature);
    const [only] = members;
    if (only && members.length === 1) {
      this.dispatchEvent(new CustomEvent("strike-building-choice", { detail: { id: only.row.id }, bubbles: true, composed: true }));
    } else if (members.length > 1) {
      const view = map.getView();
      view.animate({ center: event.coordinate, zoom: (view.getZoom() ?? 2) + 2, duration: isStill() ? 0 : 200 });
    }
  }

  private slide(event: Event): void {
    this.stop();
    this.time = Number((event.target as HTMLInputElement).value);
  }

  private toggle(): void {
    if (this.playing) {
      this.stop();
      return;
    }
    const { first, last } = this.span;
    if (this.time >= last) this.time = first;
    this.playing = true;
    const pace = (last - first) / (playSeconds * 1000);
    let before = performance.now();
    const step = (now: number): void => {
      this.time = Math.min(last, this.time + (now - before) * pace);
      before = now;
      if (this.time >= last) this.stop();
      else this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  private stop(): void {
    cancelAnimationFrame(this.frame);
    this.playing = false;
  }
}

function isStill(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function isWithinCell(inner: CellRecord, outer: CellRecord): boolean {
  if (inner.extent === null || outer.extent === null || (inner.metres ?? 0) >= (outer.metres ?? 0)) return false;
  const [x, y] = getCenter(inner.extent);
  return x !== undefined && y !== undefined && containsXY(outer.extent, x, y);
}

function ringOf([west, south, east, north]: readonly [number, number, number, number]): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

function groupsOf({ places, findings }: ReportRecord): PlacedGroup[] {
  if (places.kind === "grid") {
    return places.cells.flatMap((cell) => {
      if (cell.extent === null) return [];
      // What finer squares tell is cut out of a coarser one, which holds only the rest.
      const finer = places.cells.filter((other) => isWithinCell(other, cell));
      const cut = finer.filter((one) => !finer.some((other) => isWithinCell(one, other)));
      const rings = [cell, ...cut].flatMap(({ extent }) => (extent === null ? [] : [ringOf(extent)]));
      return [{ polygons: [rings], buildings: cell.buildings, shareAt: (time: number) => groupShareAt(cell, findings.stretches, time) }];
    });
  }
  if (places.kind !== "area") return [];
  return places.areas.flatMap((area) =>
    area.polygons.map((rings) => ({
      polygons: [rings],
      buildings: area.buildings,
      shareAt: (time: number) => groupShareAt(area, findings.stretches, time),
    })),
  );
}
