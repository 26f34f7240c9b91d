import type { Resend, Scenario, Send, Setting } from "./scenario.ts";
import type { World } from "./world.ts";

const after = (milliseconds: number) => async (_send: Send, stage: Setting) => stage.wait(milliseconds);
const ids = (count: number, first: number, step = 1) => Array.from({ length: count }, (_, n) => first + n * step);
const nextTask = (id: number) => async (_send: Send, stage: Setting) => stage.setUp((world) => world.nextId("task", id));
const quarters = ["al-Thakanah", "Hal", "al-Bedo"];
const secret = "proj-pass";

/** What earlier recordings left: projects of the owner's. */
function earlierProjects(world: World): void {
  const draft = { published: false, password: secret };
  world.project({
    id: 1,
    name: "pone",
    ...draft,
    fields: {
      name: "P one renamed",
      description: "desc of P one",
      info: { task_presenter: '<div id="sp">hello {{ project.name }}</div><script>pybossa.run("pone")</script>' },
    },
  });
  world.project({
    id: 5,
    name: "p odd/x",
    ...draft,
    fields: { name: "P odd", description: "desc of P odd", info: { task_presenter: null } },
  });
  world.project({
    id: 6,
    name: "proyé",
    ...draft,
    fields: { name: "P uni", description: "desc of P uni", info: { task_presenter: null } },
  });
  const picture = (place: number, n: number) => ({ url: `https://x/${place}/${n}`, date: `2017-0${n}-01` });
  world.project({
    id: 7,
    name: "strike",
    password: secret,
    fields: { name: "Strike", description: "desc of Strike", info: { sched: "default" } },
    tasks: [1],
    infoOf: () => ({ lat: 35.951, lon: 39, images: ids(3, 1).map((n) => picture(1, n)), building_id: "b001" }),
    priorityOf: () => 0.7,
  });
}

/** The project of the recordings that read lists: 130 tasks, of which vol1 answered those of the highest priorities. */
function readingProject(world: World): void {
  earlierProjects(world);
  world.project({
    id: 17,
    name: "rd1",
    tasks: ids(130, 37),
    nAnswers: 1,
    infoOf: (n) => ({
      comment: n % 10 === 0 ? "roof collapsed near the mosque" : "intact building",
      building_id: `b${String(n).padStart(4, "0")}`,
      neighbourhood: quarters[n % 3] ?? "",
    }),
    priorityOf: (n) => (n % 5) / 10,
  });
  world.nextId("result", 6);
  for (const [n, task] of [...ids(26, 41, 5), ...ids(4, 40, 5)].entries()) {
    const info = { n, last_intact: `2017-0${(n % 9) + 1}-01` };
    world.answer({ id: 15 + n, project: 17, task, user: 4, info });
  }
}

/** Types a project's password in an account's session. */
const typesPassword = (as: string, shortName: string) => (_send: Send, _stage: Setting, resend: Resend) =>
  resend(
    {
      note: "",
      as: "session",
      request: { method: "POST", path: `/project/${shortName}/password`, query: "", body: { password: secret } },
      response: { status: 302, headers: {} },
    },
    { as },
  );

/** A CSV file, sent with the token of the import's form. */
const upload = (shortName: string, lines: string[]) => ({
  file: { name: "t.csv", content: `${lines.join("\n")}\n` },
  form: `/project/${shortName}/tasks/import?type=localCSV`,
});

/** Rows as those that the recorded import took. */
function scaleRows(first: number, count: number): string[] {
  const pictures = (n: string) =>
    [0, 1, 2].map((at) => ({ url: `https://tiles.example/${n}/0${at}.png`, date: `2017-0${at + 1}-0${at + 1}` }));
  const rows = ids(count, first).map((n) => {
    const name = String(n).padStart(5, "0");
    return `B${name},35.9,39,"${JSON.stringify(pictures(name)).replaceAll('"', '""')}",0.1,5`;
  });
  return ["building_id,lat_number,lon_number,images_json,priority_0,n_answers", ...rows];
}

