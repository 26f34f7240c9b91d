import { stream } from "../random.ts";
import { clipped, direction, type Point } from "./geometry.ts";

/** One satellite acquisition over the town. Angles in degrees, compass bearings clockwise from north. */
export interface Acquisition {
  id: string;
  /** Milliseconds since 1970, UTC. */
  time: number;
  platform: string;
  /** Metres. */
  gsd: number;
  offNadir: number;
  /** Bearing from the town to the satellite; roofs lean the other way. */
  viewAzimuth: number;
  sunAzimuth: number;
  sunElevation: number;
  /** Share of the picture that clouds hide, 0..1. */
  cloud: number;
  /** 0..1. */
  haze: number;
  /** Metres east and north by which everything in the picture lies off its true place. */
  shift: readonly [east: number, north: number];
  /** Where the picture holds pixels, in the town's square. */
  valid: Point[];
  /** Its number among the dates, 0..dates-1. The second one of a day has its day's number. */
  date: number;
}

/** The town's square, and the rim of it that no frame shows, in metres. */
export interface Square {
  side: number;
  apron: number;
}

const day = 86_400_000;
const longitude = 39.44;
const latitude = 35.06;

/**
 * The acquisitions by time: one on each of `dates` dates over most of 2020, and a second one of another platform on one
 * of these days.
 */
export function planAcquisitions(seed: number, dates: number, { side, apron }: Square): Acquisition[] {
  const square = { side, apron };
  const first = Date.UTC(2020, 0, 19);
  const span = Date.UTC(2020, 9, 28) - first;
  const random = stream(seed, "dates");
  const steps = Array.from({ length: dates - 1 }, () => random.between(0.35, 1.65));
  const sum = steps.reduce((total, step) => total + step, 0);
  const found: Acquisition[] = [];
  let at = 0;
  for (let date = 0; date < dates; date++) {
    const midnight = first + Math.round(((at / sum) * span) / day) * day;
    found.push(acquire(seed, date, midnight, square, "a"));
    at += steps[date] ?? 0;
  }
  const twin = found[Math.floor(dates / 3)];
  if (twin && dates > 3) found.push(acquire(seed, twin.date, Math.floor(twin.time / day) * day, square, "b"));
  return found.sort((a, b) => a.time - b.time);
}

function acquire(seed: number, date: number, midnight: number, { side, apron }: Square, which: "a" | "b"): Acquisition {
  const random = stream(seed, `frame:${date}:${which}`);
  const platform = which === "b" ? "synthetic-3" : random.chance(0.55) ? "synthetic-1" : "synthetic-2";
  const time = midnight + Math.round((which === "b" ? 10.1 : 7.7) * 3600 + random.between(0, 4200)) * 1000;
  const clouds = random.next();
  const cloud =
    which === "b" || clouds > 0.86 ? random.between(0.24, 0.46) : clouds > 0.6 ? random.between(0.04, 0.18) : random.between(0, 0.012);
  const drift = () => Math.max(-4.5, Math.min(4.5, 1.8 * random.normal()));
  const full: Point[] = [
    { x: apron, y: apron },
    { x: side - apron, y: apron },
    { x: side - apron, y: side - apron },
    { x: apron, y: side - apron },
  ];
  const cut = date > 0 && random.chance(0.2);
  const edge = direction(random.between(0, 360));
  const reach = side * random.between(0.2, 0.34);
  return {
    id: `${platform.replace("synthetic-", "s")}-${new Date(time).toISOString().slice(0, 16).replace(/[-:]/g, "").toLowerCase()}`,
    time,
    platform,
    gsd: hundredths(random.between(0.34, 0.56)),
    offNadir: tenths(Math.max(3, Math.min(36, 18 + 8 * random.normal()))),
    viewAzimuth: tenths(random.between(0, 360)),
    ...sun(time),
    cloud: Math.round(cloud * 1000) / 1000,
    haze: hundredths(random.next() ** 2 * 0.4),
    shift: [hundredths(drift()), hundredths(drift())],
    valid: cut ? clipped(full, ({ x, y }) => reach - (x - side / 2) * edge.cos - (y - side / 2) * edge.sin) : full,
    date,
  };
}

/** The sun over the town, by the usual approximation of declination and hour angle (good to about a degree). */
function sun(time: number): { sunAzimuth: number; sunElevation: number } {
  const rad = Math.PI / 180;
  const moment = new Date(time);
  const yearDay = (time - Date.UTC(moment.getUTCFullYear(), 0, 1)) / day;
  const declination = -23.44 * Math.cos(((2 * Math.PI) / 365.25) * (yearDay + 10)) * rad;
  const hours = (time % day) / 3_600_000;
  const hourAngle = (hours + longitude / 15 - 12) * 15 * rad;
  const lat = latitude * rad;
  const up = Math.sin(lat) * Math.sin(declination) + Math.cos(lat) * Math.cos(declination) * Math.cos(hourAngle);
  const east = -Math.cos(declination) * Math.sin(hourAngle);
  const north = Math.cos(lat) * Math.sin(declination) - Math.sin(lat) * Math.cos(declination) * Math.cos(hourAngle);
  return { sunAzimuth: tenths((Math.atan2(east, north) / rad + 360) % 360), sunElevation: tenths(Math.asin(up) / rad) };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
