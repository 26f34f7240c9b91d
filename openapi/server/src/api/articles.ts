import { timestamp } from "../clock.ts";
import { ApiError } from "../errors.ts";
import {
  type Announcement,
  announcements,
  type BlogPost,
  blogPosts,
  findRecord,
  insertRecord,
  type Page,
  pages,
  projects,
  updateRecord,
} from "../store/index.ts";
import { type Call, projectOf, refused, userOf } from "./call.ts";
import { refuseUnlessOwner } from "./helping-material.ts";
import { link } from "./limited.ts";
import { typedFields } from "./payload.ts";
import type { Resource } from "./resource.ts";

/** News of the server: stored and listed, no more. */
export const announcementResource: Resource<Announcement> = {
  name: "announcement",
  table: announcements,
  reserved: ["id", "created", "updated", "user_id"],
  own: null,
  links: ({ context }, { id }) => ({ link: link(context, "self", "announcement", id) }),
  create(call, { fields }) {
    const given = typedFields(announcements, fields);
    const user = userOf(call);
    if (user?.admin !== true) throw refused(call);
    const announcement = { ...dated(call), user_id: user.id, ...article(given) };
    return { id: insertRecord(call.backend.database, announcements, announcement), ...announcement };
  },
  update(call, announcement, changes) {
    if (userOf(call)?.admin !== true) throw refused(call);
    updateRecord(call.backend.database, announcements, announcement.id, changes);
    return { ...announcement, ...changes };
  },
  allowRemoval(call) {
    if (userOf(call)?.admin !== true) throw refused(call);
  },
};

/** A project's blog: stored and listed, no more. */
export const blogPostResource: Resource<BlogPost> = {
  name: "blogpost",
  table: blogPosts,
  reserved: ["id", "created", "updated", "user_id"],
  own: null,
  links: ({ context }, { id, project_id }) => ({
    links: [link(context, "parent", "project", project_id)],
    link: link(context, "self", "blogpost", id),
  }),
  create(call, { fields }) {
    const given = typedFields(blogPosts, fields);
    const { project_id, user_id } = authored(call, given.project_id ?? 0);
    const post = { ...dated(call), project_id, user_id, ...article(given) };
    return { id: insertRecord(call.backend.database, blogPosts, post), ...post };
  },
  update(call, post, changes) {
    refuseUnlessOwner(call, projectOf(call, post.project_id));
    updateRecord(call.backend.database, blogPosts, post.id, changes);
    return { ...post, ...changes };
  },
  allowRemoval(call, post) {
    refuseUnlessOwner(call, projectOf(call, post.project_id));
  },
};

/** A project's pages: stored and listed, no more. */
export const pageResource: Resource<Page> = {
  name: "page",
  table: pages,
  reserved: ["id", "created"],
  own: null,
  links: ({ context }, { id, project_id }) => ({
    links: [link(context, "parent", "project", Number(project_id))],
    link: link(context, "self", "page", id),
  }),
  create(call, { fields }) {
    const given = typedFields(pages, fields);
    const { project_id } = authored(call, given.project_id ?? 0);
    const { created } = dated(call);
    const page = { created, slug: given.slug ?? "", project_id, info: given.info ?? {}, media_url: given.media_url ?? null };
    return { id: insertRecord(call.backend.database, pages, page), ...page };
  },
  update(call, page, changes) {
    refuseUnlessOwner(call, projectOf(call, Number(page.project_id)));
    updateRecord(call.backend.database, pages, page.id, changes);
    return { ...page, ...changes };
  },
  allowRemoval(call, page) {
    refuseUnlessOwner(call, projectOf(call, Number(page.project_id)));
  },
};

function dated({ backend }: Call): { created: string; updated: string } {
  const time = timestamp(backend.now());
  return { created: time, updated: time };
}

function article({ title, body, info, media_url, published }: Partial<Announcement> | Partial<BlogPost>) {
  return { title: title ?? "", body: body ?? "", info: info ?? {}, media_url: media_url ?? null, published: published ?? false };
}

/** Whose project it is. @throws ApiError 415 without that project, 401 or 403 to all but its owner and admins */
function authored(call: Call, projectId: number): { project_id: number; user_id: number } {
  const user = userOf(call);
  if (user === null) throw refused(call);
  const project = findRecord(call.backend.database, projects, projectId);
  if (project === null) throw new ApiError(415, "AttributeError", "'NoneType' object has no attribute 'owner_id'");
  refuseUnlessOwner(call, project);
  return { project_id: project.id, user_id: user.id };
}
