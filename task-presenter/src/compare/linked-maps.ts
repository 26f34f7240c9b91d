import type { Coordinate } from "ol/coordinate.js";
import DoubleClickZoom from "ol/interaction/DoubleClickZoom.js";
import DragPan from "ol/interaction/DragPan.js";
import MouseWheelZoom from "ol/interaction/MouseWheelZoom.js";
import PinchZoom from "ol/interaction/PinchZoom.js";
import ImageLayer from "ol/layer/Image.js";
import OlMap from "ol/Map.js";
import type ImageSource from "ol/source/Image.js";
import View from "ol/View.js";
import { chipPlane } from "../imagery/index.ts";

/** Where the building lies: metres in the chip's square, from its lower left corner. */
export interface Ground {
  /** Side of the square in metres. */
  side: number;
  /** Side of the largest chip in pixels. */
  pixels: number;
  /** Rings. */
  outline: readonly (readonly Coordinate[])[];
}

/** Maps that share one View: what one shows, the others show of their own picture. */
export interface LinkedMaps {
  /** Starts over with another building. */
  setGround(ground: Ground): void;
  /** How many of the maps are shown; their sizes decide how much the first sight covers. */
  setShown(count: number): void;
  show(index: number, source: ImageSource | null): void;
  /** Draws what is shown without waiting for the next drawn frame. */
  drawNow(index: number): void;
  /** @param steps positive = nearer */
  zoom(steps: number): void;
  /** By a share of the picture's side; positive = right, down. */
  pan(right: number, down: number): void;
  /** The building as it was first shown. */
  fit(): void;
  /** Metres per CSS pixel. */
  resolution(): number | undefined;
  /** The outline's rings in CSS pixels from the map's upper left corner. @param moved metres east and north */
  outlinePixels(index: number, moved: readonly [number, number]): Coordinate[][];
  remove(): void;
}

/** The share of a map's side that the building takes at first, and the most of it that it may take. */
const firstShare = 0.42;
const largestShare = 0.8;
/** How far in one can go: CSS pixels that one picture pixel may take. */
const nearest = 8;
const quick = 150;
/** Device pixels a CSS pixel that are drawn at most: pictures hold no more, and each more costs an old phone memory and time. */
const sharpest = 2;

/**
 * @param options.targets one element per map
 * @param options.still no animation
 * @param options.onChange after each drawn change of the view, and when a map's size changed
 */
export function createLinkedMaps(options: { targets: HTMLElement[]; still: boolean; onChange: () => void }): LinkedMaps {
  let ground: Ground | null = null;
  let view = new View();
  let touched = false;
  let shown = 1;
  const duration = options.still ? 0 : quick;
  const layers = options.targets.map(() => new ImageLayer<ImageSource>());
  const maps = options.targets.map((target, index) => {
    const layer = layers[index];
    return new OlMap({
      target,
      controls: [],
      interactions: [
        new DragPan(),
        new PinchZoom({ duration: options.still ? 0 : 250 }),
        new MouseWheelZoom({ duration }),
        new DoubleClickZoom({ duration }),
      ],
      layers: layer ? [layer] : [],
      pixelRatio: Math.min(devicePixelRatio, sharpest),
      view,
    });
  });
  for (const map of maps) {
    map.on("change:size", settle);
    map.on("postrender", options.onChange);
    map.on("pointerdrag", touch);
    map.getViewport()?.addEventListener("wheel", touch, { passive: true });
  }

  function touch(): void {
    touched = true;
  }

  function settle(): void {
    if (!touched) fit();
    options.onChange();
  }

  function setGround(next: Ground): void {
    const { side, pixels } = next;
    ground = next;
    touched = false;
    view = new View({
      projection: chipPlane(side),
      center: [side / 2, side / 2],
      resolution: side / 400,
      minResolution: side / pixels / nearest,
      maxResolution: side / 120,
      extent: [0, 0, side, side],
      constrainOnlyCenter: true,
      enableRotation: false,
      smoothExtentConstraint: false,
    });
    for (const map of maps) map.setView(view);
    fit();
  }

  /** The smallest of the maps that are shown, in CSS pixels. */
  function room(): { width: number; height: number } {
    const sizes = maps.slice(0, shown).flatMap((map) => {
      const [width = 0, height = 0] = map.getSize() ?? [];
      return width > 0 && height > 0 ? [{ width, height }] : [];
    });
    return { width: Math.min(4096, ...sizes.map(({ width }) => width)), height: Math.min(4096, ...sizes.map(({ height }) => height)) };
  }

  /** The picture fills the map if the building stays well inside; else the building takes its share. */
  function fit(): void {
    if (ground === null) return;
    const { side, outline } = ground;
    const { width, height } = room();
    const box = bounds(outline, side);
    const taking = (share: number) =>
      Math.max(box.width / (width * share), box.height / (height * share), side / 20 / Math.min(width, height));
    const filled = side / Math.max(width, height);
    view.setCenter(box.center);
    view.setResolution(
      taking(firstShare) <= filled ? taking(firstShare) : Math.max(filled, Math.min(taking(largestShare), side / Math.min(width, height))),
    );
    touched = false;
  }

  return {
    setGround,
    fit,
    setShown: (count) => {
      shown = count;
      for (const map of maps) map.updateSize();
      settle();
    },
    show: (index, source) => layers[index]?.setSource(source),
    drawNow: (index) => maps[index]?.renderSync(),
    zoom: (steps) => {
      touched = true;
      view.adjustZoom(steps);
    },
    pan: (right, down) => {
      const [x, y] = view.getCenter() ?? [];
      const resolution = view.getResolution();
      if (x === undefined || y === undefined || resolution === undefined) return;
      touched = true;
      const step = Math.min(room().width, room().height) * resolution;
      view.setCenter([x + right * step, y - down * step]);
    },
    resolution: () => view.getResolution(),
    outlinePixels: (index, [east, north]) => {
      const map = maps[index];
      if (ground === null || !map) return [];
      const pixel = ([x = 0, y = 0]: Coordinate) => map.getPixelFromCoordinate([x + east, y + north]) as Coordinate | null;
      return ground.outline.map((ring) => ring.map(pixel).filter((point) => point !== null));
    },
    remove: () => {
      for (const map of maps) {
        map.setTarget(undefined);
        map.dispose();
      }
    },
  };
}

function bounds(outline: Ground["outline"], side: number): { center: Coordinate; width: number; height: number } {
  const points = outline.flat();
  const xs = points.map(([x]) => x ?? 0);
  const ys = points.map(([, y]) => y ?? 0);
  if (xs.length === 0) return { center: [side / 2, side / 2], width: side / 2, height: side / 2 };
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return { center: [(west + east) / 2, (south + north) / 2], width: east - west, height: north - south };
}
