/** What of the page's state stands in its address, so that it can be linked to. */
export interface Place {
  building: string | null;
  language: string | null;
}

export function readAddress(hash: string): Place {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  return { building: parts.get("building"), language: parts.get("lang") };
}

export function writeAddress({ building, language }: Place): string {
  const parts = new URLSearchParams();
  if (building !== null) parts.set("building", building);
  if (language !== null) parts.set("lang", language);
  const text = parts.toString();
  return text === "" ? "#" : `#${text}`;
}

/** The address to cite of the whole, or of a building; nothing where the page is a file, whose path leads nobody else to it. */
export function citedAddress(building: string | null): string {
  if (!/^https?:$/.test(location.protocol)) return "";
  const whole = location.href.replace(/#.*/s, "");
  return building === null ? whole : new URL(writeAddress({ building, language: null }), whole).href;
}
