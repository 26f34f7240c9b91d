import { NotPlayable } from "./not-playable.ts";

type Kind = "project" | "task" | "task_run" | "result" | "helpingmaterial" | "blogpost" | "user";

/** What a number after a word of a path, or under a key of a body or query, names. */
const kinds: Record<string, Kind> = {
  project: "project",
  project_id: "project",
  locks: "project",
  projectdetails: "project",
  bulktasks: "project",
  task: "task",
  task_id: "task",
  favorites: "task",
  taskrun: "task_run",
  result: "result",
  helpingmaterial: "helpingmaterial",
  blogpost: "blogpost",
  user: "user",
  user_id: "user",
  owner_id: "user",
};

/** Lists of numbers of accounts; `project_users` lies in a project's `info`. */
const listsOfUsers = ["owners_ids", "fav_user_ids", "project_users"];

/** What a server tells of an account beside its number, the same in all answers. */
const accountTexts = ["fullname", "email", "email_addr"];

/** No recorded id is as large, and no server's. The recordings mean "one that does not exist" by the ids from `invented` on. */
const nowhere = 2_000_000_000;
const invented = 90_000;

/** Which of the server's records and names stand for the recorded ones. Records of others are in no ledger, and so out of reach. */
export interface Ledger {
  /** Added to every name of a project, and taken out of every answer. */
  suffix: string;
  /** The projects that this run made. */
  made: Set<number>;
  learn(kind: string, recorded: unknown, actual: unknown): void;
  /** The server's record for a recorded id. @throws NotPlayable where there is none */
  actual(kind: Kind, recorded: number): number;
  /** A recorded path and query as the server is to be asked. @throws NotPlayable */
  address(path: string, writes: boolean): string;
  body(value: unknown): unknown;
  /** A recorded answer as the server would give it. */
  expected(value: unknown): unknown;
  /** Takes from an answer which accounts and answers of the server's stand for the recorded ones. */
  learnNamed(recorded: unknown, actual: unknown): void;
}

