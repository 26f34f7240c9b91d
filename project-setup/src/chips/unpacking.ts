import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type BaseDecoder, getDecoder, Pool } from "geotiff";

type Parameters = ConstructorParameters<typeof BaseDecoder>[0];

/** What the process is asked for. */
export interface PackedTile {
  id: number;
  compression: number;
  parameters: Parameters;
  tile: ArrayBufferLike;
}

/** What it answers. */
export type Unpacked = { id: number } & ({ unpacked: ArrayBufferLike } | { fault: string });

/** Megabytes of JavaScript values that unpacking may hold. */
const mostMemory = 1000;

/** Seconds that a tile may take, the start of the process included: many times what a sound one takes on a busy machine. */
const mostSeconds = 30;

/** Not packed, deflate (two numbers) and WebP: unpacked by native code, which ends at the tile's size. */
const inThisProcess: readonly number[] = [1, 8, 32_946, 50_001];
const script = fileURLToPath(new URL("../../bin/unpack-tiles.js", import.meta.url));

/**
 * Unpacks tiles for the library. Its decoders of LZW, JPEG and the like do not end at the tile's size: some kilobytes can ask for
 * gigabytes, and end the whole process. They work in a process of their own, which is ended where a tile takes too much.
 */
class Unpacking extends Pool {
  private child: Unpacker | null = null;

  constructor() {
    super(0);
  }

  override bindParameters(compression: number, parameters: Parameters): ReturnType<Pool["bindParameters"]> {
    return {
      decode: async (tile) => {
        if (inThisProcess.includes(compression)) return (await getDecoder(compression, parameters)).decode(tile);
        this.child ??= new Unpacker(() => {
          this.child = null;
        });
        return this.child.unpacked({ compression, parameters, tile });
      },
    };
  }
}

/** One for all pictures: it takes as long to start as hundreds of tiles do. Idle, it keeps no process alive. */
export const unpacking = new Unpacking();

class Unpacker {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, { resolve: (unpacked: ArrayBufferLike) => void; reject: (error: Error) => void }>();
  private count = 0;
  private seconds = 0;

  /** @param ended is called once, when it can be asked no more */
  constructor(ended: () => void) {
    const execArgv = [`--max-old-space-size=${mostMemory}`];
    this.child = fork(script, { execArgv, serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"] });
    const watch = setInterval(() => {
      this.seconds += this.waiting.size > 0 ? 1 : 0;
      if (this.seconds > mostSeconds) this.child.kill("SIGKILL");
    }, 1000);
    watch.unref();
    this.child.on("message", (told: Unpacked) => {
      this.seconds = 0;
      const asked = this.waiting.get(told.id);
      this.waiting.delete(told.id);
      if ("unpacked" in told) asked?.resolve(told.unpacked);
      else asked?.reject(new Error(told.fault));
      if (this.waiting.size === 0) this.rest();
    });
    const end = () => {
      clearInterval(watch);
      ended();
      for (const { reject } of this.waiting.values()) reject(new Error("a tile takes too much time or memory to be unpacked"));
      this.waiting.clear();
    };
    this.child.on("error", end);
    this.child.on("exit", end);
  }

  unpacked(packed: Omit<PackedTile, "id">): Promise<ArrayBufferLike> {
    const id = this.count++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.ref();
      this.child.channel?.ref();
      this.child.send({ id, ...packed } satisfies PackedTile, () => undefined);
    });
  }

  private rest(): void {
    this.child.unref();
    this.child.channel?.unref();
  }
}
