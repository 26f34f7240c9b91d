/**
 * `npm run schemathesis`: sends what schemathesis makes up from the contract to the embedded server, in both dialects. It
 * makes itself a Python environment below node_modules/.cache, so that it needs python3 and the package index, and is no part
 * of `npm test`.
 *
 * Checked: the status, the content type and the body of each answer are what the contract says; a server error is one of
 * those recorded (hooks.py). The other checks are off, since PYBOSSA itself fails them:
 * - negative_data_rejection: it takes most wrong values (any n_answers, any priority, any info), and ignores unknown queries of some addresses;
 * - positive_data_acceptance: a well-formed request may name a project that is not there, or be somebody else's;
 * - missing_required_header, ignored_auth: without a key Scifabric reads on as for an anonymous caller;
 * - unsupported_method, allow_header_conformance: 405 is an HTML page, and some addresses answer 404 to other verbs;
 * - response_headers_conformance: X-RateLimit-* are absent from answers that the framework gives before the API;
 * - use_after_free, ensure_resource_availability, object_level_authorization: a project's id says nothing of who may read it, and lists are by owner.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createPybossaClient } from "pybossa-client-ts";
import { createPybossaServer } from "pybossa-embedded";
import { parse } from "yaml";
import { type Dialect, dialectDocument, dialects } from "../../openapi/client/dialect-document.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const environment = join(root, "node_modules", ".cache", "schemathesis");
const version = "4.32.5";
const checks = ["status_code_conformance", "content_type_conformance", "response_schema_conformance", "server_errors_are_recorded"];

/** @returns the exit status */
function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((done, fail) => {
    // Where schemathesis may leave what it keeps.
    const child = spawn(command, args, { cwd: join(environment, ".."), stdio: "inherit", env: { ...process.env, ...env } });
    child.on("error", fail);
    child.on("close", (status) => done(status ?? 1));
  });
}

async function prepare(): Promise<string> {
  const program = join(environment, "bin", "st");
  if (existsSync(program)) return program;
  mkdirSync(join(environment, ".."), { recursive: true });
  const made = await run("python3", ["-m", "venv", environment]);
  const installed = made === 0 ? await run(join(environment, "bin", "pip"), ["install", "--quiet", `schemathesis==${version}`]) : made;
  if (installed !== 0) {
    rmSync(environment, { recursive: true, force: true });
    throw new Error("schemathesis cannot be installed: that needs python3 with venv, and the package index");
  }
  return program;
}

/** One dialect's contract. PYBOSSA keeps whatever a project's info is given, and gives it back: so its keys are not looked at. */
function documentOf(dialect: Dialect): object {
  const document = dialectDocument(parse(readFileSync(join(root, "openapi", "pybossa.yaml"), "utf8")), dialect);
  const text = JSON.stringify(document, (key, value: unknown) =>
    key === "ProjectInfo" ? { type: "object", additionalProperties: true } : value,
  );
  return { ...(JSON.parse(text) as object), "x-dialect": dialect };
}

async function test(program: string, dialect: Dialect, examples: string): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), "schemathesis-"));
  const server = await createPybossaServer({ dataDir, dialect, limit: 1_000_000_000 });
  try {
    const owner = createPybossaClient({ endpoint: server.endpoint, apiKey: server.keys.owner, dialect });
    const company = { data_classification: { input_data: "L4", output_data: "L4" }, kpi: 1, product: "maps", subproduct: "damage" };
    const names = { name: "Town", short_name: "town", description: "d" };
    const project = await owner.projects.create(dialect === "bloomberg" ? { ...names, password: "open", info: company } : names);
    for (const n of [1, 2, 3]) await owner.tasks.create({ project_id: project.id, info: { n }, n_answers: 1 });
    const document = join(dataDir, "contract.json");
    writeFileSync(document, JSON.stringify(documentOf(dialect)));
    process.stdout.write(`\n${dialect}\n`);
    const args = [
      "run",
      document,
      "--url",
      server.endpoint,
      "--checks",
      checks.join(","),
      "--header",
      `Authorization: ${server.keys.admin}`,
    ];
    const more = ["--phases", "examples,coverage,fuzzing", "--seed", "20170610", "--max-examples", examples, "--workers", "1"];
    const quiet = ["--warnings", "off", "--suppress-health-check", "all", "--request-retries", "2", "--max-redirects", "0"];
    return await run(program, [...args, ...more, ...quiet], {
      SCHEMATHESIS_HOOKS: "hooks",
      PYTHONPATH: join(root, "test", "schemathesis"),
    });
  } finally {
    await server.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function main(): Promise<number> {
  const program = await prepare();
  const [only, examples = "30"] = process.argv.slice(2);
  let worst = 0;
  for (const dialect of dialects.filter((each) => only === undefined || only === "both" || each === only)) {
    worst = Math.max(worst, await test(program, dialect, examples));
  }
  return worst;
}

main().then(
  (status) => process.exit(status),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
