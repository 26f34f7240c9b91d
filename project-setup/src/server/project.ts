import { type Project, type PybossaClient, PybossaError } from "pybossa-client-ts";
import { ServerError } from "pybossa-client-ts/command";
import type { CampaignFile } from "../campaign-file/index.ts";
import { isRecord } from "../json.ts";

/** The mark in project.info that tells which campaign a project holds; only its owner can read it. */
const mark = "strike_tracker";

/**
 * The campaign's project on the server, or null where its short_name is free.
 * @throws ServerError where the name belongs to somebody else, or to a project of another making; where the key is unknown
 */
export async function findProject(client: PybossaClient, shortName: string, campaignId: string, endpoint: string): Promise<Project | null> {
  const project = await client.projects.byShortName(shortName);
  const found = isRecord(project?.info) ? project.info[mark] : undefined;
  if (isRecord(found) && found.campaign === campaignId) return project;
  // Without its key, a draft of one's own looks as if it were not there, and a published project as somebody else's.
  if (!(await client.knowsKey())) throw keyRefused(endpoint);
  if (project === null) return null;
  throw nameTaken(shortName, endpoint);
}

/** Creates the project as a draft. @throws ServerError on a taken name or a refused key */
export async function createProject(
  client: PybossaClient,
  file: CampaignFile,
  campaignId: string,
  shortName: string,
  name: string,
  endpoint: string,
): Promise<Project> {
  const { server } = file;
  try {
    return await client.projects.create({
      name,
      short_name: shortName,
      description: descriptionOf(file),
      allow_anonymous_contributors: true,
      zip_download: true,
      ...(server?.category === undefined ? {} : { category_id: server.category }),
      ...(server?.password === undefined ? {} : { password: server.password }),
      info: { ...server?.info, sched: "default", [mark]: { campaign: campaignId } },
    });
  } catch (error) {
    throw creationFault(error, shortName, endpoint);
  }
}

export function descriptionOf(file: CampaignFile): string {
  return (file.description ?? file.title).slice(0, 255);
}

function creationFault(error: unknown, shortName: string, endpoint: string): unknown {
  if (!(error instanceof PybossaError)) return error;
  if (error.status === 401 || error.status === 403) return keyRefused(endpoint, error);
  if (/IntegrityError/i.test(error.exceptionClass ?? "")) return nameTaken(shortName, endpoint, error);
  return error;
}

export function keyRefused(endpoint: string, cause?: unknown): ServerError {
  return new ServerError(
    {
      what: "the server refused the API key",
      where: endpoint,
      advice: "Copy it again from your profile page on the server into PYBOSSA_API_KEY.",
    },
    { cause },
  );
}

function nameTaken(shortName: string, endpoint: string, cause?: unknown): ServerError {
  return new ServerError(
    {
      what: `the project name "${shortName}" is taken on this server`,
      where: endpoint,
      expected: "a short_name and a title that are free, or a project that strike-setup made for this campaign with the same key",
      advice: "Set another server.project and title in the campaign file; if the project is yours, use the key that made it.",
    },
    { cause },
  );
}
