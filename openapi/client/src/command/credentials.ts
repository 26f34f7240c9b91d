import { readFileSync } from "node:fs";
import { InputError, UsageError } from "./errors.ts";

export interface Credentials {
  /** The server's address without a trailing slash. */
  endpoint: string;
  apiKey: string | undefined;
}

export interface CredentialOptions {
  endpoint?: string | undefined;
  keyFile?: string | undefined;
}

/**
 * The server and the key: `--endpoint` before PYBOSSA_ENDPOINT, `--key-file` before PYBOSSA_API_KEY. A key never
 * comes from an argument, where every process of the machine could read it.
 * @throws UsageError without an http(s) address, or without a key where one is required; InputError on a bad key file
 */
export function readCredentials(
  options: CredentialOptions,
  environment: Record<string, string | undefined>,
  { keyRequired }: { keyRequired: boolean },
): Credentials {
  const address = options.endpoint ?? environment.PYBOSSA_ENDPOINT;
  if (!address) {
    throw new UsageError({ what: "no server is named", advice: "Set PYBOSSA_ENDPOINT, or give --endpoint https://your.server." });
  }
  const endpoint = serverAddress(address);
  const apiKey = options.keyFile ? keyFrom(options.keyFile) : environment.PYBOSSA_API_KEY?.trim() || undefined;
  if (keyRequired && !apiKey) {
    throw new UsageError({
      what: "no API key is given",
      advice: "Set PYBOSSA_API_KEY, or give --key-file <file>. Your key is on your profile page on the server.",
    });
  }
  return { endpoint, apiKey };
}

function serverAddress(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UsageError({ what: `"${text}" is not an address`, expected: "for instance https://crowd.example.org" });
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new UsageError({ what: `"${text}" is not an http or https address`, expected: "for instance https://crowd.example.org" });
  }
  if (url.username !== "" || url.password !== "" || url.search !== "") {
    throw new UsageError({
      what: "the server's address holds a name, password or query",
      advice: "Give the bare address; keys go into PYBOSSA_API_KEY.",
    });
  }
  return url.href.replace(/\/+$/, "");
}

function keyFrom(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw new InputError(
      { what: "the key file cannot be read", where: path, advice: "Name a file that holds the API key alone." },
      { cause },
    );
  }
  if (!/^[\x21-\x7e]+$/.test(text)) {
    throw new InputError({ what: "the key file does not hold a key", where: path, expected: "one line with the API key alone" });
  }
  return text;
}
