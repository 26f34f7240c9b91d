import type { Status } from "../../../infer/index.ts";
import { type Building, destroyedWithin } from "../model/building.ts";
import type { TimeWindow } from "../timeline/strike-timeline.ts";

export const columns = ["name", "status", "window", "days", "probability", "answers"] as const;
export type Column = (typeof columns)[number];

/** What the reader asked the table for. */
export interface Wish {
  search: string;
  status: Status | null;
  review: boolean;
  window: TimeWindow | null;
  sort: { column: Column; descending: boolean };
}

const day = 86_400_000;

/** Length of the 90 % window in days; null where it is open. */
export function windowDays({ after, by }: Building): number | null {
  return after === null || by === null ? null : (by - after) / day;
}

/** More likely than not destroyed within the window. */
export function isWithin(building: Building, { from, to }: TimeWindow): boolean {
  return building.judged && destroyedWithin(building, from, to) >= 0.5;
}

/** The buildings that fit, in the order asked for; what is unknown comes last. */
export function select(buildings: readonly Building[], wish: Wish): Building[] {
  const { status, review, window } = wish;
  const search = wish.search.trim().toLowerCase();
  const fitting = buildings.filter(
    (building) =>
      (search === "" || building.name.toLowerCase().includes(search) || building.row.id.toLowerCase().includes(search)) &&
      (status === null || building.row.status === status) &&
      (!review || building.row.review === true) &&
      (window === null || isWithin(building, window)),
  );
  const { column, descending } = wish.sort;
  const sign = descending ? -1 : 1;
  return fitting.sort((a, b) => {
    const [x, y] = [keyOf(a, column), keyOf(b, column)];
    if (x === null || y === null) return x === y ? a.at - b.at : x === null ? 1 : -1;
    const order = typeof x === "string" && typeof y === "string" ? x.localeCompare(y, undefined, { numeric: true }) : Number(x) - Number(y);
    return sign * order || a.at - b.at;
  });
}

function keyOf(building: Building, column: Column): string | number | null {
  const { row } = building;
  if (column === "name") return building.name;
  if (column === "status") return row.status;
  if (column === "window") return building.by;
  if (column === "days") return windowDays(building);
  return row[column];
}
