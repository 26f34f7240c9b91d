import { handOver } from "./record.ts";

/**
 * A value as a classic script that hands it to the page. Such scripts load from `file://`, where pages may not fetch.
 * @param name under which the page waits for it
 */
export function dataScript(name: string, value: unknown): string {
  // JSON is JavaScript but for two line separators and one key; "<" is written out so that no text can end a script element.
  const literal = JSON.stringify(value).replace(/(?<!\\)"__proto__":/g, '["__proto__"]:');
  const json = literal.replace(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${handOver}(${JSON.stringify(name)},${json});\n`;
}
