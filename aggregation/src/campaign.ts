import {
  type BuildingFootprint,
  type Campaign,
  type CampaignFrame,
  type CampaignLock,
  describeProblems,
  frameTime,
  parseCampaign,
  parseCampaignLock,
} from "pybossa-client-ts/strike-tracker";

/** A frame's outer bounds in milliseconds since 1970, UTC; a frame that is a moment has start = end. */
export interface DatedFrame {
  id: string;
  start: number;
  end: number;
  /** Whether the date says when the picture was taken. Only then may it bound a result. */
  acquired: boolean;
}

/** What the campaign says about itself, as far as results need it. */
export interface CampaignFacts {
  id: string;
  title: string;
  language: string;
  definition: string;
  attribution: string[];
  /** How exactly the results may be published. */
  privacy: NonNullable<Campaign["privacy"]>;
  /** By time. */
  frames: DatedFrame[];
}

/** Known marks of a building: null last standing = destroyed before the first frame; null first destroyed = never. */
export interface KnownMarks {
  lastStanding: string | null;
  firstDestroyed: string | null;
}

/** What experts made of a building at the desk; `disagree` = two said different things, so nothing is fixed. */
export type ExpertFinding = { kind: "marks"; marks: KnownMarks } | { kind: "not_a_building" } | { kind: "disagree" };

/** What only the manager's lock knows of a building. */
export interface KnownBuilding {
  managerId: string;
  geometry: BuildingFootprint;
  /** Milliseconds since 1970, UTC. */
  priorStanding: number | null;
  priorDestroyed: number | null;
  gold: KnownMarks | null;
}

export interface CampaignRecord {
  facts: CampaignFacts;
  /** The public record as it was read, to be saved beside the results. */
  campaign: unknown;
  /** By opaque building id; null without the lock. */
  buildings: Map<string, KnownBuilding> | null;
  /** The project that the lock was sent to; null without the lock, or before it was sent. */
  server: CampaignLock["server"];
  /** What was read all the same, though the record's schema does not allow it. */
  notes: string[];
}

export type CampaignRead = { ok: true; value: CampaignRecord } | { ok: false; message: string };

/** Reads a campaign lock or a public Campaign (already parsed from JSON). */
export function readCampaignRecord(value: unknown): CampaignRead {
  if (!isObject(value)) return { ok: false, message: "is not a JSON object" };
  if (value.schema === "strike-tracker/lock/1") {
    const lock = parseCampaignLock(value);
    if (!lock.ok) return { ok: false, message: describeProblems(lock.problems) };
    return {
      ok: true,
      value: {
        facts: factsOf(lock.value.campaign),
        campaign: lock.value.campaign,
        buildings: buildingsOf(lock.value),
        server: lock.value.server,
        notes: [],
      },
    };
  }
  if (value.schema !== "strike-tracker/campaign/1") {
    const newer = typeof value.schema === "string" && /^strike-tracker\/(campaign|lock)\/\d+$/.test(value.schema);
    return {
      ok: false,
      message: `has the schema ${JSON.stringify(value.schema) ?? "(none)"}, not "strike-tracker/campaign/1" or "strike-tracker/lock/1"${newer ? ": a newer version of Strike Tracker wrote it, update this program" : ""}`,
    };
  }
  const campaign = parseCampaign(value);
  if (campaign.ok)
    return { ok: true, value: { facts: factsOf(campaign.value), campaign: value, buildings: null, server: null, notes: [] } };
  const least = leastFacts(value);
  if (least === null) return { ok: false, message: describeProblems(campaign.problems) };
  return {
    ok: true,
    value: { facts: least, campaign: value, buildings: null, server: null, notes: [describeProblems(campaign.problems)] },
  };
}

function factsOf(campaign: Campaign): CampaignFacts {
  return {
    id: campaign.id,
    title: campaign.title,
    language: campaign.languages[0] ?? "en",
    definition: campaign.definition.text,
    attribution: campaign.attribution,
    privacy: campaign.privacy ?? "grid",
    frames: byTime(campaign.frames.map(datedFrame)),
  };
}

/** A record that only lacks what volunteers are told still dates its frames. */
function leastFacts(value: Record<string, unknown>): CampaignFacts | null {
  if (typeof value.id !== "string" || !Array.isArray(value.frames)) return null;
  const frames: DatedFrame[] = [];
  for (const frame of value.frames as unknown[]) {
    if (!isObject(frame) || typeof frame.id !== "string") return null;
    const moment = frame.datetime;
    const start = frame.start_datetime ?? moment;
    const end = frame.end_datetime ?? moment;
    if (typeof start !== "string" || typeof end !== "string") return null;
    const dated = { id: frame.id, start: Date.parse(start), end: Date.parse(end), acquired: frame.date_kind !== "published" };
    if (Number.isNaN(dated.start) || Number.isNaN(dated.end)) return null;
    frames.push(dated);
  }
  const definition = isObject(value.definition) && typeof value.definition.text === "string" ? value.definition.text : "";
  return {
    id: value.id,
    title: typeof value.title === "string" ? value.title : value.id,
    language: "en",
    definition,
    attribution: [],
    privacy: value.privacy === "area" ? "area" : "grid",
    frames: byTime(frames),
  };
}

function datedFrame(frame: CampaignFrame): DatedFrame {
  const { start, end } = frameTime(frame);
  return { id: frame.id, start, end, acquired: frame.date_kind === "acquired" };
}

function byTime(frames: DatedFrame[]): DatedFrame[] {
  return frames.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

function buildingsOf(lock: CampaignLock): Map<string, KnownBuilding> {
  return new Map(
    lock.buildings.map((building) => [
      building.building,
      {
        managerId: building.manager_id,
        geometry: building.geometry,
        priorStanding: building.prior_standing === null ? null : Date.parse(building.prior_standing),
        priorDestroyed: building.prior_destroyed === null ? null : Date.parse(building.prior_destroyed),
        gold: building.gold && { lastStanding: building.gold.last_standing, firstDestroyed: building.gold.first_destroyed },
      },
    ]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
