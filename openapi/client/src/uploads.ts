import type { Connection } from "./connection.ts";
import { PybossaError } from "./errors.ts";
import { type HelpingMaterial, helpingMaterial } from "./resources.ts";
import { byId, checkId } from "./shapes.ts";
import { requestOf } from "./transport.ts";

export interface Upload {
  /** With an extension that PYBOSSA serves: js, css, png, jpg, jpeg, gif, zip. An equal name of the same account is overwritten. */
  name: string;
  body: Blob | Uint8Array;
  /** Media type. */
  type: string;
  info?: Record<string, unknown> | undefined;
}

/**
 * Uploads a file, and reads it back: PYBOSSA takes kinds of files that it then does not serve. What is not served is
 * removed again.
 * @throws PybossaError where the upload is refused, or the file is not served as it was sent
 */
export async function upload(
  connection: Connection,
  projectId: number,
  { name, body: content, type, info }: Upload,
): Promise<HelpingMaterial> {
  const { api } = connection;
  const file = new Blob([content instanceof Blob ? content : new Uint8Array(content)], { type });
  const form = new FormData();
  form.set("project_id", String(checkId(projectId, "project id")));
  form.set("file", file, name);
  if (info !== undefined) form.set("info", JSON.stringify(info));
  const body = { project_id: projectId, file: name };
  const received = await api.POST("/api/helpingmaterial", { body, bodySerializer: () => form });
  const made = helpingMaterial.one(received);
  const served = made.media_url ? await isServed(connection, made.media_url, file).catch(() => false) : false;
  if (!served) {
    await api.DELETE("/api/helpingmaterial/{id}", byId(made.id, "helping material id")).catch(() => {});
    throw new PybossaError(`the server took ${name}, but does not serve it as it was sent`, requestOf(received.response), 200);
  }
  return made;
}

/**
 * Reads a file back, without the key. One of the server's own uploads is read from the endpoint, since media_url names
 * the host that the server believes to be.
 */
async function isServed({ endpoint, transport }: Connection, mediaUrl: string, sent: Blob): Promise<boolean> {
  const named = new URL(mediaUrl, `${endpoint}/`);
  const address = named.pathname.startsWith("/uploads/") ? new URL(named.pathname, endpoint) : named;
  const { body } = await transport.exchange(new Request(address, { cache: "no-store" }));
  const [read, wanted] = [new Uint8Array(body), new Uint8Array(await sent.arrayBuffer())];
  return read.length === wanted.length && read.every((byte, at) => byte === wanted[at]);
}
