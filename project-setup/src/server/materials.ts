import { createHash } from "node:crypto";
import { type HelpingMaterial, type PybossaClient, PybossaError } from "pybossa-client-ts";
import { type Campaign, type CampaignState, parseCampaignState } from "pybossa-client-ts/strike-tracker";
import type { Effects } from "../effects.ts";
import type { BuiltPresenter, PresenterPlace } from "./presenter-page.ts";

type State = CampaignState["state"];

/** The helping material that holds the campaign's live state, or null. */
export function stateMaterial(materials: readonly HelpingMaterial[]): { id: number; state: State; message: string | null } | null {
  for (const { id, info } of materials) {
    const parsed = parseCampaignState(info);
    if (parsed.ok && id !== undefined) return { id, state: parsed.value.state, message: parsed.value.message };
  }
  return null;
}

export function stateRecord(state: State, message: string | null = null): CampaignState {
  return { schema: "strike-tracker/state/1", state, message };
}

/** Writes the live state that volunteers' browsers read. */
export async function setState(client: PybossaClient, id: number, state: State, message: string | null = null): Promise<void> {
  await client.helpingMaterials.update(id, { info: { ...stateRecord(state, message) } });
}

/** Makes the state material (draft) where there is none. null = the server takes none; the presenter does without. */
export async function ensureState(client: PybossaClient, projectId: number, materials: readonly HelpingMaterial[]): Promise<number | null> {
  const known = stateMaterial(materials);
  if (known) return known.id;
  try {
    const made = await client.helpingMaterials.create({ project_id: projectId, info: { ...stateRecord("draft") }, priority: 0 });
    return made.id ?? null;
  } catch (error) {
    if (error instanceof PybossaError && error.status !== 401) return null;
    throw error;
  }
}

/**
 * Puts the presenter's script, the catalogues of the campaign's languages and, where frames are shown straight from GeoTIFFs,
 * the script that reads those on the server under names with the script's hash, and reads them back. What the server does not
 * take, or does not serve unchanged, goes into the page; but for the script for GeoTIFFs, which is told.
 */
export async function installPresenter(
  presenter: BuiltPresenter,
  campaign: Pick<Campaign, "languages" | "frames" | "chips_base">,
  server: { client: PybossaClient; projectId: number; materials: readonly HelpingMaterial[]; endpoint: string },
  effects: Pick<Effects, "fetch" | "output">,
): Promise<PresenterPlace> {
  const base = `strike-tracker-${presenter.sha256.slice(0, 12)}`;
  const wanted = Object.entries(presenter.catalogues).filter(([language]) =>
    campaign.languages.some((tag) => languageOf(tag) === language),
  );
  const inline: PresenterPlace["catalogues"] = { inline: Object.fromEntries(wanted.map(([language, { text }]) => [language, text])) };
  const upload = (name: string, text: string, sha256: string) => installFile({ name, text, sha256 }, server, effects);
  const needsCog = campaign.chips_base === null && campaign.frames.some(({ source }) => source.type === "cog");
  const cog = needsCog ? await upload(`${base}-cog.js`, presenter.cog.text, presenter.cog.sha256) : null;
  if (needsCog && cog === null) effects.output.note("The page cannot show frames of GeoTIFFs without that script: cut chips instead.");
  const beside = cog === null ? {} : { cog };
  const script = await upload(`${base}.js`, presenter.script, presenter.sha256);
  if (script === null) return { script: { inline: presenter.script }, catalogues: inline, ...beside };
  const folder = script.slice(0, script.lastIndexOf("/") + 1);
  let together = wanted.length > 0;
  for (const [language, { text, sha256 }] of wanted) {
    // A catalogue is JSON; a PYBOSSA server serves no file whose name ends in .json.
    const name = `${base}-${language}.js`;
    together &&= (await upload(name, text, sha256)) === `${folder}${name}`;
  }
  return {
    script: { address: script, integrity: presenter.integrity },
    catalogues: together ? { address: `${folder}${base}-{language}.js` } : inline,
    ...beside,
  };
}

/** The address under which the server serves a file unchanged; null = it does not. */
async function installFile(
  file: { name: string; text: string; sha256: string },
  server: Parameters<typeof installPresenter>[2],
  { fetch, output }: Pick<Effects, "fetch" | "output">,
): Promise<string | null> {
  const { client, projectId, materials, endpoint } = server;
  const { name, text, sha256 } = file;
  const there = materials.map(({ media_url }) => media_url).find((address) => typeof address === "string" && address.endsWith(`/${name}`));
  if (there && (await serves(there, sha256, endpoint, fetch))) return publicPath(there, endpoint);
  const type = "text/javascript";
  try {
    const { media_url: address } = await client.helpingMaterials.upload(projectId, { name, body: new Blob([text], { type }), type });
    if (address && (await serves(address, sha256, endpoint, fetch))) return publicPath(address, endpoint);
    output.note(`The server does not serve the uploaded ${name} unchanged; it goes into the page instead.`);
  } catch (error) {
    if (!(error instanceof PybossaError) || error.status === 401) throw error;
    output.note(`The server takes no uploads (${error.status}); ${name} goes into the page.`);
  }
  return null;
}

function languageOf(tag: string): string {
  return tag.toLowerCase().split("-")[0] ?? "";
}

/** A path on the server's own origin; another origin's address stays whole. */
export function publicPath(mediaUrl: string, endpoint: string): string {
  const url = new URL(mediaUrl, `${endpoint}/`);
  return url.pathname.startsWith("/uploads/") || url.origin === new URL(endpoint).origin ? url.pathname : url.href;
}

async function serves(mediaUrl: string, sha256: string, endpoint: string, fetcher: typeof fetch): Promise<boolean> {
  try {
    const response = await fetcher(new URL(publicPath(mediaUrl, endpoint), `${endpoint}/`), { signal: AbortSignal.timeout(30_000) });
    if (!response.ok) return false;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return createHash("sha256").update(bytes).digest("hex") === sha256;
  } catch {
    return false;
  }
}
