/** A decoded picture, ready to be drawn. */
export interface Picture {
  image: ImageBitmap | HTMLImageElement;
  width: number;
  height: number;
  /** SHA-256 of the bytes in hex; null where the page may not read them. */
  sha256: string | null;
}

export class PictureError extends Error {
  override name = "PictureError";
  readonly url: string;

  constructor(url: string, reason: string) {
    super(`${url}: ${reason}`);
    this.url = url;
  }
}

/**
 * Loads and decodes a picture. Its bytes are fetched so that they can be hashed; where the other origin does not
 * allow that, the picture is loaded as an image element and stays unverified.
 * @throws PictureError when it does not load or cannot be decoded; an AbortError when cancelled
 */
export async function loadPicture(url: string, signal: AbortSignal): Promise<Picture> {
  const bytes = await readBytes(url, signal);
  if (bytes === null) return loadElement(url, signal);
  const [image, sha256] = await Promise.all([decode(url, bytes), digest(bytes)]);
  return { image, width: image.width, height: image.height, sha256 };
}

/** The bytes; null where the origin does not let scripts read them (or cannot be reached: the image element tells). */
async function readBytes(url: string, signal: AbortSignal): Promise<Blob | null> {
  let response: Response;
  try {
    response = await fetch(url, { signal, credentials: "omit" });
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
  if (!response.ok) throw new PictureError(url, `HTTP ${response.status}`);
  return response.blob();
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
