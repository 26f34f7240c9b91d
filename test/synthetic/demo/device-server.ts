/**
 * Stands in for a PYBOSSA server inside the demonstration's page: its tasks come from the page, the answers stay on the
 * device. Runs before the presenter's script.
 */
interface DemoTask {
  id: number;
  info: unknown;
}

interface DemoRun {
  id: number;
  task_id: number;
  info: unknown;
}

const kept = "strike-tracker-demo-answers";
const script = (id: string) => document.getElementById(id)?.textContent ?? "null";
const tasks = JSON.parse(script("demo-tasks")) as DemoTask[];

function runs(): DemoRun[] {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? "[]") as DemoRun[];
  } catch {
    return [];
  }
}

function store(body: string): DemoRun {
  const { task_id, info } = JSON.parse(body) as DemoRun;
  const run = { id: runs().length + 1, task_id, info };
  localStorage.setItem(kept, JSON.stringify([...runs(), run]));
  return run;
}

/** What PYBOSSA would reply, or null for an address that is not its. */
async function reply(url: URL, request: Request): Promise<unknown> {
  const answered = new Set(runs().map(({ task_id }) => task_id));
  const whole = (task: DemoTask) => ({ ...task, project_id: 1, state: "ongoing", n_answers: 1 });
  if (/\/newtask$/.test(url.pathname)) {
    const offset = Number(url.searchParams.get("offset") ?? 0);
    const limit = Number(url.searchParams.get("limit") ?? 1);
    const open = tasks.filter(({ id }) => !answered.has(id)).slice(offset, offset + limit);
    if (open.length === 0) return {};
    return limit > 1 ? open.map(whole) : whole(open[0] as DemoTask);
  }
  if (/\/userprogress$/.test(url.pathname)) return { done: answered.size, total: tasks.length };
  const task = /^\/api\/task\/(\d+)$/.exec(url.pathname);
  if (task) return whole(tasks.find(({ id }) => id === Number(task[1])) ?? (tasks[0] as DemoTask));
  if (url.pathname === "/api/taskrun") {
    if (request.method === "POST") return { ...store(await request.text()), project_id: 1, user_id: null };
    const wanted = Number(url.searchParams.get("task_id"));
    return runs().flatMap((run) => (run.task_id === wanted ? [{ ...run, project_id: 1, user_id: null }] : []));
  }
  return /^\/project\/demo\/task\/\d+$/.test(url.pathname) ? {} : null;
}

const network = globalThis.fetch.bind(globalThis);
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const url = new URL(request.url);
  const body = url.origin === location.origin ? await reply(url, request) : null;
  return body === null ? network(input, init) : new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
};
navigator.sendBeacon = (_, body) => {
  if (typeof body === "string") store(body);
  return true;
};

// The host may serve this page from any folder.
const record = document.getElementById("strike-tracker-campaign");
const folder = new URL("demo/", location.href).href;
const campaign = JSON.parse(script("strike-tracker-campaign").replaceAll("https://demo.invalid/", folder)) as { chips_base: string };
if (record) record.textContent = JSON.stringify({ ...campaign, chips_base: `${folder}{name}.webp` });

// There is no project's page to go back to: the demonstration begins anew.
addEventListener("click", (event) => {
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement && target.pathname.startsWith("/project/"));
  if (!link) return;
  event.preventDefault();
  location.reload();
});
