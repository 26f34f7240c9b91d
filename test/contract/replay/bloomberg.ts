import type { Scenario } from "./scenario.ts";
import { addProject, nextId } from "./stage.ts";

/** What recordings of the bloomberg server build on; those that are not named here are not replayed. */
export const bloomberg: Record<string, Scenario & { leftOut: number[] }> = {
  "01-project-create-update-publish": {
    exchanges: { 26: { before: async (_send, stage) => stage.setUp((database) => nextId(database, "project", 4)) } },
    // The server's list of products, an error of its own, and bodies that were not kept.
    leftOut: [11, 16, 49, 50],
  },
  "02-tasks-create-import-update-delete": {
    setUp(database, now) {
      database.run("DELETE FROM project");
      addProject(database, { id: 7, name: "strike" }, now);
      nextId(database, "task", 1);
    },
    // Bodies that were not kept, and the forms.
    leftOut: [28, 29, ...Array.from({ length: 20 }, (_, n) => 36 + n)],
  },
};
