import { noteTraffic } from "./traffic.ts";

/** A decoded picture, ready to be drawn. */
export interface Picture {
  image: ImageBitmap | HTMLImageElement | HTMLCanvasElement;
  width: number;
  height: number;
  /** SHA-256 of the bytes in hex; null where the page may not read them, or where nothing names their hash. */
  sha256: string | null;
}

/** missing: the server has no picture of this place and time; failed: it could not be got. */
export type PictureFault = "missing" | "failed";

export class PictureError extends Error {
  override name = "PictureError";
  readonly fault: PictureFault;

  constructor(url: string, reason: string, fault: PictureFault = "failed") {
    super(`${url}: ${reason}`);
    this.fault = fault;
  }
}

/**
 * Loads and decodes a picture. Its bytes are fetched so that they can be hashed; where the other origin does not
 * allow that, the picture is loaded as an image element and stays unverified.
 * @param options.hash whether the bytes are to be hashed
 * @param options.absent whether a 204, 404 or 410 says that there is no picture (as tile servers do), and not that one is lost
 * @throws PictureError when it does not load or cannot be decoded; an AbortError when cancelled
 */
export async function loadPicture(
  url: string,
  signal: AbortSignal,
  options: { hash: boolean; absent: boolean } = { hash: true, absent: false },
): Promise<Picture> {
  const bytes = await readBytes(url, signal, options.absent);
  if (bytes === null) return loadElement(url, signal);
  const [image, sha256] = await Promise.all([decode(url, bytes), options.hash ? digest(bytes) : null]);
  return { image, width: image.width, height: image.height, sha256 };
}

const slowest = 60_000;

/** The bytes; null where the origin does not let scripts read them (or cannot be reached: the image element tells). */
async function readBytes(url: string, signal: AbortSignal, absent: boolean): Promise<Blob | null> {
  // A page opened from a folder may not fetch its neighbours.
  if (new URL(url, location.href).protocol === "file:") return null;
  const begun = performance.now();
  const response = await ask(url, signal);
  if (response === null) return null;
  if (absent && [204, 404, 410].includes(response.status)) throw new PictureError(url, `HTTP ${response.status}`, "missing");
  if (!response.ok) throw new PictureError(url, `HTTP ${response.status}`);
  // A WMS that has no picture of the wanted TIME may answer with that of another day, and says so here (OGC 06-042, C.3.2).
  if (/^\s*99\b/.test(response.headers.get("Warning") ?? "")) throw new PictureError(url, "another date than the wanted one", "missing");
  const bytes = await response.blob();
  noteTraffic(url, bytes.size, performance.now() - begun);
  return bytes;
}

/** Without a network the browser's own copy is taken, however old: a chip's name is the hash of what it holds. */
async function ask(url: string, signal: AbortSignal): Promise<Response | null> {
  for (const cache of ["default", "force-cache"] as const) {
    try {
      return await fetch(url, { signal, credentials: "omit", cache });
    } catch (error) {
      if (signal.aborted) throw error;
    }
  }
  return null;
}

/** Lets the browser keep a copy of a picture's bytes, without decoding it. */
export async function warmPicture(url: string): Promise<void> {
  await readBytes(url, AbortSignal.timeout(slowest), false);
}

async function decode(url: string, bytes: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(bytes);
  } catch {
    throw new PictureError(url, "not a picture");
  }
}

/** Null outside secure contexts, where browsers offer no digest. */
async function digest(bytes: Blob): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const hash = await crypto.subtle.digest("SHA-256", await bytes.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function loadElement(url: string, signal: AbortSignal): Promise<Picture> {
  const image = new Image();
  const stop = () => {
    image.src = "";
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    image.src = url;
    await image.decode();
  } catch {
    signal.throwIfAborted();
    throw new PictureError(url, "did not load");
  } finally {
    signal.removeEventListener("abort", stop);
  }
  return { image, width: image.naturalWidth, height: image.naturalHeight, sha256: null };
}
