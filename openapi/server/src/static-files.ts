import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".json": "application/json",
  ".geojson": "application/geo+json",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".gif": "image/gif",
  ".webp": "image/webp",
  ".svg": "image/svg+xml",
  ".tif": "image/tiff",
  ".zip": "application/zip",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

/**
 * A file of a folder as a response, or null where there is none; nothing outside the folder, and no hidden file, is
 * ever reached. `path` is a URL's path, still percent-encoded.
 */
export async function fileResponse(folder: string, path: string, headers: Record<string, string>): Promise<Response | null> {
  const name = relativeName(path);
  if (name === null) return null;
  const file = join(folder, name);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return null;
  return new Response(await readFile(file), {
    headers: {
      "Content-Type": types[extname(file).toLowerCase()] ?? "application/octet-stream",
      "Content-Length": String(found.size),
      "Last-Modified": found.mtime.toUTCString(),
      "X-Content-Type-Options": "nosniff",
      ...headers,
    },
  });
}

function relativeName(path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes("\0") || decoded.includes("\\")) return null;
  const name = normalize(decoded).replace(/^[/\\]+/, "");
  const parts = name.split(sep);
  return name === "" || parts.some((part) => part === ".." || part.startsWith(".")) ? null : name;
}