/** What each recording of the bloomberg server builds on. */
export const bloomberg: Record<string, Scenario> = {
  "01-project-create-update-publish": {
    exchanges: {
      26: { before: async (_send, stage) => stage.setUp((world) => world.nextId("project", 4)) },
      49: { body: { info: { task_presenter: "x".repeat(1_900_000) } } },
      50: { body: { info: { task_presenter: "x".repeat(2_200_000) } } },
    },
  },
  "02-tasks-create-import-update-delete": {
    setUp(world) {
      world.empty("project");
      world.project({ id: 7, name: "strike" });
      world.nextId("task", 1);
    },
    exchanges: {
      28: { body: { project_id: 7, info: { big: "x".repeat(3_000_000) } } },
      49: upload("strike", ["building_id", "K1"]),
      50: upload("strike", ["building_id", "K1"]),
      52: upload("strike", ["building_id", "K2", "K3"]),
      53: upload("strike", ["building_id", "K4", "K5"]),
    },
  },
  "03-newtask": {
    setUp(world) {
      world.project({ id: 8, name: "nt1", password: "proj-pass", tasks: ids(3, 19) });
      world.project({ id: 9, name: "nt2", password: "proj-pass", tasks: [22], nAnswers: 1, published: false });
      world.project({ id: 10, name: "nt3" });
      world.project({
        id: 11,
        name: "nt4",
        tasks: ids(3, 23),
        nAnswers: 1,
        infoOf: (n) => ({ p: [0.1, 0.9, 0.5][n] ?? 0 }),
        priorityOf: (n) => [0.1, 0.9, 0.5][n] ?? 0,
      });
      world.project({ id: 12, name: "nt5", tasks: [26], nAnswers: 1, fields: { info: { timeout: 30 } } });
      world.nextId("task_run", 1);
    },
    exchanges: {
      5: { as: "vol1" },
      6: { as: "vol1" },
      7: { as: "vol1" },
      8: { as: "vol1" },
      9: { as: "vol1" },
      10: { as: "vol1" },
      11: { as: "owner" },
      12: { as: "owner", form: "/project/nt1/update" },
      45: { before: after(32_000) },
    },
  },
  "04-taskrun": {
    setUp(world) {
      world.project({ id: 20, name: "tr1b", tasks: [7567, 7570, 7573, 7576] });
      world.nextId("task_run", 47);
    },
    exchanges: {
      23: { body: { project_id: 20, task_id: 7576, info: { x: "y".repeat(5_000_000) } } },
      34: { before: after(6_000) },
      36: { file: { name: "a.png", content: "x" } },
      37: { before: nextTask(7974) },
      39: { before: nextTask(7980) },
    },
  },
  "04b-taskrun-completion": {
    setUp(world) {
      world.project({ id: 14, name: "tr2", tasks: [33, 34], fields: { info: { allow_taskrun_edit: true } } });
      world.project({ id: 15, name: "tr3", tasks: [35], nAnswers: 1 });
      world.project({ id: 16, name: "tr4", tasks: [36], nAnswers: 1 });
      world.nextId("task_run", 10);
      world.nextId("result", 2);
    },
    exchanges: {
      9: { before: after(6_000) },
      25: { before: after(6_000) },
      45: { headers: { Authorization: "project-secret-key" } },
      46: { token: "tr4" },
      47: { token: "tr4" },
    },
  },
  "05-reading-lists": { setUp: readingProject },
  "06-progress-results-stats-other": {
    setUp: readingProject,
    exchanges: { 39: { file: { name: "ex.png", content: "PNG" } }, 40: { file: { name: "ex.png", content: "PNG" } } },
  },
  "07-ratelimit-auth-csrf-cors": {
    setUp: readingProject,
    options: { limit: 300 },
    exchanges: {
      0: {
        async before(send) {
          await send("vol1", "POST", "/api/favorites", { task_id: 37 });
          await send("vol1", "DELETE", "/api/favorites/37");
        },
      },
      1: {
        async before(send) {
          for (let n = 0; n < 299; n += 1) await (await send("owner", "GET", "/api/task?limit=1")).text();
        },
      },
      6: { headers: { "X-Forwarded-For": "203.0.113.9" } },
      7: { before: after(900_000) },
      11: { as: "vol1" },
      12: { as: "vol3" },
      13: { as: "vol3" },
      14: { as: "vol3" },
      15: { as: "vol3", headers: { Origin: "http://example.org" } },
      16: { as: "vol3" },
      17: { as: "vol3" },
      20: { headers: { Origin: "http://example.org" } },
      21: { as: "vol1" },
      22: { as: "anonymous" },
      23: { as: "anonymous", body: { email: "vol1@localhost.org", password: "bad" } },
      24: { as: "anonymous", body: { email: "vol1@localhost.org", password: "pass-vol1" } },
      25: { as: "vol1" },
    },
  },
  "08-exports": { setUp: readingProject },
  "09-result-put": { setUp: readingProject },
  "10-presenter-pages": {
    setUp(world) {
      earlierProjects(world);
      world.project({
        id: 18,
        name: "pg1",
        password: secret,
        tasks: [167, 168, 169],
        nAnswers: 5,
        fields: {
          info: {
            tutorial: '<div id="tut">TUTORIAL-HTML<script>window.TUT=1</script></div>',
            task_guidelines: "<p>GUIDELINES</p>",
            task_presenter:
              '<!-- PRESENTER-START --><style>.sp{color:red}</style><div id="sp-root">name: {{ project.name }}</div><script>window.SP_MARK=1; pybossa.run("pg1");</script><!-- PRESENTER-END -->',
          },
        },
      });
    },
    exchanges: {
      ...Object.fromEntries([1, 3, 4, 5, 6, 7, 8, 13, 14, 16, 17, 19, 21, 22, 23, 27, 28].map((at) => [at, { as: "vol1" }])),
      2: { as: "vol1", before: typesPassword("vol1", "pg1") },
      25: { as: "vol2" },
      26: { as: "vol2" },
      32: { body: { editor: "x".repeat(2_200_000) } },
      33: { body: { info: { task_presenter: `<div id="big"></div><script>/*${"a".repeat(1_500_000)}*/</script>` } } },
      36: {},
    },
  },
  "11-bulk-import-scale": {
    setUp(world) {
      world.project({ id: 19, name: "big1", password: secret });
      world.nextId("task", 170);
    },
    exchanges: {
      0: upload("big1", scaleRows(0, 150)),
      1: upload("big1", scaleRows(0, 150)),
      2: upload("big1", scaleRows(1, 150)),
      4: upload("big1", ["building_id", "G0"]),
      5: upload("big1", ["building_id", "G0"]),
      6: upload("big1", ["a,a", "1,2"]),
      7: upload("big1", ["a,b", "1"]),
      8: upload("big1", ["x_json", "{bad"]),
      9: upload("big1", ["x_number", "abc"]),
      10: upload("big1", ["building_id,n_answers", "H1,abc"]),
      11: upload("big1", ["building_id,answer_gold", "G1,yes"]),
      12: upload("big1", scaleRows(200, 300)),
      13: { before: (send) => send("owner", "PUT", "/api/project/19", { info: { passwd_hash: null } }) },
    },
  },
  "13-extra": {
    setUp(world) {
      world.project({ id: 22, name: "ex1", password: "proj-pass", tasks: [10231, 10232], nAnswers: 1 });
      world.nextId("task_run", 100);
    },
    exchanges: {
      // What was read, without the hash, which the recording does not keep.
      6: {
        body: { name: "Proj ex1", short_name: "ex1", description: "desc of Proj ex1", links: [], link: "", info: { nested: { a: 9 } } },
      },
      11: { as: "vol1", before: typesPassword("vol1", "ex1") },
      12: { as: "vol1" },
    },
  },
  "14-extra2": {
    setUp(world) {
      world.project({ id: 24, name: "ex2", password: "proj-pass", tasks: [10233] });
      world.project({ id: 25, name: "ex3", password: secret, tasks: [10235], nAnswers: 1, published: false });
      world.nextId("task_run", 101);
      world.nextId("result", 42);
    },
    exchanges: Object.fromEntries(
      [1, 2, 3, 4, 6].map((at) => [at, { as: "vol1", ...(at === 1 ? { before: typesPassword("vol1", "ex2") } : {}) }]),
    ),
  },
};
