import { getCenter } from "ol/extent.js";
import Feature, { type FeatureLike } from "ol/Feature.js";
import MultiPolygon from "ol/geom/MultiPolygon.js";
import Point from "ol/geom/Point.js";
import VectorLayer from "ol/layer/Vector.js";
import { fromLonLat } from "ol/proj.js";
import Cluster from "ol/source/Cluster.js";
import VectorSource from "ol/source/Vector.js";
import Fill from "ol/style/Fill.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";
import Text from "ol/style/Text.js";
import { type Building, destroyedBy, stateOf } from "../model/building.ts";
import { type Counts, clusterRadius, drawCluster, outlineLook, type Palette } from "./drawing.ts";

/** What a layer needs to draw a moment. */
export interface Scene {
  palette: Palette;
  ratio: number;
  hatch: (probability: number) => CanvasPattern | string;
  /** Milliseconds since 1970. */
  time: number;
  /** Whether a building is to be drawn strongly; others are faint. */
  chosen: (building: Building) => boolean;
}

/** Metres per pixel from which on single outlines are too small to see. */
export const farFrom = 1.5;
/** Pixels between the middles of clusters. */
const clusterDistance = 56;

/** Building outlines when near. Feature ids are the buildings' places in the list. */
export function outlineLayer(buildings: readonly Building[], scene: () => Scene): VectorLayer {
  const features = buildings.flatMap((building) => {
    if (building.polygons.length === 0) return [];
    const feature = new Feature(shapeOf(building.polygons));
    feature.setId(building.at);
    feature.set("building", building, true);
    return [feature];
  });
  const styles = new Map<string, Style>();
  return new VectorLayer({
    source: new VectorSource({ features }),
    maxResolution: farFrom,
    updateWhileInteracting: false,
    style: (feature) => {
      const building = feature.get("building") as Building;
      const { time, palette, hatch, chosen } = scene();
      const probability = destroyedBy(building, time);
      const state = stateOf(building, probability);
      const faint = !chosen(building);
      const key = `${state} ${state === "may" ? Math.floor(probability * 5) : ""} ${faint} ${palette.ground}`;
      const known = styles.get(key);
      if (known) return known;
      const { fill, stroke, dash } = outlineLook(state, probability, palette, hatch);
      const style = new Style({
        fill: new Fill({ color: faint || fill === null ? "rgba(0,0,0,0.01)" : fill }),
        stroke: new Stroke({ color: faint ? palette.line : stroke, width: faint ? 1 : 2, lineDash: dash }),
      });
      styles.set(key, style);
      return style;
    },
  });
}

/** In Web Mercator. @param polygons longitude, latitude in degrees */
function shapeOf(polygons: readonly (readonly (readonly [number, number][])[])[]): MultiPolygon {
  return new MultiPolygon(polygons.map((rings) => rings.map((ring) => ring.map((position) => fromLonLat([...position])))));
}

/** Clusters when far. */
export function clusterLayer(buildings: readonly Building[], scene: () => Scene): VectorLayer {
  const features = buildings.flatMap((building) => {
    if (building.polygons.length === 0) return [];
    const feature = new Feature(new Point(getCenter(shapeOf(building.polygons).getExtent())));
    feature.set("building", building, true);
    return [feature];
  });
  const layer: VectorLayer = new VectorLayer({
    source: new Cluster({ source: new VectorSource({ features }), distance: clusterDistance, minDistance: clusterDistance }),
    minResolution: farFrom,
    updateWhileInteracting: false,
    style: new Style({
      renderer: (coordinate, { feature, context, pixelRatio }) => {
        const counts = countsOf(feature, scene());
        drawCluster(context, coordinate as number[], counts, { ...scene(), ratio: pixelRatio });
      },
      hitDetectionRenderer: (coordinate, { feature, context, pixelRatio }) => {
        const [x = 0, y = 0] = coordinate as number[];
        context.beginPath();
        context.arc(x, y, clusterRadius(membersOf(feature).length) * pixelRatio, 0, 2 * Math.PI);
        context.fill();
      },
    }),
  });
  return layer;
}

export function membersOf(feature: FeatureLike): Building[] {
  const members = (feature.get("features") as Feature[] | undefined) ?? [];
  return members.map((member) => member.get("building") as Building);
}

/** By state; those that are not chosen do not count. */
function countsOf(feature: FeatureLike, { time, chosen }: Scene): Counts {
  const counts: Counts = { standing: 0, may: 0, destroyed: 0, unknown: 0 };
  for (const building of membersOf(feature)) {
    if (chosen(building)) counts[stateOf(building, destroyedBy(building, time))] += 1;
  }
  return counts;
}

/** A square or an area with the share of its buildings that was destroyed. */
export interface PlacedGroup {
  polygons: [number, number][][][];
  buildings: number;
  shareAt: (time: number) => number;
}

/** Squares or areas, shaded by the share destroyed; the number says the same. */
export function groupLayer(groups: readonly PlacedGroup[], scene: () => Scene, percent: (share: number) => string): VectorLayer {
  const features = groups.map((group) => {
    const feature = new Feature(shapeOf(group.polygons));
    feature.set("group", group, true);
    return feature;
  });
  return new VectorLayer({
    source: new VectorSource({ features }),
    declutter: false,
    style: (feature, resolution) => {
      const { time, palette } = scene();
      const group = feature.get("group") as PlacedGroup;
      const share = Math.min(1, Math.max(0, group.shareAt(time)));
      const [west = 0, , east = 0] = feature.getGeometry()?.getExtent() ?? [];
      return new Style({
        fill: new Fill({
          color: `${palette.destroyed}${Math.round(share * 200)
            .toString(16)
            .padStart(2, "0")}`,
        }),
        stroke: new Stroke({ color: palette.standing, width: 1.5 }),
        ...((east - west) / resolution > 44
          ? {
              text: new Text({
                text: percent(share),
                font: "600 12px system-ui, sans-serif",
                fill: new Fill({ color: palette.ink }),
                stroke: new Stroke({ color: palette.ground, width: 3 }),
              }),
            }
          : {}),
      });
    },
  });
}
