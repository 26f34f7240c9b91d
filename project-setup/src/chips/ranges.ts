import { open } from "node:fs/promises";
import { BaseClient, BaseResponse } from "geotiff";
import { CommandError } from "pybossa-client-ts/command";
import type { Remote } from "../remote/index.ts";

/** The most that is read of a remote file at one time, in bytes. */
const mostAtOnce = 64_000_000;

/** A client that remembers what went wrong, which the library hides. */
abstract class Ranges extends BaseClient {
  fault: CommandError | null = null;
}

/** Asks for parts of a remote file, within the remote's bounds. */
export class RemoteRanges extends Ranges {
  private readonly remote: Remote;

  constructor(url: string, remote: Remote) {
    super(url);
    this.remote = remote;
  }

  override async request({ headers }: RequestInit = {}): Promise<Part> {
    try {
      const answer = await this.remote.request(this.url, { headers: { ...(headers as Record<string, string>) }, most: mostAtOnce });
      return new Part(answer.status, answer.headers, answer.body);
    } catch (error) {
      if (error instanceof CommandError) this.fault = error;
      throw error;
    }
  }
}

/** Reads parts of a file on the disk: no more than there is, whatever its header claims; the library's own reader would make it up. */
export class FileRanges extends Ranges {
  private readonly most: number;

  /** @param most bytes of one part */
  constructor(path: string, most: number) {
    super(path);
    this.most = most;
  }

  override async request({ headers }: RequestInit = {}): Promise<Part> {
    const { Range: range = "" } = { ...(headers as Record<string, string>) };
    const [, first = Number.NaN, last = Number.NaN] = (/^bytes=(\d+)-(\d+)$/.exec(range) ?? []).map(Number);
    const file = await open(this.url);
    try {
      const { size } = await file.stat();
      const length = Math.min(last + 1, size) - first;
      if (!(length > 0 && length <= this.most)) throw new RangeError(`no part of ${size} bytes: ${range}`);
      const bytes = new Uint8Array(length);
      await file.read(bytes, 0, length, first);
      return new Part(206, new Headers({ "content-range": `bytes ${first}-${first + length - 1}/${size}` }), bytes);
    } finally {
      await file.close();
    }
  }
}

class Part extends BaseResponse {
  private readonly code: number;
  private readonly headers: Pick<Headers, "get">;
  private readonly bytes: Uint8Array<ArrayBuffer>;

  constructor(status: number, headers: Pick<Headers, "get">, bytes: Uint8Array<ArrayBuffer>) {
    super();
    this.code = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  override get ok(): boolean {
    return true;
  }

  override get status(): number {
    return this.code;
  }

  override getHeader(name: string): string | undefined {
    return this.headers.get(name) ?? undefined;
  }

  override async getData(): Promise<ArrayBuffer> {
    return this.bytes.buffer;
  }
}
