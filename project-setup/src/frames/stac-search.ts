import { InputError } from "pybossa-client-ts/command";
import { isRecord, parseJson } from "../json.ts";
import { resolveReference } from "../remote/index.ts";
import type { ReadDocument } from "./documents.ts";

/** What a STAC API is asked for. */
export interface SearchFilters {
  collections?: string[];
  /** Degrees WGS 84; the buildings' extent, if the campaign file gives none. */
  bbox?: readonly number[];
  /** An RFC 3339 interval; the period, if the campaign file gives none. */
  datetime?: string;
  /** The query extension's conditions; they go by POST only. */
  query?: Record<string, unknown>;
}

const pageSize = 200;
const mostPages = 1_000;
const mostItems = 50_000;

/** Whether a document is the landing page of an API that can be searched. */
export function isSearchable(document: Record<string, unknown>): boolean {
  return Array.isArray(document.conformsTo) && searchLinks(document).length > 0;
}

/**
 * Searches a STAC API (POST where it offers that, else GET) page by page, and hands over each item with its page's
 * address and its place there.
 * @param landing the API's landing page, or another document of it, at `place`
 * @throws InputError where the pages do not end, or one is no ItemCollection
 */
export async function searchItems(
  landing: Record<string, unknown>,
  place: string,
  { read, filters }: { read: ReadDocument; filters: SearchFilters },
  take: (item: unknown, page: string, at: number) => void,
): Promise<void> {
  const links = searchLinks(landing);
  const posted = links.find(({ method }) => method === "POST");
  const href = (posted ?? links[0])?.href ?? `${place.replace(/[?#].*$/, "").replace(/\/+$/, "")}/search`;
  let next: Page | null = posted || filters.query ? postPage(href, place, filters) : getPage(href, place, filters);
  const asked = new Set<string>();
  for (let items = 0; next !== null; ) {
    const page: Page = next;
    const key = `${page.address} ${JSON.stringify(page.body ?? null)}`;
    if (asked.has(key) || asked.size >= mostPages || items > mostItems) throw endless(page.address);
    asked.add(key);
    const document = parseJson(page.address, await read(page.address, page.body));
    if (!isRecord(document) || !Array.isArray(document.features)) {
      throw new InputError({ what: "the search answers no list of items", where: page.address, expected: "a STAC API's ItemCollection" });
    }
    for (const [at, item] of document.features.entries()) take(item, page.address, at);
    items += document.features.length;
    next = document.features.length === 0 ? null : nextPage(document, page);
  }
}

interface Page {
  address: string;
  /** null = GET. */
  body: Record<string, unknown> | null;
}

function searchLinks({ links }: Record<string, unknown>): { href: string; method: string }[] {
  return (Array.isArray(links) ? links : [])
    .filter(isRecord)
    .flatMap(({ rel, href, method }) =>
      rel === "search" && typeof href === "string" ? [{ href, method: typeof method === "string" ? method.toUpperCase() : "GET" }] : [],
    );
}

function postPage(href: string, place: string, { collections, bbox, datetime, query }: SearchFilters): Page {
  return { address: resolved(href, place), body: { limit: pageSize, ...given({ collections, bbox, datetime, query }) } };
}

function getPage(href: string, place: string, { collections, bbox, datetime }: SearchFilters): Page {
  const address = new URL(resolved(href, place));
  address.searchParams.set("limit", String(pageSize));
  for (const [name, value] of Object.entries(given({ collections, bbox, datetime }))) address.searchParams.set(name, String(value));
  return { address: address.href, body: null };
}

function nextPage({ links }: Record<string, unknown>, { address, body }: Page): Page | null {
  const link = (Array.isArray(links) ? links : []).filter(isRecord).find(({ rel }) => rel === "next");
  if (link === undefined || typeof link.href !== "string") return null;
  const target = resolved(link.href, address);
  if (typeof link.method !== "string" || link.method.toUpperCase() !== "POST") return { address: target, body: null };
  const more = isRecord(link.body) ? link.body : {};
  return { address: target, body: link.merge === true ? { ...body, ...more } : more };
}

function given(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function resolved(href: string, place: string): string {
  const found = resolveReference(href, place);
  if ("refused" in found) throw new InputError({ what: `the search leads to ${found.refused}`, where: place });
  return found.place;
}

function endless(address: string): InputError {
  return new InputError({
    what: `the search does not end: the same page again, or more than ${mostItems.toLocaleString("en")} items`,
    where: address,
    advice: "Narrow it by frames.search: collections, bbox or datetime.",
  });
}
