import { stringify } from "csv-stringify/sync";
import { safeText } from "../export/index.ts";
import { utc } from "../infer/index.ts";
import type { Incident } from "./incidents-csv.ts";
import type { Link, Linked } from "./match.ts";

/** What a link says, in each row: it is no finding of a cause. */
const relation = "consistent_with";

/** incident_buildings.csv: one row an incident and a building that fits it. */
export function incidentBuildings({ links }: Linked, metres: number): string {
  return table(
    [
      "incident",
      ...incidentColumns,
      "relation",
      "building",
      "task_id",
      "manager_id",
      "distance_m",
      ...windowColumns,
      "probability_overlap",
    ],
    links.map(({ incident, located: { result }, ...link }) => [
      safeText(incident.id),
      ...incidentCells(incident, metres),
      relation,
      safeText(result.building),
      String(result.taskId),
      safeText(result.managerId ?? ""),
      link.metres.toFixed(1),
      ...windowCells(result),
      share(link.probability),
    ]),
  );
}

/** building_incidents.csv: the reverse, one row a building that fits an incident, by task id. */
export function buildingIncidents({ links }: Linked): string {
  const byTask = new Map<number, Link[]>();
  for (const link of links) {
    const { taskId } = link.located.result;
    byTask.set(taskId, [...(byTask.get(taskId) ?? []), link]);
  }
  const rows = [...byTask]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, own]) => {
      const [first] = own;
      if (first === undefined) return [];
      const { result } = first.located;
      const sorted = own.toSorted((a, b) => a.incident.from - b.incident.from || a.metres - b.metres);
      return [
        [
          safeText(result.building),
          String(result.taskId),
          safeText(result.managerId ?? ""),
          ...windowCells(result),
          relation,
          String(own.length),
          Math.min(...own.map(({ metres }) => metres)).toFixed(1),
          JSON.stringify(sorted.map(({ incident }) => incident.id)),
        ],
      ];
    });
  return table(["building", "task_id", "manager_id", ...windowColumns, "relation", "n_incidents", "nearest_m", "incidents"], rows);
}

/** incidents.csv: one row for each row of the input, whether anything fits it or not. */
export function incidentTable(incidents: readonly Incident[], { links, near }: Linked, metres: number): string {
  const counts = new Map<Incident, number>();
  for (const { incident } of links) counts.set(incident, (counts.get(incident) ?? 0) + 1);
  return table(
    ["incident", ...incidentColumns, "n_near", "n_consistent", "problem"],
    incidents.map((incident, at) => [
      safeText(incident.id),
      ...(incident.problem === null ? incidentCells(incident, metres) : incidentColumns.map(() => "")),
      String(near[at] ?? 0),
      String(counts.get(incident) ?? 0),
      incident.problem ?? "",
    ]),
  );
}

const incidentColumns = ["from", "to", "date_precision", "lat", "lon", "place_precision", "place_metres", "place_coarse"];

function incidentCells({ from, to, datePrecision, lat, lon, placePrecision, placeMetres }: Incident, metres: number): string[] {
  const coarse = placeMetres === null ? "" : String(placeMetres > metres);
  return [
    utc(from),
    utc(to),
    safeText(datePrecision),
    String(lat),
    String(lon),
    safeText(placePrecision),
    String(placeMetres ?? ""),
    coarse,
  ];
}

const windowColumns = ["status", "after90", "by90"];

function windowCells({ status, after90, by90 }: Link["located"]["result"]): string[] {
  return [status, utc(after90), utc(by90)];
}

function share(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function table(header: string[], rows: string[][]): string {
  return stringify([header, ...rows]);
}
