import type { Connection } from "./connection.ts";
import { NotPybossaError, PybossaError } from "./errors.ts";
import type { components } from "./generated/pybossa.ts";
import { userProgress } from "./resources.ts";
import { byIdOrShortName } from "./shapes.ts";
import { parsed, requestOf, textOf } from "./transport.ts";

/** Names of Scifabric's schedulers. */
export type Scheduler = components["schemas"]["SchedulerForm"]["sched"];

/** A new account. `name` stands in addresses; all have 3 to 35 characters. */
export interface Registration {
  name: string;
  fullname: string;
  email: string;
  password: string;
}

/** What PYBOSSA leaves to its form pages. */
export type Forms = ReturnType<typeof forms>;

const pollMs = 2_000;
const stalledMs = 180_000;

type Fields = Record<string, unknown>;

/** A page in JSON mode, and how to send its form. */
interface OpenForm {
  page: Fields;
  cookies: Cookies;
  /** @throws PybossaError with what the page says where it does not accept the form */
  submit(body: Fields | FormData, accepted?: (page: Fields) => boolean): Promise<Fields>;
}

/**
 * PYBOSSA's form pages, for what its API does not offer. Each call reads the page's token with the session cookie that
 * belongs to it, and sends both back with the API key. The cookie is held for no longer than the call; a browser uses
 * its own.
 */
export function forms({ api, endpoint, headers, dialect, transport, sleep, now }: Connection) {
  async function request(path: string, init: RequestInit, redirects = false) {
    const asked = new Request(endpoint + path, { ...init, redirect: "manual" });
    const { response, body } = await transport.exchange(asked, redirects);
    const text = textOf(body);
    const data = parsed(text);
    return { asked, response, text, data: isFields(data) ? data : undefined };
  }

  async function open(path: string, own: Record<string, string> = headers): Promise<OpenForm> {
    // Exactly this type makes PYBOSSA answer JSON, on a GET too.
    const json = { "Content-Type": "application/json" };
    const { asked, response, data } = await request(path, { headers: { ...json, ...own } });
    const form = isFields(data?.form) ? data.form : data;
    const token = form?.csrf;
    if (!data || typeof token !== "string")
      throw new NotPybossaError("the server answers, but not with a PYBOSSA form", asked, response.status);
    const cookies = cookiesOf(response);
    return {
      page: data,
      cookies,
      async submit(body, accepted = ({ status }) => status === "success") {
        const session = cookies.size === 0 ? {} : { Cookie: cookieText(cookies) };
        const sent = { ...own, ...session, "X-CSRFToken": token, Referer: endpoint + path };
        const done = await request(
          path,
          body instanceof FormData
            ? { method: "POST", body, headers: sent }
            : { method: "POST", body: JSON.stringify(body), headers: { ...json, ...sent } },
          true,
        );
        for (const [name, value] of cookiesOf(done.response)) cookies.set(name, value);
        const fault = (message: string) => new PybossaError(message, done.asked, done.response.status);
        if (/\/account\/signin/.test(done.response.headers.get("Location") ?? ""))
          throw fault("the server asks to sign in: it does not know the key");
        if (!done.response.ok || (done.data && accepted(done.data))) return done.data ?? {};
        throw fault(pageText(done.data) ?? "the server did not accept the form");
      },
    };
  }

  const project = (shortName: string, page: string) => `/project/${encodeURIComponent(shortName)}/${page}`;

  return {
    /**
     * Publishes a project. PYBOSSA deletes the project's task runs and results at that, and does so each time; so a
     * project that is published already is left alone.
     * @returns whether it was published already
     * @throws PybossaError 403 without a task presenter or a task, or with another account's key; 401 with an unknown key
     */
    async publish(shortName: string): Promise<{ already: boolean }> {
      const form = await open(project(shortName, "publish")).catch((error: unknown) => {
        throw error instanceof PybossaError && error.status === 403 ? notPublishable(error) : error;
      });
      if (isFields(form.page.project) && form.page.project.published === true) return { already: true };
      await form.submit({});
      return { already: false };
    },
    /**
     * Hands PYBOSSA a CSV file of tasks: columns n_answers and priority_0 become fields, all others keys of info; rows
     * that exist are skipped. A file of over 200 rows is imported after the answer: follow it by `awaitTasks`. Leave no cell empty: scifabric then fails at that row (status 500) and keeps the rows before it. On bloomberg
     * the end of a column's name types it (`_json`, `_number`, `_bool`, `_null`), and all else is text.
     * @throws PybossaError with what the page says where it does not import
     * @param name file name; .csv is added where it is missing
     */
    async importCsv(shortName: string, name: string, csvText: string): Promise<void> {
      const isBloomberg = (await dialect()) === "bloomberg";
      const form = await open(`${project(shortName, "tasks/import")}?type=localCSV${isBloomberg ? "&response_format=json" : ""}`);
      const body = new FormData();
      body.set("form_name", "localCSV");
      body.set("file", new Blob([csvText], { type: "text/csv" }), name.endsWith(".csv") ? name : `${name}.csv`);
      // It would refuse a bundled presenter, in whose text it looks for names of columns.
      if (isBloomberg) body.set("do_not_validate_tp", "y");
      await form.submit(body, isBloomberg ? imported : undefined);
    },
    /**
     * Counts a project's tasks until there are so many: the end of an import in the background, which PYBOSSA tells by
     * e-mail alone.
     * @param onCount told each count
     * @throws PybossaError where the count stands still for three minutes; its message holds the count
     */
    async awaitTasks(projectId: number, wanted: number, onCount: (tasks: number) => void = () => {}): Promise<void> {
      let reached = -1;
      for (let since = now(); ; ) {
        const received = await api.GET("/api/project/{id_or_short_name}/userprogress", byIdOrShortName(projectId));
        const { total } = userProgress.one(received);
        onCount(total);
        if (total >= wanted) return;
        if (total !== reached) since = now();
        else if (now() - since > stalledMs)
          throw new PybossaError(`the import stands still at ${total} of ${wanted} tasks`, requestOf(received.response), 200);
        reached = total;
        await sleep(pollMs);
      }
    },
    async scheduler(shortName: string, sched: Scheduler): Promise<void> {
      await (await open(project(shortName, "tasks/scheduler"))).submit({ sched });
    },
    /** Sets n_answers of all tasks, and recomputes their states both ways. */
    async redundancy(shortName: string, nAnswers: number): Promise<void> {
      await (await open(project(shortName, "tasks/redundancy"))).submit({ n_answers: nAnswers });
    },
    /**
     * Signs an account in, without the key.
     * @returns the session for the `headers` of another client; a browser holds it itself, and cookie is ""
     * @throws PybossaError where the address or the password is wrong
     */
    async signIn(email: string, password: string): Promise<{ cookie: string }> {
      const { Authorization: _, ...keyless } = headers;
      const form = await open("/account/signin", keyless);
      await form.submit({ email, password });
      return { cookie: cookieText(form.cookies) };
    },
    /**
     * Makes an account: on scifabric one's own, on bloomberg another person's with an admin's key.
     * @throws PybossaError with what the form says against its values; NotPybossaError where the server lets nobody register so
     */
    async register({ name, fullname, email, password }: Registration): Promise<void> {
      const body = { name, fullname, email_addr: email, password, confirm: password, consent: true };
      await (await open("/account/register")).submit(body);
    },
    /**
     * Enters a project by its password, as a volunteer does (bloomberg).
     * @returns the cookie that shows it, for half an hour and an hour from each newtask; a browser holds it itself, and
     * cookie is ""
     * @throws PybossaError where the password is wrong
     */
    async enter(shortName: string, password: string): Promise<{ cookie: string }> {
      const path = project(shortName, "password");
      // A page for people in every mode, unlike the others.
      const page = await request(path, { headers });
      const token = /csrf_token[^>]{0,500}?value="([^"]+)"/.exec(page.text)?.[1];
      if (token === undefined) throw new NotPybossaError("the server answers, but not with a PYBOSSA form", page.asked, 200);
      const cookies = cookiesOf(page.response);
      const { Cookie: own, ...others } = headers;
      const session = [own, cookieText(cookies)].filter(Boolean).join("; ");
      const sent = { ...others, ...(session === "" ? {} : { Cookie: session }), Referer: endpoint + path };
      const body = new URLSearchParams({ password, csrf_token: token });
      const { asked, response } = await request(path, { method: "POST", body, headers: sent }, true);
      if (response.ok || /\/account\/signin/.test(response.headers.get("Location") ?? ""))
        throw new PybossaError("the server does not accept the project's password", asked, 403);
      return { cookie: cookieText(cookiesOf(response)) };
    },
  };
}

