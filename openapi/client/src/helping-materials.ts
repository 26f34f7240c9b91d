import type { Connection } from "./connection.ts";
import { PybossaError } from "./errors.ts";
import { keysetPages, listQuery, pageSize } from "./lists.ts";
import { type HelpingMaterial, type HelpingMaterialCreate, type HelpingMaterialUpdate, helpingMaterial, writable } from "./resources.ts";
import { checkId, present } from "./shapes.ts";

export interface Upload {
  /** With an extension that PYBOSSA serves: js, css, png, jpg, jpeg, gif, zip. An equal name of the same account is overwritten. */
  name: string;
  body: Blob | Uint8Array;
  /** Media type. */
  type: string;
  info?: Record<string, unknown> | undefined;
}

export function helpingMaterials({ api, endpoint, transport: { send } }: Connection) {
  async function remove(id: number): Promise<void> {
    const path = { id: checkId(id, "helping material id") };
    await send((attempt) => api.DELETE("/api/helpingmaterial/{id}", { ...attempt, params: { path } }));
  }

  /**
   * Reads a file back, without the key. One of the server's own uploads is read from the endpoint, since media_url names
   * the host that the server believes to be.
   */
  async function isServed(mediaUrl: string, sent: Blob): Promise<boolean> {
    const named = new URL(mediaUrl, `${endpoint}/`);
    const address = named.pathname.startsWith("/uploads/") ? new URL(named.pathname, endpoint) : named;
    const { data } = await send(async (attempt) => {
      const response = await attempt.fetch(new Request(address, { signal: attempt.signal, cache: "no-store" }));
      return { response, data: await response.arrayBuffer() };
    });
    return equal(new Uint8Array(data), new Uint8Array(await sent.arrayBuffer()));
  }

  return {
    /** All helping materials of a project; of a draft only for its owner and admins. */
    async list(projectId: number): Promise<HelpingMaterial[]> {
      const all: HelpingMaterial[] = [];
      const pages = keysetPages(async (lastId) => {
        const query = { ...listQuery({ limit: pageSize, lastId }), project_id: checkId(projectId, "project id") };
        return helpingMaterial.many(await send((attempt) => api.GET("/api/helpingmaterial", { ...attempt, params: { query } })));
      });
      for await (const page of pages) all.push(...page);
      return all;
    },
    async get(id: number): Promise<HelpingMaterial> {
      const path = { id: checkId(id, "helping material id") };
      return helpingMaterial.one(await send((attempt) => api.GET("/api/helpingmaterial/{id}", { ...attempt, params: { path } })));
    },
    async create(body: HelpingMaterialCreate): Promise<HelpingMaterial> {
      checkId(body.project_id, "project id");
      return helpingMaterial.one(await send((attempt) => api.POST("/api/helpingmaterial", { ...attempt, body })));
    },
    /**
     * Uploads a file, and reads it back: PYBOSSA takes kinds of files that it then does not serve. What is not served is
     * removed again.
     * @throws PybossaError where the upload is refused, or the file is not served as it was sent
     */
    async upload(projectId: number, { name, body, type, info }: Upload): Promise<HelpingMaterial> {
      const file = new Blob([body instanceof Blob ? body : new Uint8Array(body)], { type });
      const form = new FormData();
      form.set("project_id", String(checkId(projectId, "project id")));
      form.set("file", file, name);
      if (info !== undefined) form.set("info", JSON.stringify(info));
      const received = await send((attempt) =>
        api.POST("/api/helpingmaterial", { ...attempt, body: { project_id: projectId, file: name }, bodySerializer: () => form }),
      );
      const made = helpingMaterial.one(received);
      const served = made.media_url ? await isServed(made.media_url, file).catch(() => false) : false;
      if (!served) {
        await remove(made.id).catch(() => {});
        throw new PybossaError(`the server took ${name}, but does not serve it as it was sent`, received.asked, received.response.status);
      }
      return made;
    },
    /** Replaces the fields given, `info` as a whole. */
    async update(id: number, patch: HelpingMaterialUpdate): Promise<HelpingMaterial> {
      const path = { id: checkId(id, "helping material id") };
      const body = present(writable("helpingmaterial", patch));
      return helpingMaterial.one(await send((attempt) => api.PUT("/api/helpingmaterial/{id}", { ...attempt, params: { path }, body })));
    },
    remove,
  };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
