import { type Catalogue, en, type LoadCatalogue } from "../i18n/index.ts";

/** Of each catalogue that was built with this script: its hash, as fetch takes it. The build writes it in. */
declare const CATALOGUE_INTEGRITY: Readonly<Record<string, string>>;

const slowest = 15_000;

/** The script's own address, from which catalogues are loaded where the page names no other place; "" for an inline script. */
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

/**
 * Where catalogues come from: the page itself (`#strike-tracker-catalogue-ar`), the address that the element names, or
 * the folder of the script. A file that was not built with this script is refused: swapped words would turn answers round.
 * @param template an address with `{language}`; "" = beside the script
 */
export function cataloguesAt(root: Document, template: string): LoadCatalogue {
  return async (language) => {
    const inline = root.getElementById(`strike-tracker-catalogue-${language}`)?.textContent;
    if (inline) return catalogueOf(JSON.parse(inline));
    const address = template.replace("{language}", language) || (script && new URL(`strike-tracker.${language}.json`, script).href);
    if (!address) throw new Error(`no address for the catalogue ${language}`);
    const integrity = CATALOGUE_INTEGRITY[language] ?? "";
    const answer = await fetch(address, { integrity, credentials: "same-origin", signal: AbortSignal.timeout(slowest) });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return catalogueOf(await answer.json());
  };
}

/** A catalogue's file holds the texts alone, in the English one's order. */
function catalogueOf(texts: unknown): Catalogue {
  const keys = Object.keys(en);
  if (!Array.isArray(texts) || texts.length !== keys.length) throw new Error("the catalogue does not fit this script");
  return Object.fromEntries(keys.map((key, at) => [key, texts[at] as Catalogue[string]]));
}
