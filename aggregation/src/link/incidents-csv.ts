import { parse } from "csv-parse/sync";
import { InputError } from "pybossa-client-ts/command";
import { readInputText } from "../read/index.ts";
import { placeMetres } from "./precision.ts";

export const presets = ["plain", "airwars", "acled"] as const;
export type Preset = (typeof presets)[number];

/** One dated incident, as its source tells it. */
export interface Incident {
  id: string;
  /** Milliseconds since 1970, UTC: the calendar days that it may have happened on, wherever on Earth they are counted. */
  from: number;
  to: number;
  /** Degrees, WGS 84. */
  lon: number;
  lat: number;
  /** In the source's own words; empty where it has none. */
  datePrecision: string;
  placePrecision: string;
  /** How far off the place may be, as far as the words can be understood; null = not told. */
  placeMetres: number | null;
  /** A row that cannot be used keeps its id, and says why. */
  problem: null | "no_date" | "ambiguous_date" | "no_place";
}

type Field = "id" | "date" | "date_from" | "date_to" | "date_precision" | "lat" | "lon" | "place" | "place_precision" | "place_metres";

/** The names a field may have, first come first served; compared without case, and with any space or dash as `_`. */
const columns: Record<Preset, Partial<Record<Field, readonly string[]>>> = {
  plain: {
    id: ["id"],
    date: ["date"],
    date_from: ["date_from"],
    date_to: ["date_to"],
    date_precision: ["date_precision"],
    lat: ["lat", "latitude"],
    lon: ["lon", "longitude"],
    place_precision: ["place_precision"],
    place_metres: ["place_metres"],
  },
  airwars: {
    id: ["unique_reference_code", "reference_code", "airwars_code", "incident_code", "code", "id"],
    date: ["incident_date", "date", "date_of_incident"],
    date_from: ["incident_date_start", "date_start", "start_date"],
    date_to: ["incident_date_end", "date_end", "end_date"],
    date_precision: ["date_accuracy", "date_precision"],
    lat: ["latitude", "lat"],
    lon: ["longitude", "lon", "lng"],
    place: ["geolocation", "coordinates", "lat_lng", "latlng"],
    place_precision: ["geolocation_accuracy", "geo_accuracy", "location_accuracy", "accuracy"],
  },
  acled: {
    id: ["event_id_cnty"],
    date: ["event_date"],
    date_precision: ["time_precision"],
    lat: ["latitude"],
    lon: ["longitude"],
    place_precision: ["geo_precision"],
  },
};

const day = 86_400_000;
const hour = 3_600_000;

/**
 * Reads incidents from a CSV.
 * @throws InputError where it cannot be read, lacks a column, or holds no incident with a date and a place
 */
export function readIncidents(path: string, preset: Preset): Incident[] {
  let header: string[] = [];
  let rows: Record<string, string>[];
  const text = readInputText(path, `a CSV of dated incidents with the columns of the preset ${preset}`);
  try {
    rows = parse(text, {
      columns: (names: string[]) => {
        header = names.map(plainName);
        return header;
      },
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
    });
  } catch (cause) {
    throw new InputError({ what: cause instanceof Error ? cause.message : "cannot be read", where: path }, { cause });
  }
  const found = new Map<Field, string>();
  for (const [field, names] of Object.entries(columns[preset]) as [Field, readonly string[]][]) {
    const name = names.find((one) => header.includes(one));
    if (name !== undefined) found.set(field, name);
  }
  const missing: string[] = [];
  if (!found.has("id")) missing.push("id");
  if (!found.has("date") && !found.has("date_from")) missing.push("date");
  if (!found.has("place") && !(found.has("lat") && found.has("lon"))) missing.push("lat and lon");
  if (missing.length > 0) {
    const expected = Object.entries(columns[preset]).map(([field, names]) =>
      names.join() === field ? field : `${field} (${names.join(" or ")})`,
    );
    throw new InputError({
      what: `there is no column for ${missing.join(", ")}`,
      where: `${path}, row 1`,
      expected: `the columns of the preset ${preset}: ${expected.join(", ")}`,
      advice: `Choose another --preset (${presets.join(", ")}), or rename the columns.`,
    });
  }
  const incidents = rows.map((row, at) => incidentOf((field) => row[found.get(field) ?? ""] ?? "", preset, at));
  if (incidents.every(({ problem }) => problem !== null)) {
    throw new InputError({
      what: "holds no incident with a date and a place",
      where: path,
      expected: "dates as 2017-06-10 or 10 June 2017 (not 10/06/2017, which may be October), latitude and longitude in degrees",
    });
  }
  return incidents;
}

