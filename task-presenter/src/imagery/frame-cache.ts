import type Projection from "ol/proj/Projection.js";
import type ImageSource from "ol/source/Image.js";
import type { FrameSource } from "pybossa-client-ts/strike-tracker";
import type { GroundSquare } from "../ground/index.ts";
import type { CogScript } from "./cog.ts";
import { chipPlane, pictureSource } from "./frame-source.ts";
import { loadGroundPicture } from "./ground-picture.ts";
import { loadPicture, type Picture, PictureError, warmPicture } from "./picture.ts";

/** Where a frame's picture comes from. */
export interface FramePicture {
  /** The picture's address; with `direct` a name for it. */
  src: string;
  /** Metres east and north by which the picture is moved. */
  shift?: readonly [number, number];
  /** The campaign's source and the piece of ground, where there is no chip. */
  direct?: { source: FrameSource; square: GroundSquare; pixels: number };
}

/** A picture that is ready to be shown. */
export interface ReadyFrame {
  picture: Picture;
  source: ImageSource;
}

/** Keeps decoded pictures, so that changing the frame only changes the source. */
export interface FrameCache {
  /** The picture if it is ready. @param ground side of the square on the ground in metres */
  ready(frame: FramePicture, ground: number): ReadyFrame | undefined;
  /** Loads a picture, once. @throws PictureError */
  load(frame: FramePicture, ground: number): Promise<ReadyFrame>;
  /** Lets the browser keep a copy of a chip, without decoding it; nothing where the picture is made of parts. */
  warm(frame: FramePicture): Promise<void>;
  /** Stops what is loading and was not asked for by a name in `wanted`: the building was skipped, say. */
  cancelAllBut(wanted: readonly FramePicture[], ground: number): void;
  /** Forgets a picture, so that it is asked for again. */
  forget(frame: FramePicture): void;
}

/** Decoded pictures kept: more would not fit into an old phone's memory. */
const keptByDefault = 12;

/**
 * @param options.timeoutMs after which a picture counts as failed
 * @param options.kept how many decoded pictures are kept
 * @param options.cog the script that reads GeoTIFFs
 */
export function createFrameCache(options: { timeoutMs?: number; kept?: number; cog?: () => CogScript | null } = {}): FrameCache {
  const { timeoutMs = 60_000, kept = keptByDefault, cog = () => null } = options;
  const frames = new Map<string, ReadyFrame>();
  const loading = new Map<string, { promise: Promise<ReadyFrame>; stop: AbortController }>();
  const keyOf = ({ src, shift = [0, 0] }: FramePicture, ground: number) => `${ground} ${shift.join()} ${src}`;
  let plane: Projection | undefined;

  /** Pictures of one square share its plane. */
  function planeOf(ground: number): Projection {
    if (plane?.getExtent()[2] !== ground) plane = chipPlane(ground);
    return plane;
  }

  function ready(frame: FramePicture, ground: number): ReadyFrame | undefined {
    const key = keyOf(frame, ground);
    const known = frames.get(key);
    if (known === undefined) return undefined;
    // Last used = last in the map, so that the oldest goes first.
    frames.delete(key);
    frames.set(key, known);
    return known;
  }

  async function fetchFrame(frame: FramePicture, ground: number, stop: AbortController): Promise<ReadyFrame> {
    const timer = setTimeout(() => stop.abort(), timeoutMs);
    const { src, direct, shift = [0, 0] } = frame;
    try {
      const picture = direct
        ? await loadGroundPicture(direct.source, { ...direct, cog: cog(), signal: stop.signal })
        : await loadPicture(src, stop.signal);
      const made = { picture, source: await pictureSource(picture, planeOf(ground), shift) };
      frames.set(keyOf(frame, ground), made);
      for (const oldest of frames.keys()) {
        if (frames.size <= kept) break;
        frames.delete(oldest);
      }
      return made;
    } catch (error) {
      throw error instanceof PictureError ? error : new PictureError(src, stop.signal.aborted ? "too slow" : String(error));
    } finally {
      clearTimeout(timer);
    }
  }

  function load(frame: FramePicture, ground: number): Promise<ReadyFrame> {
    const known = ready(frame, ground);
    if (known) return Promise.resolve(known);
    const key = keyOf(frame, ground);
    const under = loading.get(key);
    if (under && !under.stop.signal.aborted) return under.promise;
    const stop = new AbortController();
    const promise = fetchFrame(frame, ground, stop).finally(() => {
      if (loading.get(key)?.stop === stop) loading.delete(key);
    });
    loading.set(key, { promise, stop });
    return promise;
  }

  return {
    ready,
    load,
    warm: async ({ src, direct }) => {
      if (!direct) await warmPicture(src);
    },
    cancelAllBut(wanted, ground) {
      const keys = new Set(wanted.map((frame) => keyOf(frame, ground)));
      for (const [key, { stop }] of loading) if (!keys.has(key)) stop.abort();
    },
    forget: (frame) => {
      for (const name of [...frames.keys()]) if (name.endsWith(` ${frame.src}`)) frames.delete(name);
    },
  };
}
