/** Keys whose values are ids, times, tokens or texts of the database, which differ from run to run. */
const free = new Set([
  "id",
  "created",
  "updated",
  "finish_time",
  "expiration",
  "secret_key",
  "csrf",
  "api_key",
  "passwd_hash",
  "exception_msg",
  "user_ip",
  "registered_ago",
  "last_activity",
  "dup_checksum",
  "media_url",
  "file_name",
  "seconds_remaining",
  "expires",
  "lockTime",
]);

/**
 * How an answer differs from the recorded one: other keys, other types, and other values except where they must
 * differ. The recordings cut long lists short and long texts to their beginning; of a list each recorded element is
 * compared, of a text its beginning.
 */
export function differences(recorded: unknown, actual: unknown, path = "", key = ""): string[] {
  if (kind(recorded) !== kind(actual)) {
    return [`${path || "body"}: ${kind(recorded)} ${shown(recorded)} was recorded, here ${kind(actual)} ${shown(actual)}`];
  }
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    if (recorded.length > actual.length || (recorded.length === 0 && actual.length > 0)) {
      return [`${path || "body"}: ${recorded.length} elements were recorded, here ${actual.length}`];
    }
    return recorded.flatMap((element, at) => differences(element, actual[at], `${path}[${at}]`, key));
  }
  if (isObject(recorded) && isObject(actual)) {
    const keys = [...new Set([...Object.keys(recorded), ...Object.keys(actual)])];
    return keys.flatMap((name) => {
      const at = path === "" ? name : `${path}.${name}`;
      if (!(name in actual)) return [`${at} is missing`];
      if (!(name in recorded)) return [`${at} is too much: ${shown(actual[name])}`];
      return differences(recorded[name], actual[name], at, name);
    });
  }
  if (free.has(key) || recorded === actual) return [];
  if (typeof recorded === "string" && typeof actual === "string" && alike(recorded, actual)) return [];
  return [`${path || "body"}: ${shown(recorded)} was recorded, here ${shown(actual)}`];
}

/** Links to other ids, and texts that were cut or only counted. */
function alike(recorded: string, actual: string): boolean {
  const [, count] = /^<(\d+) characters>$/.exec(recorded) ?? [];
  if (count !== undefined) return actual.length === Number(count);
  const withoutId = (text: string) => text.replace(/(\/api\/\w+(?:\/|\?oid=))\d+/, "$1");
  if (recorded.startsWith("<link ")) return withoutId(recorded) === withoutId(actual);
  return recorded.length >= 100 && actual.startsWith(recorded.slice(0, 100));
}

function kind(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return kind(value) === "object";
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 120);
}
