import type { Connection } from "./connection.ts";
import { keysetPages, listQuery, pageSize } from "./lists.ts";
import { type HelpingMaterial, type HelpingMaterialCreate, type HelpingMaterialUpdate, helpingMaterial, writable } from "./resources.ts";
import { byId, checkId, present } from "./shapes.ts";
import type { Upload } from "./uploads.ts";

export function helpingMaterials(connection: Connection) {
  const { api } = connection;

  async function remove(id: number): Promise<void> {
    await api.DELETE("/api/helpingmaterial/{id}", byId(id, "helping material id"));
  }

  return {
    /** All helping materials of a project; of a draft only for its owner and admins. */
    async list(projectId: number): Promise<HelpingMaterial[]> {
      const all: HelpingMaterial[] = [];
      const pages = keysetPages(async (lastId) => {
        const query = { ...listQuery({ limit: pageSize, lastId }), project_id: checkId(projectId, "project id") };
        return helpingMaterial.many(await api.GET("/api/helpingmaterial", { params: { query } }));
      });
      for await (const page of pages) all.push(...page);
      return all;
    },
    async get(id: number): Promise<HelpingMaterial> {
      return helpingMaterial.one(await api.GET("/api/helpingmaterial/{id}", byId(id, "helping material id")));
    },
    async create(body: HelpingMaterialCreate): Promise<HelpingMaterial> {
      checkId(body.project_id, "project id");
      return helpingMaterial.one(await api.POST("/api/helpingmaterial", { body }));
    },
    /**
     * Uploads a file, and reads it back: PYBOSSA takes kinds of files that it then does not serve. What is not served is
     * removed again.
     * @throws PybossaError where the upload is refused, or the file is not served as it was sent
     */
    async upload(projectId: number, file: Upload): Promise<HelpingMaterial> {
      return (await import("./uploads.ts")).upload(connection, projectId, file);
    },
    /** Replaces the fields given, `info` as a whole. */
    async update(id: number, patch: HelpingMaterialUpdate): Promise<HelpingMaterial> {
      const body = present(writable("helpingmaterial", patch));
      return helpingMaterial.one(await api.PUT("/api/helpingmaterial/{id}", { ...byId(id, "helping material id"), body }));
    },
    remove,
  };
}
