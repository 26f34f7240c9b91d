import { timestamp } from "../clock.ts";
import { ApiError } from "../errors.ts";
import { isObject } from "../json.ts";
import { findRecord, type HelpingMaterial, helpingMaterials, insertRecord, type Project, projects, updateRecord } from "../store/index.ts";
import { type Call, mayRead, originOf, projectOf, refused, userOf } from "./call.ts";
import { link } from "./limited.ts";
import { typedFields } from "./payload.ts";
import type { Resource } from "./resource.ts";

/** Files and notes of a project: readable once it is published, writable by its owner and admins (no co-owners). */
export const helpingMaterialResource: Resource<HelpingMaterial> = {
  name: "helpingmaterial",
  table: helpingMaterials,
  reserved: ["id", "created"],
  own: "project_id IN (SELECT id FROM project WHERE owner_id = ?)",
  mayRead: (call, { project_id }) => mayRead(call, projectOf(call, project_id)),
  links: ({ context }, { id, project_id }) => ({
    links: [link(context, "parent", "project", project_id)],
    link: link(context, "self", "helpingmaterial", id),
  }),
  create(call, { fields, file }) {
    const given = typedFields(helpingMaterials, fields);
    if (userOf(call) === null) throw refused(call);
    const project = findRecord(call.backend.database, projects, given.project_id ?? 0);
    if (project === null) throw new ApiError(415, "AttributeError", "'NoneType' object has no attribute 'owner_id'");
    refuseUnlessOwner(call, project);
    const { uploads, database, now } = call.backend;
    const info = given.info ?? {};
    const container = `user_${userOf(call)?.id}`;
    const name = file === null ? null : uploads.keep(container, file.name, file.content);
    const material = {
      created: timestamp(now()),
      project_id: project.id,
      info: name !== null && isObject(info) ? { ...info, container, file_name: name } : info,
      media_url: name === null ? (given.media_url ?? null) : `${originOf(call.context)}/uploads/${container}/${name}`,
      priority: given.priority ?? 0,
    };
    return { id: insertRecord(database, helpingMaterials, material), ...material };
  },
  update(call, material, changes) {
    refuseUnlessOwner(call, projectOf(call, material.project_id));
    if (changes.project_id !== undefined) refuseUnlessOwner(call, projectOf(call, changes.project_id));
    updateRecord(call.backend.database, helpingMaterials, material.id, changes);
    return { ...material, ...changes };
  },
  allowRemoval(call, material) {
    refuseUnlessOwner(call, projectOf(call, material.project_id));
  },
};

export function refuseUnlessOwner(call: Call, project: Project): void {
  const user = userOf(call);
  if (user === null || (user.id !== project.owner_id && !user.admin)) throw refused(call);
}
