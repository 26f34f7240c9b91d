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
      const rows: (QueuedAnswer & { scope: string })[] = await done(store.getAll());
      return rows.filter((row) => row.scope === scope).sort((one, other) => one.requestedAt - other.requestedAt);
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
