import { area } from "../imagery/houses.ts";
import { mix, shuffled, stream } from "../random.ts";
import { corner, lonLat } from "../sidecars/place.ts";
import { clipped, direction, type Point } from "../town/geometry.ts";
import { planTown } from "../town/plan.ts";
import { plusCode } from "./plus-code.ts";

const seed = 2023;
const cell = 5000;
const overlap = 156.25;
const grid = 3;

interface Pass {
  day: string;
  platform: string;
  cloudy: number;
  /** The swath: a strip of this width, turned by an angle, its middle this far east of the grid's middle. */
  width: number;
  turn: number;
  offset: number;
}

const passes: Pass[] = [
  { day: "2023-06-02", platform: "SYN2", cloudy: 0, width: 9000, turn: 8, offset: -4200 },
  { day: "2023-07-01", platform: "SYN1", cloudy: 0.05, width: 17_000, turn: 6, offset: 600 },
  { day: "2023-08-20", platform: "SYN2", cloudy: 0.5, width: 8000, turn: -9, offset: 2500 },
  { day: "2023-09-13", platform: "SYN1", cloudy: 0.02, width: 8700, turn: 5, offset: -150 },
  { day: "2023-09-13", platform: "SYN3", cloudy: 0.1, width: 6000, turn: 5, offset: 3400 },
  { day: "2023-09-20", platform: "SYN3", cloudy: 0.2, width: 6200, turn: -6, offset: -5200 },
];

/**
 * A list of acquisitions in the shape in which Maxar's open data are shared: one feature a tile, fields flat, tiles of one
 * acquisition overlapping, cut by the swath's edge. Metres are those of the town's square, whose corner lies at the middle
 * of the grid's side.
 */
export function twinItems(): unknown {
  const features = passes.flatMap((pass, number) => tiles(pass, number));
  return { type: "FeatureCollection", crs: { type: "name", properties: { name: "urn:ogc:def:crs:OGC:1.3:CRS84" } }, features };
}

function tiles(pass: Pass, number: number) {
  const random = stream(seed, `pass:${number}`);
  const { sin, cos } = direction(pass.turn);
  const middle = (grid * cell) / 2;
  const catalog = `F${mix(seed, number).toString(16).padStart(8, "0")}${"0".repeat(6)}${number}`.toUpperCase().slice(0, 16);
  const seconds = Math.round(random.between(8 * 3600, 10 * 3600));
  const time = new Date(Date.parse(`${pass.day}T00:00:00Z`) + seconds * 1000).toISOString().replace(".000Z", "Z");
  const view = { offNadir: tenth(random.between(8, 34)), azimuth: tenth(random.between(0, 360)), sun: tenth(random.between(120, 160)) };
  const gsd = Math.round(random.between(0.35, 0.6) * 100) / 100;
  const across = ({ x, y }: Point) => (x - middle - pass.offset) * cos + (y - middle) * sin;
  const features = [];
  for (let n = 0; n < grid * grid; n++) {
    const west = (n % grid) * cell - overlap;
    const north = Math.floor(n / grid) * cell - overlap;
    const size = cell + 2 * overlap;
    const square = [
      { x: west, y: north },
      { x: west + size, y: north },
      { x: west + size, y: north + size },
      { x: west, y: north + size },
    ];
    const seen = clipped(
      clipped(square, (point) => pass.width / 2 + across(point)),
      (point) => pass.width / 2 - across(point),
    );
    if (seen.length < 3 || area(seen) < 20_000) continue;
    const quadkey = `1202${(100_000_000 + n * 1_111_111).toString(4).slice(-8)}`;
    const clouds = Math.min(100, Math.floor(random.next() ** 2 * pass.cloudy * 200));
    const data = tenth(area(seen) / 1e6);
    features.push({
      type: "Feature",
      properties: {
        datetime: time,
        platform: pass.platform,
        gsd,
        ard_metadata_version: "0.0.1",
        catalog_id: catalog,
        utm_zone: 37,
        quadkey,
        "view:off_nadir": view.offNadir,
        "view:azimuth": view.azimuth,
        "view:incidence_angle": tenth(90 - view.offNadir * 1.08),
        "view:sun_azimuth": view.sun,
        "view:sun_elevation": tenth(45 + view.sun / 10),
        "proj:epsg": 32637,
        "grid:code": `MXRA-Z37-${quadkey}`,
        "proj:bbox": extent(seen).join(","),
        "tile:data_area": data,
        "tile:clouds_area": tenth((data * clouds) / 100),
        "tile:clouds_percent": clouds,
        visual: `https://imagery.example.org/synthetic/ard/37/${quadkey}/${pass.day}/${catalog}-visual.tif`,
      },
      geometry: { type: "Polygon", coordinates: [closed(seen.map((point) => lonLat(moved(point))))] },
    });
  }
  return features;
}

/** From the grid (north-west corner at 0, 0) to the town's square, which lies at the grid's middle. */
function moved({ x, y }: Point): Point {
  const middle = (grid * cell) / 2;
  return { x: x - middle, y: y - middle };
}

function extent(outline: readonly Point[]): number[] {
  const places = outline.map(moved);
  const east = places.map(({ x }) => corner.east + x);
  const north = places.map(({ y }) => corner.north - y);
  return [Math.min(...east), Math.min(...north), Math.max(...east), Math.max(...north)].map((value) => Math.round(value * 1e4) / 1e4);
}

/**
 * Eighty building footprints in the shape of Google Open Buildings, the plus code their only name. Some lie where two
 * tiles of one acquisition overlap, some beyond the edge of the swaths.
 */
export function twinBuildings(): unknown {
  const plan = planTown(seed, 60);
  const random = stream(seed, "twin buildings");
  const chosen = shuffled(plan.buildings, random).slice(0, 80);
  const features = chosen.map(({ outline, number }) => {
    // A group west (on a seam of tiles), one at the middle, one east beyond most swaths.
    const group = [-2500, 0, 0, 6900][number % 4] ?? 0;
    const places = outline.map(({ x, y }) => lonLat({ x: x + group - plan.side / 2, y: y - plan.side / 2 }));
    const longitude = mean(places.map(([lon]) => lon));
    const latitude = mean(places.map(([, lat]) => lat));
    return {
      type: "Feature",
      properties: {
        latitude: Math.round(latitude * 1e8) / 1e8,
        longitude: Math.round(longitude * 1e8) / 1e8,
        area_in_meters: Math.round(area(outline) * 1000) / 1000,
        confidence: Math.round(random.between(0.65, 0.95) * 1e4) / 1e4,
        full_plus_code: plusCode(longitude, latitude),
        last_detection_date: "2022-08",
      },
      geometry: { type: "Polygon", coordinates: [closed([...places].reverse())] },
    };
  });
  return {
    type: "FeatureCollection",
    name: "buildings-twin",
    crs: { type: "name", properties: { name: "urn:ogc:def:crs:OGC:1.3:CRS84" } },
    features,
  };
}

function closed(ring: [number, number][]): [number, number][] {
  const first = ring[0];
  return first ? [...ring, first] : ring;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