function incidentOf(cell: (field: Field) => string, preset: Preset, at: number): Incident {
  const datePrecision = cell("date_precision");
  const placePrecision = cell("place_precision");
  const [first, last] = [dayOf(cell("date_from")) ?? dayOf(cell("date")), dayOf(cell("date_to")) ?? dayOf(cell("date"))];
  const from = first ?? last;
  const to = last ?? first;
  const days = from === null || to === null || from > to ? null : widened(from, to, preset, datePrecision);
  const place = placeOf(cell);
  const told = Number(cell("place_metres"));
  return {
    id: cell("id") || `row ${at + 2}`,
    // Day D is under way from 14 hours before to 12 hours after its hours in UTC.
    from: days === null ? 0 : days.from - 14 * hour,
    to: days === null ? 0 : days.to + day + 12 * hour,
    lat: place?.lat ?? 0,
    lon: place?.lon ?? 0,
    datePrecision,
    placePrecision,
    placeMetres: cell("place_metres") !== "" && told >= 0 ? told : placeMetres(preset, placePrecision),
    problem: days === null ? (isAmbiguous(cell) ? "ambiguous_date" : "no_date") : place === null ? "no_place" : null,
  };
}

/** Whether a date is told in a way that may mean two days: `10/06/2017` is June to some and October to others. */
function isAmbiguous(cell: (field: Field) => string): boolean {
  return (["date", "date_from", "date_to"] as const).some((field) => /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(cell(field)));
}

/** ACLED: 1 = the day, 2 = the week around it, 3 = the month around it. */
function widened(from: number, to: number, preset: Preset, precision: string): { from: number; to: number } {
  const days = preset !== "acled" ? 0 : precision === "2" ? 6 : precision === "3" ? 31 : 0;
  return { from: from - days * day, to: to + days * day };
}

function placeOf(cell: (field: Field) => string): { lat: number; lon: number } | null {
  const [lat = "", lon = ""] = cell("lat") === "" ? cell("place").split(/[,;]\s*|\s+/) : [cell("lat"), cell("lon")];
  const place = { lat: Number(lat), lon: Number(lon) };
  if (lat === "" || lon === "" || !(Math.abs(place.lat) <= 90) || !(Math.abs(place.lon) <= 180)) return null;
  // Nobody means the sea off Ghana.
  return place.lat === 0 && place.lon === 0 ? null : place;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `2017-06-10` (a time behind it is left out), `10 June 2017` or `June 10, 2017`; never `10/06/2017`, see `isAmbiguous`. */
function dayOf(text: string): number | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)(?:$|[T ])/.exec(text);
  if (iso) return utcDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const words = /^(\d{1,2}) ([A-Za-z]{3,9})\.?,? (\d{4})$/.exec(text) ?? /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$/.exec(text);
  if (!words) return null;
  const [, one = "", two = "", year = ""] = words;
  const [number, name] = /^\d/.test(one) ? [one, two] : [two, one];
  return utcDay(Number(year), months.indexOf(name.slice(0, 3).toLowerCase()) + 1, Number(number));
}

function utcDay(year: number, month: number, date: number): number | null {
  const time = Date.UTC(year, month - 1, date);
  const read = new Date(time);
  return read.getUTCMonth() === month - 1 && read.getUTCDate() === date && month > 0 ? time : null;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s-]+/g, "_");
}
