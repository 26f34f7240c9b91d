import proj4 from "proj4";
import type { Position } from "./positions.ts";

/** Turns positions of one CRS into another. */
export type Projection = (position: Position) => Position;

/**
 * The definition of a CRS by its EPSG number: WGS 84, Web Mercator, and the UTM zones on WGS 84 (326xx, 327xx),
 * NAD83 (269xx) and ETRS89 (258xx). WKT 1 passes where its datum is WGS 84's or near it, or has its shift. null = not known here.
 */
export function definitionOf(code: string): string | null {
  if (/^(PROJCS|GEOGCS)\[/i.test(code)) return /WGS[_ ]?(19)?84|GRS[_ ]?(19)?80|TOWGS84/i.test(code) ? code : null;
  const number = Number(/^EPSG:(\d+)$/i.exec(code)?.[1]);
  const zone = number % 100;
  const hundreds = Math.floor(number / 100);
  if (number === 4326 || number === 4979) return "+proj=longlat +datum=WGS84 +no_defs";
  if (number === 4269) return "+proj=longlat +ellps=GRS80 +towgs84=0,0,0 +no_defs";
  if (number === 4258) return "+proj=longlat +ellps=GRS80 +towgs84=0,0,0 +no_defs";
  if (number === 3857) return "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs";
  if ((hundreds === 326 || hundreds === 327) && zone >= 1 && zone <= 60)
    return `+proj=utm +zone=${zone}${hundreds === 327 ? " +south" : ""} +datum=WGS84 +units=m +no_defs`;
  if (hundreds === 269 && zone >= 1 && zone <= 23) return `+proj=utm +zone=${zone} +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs`;
  if (hundreds === 258 && zone >= 28 && zone <= 38) return `+proj=utm +zone=${zone} +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs`;
  return null;
}

/** The projection between two CRSs, or null if one of them is not known here. */
export function projectionBetween(from: string, to: string): Projection | null {
  const source = definitionOf(from);
  const target = definitionOf(to);
  if (source === null || target === null) return null;
  if (source === target) return (position) => position;
  const converter = converterBetween(source, target);
  if (converter === null) return null;
  return ([x, y]) => {
    const [a, b] = converter.forward([x, y]);
    return [a ?? Number.NaN, b ?? Number.NaN];
  };
}

/** null = the WKT is broken, or of a projection that proj4 does not have. */
function converterBetween(source: string, target: string): { forward(position: number[]): number[] } | null {
  try {
    return proj4(source, target);
  } catch {
    return null;
  }
}

/** The EPSG code of the UTM zone (WGS 84) around a position in degrees. */
export function utmCode([longitude, latitude]: Position): string {
  const zone = Math.min(60, Math.max(1, Math.floor((longitude + 180) / 6) + 1));
  return `EPSG:${latitude < 0 ? 327 : 326}${String(zone).padStart(2, "0")}`;
}
