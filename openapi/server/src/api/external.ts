import { createHmac, timingSafeEqual } from "node:crypto";
import type { Hono } from "hono";
import type { components } from "pybossa-client-ts";
import type { Backend, Environment } from "../backend.ts";
import { notFound, refusal } from "../errors.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Project } from "../store/index.ts";
import type { Call } from "./call.ts";
import { limited } from "./limited.ts";
import { findProject } from "./project.ts";

/** The outside id in the query, under which tasks are stamped. */
export function externalUid({ context }: Call): string | null {
  return context.req.query("external_uid") || null;
}

/** What is wrong with a request's project token (HS256 with the project's secret key), or null. */
export function tokenFault({ context }: Call, project: Project): components["schemas"]["TokenError"] | null {
  const header = context.req.header("authorization");
  if (header === undefined) return { code: "invalid_header", description: "Missing Authorization header" };
  const [scheme = "", token = "", more] = header.split(" ");
  if (scheme.toLowerCase() !== "bearer" || token === "" || more !== undefined) {
    return { code: "invalid_header", description: "Authorization header must start with Bearer" };
  }
  const [head = "", body = "", signature = ""] = token.split(".");
  const expected = Buffer.from(signed(`${head}.${body}`, project.secret_key));
  const given = Buffer.from(signature);
  const fits = expected.length === given.length && timingSafeEqual(expected, given);
  const claims = fits ? decoded(body) : null;
  if (claims?.short_name === project.short_name && claims?.project_id === project.id) return null;
  return { code: "Decode error", description: "Signature verification failed" };
}

/** GET /api/auth/project/<short_name>/token: a project's token for whoever knows its secret key. */
export function serveToken(app: Hono<Environment>, backend: Backend): void {
  const name = { endpoint: "token", action: "AUTH_JWT_PROJECT" };
  app.get(
    "/api/auth/project/:shortName/token",
    limited(backend, name, ({ context }) => {
      const key = context.req.header("authorization");
      if (key === undefined) throw refusal(true);
      const project = findProject(backend.database, context.req.param("shortName") ?? "");
      if (project === null || project.secret_key !== key) throw notFound();
      const part = (value: JsonObject) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const { id, short_name } = project;
      const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ short_name, project_id: id })}`;
      return context.html(`${text}.${signed(text, key)}`);
    }),
  );
}

function signed(text: string, key: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

function decoded(part: string): JsonObject | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return isObject(claims) ? claims : null;
  } catch {
    return null;
  }
}
