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
