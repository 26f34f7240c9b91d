import { InputError } from "pybossa-client-ts/command";
import { isRecord, parseJson } from "../json.ts";
import { isAddress, resolveReference } from "../remote/index.ts";
import type { ReadDocument } from "./documents.ts";
import { addItem, type SceneReading, type Shared, sharedBy } from "./stac-item.ts";
import { isSearchable, type SearchFilters, searchItems } from "./stac-search.ts";

/** How a catalogue is read. */
export interface StacOptions {
  /** Chips are cut from the pictures, so that signed addresses may stand in the document. */
  chips: boolean;
  /** What to ask an API for. */
  filters: SearchFilters;
  /** Whether the campaign file asks for a search. */
  search: boolean;
}

interface Walk extends StacOptions {
  read: ReadDocument;
  seen: Set<string>;
}

const mostDocuments = 50_000;
const deepest = 20;

/**
 * Reads STAC 1.0 or 1.1 (and near relatives): an Item, an ItemCollection in pages, a Collection or Catalog with its
 * tree of links, a STAC API (by search), or a GeoJSON file with one flattened item a feature, as Maxar's open data are
 * shared. All of it may be on this disk or on the network.
 * @param start an absolute path or an address
 * @throws InputError where the first document cannot be read; ServerError where the network does not answer
 */
export async function readStac(start: string, read: ReadDocument, options: StacOptions): Promise<SceneReading> {
  const walk: Walk = { ...options, read, seen: new Set() };
  const reading = await visit(start, { licence: null, provider: null }, 0, walk);
  if (reading.scenes.length === 0 && reading.errors.length === 0) {
    throw new InputError({
      what: "this document holds no acquisition",
      where: start,
      expected: "STAC Items, or a Collection with links to them",
    });
  }
  return reading;
}

async function visit(place: string, shared: Shared, depth: number, walk: Walk): Promise<SceneReading> {
  const reading: SceneReading = { scenes: [], errors: [] };
  if (walk.seen.has(place)) return reading;
  walk.seen.add(place);
  if (walk.seen.size > mostDocuments) throw new InputError({ what: "this catalogue has more than 50,000 documents", where: place });
  if (depth > deepest) throw new InputError({ what: `this catalogue is more than ${deepest} documents deep`, where: place });
  const document = parseJson(place, await walk.read(place));
  if (!isRecord(document)) throw notStac(place);
  const context = { document: place, shared: sharedBy(document, shared), chips: walk.chips };
  if (document.type === "FeatureCollection" && Array.isArray(document.features)) {
    for (const [at, feature] of document.features.entries())
      addItem(feature, { ...context, place: `${place}, feature ${at + 1}` }, reading);
    return joined([reading, await follow(document, place, /^next$/, context.shared, depth, walk)]);
  }
  if (document.type === "Feature") {
    addItem(document, { ...context, place }, reading);
    return reading;
  }
  if (isAddress(place) && (walk.search || isSearchable(document)) && depth === 0) {
    await searchItems(document, place, walk, (item, page, at) =>
      addItem(item, { ...context, document: page, place: `${page}, feature ${at + 1}` }, reading),
    );
    return reading;
  }
  if (Array.isArray(document.links)) return follow(document, place, /^(item|child|items)$/, context.shared, depth, walk);
  throw notStac(place);
}

/** What the links of a kind lead to, in their order. A link that leads nowhere is a fault of its own. */
async function follow(
  { links }: Record<string, unknown>,
  place: string,
  kind: RegExp,
  shared: Shared,
  depth: number,
  walk: Walk,
): Promise<SceneReading> {
  const wanted = (Array.isArray(links) ? links : []).filter(isRecord).filter(({ rel }) => typeof rel === "string" && kind.test(rel));
  const visits = wanted.map(async ({ href }): Promise<SceneReading> => {
    const found = resolveReference(typeof href === "string" ? href : "", place);
    if ("refused" in found) return { scenes: [], errors: [{ where: place, message: `links to ${found.refused}` }] };
    try {
      return await visit(found.place, shared, depth + (kind.source === "^next$" ? 0 : 1), walk);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { what, where } = error.text;
      return { scenes: [], errors: [{ where: where ?? found.place, message: what }] };
    }
  });
  return joined(await Promise.all(visits));
}

function joined(readings: readonly SceneReading[]): SceneReading {
  return { scenes: readings.flatMap(({ scenes }) => scenes), errors: readings.flatMap(({ errors }) => errors) };
}

function notStac(path: string): InputError {
  return new InputError({
    what: "this is neither STAC nor GeoJSON with one feature an acquisition",
    where: path,
    advice: "A plain list of frames goes into frames.list.",
  });
}
