import type { Connection } from "./connection.ts";
import { keysetPages, type ListOptions, listQuery, pageSize } from "./lists.ts";
import { type Project, type ProjectCreate, type ProjectInfo, type ProjectUpdate, project, writable } from "./resources.ts";
import { byId, present } from "./shapes.ts";

export interface ProjectFilter extends ListOptions {
  shortName?: string | undefined;
  name?: string | undefined;
  ownerId?: number | undefined;
  categoryId?: number | undefined;
}

export function projects({ api }: Connection) {
  async function list(filter: ProjectFilter = {}): Promise<Project[]> {
    const { shortName, name, ownerId, categoryId } = filter;
    const query = { ...listQuery(filter), ...present({ short_name: shortName, name, owner_id: ownerId, category_id: categoryId }) };
    return project.many(await api.GET("/api/project", { params: { query } }));
  }

  async function get(id: number): Promise<Project> {
    return project.one(await api.GET("/api/project/{id}", byId(id, "project id")));
  }

  async function update(id: number, patch: ProjectUpdate): Promise<Project> {
    const body = writable("project", patch);
    return project.one(await api.PUT("/api/project/{id}", { ...byId(id, "project id"), body }));
  }

  return {
    /** One page. Drafts that the caller may not read are missing, so that even an empty page need not be the last. */
    list,
    /** Pages by ascending id until an empty one. */
    pages: (filter: Omit<ProjectFilter, "limit" | "offset" | "orderby" | "desc"> = {}) =>
      keysetPages((lastId) => list({ ...filter, limit: pageSize, lastId }), filter.lastId),
    /** @throws PybossaError 401 or 403 on somebody else's draft, 404 */
    get,
    /** The project of that name, or null; another owner's draft is null too. */
    async byShortName(shortName: string): Promise<Project | null> {
      return (await list({ shortName, limit: 1 })).find(({ short_name }) => short_name === shortName) ?? null;
    },
    /** Creates a draft. @throws PybossaError 401 (key), 403, 415 DBIntegrityError (name taken) */
    async create(body: ProjectCreate): Promise<Project> {
      return project.one(await api.POST("/api/project", { body }));
    },
    /** Replaces the fields given, `info` as a whole (see updateInfo); reserved keys are left out. */
    update,
    /**
     * Reads the project's info, and writes what `change` makes of it. Only the owner and admins read the whole info.
     * bloomberg keeps a key that is no longer there: it is set to null.
     * A change that another program makes in between is lost.
     */
    async updateInfo(id: number, change: (info: ProjectInfo) => ProjectInfo): Promise<Project> {
      const wanted = change((await get(id)).info);
      const written = await update(id, { info: wanted });
      const kept = Object.keys(written.info).filter((key) => written.info[key] !== null && !Object.hasOwn(wanted, key));
      if (kept.length === 0) return written;
      return update(id, { info: { ...wanted, ...Object.fromEntries(kept.map((key) => [key, null])) } });
    },
  };
}
