import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Campaign } from "pybossa-client-ts/strike-tracker";
import { createPybossaServer, type FaultPlan, type PybossaServer } from "pybossa-embedded";
import { browserArguments, browserPath } from "../browser-path.ts";
import { campaignOfTown, type TownBuilding } from "./presenter-building.ts";

/** The built presenter. */
const built = new URL("../../task-presenter/dist/", import.meta.url);
const script = new URL("strike-tracker.js", built);

interface StoredRun {
  id: number;
  task_id: number;
  info: Record<string, unknown>;
}

export interface PresenterWorld {
  endpoint: string;
  projectId: number;
  /** Address of the volunteer's page. */
  address: string;
  /** Task ids in the order of the buildings. */
  tasks: number[];
  /** Id of the helping material that holds the campaign's state. */
  materialId: number;
  /** A request with the owner's key. @throws Error for a refusal */
  call<T>(path: string, init?: OwnerRequest): Promise<T>;
  /** The stored task runs as anybody can read them. */
  runs(): Promise<StoredRun[]>;
  /** The window of a volunteer who knows the tool; a newcomer is shown the tutorial and the practice buildings first. */
  open(size: { width: number; height: number; touch: boolean; newcomer?: boolean }): Promise<Page>;
  /** Signs a window in by the server's own form, and types the project's password where it has one. */
  signIn(page: Page, name: string): Promise<void>;
  server: PybossaServer;
  /** Address of the chips' own origin. */
  chips: string;
  close(): Promise<void>;
}

interface OwnerRequest {
  method?: string;
  body?: unknown;
}

export interface PresenterWorldOptions {
  /** Changes to the town's campaign; those that name the origin of the chips and files are made by a function. */
  campaign?: Partial<Campaign> | ((origin: string) => Partial<Campaign>);
  /** Buildings to practise on; their truth is told. */
  practice?: readonly TownBuilding[];
  /** Answers wanted for each building. */
  answers?: number;
  stateMaterial?: unknown;
  /** A browser to use; by default one is started. */
  browser?: Browser;
  /** Another script than the built one, for trying out. */
  presenter?: string;
  /** The script from an address of its own, as it is installed, instead of within the page. */
  byAddress?: boolean;
  dialect?: "scifabric" | "bloomberg";
  /** Seconds for which an answer is held; 0 by default, so that a test need not wait for it. */
  hold?: number;
  /** More attributes of the element, as `inline`. */
  attributes?: string;
  /** More of the project's `info`. */
  info?: object;
  faults?: FaultPlan;
  limit?: number;
  /** HTML before the presenter, as a server's own boxes. */
  boxes?: string;
  /** More files beside the chips, by name. */
  files?: Readonly<Record<string, Uint8Array>>;
}

/**
 * An embedded server with one published project, whose buildings' chips lie on an origin of their own, and a browser.
 */