export function createLedger(suffix: string, names: Set<string>): Ledger {
  const ids = new Map<string, number>();
  const made = new Set<number>();
  const texts = new Map<string, string>();
  const files = new Set<string>();
  const find = (kind: string, recorded: number) => ids.get(`${kind} ${recorded}`);

  function actual(kind: Kind, recorded: number): number {
    const known = find(kind, recorded);
    if (known !== undefined) return known;
    if (recorded >= invented) return nowhere;
    throw new NotPlayable("names a record that this run did not make");
  }

  function learn(kind: string, recorded: unknown, real: unknown): void {
    const table = kinds[kind] ?? kind;
    if (typeof recorded === "number" && typeof real === "number") ids.set(`${table} ${recorded}`, real);
  }

  function numbered(key: string, value: unknown): unknown {
    const kind = kinds[key];
    if (kind === undefined) return value;
    if (typeof value === "number" && Number.isInteger(value) && value > 0) return actual(kind, value);
    if (typeof value === "string" && /^\[?[1-9]\d*([ ,][1-9]\d*)*\]?$/.test(value)) {
      return value.replaceAll(/\d+/g, (each) => String(actual(kind, Number(each))));
    }
    return value;
  }

  function users(ids: unknown): unknown {
    return Array.isArray(ids) ? ids.map((id) => (typeof id === "number" ? actual("user", id) : id)) : ids;
  }

  function named(key: string, value: unknown): unknown {
    const isName = ["name", "short_name", "projectname", "project_short_name"].includes(key);
    return isName && typeof value === "string" && value.trim() !== "" && value !== "new" ? value + suffix : value;
  }

  function body(value: unknown): unknown {
    if (value instanceof FormData) {
      for (const [key, field] of [...value]) value.set(key, typeof field === "string" ? String(numbered(key, field)) : ownFile(field));
      return value;
    }
    if (Array.isArray(value)) return value.map((row) => (isObject(row) && "id" in row ? { ...row, id: numbered("task", row.id) } : row));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => {
        if (listsOfUsers.includes(key)) return [key, users(field)];
        if (key === "info" && isObject(field) && "project_users" in field)
          return [key, { ...field, project_users: users(field.project_users) }];
        return [key, named(key, numbered(key, field))];
      }),
    );
  }

  /** The file under a name that nobody has: a server puts it in the place of an older one of the same name. */
  function ownFile(file: File): File {
    files.add(file.name);
    return new File([file], withSuffix(file.name));
  }

  function withSuffix(name: string): string {
    return name.replace(/(?=\.\w+$)/, suffix);
  }

  function upload(container: string, name: string): string {
    if (!files.has(name)) throw new NotPlayable("names a file that this run did not upload");
    return `/uploads/${container.replace(/\d+$/, (id) => String(actual("user", Number(id))))}/${withSuffix(name)}`;
  }

  function address(text: string, writes: boolean): string {
    const [path = "", query] = text.split("?", 2);
    const parts = path.split("/");
    if (parts[1] === "uploads") return upload(parts[2] ?? "", parts[3] ?? "");
    const isPage = parts[1] === "project";
    const asked = parts.map((part, at) => {
      const before = parts[at - 1] ?? "";
      if (/^\d+$/.test(part)) {
        if (isPage && at === 3) return String(actual("task", Number(part)));
        const kind = kinds[before];
        return kind === undefined ? part : String(actual(kind, Number(part)));
      }
      if (!["project", "projectbyname"].includes(before) || part === "") return part;
      if (names.has(decodeURIComponent(part))) return part + suffix;
      if (writes) throw new NotPlayable("names a project that this run did not make");
      return part;
    });
    if (query === undefined) return asked.join("/");
    const fields = query.split("&").map((field) => {
      const [key = "", value] = field.split("=", 2);
      if (value === undefined) return field;
      const plain = decodeURIComponent(value.replaceAll("+", " "));
      const isOwnId = (key === "id" || key === "last_id") && /^[1-9]\d*$/.test(plain);
      const told = isOwnId ? numbered(parts[2] ?? "", plain) : named(key, numbered(key, plain));
      return told === plain ? field : `${key}=${encodeURIComponent(String(told))}`;
    });
    return `${asked.join("/")}?${fields.join("&")}`;
  }

  function expected(value: unknown, key = ""): unknown {
    const kind = kindUnder(key);
    if (accountTexts.includes(key) && typeof value === "string") return texts.get(value) ?? value;
    if (key === "info" && isObject(value) && "project_users" in value) {
      return { ...value, project_users: expected(value.project_users, "project_users") };
    }
    if (key === "target" && typeof value === "string" && value.startsWith("/")) return address(value, false).replaceAll(suffix, "");
    if (typeof value === "number" && kind !== undefined) return find(kind, value) ?? value;
    if (typeof value === "string" && kind !== undefined && /^\d+$/.test(value)) return String(find(kind, Number(value)) ?? value);
    if (Array.isArray(value)) return value.map((each) => expected(each, key));
    if (!isObject(value) || key === "info") return value;
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, expected(field, name)]));
  }

  function learnNamed(recorded: unknown, real: unknown, key = ""): void {
    if (Array.isArray(recorded) && Array.isArray(real)) {
      for (const [at, each] of recorded.entries()) learnNamed(each, real[at], key);
    } else if (isObject(recorded) && isObject(real)) {
      for (const [name, field] of Object.entries(recorded)) if (name !== "info") learnNamed(field, real[name], name);
    } else if (accountTexts.includes(key) && typeof recorded === "string" && typeof real === "string") {
      if (!texts.has(recorded)) texts.set(recorded, real);
    } else if (typeof recorded === "number") {
      const kind = kindUnder(key);
      if ((kind === "user" || kind === "task_run") && find(kind, recorded) === undefined) learn(kind, recorded, real);
    }
  }

  return { suffix, made, learn, actual, address, body, expected, learnNamed };
}

function kindUnder(key: string): Kind | undefined {
  if (listsOfUsers.includes(key)) return "user";
  return key === "task_run_ids" ? "task_run" : kinds[key];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
