import type { Draft } from "../sitting/index.ts";

/** What was said of the building in hand, kept for this tab alone. */
export interface DraftStore {
  read(): Draft | null;
  keep(draft: Draft | null): void;
}

/**
 * @param storage the tab's storage; may throw, as browsers do where it is forbidden
 * @param name of the entry; another campaign's is left alone
 */
export function createDraftStore(storage: () => Storage, name: string): DraftStore {
  return {
    read() {
      try {
        const draft: unknown = JSON.parse(storage().getItem(name) ?? "null");
        const isDraft = typeof draft === "object" && draft !== null && "taskId" in draft && "timeline" in draft && "answerId" in draft;
        return isDraft ? (draft as Draft) : null;
      } catch {
        return null;
      }
    },
    keep(draft) {
      try {
        if (draft === null) storage().removeItem(name);
        else storage().setItem(name, JSON.stringify(draft));
      } catch {
        // Kept for this page only.
      }
    },
  };
}
