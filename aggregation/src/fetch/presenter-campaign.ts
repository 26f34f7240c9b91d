/** No `<` within the tag: a page of many openings would be looked through once for each. */
const element = /<script\b[^<>]*\bid\s*=\s*["']?strike-tracker-campaign["']?[^<>]*>([\s\S]*?)<\/script\s*>/i;

/** The public Campaign out of a task presenter's HTML (not yet checked), or null where the HTML holds none. */
export function campaignOfPresenter(html: string): unknown {
  const text = element.exec(html)?.[1];
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
