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
 * @param range a request's Range header, of which one range of bytes is understood (a GeoTIFF is read in such parts)
 */
export async function fileResponse(
  folder: string,
  path: string,
  headers: Record<string, string>,
  range?: string,
): Promise<Response | null> {
  const name = relativeName(path);
  if (name === null) return null;
  const file = join(folder, name);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return null;
  const bytes = await readFile(file);
  const part = rangeOf(range, bytes.length);
  if (part === "outside") return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${bytes.length}`, ...headers } });
  const sent = part === null ? bytes : bytes.subarray(part.first, part.last + 1);
  return new Response(new Uint8Array(sent), {
    status: part === null ? 200 : 206,
    headers: {
      "Content-Type": types[extname(file).toLowerCase()] ?? "application/octet-stream",
      "Content-Length": String(sent.length),
      "Accept-Ranges": "bytes",
      ...(part === null ? {} : { "Content-Range": `bytes ${part.first}-${part.last}/${bytes.length}` }),
      "Last-Modified": found.mtime.toUTCString(),
      "X-Content-Type-Options": "nosniff",
      ...headers,
    },
  });
}

/** The bytes that a Range header asks for, both included; null = all of them. */
function rangeOf(header: string | undefined, size: number): { first: number; last: number } | "outside" | null {
  const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (from === "" && to === "") return null;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(size - 1, Number(to));
  if (first >= size) return "outside";
  return last < first ? null : { first, last };
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
