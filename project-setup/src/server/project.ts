import { type Dialect, type Project, type PybossaClient, PybossaError } from "pybossa-client-ts";
import { InputError, ServerError } from "pybossa-client-ts/command";
import type { CampaignNames, OpenedCampaign } from "../campaign-file/index.ts";
import type { Effects, ServerAccess } from "../effects.ts";
import { isRecord } from "../json.ts";

/** The mark in project.info that tells which campaign a project holds; only its owner can read it. */
export const projectMark = "strike_tracker";

/**
 * The campaign's project on the server, or null where its short_name is free.
 * @throws ServerError where the name belongs to somebody else, or to a project of another making; where the key is unknown
 */
export async function findProject(
  client: PybossaClient,
  { shortName, campaignId }: Pick<CampaignNames, "shortName" | "campaignId">,
  { endpoint, apiKey }: ServerAccess,
  { fetch }: Pick<Effects, "fetch">,
): Promise<Project | null> {
  const project = await client.projects.byShortName(shortName);
  const found = isRecord(project?.info) ? project.info[projectMark] : undefined;
  if (isRecord(found) && found.campaign === campaignId) return project;
  // Without its key, a draft of one's own looks as if it were not there, and a published project as somebody else's.
  if (!(await client.knowsKey())) throw keyRefused(endpoint);
  if (project === null && !(await hasPage(endpoint, apiKey, shortName, fetch))) return null;
  throw nameTaken(shortName, endpoint);
}

/** Whether the server has a page of that name: lists leave out the drafts of others. */
async function hasPage(endpoint: string, apiKey: string | undefined, shortName: string, fetcher: typeof fetch): Promise<boolean> {
  try {
    const headers = { "Content-Type": "application/json", ...(apiKey === undefined ? {} : { Authorization: apiKey }) };
    const address = `${endpoint}/project/${encodeURIComponent(shortName)}/`;
    const { status } = await fetcher(new Request(address, { headers, redirect: "manual", signal: AbortSignal.timeout(30_000) }));
    return status === 200 || status === 401 || status === 403 || status === 423;
  } catch {
    // Creating the project will tell.
    return false;
  }
}

/** Creates the project as a draft. @throws InputError where the server asks for more; ServerError on a taken name or a refused key */
export async function createProject(
  client: PybossaClient,
  { file, path }: OpenedCampaign,
  { campaignId, shortName, name }: CampaignNames,
  dialect: Dialect,
  endpoint: string,
): Promise<Project> {
  const { server } = file;
  if (dialect === "bloomberg") refuseIncomplete(server?.password, server?.info ?? {}, path);
  try {
    return await client.projects.create({
      name,
      short_name: shortName,
      description: descriptionOf(file),
      allow_anonymous_contributors: file.page?.anonymous ?? true,
      zip_download: true,
      ...(server?.category === undefined ? {} : { category_id: server.category }),
      ...(server?.password === undefined || dialect === "scifabric" ? {} : { password: server.password }),
      info: { ...server?.info, [projectMark]: { campaign: campaignId } },
    });
  } catch (error) {
    throw creationFault(error, shortName, endpoint, path);
  }
}

/** What bloomberg's server asks of every project. Which values it takes, it alone knows. */
function refuseIncomplete(password: string | undefined, info: Record<string, unknown>, path: string): void {
  const classes = isRecord(info.data_classification) ? info.data_classification : {};
  const missing = [
    ...(password === undefined ? ["password"] : []),
    ...["input_data", "output_data"].filter((key) => typeof classes[key] !== "string").map((key) => `info.data_classification.${key}`),
    ...["kpi", "product", "subproduct"].filter((key) => info[key] === undefined).map((key) => `info.${key}`),
  ];
  if (missing.length === 0) return;
  throw new InputError({
    what: `this server wants more of a project: ${missing.map((key) => `server.${key}`).join(", ")}`,
    where: path,
    expected:
      "a password for volunteers, and your company's fields (kpi from 0.1 to 120; data classes and products as the server knows them)",
    advice: "Ask the server's operator for the values, and write them into the campaign file.",
  });
}

/** The short description; 255 signs at most. */
export function descriptionOf({ description, title }: OpenedCampaign["file"]): string {
  const text = (description ?? title).replace(/\s+/g, " ").trim();
  return text.length <= 255 ? text : `${text.slice(0, 254)}…`;
}

function creationFault(error: unknown, shortName: string, endpoint: string, path: string): unknown {
  if (!(error instanceof PybossaError)) return error;
  if (error.status === 403) return mayNotCreate(endpoint, error);
  if (error.status === 401) return keyRefused(endpoint, error);
  if (/IntegrityError/i.test(error.exceptionClass ?? "")) return nameTaken(shortName, endpoint, error);
  return refusedFields(error, path);
}

/** The campaign file's fault, where the server does not take what it says of the project; any other error as it is. */
export function refusedFields(error: unknown, path: string): unknown {
  if (!(error instanceof PybossaError) || (error.status !== 400 && error.status !== 415)) return error;
  return new InputError(
    {
      what: `the server does not take the project: ${error.message}`,
      where: `${path}, server and page`,
      advice: "Mend server.category, server.info, server.password or what page says.",
    },
    { cause: error },
  );
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

function mayNotCreate(endpoint: string, cause: unknown): ServerError {
  return new ServerError(
    {
      what: "the server knows the API key, but this account may not make projects",
      where: endpoint,
      advice: "On some servers only admins and subadmins may: ask the operator.",
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
