import type Projection from "ol/proj/Projection.js";
import type ImageSource from "ol/source/Image.js";
import { chipPlane, pictureSource } from "./frame-source.ts";
import { loadPicture, type Picture, PictureError } from "./picture.ts";

/** A picture that is ready to be shown. */
export interface ReadyFrame {
  url: string;
  picture: Picture;
  source: ImageSource;
}

/** Keeps decoded pictures, so that changing the frame only changes the source. */
export interface FrameCache {
  /** The picture if it is ready. */
  ready(url: string, ground: number): ReadyFrame | undefined;
  /** Loads a picture, once. @throws PictureError */
  load(url: string, ground: number): Promise<ReadyFrame>;
  /** Forgets a failed picture, so that it is asked for again. */
  forget(url: string): void;
}

/** Decoded pictures kept: more would not fit into an old phone's memory. */
const kept = 12;

/**
 * @param options.timeoutMs after which a picture counts as failed
 */
export function createFrameCache(options: { timeoutMs?: number } = {}): FrameCache {
  const { timeoutMs = 60_000 } = options;
  const frames = new Map<string, ReadyFrame>();
  const loading = new Map<string, Promise<ReadyFrame>>();
  const planes = new Map<number, Projection>();
  const key = (url: string, ground: number) => `${ground} ${url}`;

  function plane(ground: number): Projection {
    const known = planes.get(ground) ?? chipPlane(ground);
    planes.set(ground, known);
    return known;
  }

  function ready(url: string, ground: number): ReadyFrame | undefined {
    const frame = frames.get(key(url, ground));
    if (frame === undefined) return undefined;
    // Last used = last in the map, so that the oldest goes first.
    frames.delete(key(url, ground));
    frames.set(key(url, ground), frame);
    return frame;
  }

  async function fetchFrame(url: string, ground: number): Promise<ReadyFrame> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), timeoutMs);
    try {
      const picture = await loadPicture(url, stop.signal);
      const frame = { url, picture, source: await pictureSource(picture, plane(ground)) };
      frames.set(key(url, ground), frame);
      for (const oldest of frames.keys()) {
        if (frames.size <= kept) break;
        frames.delete(oldest);
      }
      return frame;
    } catch (error) {
      throw error instanceof PictureError ? error : new PictureError(url, "too slow");
    } finally {
      clearTimeout(timer);
    }
  }

  function load(url: string, ground: number): Promise<ReadyFrame> {
    const known = ready(url, ground);
    if (known) return Promise.resolve(known);
    const under = loading.get(key(url, ground));
    if (under) return under;
    const promise = fetchFrame(url, ground).finally(() => loading.delete(key(url, ground)));
    loading.set(key(url, ground), promise);
    return promise;
  }

  return {
    ready,
    load,
    forget: (url) => {
      for (const name of [...frames.keys()]) if (name.endsWith(` ${url}`)) frames.delete(name);
    },
  };
}
