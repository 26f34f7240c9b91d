import { createHash } from "node:crypto";
import { type HelpingMaterial, type PybossaClient, PybossaError } from "pybossa-client-ts";
import { type CampaignState, parseCampaignState } from "pybossa-client-ts/strike-tracker";
import type { Effects } from "../effects.ts";
import type { BuiltPresenter, ScriptPlace } from "./presenter-page.ts";

type State = CampaignState["state"];

/** The helping material that holds the campaign's live state, or null. */
export function stateMaterial(materials: readonly HelpingMaterial[]): { id: number; state: State } | null {
  for (const { id, info } of materials) {
    const parsed = parseCampaignState(info);
    if (parsed.ok && id !== undefined) return { id, state: parsed.value.state };
  }
  return null;
}

export function stateRecord(state: State, message: string | null = null): CampaignState {
  return { schema: "strike-tracker/state/1", state, message };
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
 * Puts the presenter's script on the server, under a name with its hash, and reads it back. Where the server does not
 * take or not serve it, the script goes into the page.
 */
export async function installScript(
  client: PybossaClient,
  projectId: number,
  materials: readonly HelpingMaterial[],
  presenter: BuiltPresenter,
  endpoint: string,
  { fetch, output }: Pick<Effects, "fetch" | "output">,
): Promise<ScriptPlace> {
  const name = `strike-tracker-${presenter.sha256.slice(0, 12)}.js`;
  const there = materials.map(({ media_url }) => media_url).find((address) => typeof address === "string" && address.endsWith(`/${name}`));
  if (there && (await serves(there, presenter.sha256, endpoint, fetch)))
    return { address: publicPath(there, endpoint), integrity: presenter.integrity };
  try {
    const made = await client.helpingMaterials.upload(projectId, {
      name,
      body: new Blob([presenter.script], { type: "text/javascript" }),
      type: "text/javascript",
    });
    const address = made.media_url;
    if (address && (await serves(address, presenter.sha256, endpoint, fetch)))
      return { address: publicPath(address, endpoint), integrity: presenter.integrity };
    output.note("The server does not serve the uploaded script unchanged; it goes into the page instead.");
  } catch (error) {
    if (!(error instanceof PybossaError) || error.status === 401) throw error;
    output.note(`The server takes no uploads (${error.status}); the presenter's script goes into the page.`);
  }
  return { inline: presenter.script };
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