export async function presenterWorld(buildings: readonly TownBuilding[], options: PresenterWorldOptions = {}): Promise<PresenterWorld> {
  const folder = mkdtempSync(join(tmpdir(), "presenter-world-"));
  const chips = mkdtempSync(join(tmpdir(), "presenter-chips-"));
  const practice = options.practice ?? [];
  for (const { name, bytes } of [...buildings, ...practice].flatMap(({ chips: all }) => all))
    writeFileSync(join(chips, `${name}.png`), bytes);
  for (const [name, bytes] of Object.entries(options.files ?? {})) writeFileSync(join(chips, name), bytes);
  copyFileSync(new URL("strike-tracker-cog.js", built), join(chips, "strike-tracker-cog.js"));
  copyFileSync(options.presenter ?? script, join(chips, "strike-tracker.js"));
  for (const file of ["ar", "es", "fr", "uk"].map((language) => `strike-tracker.${language}.json`))
    copyFileSync(new URL(file, built), join(chips, file));
  const { dialect = "scifabric", faults, limit } = options;
  const server = await createPybossaServer({
    ...{ dataDir: folder, staticDir: chips, dialect },
    ...(faults === undefined ? {} : { faults }),
    ...(limit === undefined ? {} : { limit }),
  });
  const key = server.keys.owner ?? "";

  async function call<T>(path: string, init: OwnerRequest = {}): Promise<T> {
    const answer = await fetch(server.endpoint + path, {
      method: init.method ?? "GET",
      headers: { "Content-Type": "application/json", Authorization: key },
      ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  const known = practice.map(({ info, lastStanding, firstDestroyed }) => ({
    task: info,
    last_standing: lastStanding,
    first_destroyed: firstDestroyed,
    why: "The roof is gone, and its shadow with it.",
  }));
  const changed = typeof options.campaign === "function" ? options.campaign(server.staticEndpoint ?? "") : options.campaign;
  const campaign = campaignOfTown(`${server.staticEndpoint}/{name}.png`, { practice: known, ...changed });
  const project = await call<{ id: number }>("/api/project", {
    method: "POST",
    body: { name: "Town", short_name: "town", description: "Dating a town", ...(dialect === "bloomberg" ? company(options.info) : {}) },
  });
  const projectId = project.id;
  let material = "";
  let materialId = 0;
  if (options.stateMaterial !== undefined) {
    const made = await call<{ id: number }>("/api/helpingmaterial", {
      method: "POST",
      body: { project_id: projectId, info: options.stateMaterial },
    });
    materialId = made.id;
    material = ` state-material="${made.id}"`;
  }
  const code = readFileSync(options.presenter ?? script, "utf8").replaceAll("</script", "<\\/script");
  const json = JSON.stringify(campaign).replaceAll("<", "\\u003c");
  const hold = ` dialect="${dialect}" hold-seconds="${options.hold ?? 0}" ${options.attributes ?? ""}`;
  const page = `${options.boxes ?? ""}<script type="application/json" id="strike-tracker-campaign">${json}</script>
<strike-tracker project-id="${projectId}" short-name="town"${material}${hold} cog-script="${server.staticEndpoint}/strike-tracker-cog.js" catalogues="${server.staticEndpoint}/strike-tracker.{language}.json"></strike-tracker>
${options.byAddress ? `<script src="${server.staticEndpoint}/strike-tracker.js"></script>` : `<script>${code}</script>`}`;
  await call(`/api/project/${projectId}`, { method: "PUT", body: { info: { task_presenter: page } } });
  const tasks: number[] = [];
  for (const [index, { info }] of buildings.entries()) {
    const body = { project_id: projectId, info, n_answers: options.answers ?? 3, priority_0: 1 - index / 1000 };
    tasks.push((await call<{ id: number }>("/api/task", { method: "POST", body })).id);
  }
  if (dialect === "bloomberg") await call(`/api/project/${projectId}`, { method: "PUT", body: { published: true } });
  else await publish(server.endpoint, key);

  const browser = options.browser ?? (await chromium.launch({ executablePath: browserPath(), args: browserArguments }));
  const contexts: BrowserContext[] = [];
  return {
    endpoint: server.endpoint,
    projectId,
    tasks,
    materialId,
    call,
    address: `${server.endpoint}/project/town/newtask`,
    async runs() {
      const all: StoredRun[] = [];
      // A page holds a hundred at most, whatever is asked for.
      for (let page: StoredRun[] | undefined; page === undefined || page.length > 0; all.push(...page))
        page = await call<StoredRun[]>(`/api/taskrun?all=1&limit=100&last_id=${all.at(-1)?.id ?? 0}&project_id=${projectId}`);
      return all;
    },
    async open({ width, height, touch, newcomer = false }) {
      const context = await browser.newContext({
        viewport: { width, height },
        hasTouch: touch,
        isMobile: touch,
        deviceScaleFactor: touch ? 2 : 1,
      });
      contexts.push(context);
      const learnt = `strike-tracker-learnt-${campaign.id}`;
      if (!newcomer) await context.addInitScript((key) => localStorage.setItem(key, "practised"), learnt);
      return context.newPage();
    },
    async signIn(page, name) {
      await page.goto(`${server.endpoint}/account/signin?next=/project/town/`);
      await page.getByLabel("E-mail").fill(`${name}@example.org`);
      await page.getByLabel("Password").fill(server.passwords[name] ?? "");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL("**/project/town/**");
      if (dialect !== "bloomberg") return;
      await page.goto(`${server.endpoint}/project/town/password?next=/project/town/`);
      await page.getByLabel("Password of the project").fill(projectPassword);
      await page.getByRole("button", { name: "Enter" }).click();
    },
    server,
    chips: server.staticEndpoint ?? "",
    async close() {
      for (const context of contexts) await context.close();
      if (!options.browser) await browser.close();
      await server.close();
      for (const made of [folder, chips]) rmSync(made, { recursive: true, force: true });
    },
  };
}

export const projectPassword = "open sesame";

/** What bloomberg wants of a project beside its name. */
function company(info: object = {}): object {
  const data = {
    data_classification: { input_data: "L4 - public", output_data: "L4 - public" },
    kpi: 1,
    product: "abc",
    subproduct: "def",
  };
  return { password: projectPassword, info: { ...data, ...info } };
}

/** Publishes by the form, as the owner would. */
async function publish(endpoint: string, key: string): Promise<void> {
  const headers = { "Content-Type": "application/json", Authorization: key };
  const form = await fetch(`${endpoint}/project/town/publish`, { headers });
  const { csrf } = (await form.json()) as { csrf: string };
  const cookie = form.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const done = await fetch(`${endpoint}/project/town/publish`, {
    method: "POST",
    headers: { ...headers, Cookie: cookie, "X-CSRFToken": csrf },
  });
  if (!done.ok) throw new Error(`publish: ${done.status} ${await done.text()}`);
}
