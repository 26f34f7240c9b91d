/** A refusal of the REST API, in the shape and words of PYBOSSA's own. */
export class ApiError extends Error {
  override name = "ApiError";
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 415 | 429 | 500;
  readonly exceptionClass: string;

  constructor(status: ApiError["status"], exceptionClass: string, message: string) {
    super(message);
    this.status = status;
    this.exceptionClass = exceptionClass;
  }
}

/** A refusal of a page or form: JSON `{code, description, template}` in JSON mode, else HTML. */
export class PageError extends Error {
  override name = "PageError";
  readonly status: 400 | 401 | 403 | 404 | 415 | 423 | 500;

  constructor(status: PageError["status"], description?: string) {
    super(description ?? pageTexts[status]);
    this.status = status;
  }
}

const pageTexts: Record<PageError["status"], string> = {
  400: "The browser (or proxy) sent a request that this server could not understand.",
  401: "The server could not verify that you are authorized to access the URL requested. You either supplied the wrong credentials (e.g. a bad password), or your browser doesn't understand how to supply the credentials required.",
  403: "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.",
  404: "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.",
  415: "The server does not support the media type transmitted in the request.",
  423: "The project is locked: it has no password.",
  500: "The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.",
};

/** What a caller may not do: 401 to the anonymous, 403 to the rest. */
export function refusal(signedIn: boolean): ApiError {
  return signedIn ? new ApiError(403, "Forbidden", pageTexts[403]) : new ApiError(401, "Unauthorized", pageTexts[401]);
}

export function notFound(): ApiError {
  return new ApiError(404, "NotFound", `404 Not Found: ${pageTexts[404]}`);
}

export function badRequest(): ApiError {
  return new ApiError(400, "BadRequest", pageTexts[400]);
}

/** A value that the column's type does not take. */
export function wrongValue(type: string, value: string): ApiError {
  return new ApiError(415, "DataError", `(psycopg2.errors.InvalidTextRepresentation) invalid input syntax for type ${type}: "${value}"\n`);
}

export function unknownAttribute(className: string, name: string): ApiError {
  return new ApiError(415, "AttributeError", `type object '${className}' has no attribute '${name}'`);
}
