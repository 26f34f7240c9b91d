import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import {
  type Dialect,
  type HelpingMaterial,
  type Project,
  type ProjectInfo,
  type ProjectUpdate,
  type PybossaClient,
  PybossaError,
} from "pybossa-client-ts";
import { InputError } from "pybossa-client-ts/command";
import { type Campaign, frameTime } from "pybossa-client-ts/strike-tracker";
import { type CampaignFile, type CampaignNames, namedPath, type OpenedCampaign, readText } from "../campaign-file/index.ts";
import type { Effects } from "../effects.ts";
import { isRecord } from "../json.ts";
import { publicPath } from "./materials.ts";
import { descriptionOf, projectMark, refusedFields } from "./project.ts";

/** What the campaign file's files say of the project's pages; read before anything is made on the server. */
export interface PageFiles {
  long_description: string | null;
  tutorial: string | null;
  results: string | null;
  thumbnail: { name: string; type: string; bytes: Uint8Array } | null;
}

const schedulers: Record<Dialect, readonly string[]> = {
  scifabric: ["default", "breadth_first", "depth_first", "depth_first_all", "locked"],
  bloomberg: ["default", "locked_scheduler", "user_pref_scheduler", "task_queue_scheduler"],
};

/** @throws InputError where a file cannot be read, or the thumbnail is no picture that PYBOSSA serves */
export function readPageFiles({ file, folder, path }: OpenedCampaign): PageFiles {
  const page = file.page ?? {};
  const text = (key: "long_description" | "tutorial" | "results") => {
    const named = page[key];
    return named === undefined ? null : readText(namedPath(folder, named), `the file of page.${key}`, `Mend page.${key} in ${path}.`);
  };
  return {
    long_description: text("long_description"),
    tutorial: text("tutorial"),
    results: text("results"),
    thumbnail: page.thumbnail === undefined ? null : thumbnailOf(namedPath(folder, page.thumbnail), path),
  };
}

const pictures: Record<string, { type: string; begins: number[] }> = {
  ".png": { type: "image/png", begins: [0x89, 0x50, 0x4e, 0x47] },
  ".jpg": { type: "image/jpeg", begins: [0xff, 0xd8, 0xff] },
  ".jpeg": { type: "image/jpeg", begins: [0xff, 0xd8, 0xff] },
  ".gif": { type: "image/gif", begins: [0x47, 0x49, 0x46, 0x38] },
};
const largestThumbnail = 1_000_000;

function thumbnailOf(picture: string, path: string): PageFiles["thumbnail"] {
  const extension = extname(picture).toLowerCase();
  const kind = pictures[extension];
  const advice = `Mend page.thumbnail in ${path}.`;
  let bytes: Buffer;
  try {
    bytes = readFileSync(picture);
  } catch (cause) {
    throw new InputError({ what: "the thumbnail cannot be read", where: picture, advice }, { cause });
  }
  if (!kind || kind.begins.some((byte, at) => bytes[at] !== byte) || bytes.length > largestThumbnail) {
    throw new InputError({
      what: "this is no picture for a thumbnail",
      where: picture,
      expected: "PNG, JPEG or GIF of 1 MB at most",
      advice,
    });
  }
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  return { name: `thumbnail-${hash}${extension}`, type: kind.type, bytes };
}

export interface PageParts {
  names: CampaignNames;
  campaign: Campaign;
  files: PageFiles;
  /** The presenter's HTML. */
  presenter: string;
  materials: readonly HelpingMaterial[];
  dialect: Dialect;
}

