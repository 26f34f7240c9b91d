import { timestamp } from "../clock.ts";
import { type Category, categories, insertRecord, updateRecord } from "../store/index.ts";
import { type Call, refused, userOf } from "./call.ts";
import { link } from "./limited.ts";
import { typedFields } from "./payload.ts";
import type { Resource } from "./resource.ts";

/** Kinds of projects; only admins write them. */
export const categoryResource: Resource<Category> = {
  name: "category",
  table: categories,
  reserved: ["id", "created"],
  own: null,
  links: ({ context }, { id }) => ({ link: link(context, "self", "category", id) }),
  create(call, { fields }) {
    const given = typedFields(categories, fields);
    refuseUnlessAdmin(call);
    const category = {
      name: given.name ?? "",
      short_name: given.short_name ?? "",
      description: given.description ?? "",
      created: timestamp(call.backend.now()),
      info: given.info ?? {},
    };
    return { id: insertRecord(call.backend.database, categories, category), ...category };
  },
  update(call, category, changes) {
    refuseUnlessAdmin(call);
    updateRecord(call.backend.database, categories, Number(category.id), changes);
    return { ...category, ...changes };
  },
  allowRemoval: refuseUnlessAdmin,
};

function refuseUnlessAdmin(call: Call): void {
  if (userOf(call)?.admin !== true) throw refused(call);
}
