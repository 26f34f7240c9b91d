import type { AnswerStore, QueuedAnswer } from "../session/index.ts";

const database = "strike-tracker";
const table = "answers";

/**
 * Keeps answers in IndexedDB, so that they outlive a killed tab. Where that is not to be had (a private window, a full
 * device), each call fails and the answer stays in memory.
 * @param scope answers of other projects on this origin are left alone
 */
export function createAnswerStore(scope: string): AnswerStore {
  let opened: Promise<IDBDatabase> | null = null;
  const open = () => {
    opened ??= openDatabase();
    opened.catch(() => {
      opened = null;
    });
    return opened;
  };
  return {
    put: async (entry) => {
      const store = (await open()).transaction(table, "readwrite").objectStore(table);
      await done(store.put({ scope, ...entry }));
    },
    all: async () => {
      const store = (await open()).transaction(table, "readonly").objectStore(table);
      return queuedAnswers(await done(store.getAll()), scope);
    },
    clear: async () => {
      const store = (await open()).transaction(table, "readwrite").objectStore(table);
      const rows: { id: string; scope: string }[] = await done(store.getAll());
      for (const { id } of rows.filter((row) => row.scope === scope)) await done(store.delete(id));
    },
    remove: async (id) => {
      const store = (await open()).transaction(table, "readwrite").objectStore(table);
      await done(store.delete(id));
    },
  };
}

/** The rows that are whole answers of this scope, by time: a browser's storage may be damaged, or of another version. */
export function queuedAnswers(rows: unknown, scope: string): QueuedAnswer[] {
  const own = Array.isArray(rows) ? rows.filter((row): row is QueuedAnswer => isQueued(row, scope)) : [];
  return own.sort((one, other) => one.requestedAt - other.requestedAt);
}

function isQueued(row: unknown, scope: string): boolean {
  if (typeof row !== "object" || row === null) return false;
  const { scope: own, id, projectId, taskId, requestedAt, heldUntil = 0, corrects = 1, answer } = row as Record<string, unknown>;
  if (own !== scope || typeof answer !== "object" || answer === null) return false;
  const said = answer as Record<string, unknown>;
  return (
    typeof id === "string" &&
    said.id === id &&
    [said.schema, said.building, said.verdict].every((text) => typeof text === "string") &&
    typeof said.frames === "object" &&
    [projectId, taskId, corrects].every((number) => Number.isSafeInteger(number) && Number(number) > 0) &&
    [requestedAt, heldUntil].every(Number.isFinite)
  );
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: "id" });
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}
