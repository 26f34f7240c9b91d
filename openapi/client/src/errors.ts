/** A request as errors tell it: verb, and address without secrets. */
export interface Asked {
  method: string;
  url: string;
}

abstract class RequestError extends Error {
  readonly method: string;
  /** Without user names, passwords and keys. */
  readonly url: string;

  constructor(message: string, { method, url }: Asked, options?: ErrorOptions) {
    super(message, options);
    this.method = method;
    this.url = withoutSecrets(url);
  }
}

/** PYBOSSA (or a proxy before it) refused or failed. */
export class PybossaError extends RequestError {
  override name = "PybossaError";
  /** The HTTP status. */
  readonly status: number;
  /** PYBOSSA's class, as Forbidden or DBIntegrityError; null where it named none. */
  readonly exceptionClass: string | null;
  /** 409: the id of the task that is there already; else null. */
  readonly existingId: number | null;

  constructor(message: string, asked: Asked, status: number, exceptionClass: string | null = null, existingId: number | null = null) {
    super(message, asked);
    this.status = status;
    this.exceptionClass = exceptionClass;
    this.existingId = existingId;
  }
}

/** No answer: the server cannot be reached, broke off, or took longer than the time limit. */
export class NetworkError extends RequestError {
  override name = "NetworkError";
  readonly reason: "unreachable" | "timeout";

  constructor(reason: "unreachable" | "timeout", asked: Asked, options?: ErrorOptions) {
    super(reason === "timeout" ? "the server did not answer in time" : "the server cannot be reached", asked, options);
    this.reason = reason;
  }
}

/** Something answered, but not as PYBOSSA does: another kind of server, a sign-in wall, a wrong address. */
export class NotPybossaError extends RequestError {
  override name = "NotPybossaError";
  /** The HTTP status; 0 where a browser hides it. */
  readonly status: number;

  constructor(message: string, asked: Asked, status: number) {
    super(message, asked);
    this.status = status;
  }
}

/** The request budget is used up, and waiting for the next window would take longer than maxWaitMs. */
export class RateLimitError extends Error {
  override name = "RateLimitError";
  readonly resource: string;
  /** When the next window starts, by this computer's clock. */
  readonly until: Date;

  constructor(resource: string, until: Date) {
    super(`the server takes no more requests for ${resource} until ${until.toISOString()}`);
    this.resource = resource;
    this.until = until;
  }
}

function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = "";
  url.password = "";
  url.searchParams.delete("api_key");
  return url.href;
}

/**
 * The error that a refused answer means.
 * @param body parsed JSON, or text
 */
export function errorOf(asked: Asked, status: number, body: unknown): PybossaError | NotPybossaError {
  if (typeof body === "object" && body !== null) {
    if ("exception_cls" in body && "exception_msg" in body) {
      const exceptionClass = String(body.exception_cls);
      const text = String(body.exception_msg);
      const existing = status === 409 ? /"task_id":\s*(\d+)/.exec(text)?.[1] : undefined;
      if (existing !== undefined) return new PybossaError("the task is there already", asked, status, exceptionClass, Number(existing));
      return new PybossaError(safeMessage(exceptionClass, text), asked, status, exceptionClass);
    }
    if ("code" in body && "description" in body) return new PybossaError(safeMessage("", String(body.description)), asked, status);
  }
  // What a proxy before PYBOSSA says of its own accord: too large, too many, or nobody behind it.
  if (status === 413 || status === 429 || status >= 500)
    return new PybossaError(`the server answered with status ${status}`, asked, status);
  return new NotPybossaError(`the server answered with status ${status}, and not as PYBOSSA does`, asked, status);
}

/** One short line. PYBOSSA's database errors hold SQL with its parameters, a project's secret key among them. */
function safeMessage(exceptionClass: string, text: string): string {
  if (/\bSQL\b|psycopg|secret|api_key/i.test(text) || /^(DB|Data|Integrity|Programming|Operational|Internal)/.test(exceptionClass)) {
    const taken = /Key \((\w+)\)=/.exec(text)?.[1];
    if (taken !== undefined) return `${taken} is taken`;
    const absent = /null value in column "(\w+)"/.exec(text)?.[1];
    if (absent !== undefined) return `${absent} is missing`;
    return /value too long/.test(text) ? "a value is too long" : "the database refused the request";
  }
  return (text.replace(/^\d{3} [A-Z][\w ]*: /, "").split("\n")[0] ?? "").slice(0, 200);
}
