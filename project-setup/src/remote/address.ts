import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Whether a text is an http or https address. */
export function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/**
 * Where a reference leads, seen from the document that makes it: an absolute path or an http(s) address; else in
 * words why it is not followed. A document from the network may not name files of this disk, nor, unless it comes
 * from there itself, machines of the local network.
 * @param base the document's absolute path or its address
 */
export function resolveReference(href: string, base: string): { place: string } | { refused: string } {
  const shown = JSON.stringify(bareAddress(href).slice(0, 200));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (href === "" || /[\u0000-\u001f]|\p{Cs}/u.test(href)) return { refused: `${shown} is no address and no path` };
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(href)?.[1]?.toLowerCase();
  const remote = isAddress(base);
  if (scheme === "file") {
    if (remote) return { refused: `${shown} is a file of this disk, which a document from the network may not name` };
    const own = /^file:\/\/(localhost)?\//i.test(href) && URL.canParse(href) && !/%2f/i.test(href);
    return own ? { place: fileURLToPath(href) } : { refused: `${shown} names no file of this disk` };
  }
  if (scheme !== undefined && scheme !== "http" && scheme !== "https") {
    return { refused: `${shown} is not read; give its https address, or download it` };
  }
  if (scheme === undefined && !remote) return { place: resolve(dirname(base), href) };
  const target = urlOf(href, remote ? base : undefined);
  if (target === null) return { refused: `${shown} is no address` };
  const fault = remote ? mayFollow(base, target.href) : null;
  return fault === null ? { place: target.href } : { refused: fault };
}

/** null, or in words why a reference or redirect from one address to another is not followed. */
export function mayFollow(from: string, to: string): string | null {
  const [source, target] = [urlOf(from), urlOf(to)];
  const shown = JSON.stringify(bareAddress(to).slice(0, 200));
  if (source === null || target === null || !/^https?:$/.test(target.protocol)) return `${shown} is no http or https address`;
  if (source.protocol === "https:" && target.protocol === "http:") return `${shown} leaves https for http`;
  if (isLocal(target.hostname) && !isLocal(source.hostname)) return `${shown} is on the local network, and was named from outside of it`;
  return null;
}

/** null = no address. */
export function urlOf(text: string, base?: string): URL | null {
  return URL.canParse(text, base) ? new URL(text, base) : null;
}

function isLocal(host: string): boolean {
  return (
    /^(localhost|.*\.localhost|.*\.local|0\.0\.0\.0)$/i.test(host) ||
    /^(127|10)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(host) ||
    /^\[(::1?\]|::ffff:|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i.test(host)
  );
}

const keyed =
  /^(x-amz-.*|x-goog-.*|sig|se|signature|key-pair-id|policy|awsaccesskeyid|googleaccessid|api[-_]?key|key|subscription-key|access[-_]?token|token|auth|pl_token)$/i;

/** Addresses that run out or carry somebody's key: neither may be shown to volunteers. */
export function signedAddress(address: string): boolean {
  const named = [...((address.split("?")[1] ?? "").split("#", 1)[0]?.split("&") ?? [])].map((part) => part.split("=", 1)[0] ?? "");
  return named.some((name) => keyed.test(name)) || /^https?:\/\/[^/@]*@/i.test(address);
}

/** An address without its query where that carries a key, and without a name and password: fit for records and messages. */
export function bareAddress(address: string): string {
  if (!signedAddress(address)) return address;
  return address.replace(/[?#].*$/s, "").replace(/^(https?:\/\/)[^/@]*@/i, "$1");
}
