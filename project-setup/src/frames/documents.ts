import { createHash } from "node:crypto";
import { InputError } from "pybossa-client-ts/command";
import { readText } from "../campaign-file/index.ts";
import { bareAddress, isAddress, type Remote } from "../remote/index.ts";

/** Reads a document by its absolute path or address; with a body, by POST. */
export type ReadDocument = (place: string, body?: Record<string, unknown> | null) => string | Promise<string>;

/** The largest document, and the most that all of them may hold, in bytes. */
const largest = 100_000_000;
const mostOfAll = 500_000_000;

/** Reads documents of frames within bounds, and notes what was read. */
export function documentReader(remote: Remote): { read: ReadDocument; documents: { path: string; sha256: string }[] } {
  const documents: { path: string; sha256: string }[] = [];
  let total = 0;
  const read: ReadDocument = async (place, body) => {
    const text = isAddress(place) ? await fetched(remote, place, body ?? null) : local(place);
    total += text.length;
    if (total > mostOfAll) throw new InputError({ what: `the documents of frames hold more than ${mostOfAll / 1e6} MB`, where: place });
    documents.push({ path: bareAddress(place), sha256: createHash("sha256").update(text).digest("hex") });
    return text;
  };
  return { read, documents };
}

function local(path: string): string {
  return readText(path, "this document of frames", "Look at frames in the campaign file.");
}

async function fetched(remote: Remote, address: string, body: Record<string, unknown> | null): Promise<string> {
  const headers = { accept: "application/geo+json, application/json" };
  const answer = await remote.request(
    address,
    body === null
      ? { headers, most: largest }
      : { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body), most: largest },
  );
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(answer.body);
  } catch (cause) {
    throw new InputError({ what: "the answer is no UTF-8 text", where: bareAddress(address) }, { cause });
  }
}
