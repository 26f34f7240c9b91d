import type { Scenario, Send, Setting } from "./scenario.ts";

/** The task that the recorded server imported from an address. */
const imported = {
  project_id: 15,
  info: { building: "B1", lat: 35.95, lon: 39.01, images: '[{"d":"2017-06-01"}]' },
  priority_0: 0.9,
  n_answers: 2,
};
const rows = `building,lat,lon,images,priority_0,n_answers\nB1,35.95,39.01,"[{""d"":""2017-06-01""}]",0.9,2\nB2,,39.02,[],0.5,2\n`;
const manyRows = `building,lat\n${Array.from({ length: 250 }, (_, n) => `X${n},35.${n}`).join("\n")}\n`;

/** Until a page of tasks has this many. */
async function untilTasks(send: Send, path: string, count: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const tasks = (await (await send("anonymous", "GET", path)).json()) as unknown[];
    if (tasks.length >= count) return;
  }
  throw new Error(`${path} never had ${count} tasks`);
}

const ask = (as: string, project: number) => (send: Send) => send(as, "GET", `/api/project/${project}/newtask?limit=10`);

function range(first: number, count: number, step = 1): number[] {
  return Array.from({ length: count }, (_, n) => first + n * step);
}

const anHour = 3_600_000;

/** What each recording of the Scifabric server builds on. */
export const scifabric: Record<string, Scenario> = {
  "00-register-signin": {
    exchanges: {
      0: { as: "anonymous" },
      2: { as: "anonymous" },
      3: { as: "anonymous" },
      1: {
        as: "anonymous",
        body: { name: "newcomer", fullname: "New Comer", email_addr: "new@example.org", password: "x", confirm: "x", consent: true },
      },
      4: { as: "anonymous", body: { email: "owner@example.org", password: "wrong" } },
      5: { as: "anonymous", body: { email: "owner@example.org", password: "pass-owner" } },
    },
  },
  "01-project": {
    exchanges: {
      0: { body: { name: "Strike One", short_name: "strike1", description: "first project" } },
      12: { headers: { "Content-Type": "application/json" } },
      24: { headers: { "Content-Type": "text/plain" } },
      25: { as: "owner" },
      18: { before: async (_send, stage) => stage.setUp((world) => world.nextId("project", 9)) },
      59: { before: async (_send, stage) => stage.setUp((world) => world.nextId("project", 13)) },
    },
  },
  "02-task": {
    exchanges: {
      21: { body: { project_id: 1, info: { big: "x".repeat(1_000_000) }, n_answers: 2, priority_0: 0.5 } },
      46: { before: (send) => send("owner", "DELETE", "/api/task/14") },
      26: { headers: { "Content-Type": "text/plain" } },
    },
  },
  "02b-importers-publish": {
    setUp(world) {
      world.empty("task");
      world.nextId("project", 14);
      world.nextId("task", 15);
    },
    exchanges: {
      14: { as: "other" },
      28: { before: (send) => send("owner", "POST", "/api/task", imported) },
      29: { file: { name: "rows.csv", content: rows } },
      31: { file: { name: "rows.csv", content: manyRows } },
      37: { form: "/project/imptest/tasks/import?type=localCSV" },
      32: { before: (send) => untilTasks(send, "/api/task?project_id=15&limit=100&offset=200", 50) },
    },
  },
  "03-newtask": {
    setUp(world) {
      world.project({ id: 16, name: "nt", tasks: range(267, 5) });
      world.project({ id: 17, name: "noanon", tasks: [272], fields: { allow_anonymous_contributors: false } });
      world.project({ id: 18, name: "ext", tasks: [273, 274] });
      world.project({ id: 19, name: "sc-breadth-first", tasks: [275, 276], nAnswers: 1, fields: { info: { sched: "breadth_first" } } });
      world.project({ id: 20, name: "sc-depth-first-all", tasks: [277, 278], nAnswers: 1, fields: { info: { sched: "depth_first_all" } } });
      world.project({ id: 21, name: "sc-locked", tasks: [279, 280], nAnswers: 1, fields: { info: { sched: "locked" } } });
      world.project({ id: 22, name: "sc-incremental", tasks: [281, 282], nAnswers: 1, fields: { info: { sched: "incremental" } } });
      world.nextId("task_run", 2);
    },
    exchanges: {
      20: { before: (send) => send("owner", "PUT", "/api/task/270", { priority_0: 1 }) },
      35: {
        async before(send) {
          for (const task of range(267, 5)) {
            await send("vol2", "GET", "/api/project/16/newtask?limit=10");
            await send("vol2", "POST", "/api/taskrun", { project_id: 16, task_id: task, info: 1 });
          }
        },
      },
      43: { headers: { Authorization: "Bearer abc" } },
      45: { headers: { Authorization: "wrong" } },
      46: { headers: { Authorization: "project-secret-key" } },
      47: { token: "ext" },
      48: { token: "ext" },
      49: { token: "ext" },
      50: { token: "ext" },
      53: { token: "ext" },
    },
  },
  "04-taskrun": {
    setUp(world) {
      world.project({ id: 23, name: "tr", tasks: range(283, 6) });
      world.project({ id: 24, name: "tranon", tasks: range(289, 3), nAnswers: 3 });
      world.nextId("task_run", 17);
      world.nextId("result", 11);
    },
    exchanges: {
      5: { as: "vol1" },
      25: { body: { project_id: 23, task_id: 287, info: "x".repeat(5_000_000) } },
      37: { as: "vol4" },
      61: { headers: { "X-Forwarded-For": "203.0.113.9" } },
      63: { file: { name: "note.png", content: "x" } },
    },
  },
  "05-reading": {
    setUp(world) {
      world.project({ id: 25, name: "rd", tasks: range(292, 130), nAnswers: 1 });
      for (const n of range(0, 30)) {
        const info = {
          n,
          deep: { k: `v${n % 2}` },
          text: `the house was hit by a shell ${n}`,
          answer: n % 3 === 0 ? "standing" : "destroyed",
        };
        world.answer({ id: 29 + n, project: 25, task: 292 + n, user: 4, info });
      }
    },
    exchanges: { 54: { query: "project_id=25&info=text::house+%26+shell&fulltextsearch=1&limit=5" } },
  },
  "06-other-endpoints": {
    setUp(world) {
      world.project({ id: 26, name: "oth", tasks: range(422, 4) });
      world.nextId("result", 44);
      for (const [id, task, user, v] of [
        [59, 422, 4, 1],
        [60, 422, 5, 2],
        [61, 423, 4, 1],
        [62, 423, 5, 2],
        [63, 424, 4, 1],
      ] as const) {
        world.answer({ id, project: 26, task, user, info: { v } });
      }
    },
    exchanges: {
      28: { file: { name: "a.png", content: "PNG" } },
      30: { file: { name: "bundle.js", content: "var a = 1;\n" } },
      32: { file: { name: "data.geojson", content: "{}" } },
    },
  },
  "07-ratelimit-auth-cors": {
    options: { limit: 300 },
    setUp(world) {
      world.project({ id: 27, name: "rl", tasks: range(426, 3), nAnswers: 5 });
      world.nextId("task_run", 64);
    },
    exchanges: {
      1: {
        async before(send) {
          for (let n = 0; n < 298; n += 1) await (await send("anonymous", "GET", "/api/task?limit=1&project_id=27")).text();
        },
      },
      10: { headers: { "X-Forwarded-For": "203.0.113.9" } },
      11: { before: async (_send, stage) => stage.wait(900_000), headers: { Origin: "http://example.org" } },
      14: { as: "vol3" },
      15: { as: "vol3" },
      16: { as: "vol3", headers: { Origin: "http://example.org" } },
      17: { as: "vol3" },
      18: { as: "vol3" },
      21: { as: "vol3" },
      23: { as: "vol4" },
      24: { headers: { Authorization: "unknown" } },
      25: { headers: { Authorization: "Bearer key-vol3" } },
    },
  },
  "08-exports": {
    setUp(world) {
      world.project({ id: 29, name: "exp", tasks: [429, 430], nAnswers: 1 });
      world.project({ id: 30, name: "exppriv", tasks: [431], fields: { published: false } });
      world.answer({
        id: 66,
        project: 29,
        task: 429,
        user: 4,
        info: { n: { a: 1, b: [1, 2] }, last_standing: "2017-06-01", first_destroyed: "2017-07-01" },
      });
    },
    exchanges: { 18: { before: (send) => send("owner", "PUT", "/api/project/29", { zip_download: false }) } },
  },
  "09-results-webhooks": {
    setUp(world) {
      world.project({ id: 31, name: "wh", tasks: [434, 435, 436] });
      world.nextId("result", 49);
      world.answer({ id: 73, project: 31, task: 434, user: 4, info: 1 });
      world.answer({ id: 74, project: 31, task: 434, user: 5, info: 1 });
    },
    exchanges: {
      3: {
        async before(send) {
          for (const volunteer of ["vol1", "vol2", "vol3"]) await ask(volunteer, 31)(send);
          for (const volunteer of ["vol1", "vol2"])
            await send(volunteer, "POST", "/api/taskrun", { project_id: 31, task_id: 435, info: 1 });
        },
      },
      10: { before: ask("vol4", 31) },
      16: {
        async before(send) {
          for (const volunteer of ["vol1", "vol2"]) {
            await ask(volunteer, 31)(send);
            await send(volunteer, "POST", "/api/taskrun", { project_id: 31, task_id: 436, info: 1 });
          }
        },
      },
    },
  },
  "10-presenter-page": {
    setUp(world) {
      world.project({ id: 32, name: "pres", tasks: [438] });
      world.project({ id: 33, name: "presdraft", fields: { published: false } });
      world.project({ id: 34, name: "prespw" });
    },
    exchanges: { 2: { as: "vol1" }, 11: { as: "vol2" }, 12: { as: "vol2", headers: { Cookie: "prestutorial=seen" } }, 20: { as: "vol1" } },
  },
  "11-edges-races": {
    setUp(world) {
      world.project({ id: 35, name: "edge", tasks: range(442, 12), fields: { info: { thumbnail: "t.png", custom: { a: 1 } } } });
    },
    exchanges: {
      5: { before: async (_send: Send, stage: Setting) => stage.wait(anHour) },
      6: { as: "anonymous" },
      7: { as: "vol2" },
      8: { as: "anonymous" },
      9: { as: "anonymous" },
      10: { as: "anonymous" },
      11: { as: "anonymous" },
      12: { as: "anonymous" },
      13: { as: "anonymous" },
    },
  },
  "13-web-forms-with-api-key-only": {
    setUp(world) {
      world.project({ id: 39, name: "keyonly", tasks: [1859], fields: { published: false } });
    },
    exchanges: {
      1: {
        file: { name: "rows.csv", content: "building,lat\nK1,1\nK2,2\n" },
        before: async (_send, stage) => stage.setUp((world) => world.nextId("task", 1864)),
      },
    },
  },
  "14-more": {
    setUp(world) {
      world.project({ id: 40, name: "more", tasks: [10098, 10101], nAnswers: 1 });
      world.answer({ id: 5000, project: 40, task: 10098, user: 4, info: 1 });
      world.project({ id: 42, name: "lock2", tasks: [10332, 10335, 10338, 10341], nAnswers: 1, fields: { info: { sched: "locked" } } });
      world.project({ id: 43, name: "draftread", tasks: [10355, 10357], fields: { published: false } });
    },
    options: { limit: 300 },
    exchanges: {
      8: {
        async before(send) {
          for (let n = 0; n < 299; n += 1) await (await send("anonymous", "GET", "/api/taskrun?limit=0")).text();
        },
      },
      9: { before: async (_send, stage) => stage.wait(900_000) },
      10: { file: { name: "bundle-x.js", content: "one" } },
      11: { file: { name: "bundle-x.js", content: "two" } },
      18: { as: "vol2" },
    },
  },
};
