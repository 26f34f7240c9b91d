import type { MiddlewareHandler } from "hono";
import type { Environment } from "../backend.ts";

/**
 * Cross-origin access to /api/*, as measured: any origin, two request headers, no credentials, no exposed headers
 * (so that other origins' scripts cannot read the rate limit). Preflights are not counted by the limiter.
 */
export const cors: MiddlewareHandler<Environment> = async (context, next) => {
  const origin = context.req.header("origin");
  if (context.req.method === "OPTIONS") {
    context.res = new Response(null, { status: 200, headers: { "Content-Type": "text/html; charset=utf-8" } });
    context.res.headers.set("Access-Control-Max-Age", "21600");
    context.res.headers.set("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
    const asked = (context.req.header("access-control-request-headers") ?? "").split(",").map((name) => name.trim().toLowerCase());
    const granted = ["authorization", "content-type"].filter((name) => asked.includes(name));
    if (granted.length > 0) context.res.headers.set("Access-Control-Allow-Headers", granted.join(", "));
  } else {
    await next();
  }
  context.res.headers.set("Access-Control-Allow-Origin", origin ?? "*");
  if (origin !== undefined) context.res.headers.append("Vary", "Origin");
};