/** Brings the project's own fields and pages up to the campaign file; sends only what differs. */
export async function updateProject(
  client: PybossaClient,
  project: Project,
  { file, path }: OpenedCampaign,
  parts: PageParts,
  { output, now }: Pick<Effects, "output" | "now">,
): Promise<void> {
  const { names, campaign, files, presenter, materials, dialect } = parts;
  const { page = {}, server } = file;
  if (page.scheduler !== undefined && !schedulers[dialect].includes(page.scheduler)) {
    output.warn(
      `${path}, page.scheduler: this server (${dialect}) has no scheduler "${page.scheduler}" and will use its default; it knows ${schedulers[dialect].join(", ")}.`,
    );
  }
  if (dialect === "bloomberg" && page.anonymous === true) {
    output.warn(`${path}, page.anonymous: this server lets nobody work without an account.`);
  }
  if (dialect === "scifabric" && server?.password !== undefined) {
    output.warn(`${path}, server.password: is not set on this server (scifabric), where anyone can read tasks and answers.`);
  }
  const fields: ProjectUpdate = {
    name: names.name,
    description: descriptionOf(file),
    long_description: files.long_description ?? longDescription(file, campaign),
    ...(page.webhook === undefined ? {} : { webhook: page.webhook }),
    ...(page.anonymous === undefined ? {} : { allow_anonymous_contributors: page.anonymous }),
    ...(server?.category === undefined ? {} : { category_id: server.category }),
  };
  const there = new Map(Object.entries(project));
  // scifabric unpublishes a project that is not touched for three months.
  const untouched = now() - Date.parse(`${project.updated ?? ""}Z`) > 30 * 86_400_000;
  if (untouched || Object.entries(fields).some(([key, value]) => there.get(key) !== value)) {
    try {
      await client.projects.update(project.id, fields);
    } catch (error) {
      throw refusedFields(error, path);
    }
  }
  const thumbnail = files.thumbnail === null ? {} : await thumbnailInfo(client, project.id, files.thumbnail, materials, output);
  const info: ProjectInfo = {
    ...server?.info,
    ...(page.scheduler === undefined ? {} : { sched: page.scheduler }),
    ...(files.tutorial === null ? {} : { tutorial: files.tutorial }),
    ...(files.results === null ? {} : { results: files.results }),
    ...thumbnail,
    task_presenter: presenter,
    [projectMark]: { campaign: names.campaignId, manifest: campaign.manifest },
  };
  const old: Record<string, unknown> = isRecord(project.info) ? project.info : {};
  if (Object.entries(info).some(([key, value]) => !same(old[key], value))) {
    await client.projects.updateInfo(project.id, (current) => ({ ...current, ...info }));
  }
}

function same(a: unknown, b: unknown): boolean {
  if (!isRecord(a) || !isRecord(b)) return JSON.stringify(a) === JSON.stringify(b);
  return Object.entries(b).every(([key, value]) => same(a[key], value));
}

/** Uploads the thumbnail unless it is there, and gives the fields of the project's info that show it. */
async function thumbnailInfo(
  client: PybossaClient,
  projectId: number,
  { name, type, bytes }: NonNullable<PageFiles["thumbnail"]>,
  materials: readonly HelpingMaterial[],
  output: Effects["output"],
): Promise<ProjectInfo> {
  let address = materials.map(({ media_url }) => media_url).find((url) => typeof url === "string" && url.endsWith(`/${name}`));
  if (!address) {
    try {
      address = (await client.helpingMaterials.upload(projectId, { name, body: bytes, type })).media_url;
    } catch (error) {
      if (!(error instanceof PybossaError) || error.status === 401) throw error;
      output.warn(`The server does not take the thumbnail (${error.status}); the project stays without one.`);
    }
  }
  if (!address) return {};
  const path = publicPath(address, client.endpoint);
  const container = path.split("/").at(-2) ?? "";
  return { thumbnail: name, container, thumbnail_url: path };
}

/** The project's page in Markdown, from the campaign's own texts. */
function longDescription(file: CampaignFile, campaign: Campaign): string {
  const days = campaign.frames.map((frame) => frameTime(frame)).sort((a, b) => a.start - b.start);
  const day = (time: number | undefined) => (time === undefined ? "" : new Date(time).toISOString().slice(0, 10));
  const support = Array.isArray(campaign.support)
    ? campaign.support.map(({ title, url }) => `- [${title}](${url})`)
    : [campaign.support.none];
  const parts: (string | null)[] = [
    file.description ?? campaign.title,
    `## What you do\n\n${campaign.question} You look at images of one building from different days (${campaign.frames.length} days between ${day(days[0]?.start)} and ${day(days.at(-1)?.end)}) and say on which it stands and on which it is destroyed.`,
    `## What counts as destroyed\n\n${campaign.definition.text}`,
    campaign.content_note === "" ? null : `## Before you look\n\n${campaign.content_note}`,
    `## Support\n\n${support.join("\n")}`,
    `## Sources\n\n${campaign.attribution.map((line) => `- ${line}`).join("\n")}`,
    campaign.terms_url == null ? null : `[Terms](${campaign.terms_url})`,
    campaign.contact == null ? null : `Contact: ${campaign.contact}`,
  ];
  return parts.filter((part) => part !== null).join("\n\n");
}