/** bloomberg tells only in words what became of an import. */
function imported({ form, flash }: Fields): boolean {
  const words = typeof flash === "string" ? flash : "";
  return !isFields(form) && /imported successfully|no new records|be patient/i.test(words) && !/failed/i.test(words);
}

function notPublishable({ method, url, status }: PybossaError): PybossaError {
  const message = "the server does not publish the project: that takes a task presenter, a task, and the key of its owner";
  return new PybossaError(message, { method, url }, status);
}

type Cookies = Map<string, string>;

/** Node's fetch keeps no cookies, so they are read here; a browser hides them and keeps them itself. */
function cookiesOf({ headers }: Response): Cookies {
  const lines = headers.getSetCookie?.() ?? [];
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      return name !== undefined && value !== undefined ? [[name.trim(), value.trim()]] : [];
    }),
  );
}

function cookieText(cookies: Cookies): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a page says for the visitor, without its markup; the texts of single fields after it. */
function pageText(page: Fields | undefined): string | null {
  const errors = isFields(page?.form) && isFields(page.form.errors) ? Object.entries(page.form.errors) : [];
  const texts = [page?.flash, ...errors.map(([name, words]) => `${name}: ${String(words)}`)].filter((text) => typeof text === "string");
  const text = texts
    .join(" ")
    .replace(/<[^<>]*>/g, "")
    .slice(0, 200);
  return text === "" ? null : text;
}
