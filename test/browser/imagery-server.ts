import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import proj4 from "proj4";
import sharp from "sharp";

/** A building of 24 m x 16 m, standing or in ruins, on a lawn; all that the servers below show of the world. */
export const place = { lon: 38.9905, lat: 35.9507 };
const crsName: Record<string, string> = {
  "EPSG:4326": "+proj=longlat +datum=WGS84 +no_defs",
  "EPSG:3857": "+proj=merc +a=6378137 +b=6378137 +units=m +nadgrids=@null +no_defs",
  "EPSG:32637": "+proj=utm +zone=37 +datum=WGS84 +units=m +no_defs",
};
const local = proj4(`+proj=aeqd +lat_0=${place.lat} +lon_0=${place.lon} +datum=WGS84 +units=m +no_defs`);
const half = { east: 12, north: 8 };

export type Colour = readonly [number, number, number];
export const colours = { standing: [200, 60, 50], destroyed: [110, 105, 100], ground: [70, 140, 70] } as const satisfies Record<
  string,
  Colour
>;
type Sight = "standing" | "destroyed";

/** The building's corners, WGS 84, as a closed ring. */
export function footprintRing(): [number, number][] {
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ];
  return corners.map(([east = 0, north = 0]) => {
    const [lon = 0, lat = 0] = local.inverse([east * half.east, north * half.north]);
    return [lon, lat];
  });
}

/** Pixels of the world in a crs, rows from the north. @param bbox [minx, miny, maxx, maxy], x east */
export function worldPixels(sight: Sight, crs: string, bbox: readonly number[], width: number, height: number): Uint8Array {
  const [minx = 0, miny = 0, maxx = 0, maxy = 0] = bbox;
  const toLonLat = proj4(crsName[crs] ?? "", crsName["EPSG:4326"] ?? "");
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const at: [number, number] = [minx + ((column + 0.5) / width) * (maxx - minx), maxy - ((row + 0.5) / height) * (maxy - miny)];
      const [east, north] = local.forward(toLonLat.forward(at));
      const inside = Math.abs(east) < half.east && Math.abs(north) < half.north;
      pixels.set(inside ? colours[sight] : colours.ground, (row * width + column) * 3);
    }
  }
  return pixels;
}

export function worldPicture(sight: Sight, crs: string, bbox: readonly number[], width: number, height: number): Promise<Buffer> {
  const pixels = worldPixels(sight, crs, bbox, width, height);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** The bounds, in a crs, of a square around the building. @param metres its side */
export function boundsAround(crs: string, metres: number): [number, number, number, number] {
  const project = proj4(crsName["EPSG:4326"] ?? "", crsName[crs] ?? "");
  const [west = 0, south = 0] = project.forward(local.inverse([-metres / 2, -metres / 2]));
  const [east = 0, north = 0] = project.forward(local.inverse([metres / 2, metres / 2]));
  return [west, south, east, north];
}

const mercator = 20_037_508.342789244;

/** The tile grid in degrees that the WMTS of this server uses: 0.000002 degrees a pixel from this corner. */
export const degreeMatrix = { id: "fine", resolution: 0.000002, origin: [38.9, 36.0] as [number, number], tile_size: 256 };

export interface ImageryServer {
  endpoint: string;
  /** Requests so far: path and query. */
  requests: string[];
  close(): Promise<void>;
}

/**
 * Serves the world as XYZ, TMS, WMTS and WMS do, open to every origin. Of 2017-06-10 the building stands, of 2017-07-10 it is
 * in ruins; a WMS is asked for other days in vain, and tiles under /empty are not there.
 */
export async function startImageryServer(): Promise<ImageryServer> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://x");
    requests.push(url.pathname + url.search);
    response.setHeader("Access-Control-Allow-Origin", "*");
    const refuse = (status: number, text: string) => {
      response.writeHead(status, { "Content-Type": "text/xml" });
      response.end(text);
    };
    picture(url).then(
      (bytes) => {
        if (bytes === null) return refuse(404, "");
        if (typeof bytes === "string") return refuse(200, bytes);
        response.setHeader("Content-Type", "image/png");
        response.end(bytes);
      },
      (error: unknown) => refuse(500, String(error)),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** A picture; text for a refusal with status 200; null for what is not there. */
async function picture({ pathname, searchParams }: URL): Promise<Buffer | string | null> {
  const query = new Map([...searchParams].map(([key, value]) => [key.toUpperCase(), value]));
  const value = (key: string) => query.get(key) ?? "";
  const [, kind, sight, z = "", x = "", y = ""] = pathname.replace(/\.png$/, "").split("/");
  const seen = sightOf(sight ?? "") ?? sightOf(value("TIME"));
  if (kind === "xyz" && seen) return mercatorTile(seen, Number(z), Number(x), Number(y));
  if (kind === "tms" && seen) return mercatorTile(seen, Number(z), Number(x), 2 ** Number(z) - 1 - Number(y));
  if (kind === "wmts" && seen && value("REQUEST") === "GetTile" && value("LAYER") === "scene" && value("TILEMATRIXSET") === "google")
    return mercatorTile(seen, Number(value("TILEMATRIX").replace("google:", "")), Number(value("TILECOL")), Number(value("TILEROW")));
  if (kind === "degrees" && seen && z === degreeMatrix.id) {
    const [west, north] = degreeMatrix.origin;
    const side = degreeMatrix.resolution * degreeMatrix.tile_size;
    const [left, top] = [west + Number(y) * side, north - Number(x) * side];
    return worldPicture(seen, "EPSG:4326", [left, top - side, left + side, top], 256, 256);
  }
  if (kind !== "wms" || value("REQUEST") !== "GetMap" || value("LAYERS") !== "a,b") return null;
  if (!seen) return '<ServiceExceptionReport><ServiceException code="InvalidDimensionValue"/></ServiceExceptionReport>';
  const crs = value(value("VERSION") === "1.3.0" ? "CRS" : "SRS");
  const [a = 0, b = 0, c = 0, d = 0] = value("BBOX").split(",").map(Number);
  // Since 1.3.0 latitude comes first in EPSG:4326.
  const bbox = value("VERSION") === "1.3.0" && crs === "EPSG:4326" ? [b, a, d, c] : [a, b, c, d];
  return worldPicture(seen, crs, bbox, Number(value("WIDTH")), Number(value("HEIGHT")));
}

function sightOf(name: string): Sight | null {
  if (name === "2017-06-10") return "standing";
  return name === "2017-07-10" ? "destroyed" : null;
}

function mercatorTile(sight: Sight, z: number, x: number, y: number): Promise<Buffer> {
  const side = (2 * mercator) / 2 ** z;
  const [left, top] = [-mercator + x * side, mercator - y * side];
  return worldPicture(sight, "EPSG:3857", [left, top - side, left + side, top], 256, 256);
}
