import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const text = (path: string) => readFileSync(join(root, path), "utf8");

/** The test or command that runs each of the commands' sub-commands as a person would. A new one in a guide needs its line here. README.md: its own block, which test/packages/run.ts runs line by line. */
const runBy: Record<string, string> = {
  "pybossa-embedded": "test/unit/server/durability.test.ts",
  "strike-setup init": "test/packages/run.ts",
  "strike-setup check": "README.md",
  "strike-setup chips": "README.md",
  "strike-setup plan": "README.md",
  "strike-setup apply": "README.md",
  "strike-setup publish": "README.md",
  "strike-setup preview": "test/packages/run.ts",
  "strike-setup redundancy": "test/packages/run.ts",
  "strike-aggregate run": "README.md",
  "strike-aggregate infer": "test/unit/aggregation/cli.test.ts",
  "strike-aggregate export": "test/packages/run.ts",
  "strike-aggregate report": "test/packages/run.ts",
  "strike-aggregate verify": "test/unit/aggregation/cli.test.ts",
  "strike-aggregate review": "test/packages/run.ts",
  "strike-aggregate link": "test/packages/run.ts",
  "strike-aggregate push-results": "test/packages/run.ts",
  "strike-aggregate forget": "test/unit/aggregation/forget.test.ts",
  "strike-aggregate plan-answers": "test/packages/run.ts",
  "npm ci": ".ci/run",
  "npm install": "test/packages/run.ts",
  "npm run packages:pack": "test/packages/run.ts",
  "npm start": "test/e2e/start.test.ts",
  "npm test": ".ci/run",
  "npm run build": "package.json",
  "npm run fire": "test/contract/campaigns-under-fire.test.ts",
  "npm run kills": "test/e2e/setup-killed.test.ts",
};

/** What cannot run in a test, and why. */
const notRun: Record<string, string> = {
  rsync: "needs a host of one's own",
  rqscheduler: "PYBOSSA's own, on its server",
  "python app_context_rqworker.py": "PYBOSSA's own, on its server",
  "npm run contract:real": "needs a real server and its keys",
  "npm run mutation": "runs the tests over and over, for a long time",
  "npm run fuzz": "ends by its time; npm test runs the same fuzzers briefly",
  "npm run real": "needs data whose licences keep them out of the repository",
};

interface Documented {
  guide: string;
  line: string;
}

const guides = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`), ...packageReadmes()].filter(
  (path) => path.endsWith(".md") && path !== "docs/pybossa-api.md",
);

function packageReadmes(): string[] {
  const { workspaces } = JSON.parse(text("package.json")) as { workspaces: string[] };
  return workspaces.map((folder) => `${folder}/README.md`);
}

/** The commands of the fenced blocks: in shell blocks every line, in others those that begin like a command. */
function commandsOf(guide: string): Documented[] {
  return [...text(guide).matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].flatMap(([, language = "", block = ""]) =>
    (["", "sh"].includes(language) ? block : "")
      .replaceAll("\\\n", " ")
      .split("\n")
      .map((line) => line.replace(/\s#.*$/, "").trim())
      .filter((line) => line !== "" && !line.startsWith("#") && (language === "sh" || /^(\$ |npx |npm |(\w+=\S+ )+np)/.test(line)))
      .flatMap((line) => line.split(" && "))
      .map((line) =>
        line
          .replace(/^\$ /, "")
          .replace(/^(\w+=\S+\s+)+/, "")
          .replace(/^npx /, ""),
      )
      .filter((line) => !/^(export |\w+=\S+$)/.test(line))
      .map((line) => ({ guide, line })),
  );
}

const keyOf = (line: string) => [...Object.keys(runBy), ...Object.keys(notRun)].find((key) => line === key || line.startsWith(`${key} `));

describe("the commands in the guides", () => {
  const documented = guides.flatMap(commandsOf);

  it("are found", () => {
    expect(documented.length).toBeGreaterThan(40);
  });

  it("are each run by a test, or cannot be for a reason", () => {
    expect(documented.filter(({ line }) => keyOf(line) === undefined)).toEqual([]);
  });

  it("are named by what runs them, and none stands in the table that no guide names", () => {
    for (const [command, file] of Object.entries(runBy)) {
      const last = command.split(" ").at(-1) ?? "";
      expect([file, existsSync(join(root, file)) && new RegExp(`("|^| )${last}\\b`, "m").test(text(file))]).toEqual([file, true]);
    }
    const used = new Set(documented.map(({ line }) => keyOf(line)));
    expect([...Object.keys(runBy), ...Object.keys(notRun)].filter((key) => !used.has(key))).toEqual([]);
  });

  it("have only options that the commands know", () => {
    const sources: Record<string, string> = {
      "strike-setup": "project-setup/src",
      "strike-aggregate": "aggregation/src",
      "pybossa-embedded": "openapi/server/src",
    };
    const unknown = documented.flatMap(({ guide, line }) => {
      const source = sources[line.split(" ")[0] ?? ""];
      if (source === undefined) return [];
      const known = readdirSync(join(root, source))
        .filter((name) => name.endsWith(".ts"))
        .map((name) => text(`${source}/${name}`))
        .join("\n");
      const options = line.replaceAll(/"[^"]*"/g, "").match(/--[a-z][\w-]*/g) ?? [];
      return options
        .filter((option) => !known.includes(`${option} `) && !known.includes(`${option}"`))
        .map((option) => `${guide}: ${line}: ${option}`);
    });
    expect(unknown).toEqual([]);
  });

  it("of npm exist", () => {
    const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };
    const named = guides.flatMap((guide) => [...text(guide).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, script]) => script ?? ""));
    expect([...new Set(named)].filter((script) => scripts[script] === undefined)).toEqual([]);
  });
});

describe("the guides", () => {
  it.each(guides)("%s links to files and headings that are there", (guide) => {
    const broken = [...text(guide).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]*))?\)/g)].filter(([, path = "", heading]) => {
      const target = path === "" ? guide : join(guide, "..", path);
      if (!existsSync(join(root, target))) return true;
      if (heading === undefined || !target.endsWith(".md")) return false;
      const slugs = [...text(target).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
        title
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
          .replaceAll(" ", "-"),
      );
      return !slugs.includes(heading) && !text(target).includes(`id="${heading}"`);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it("are all named by the README", () => {
    const readme = text("README.md");
    expect(readdirSync(join(root, "docs")).filter((name) => /\.(md|cff)$/.test(name) && !readme.includes(`docs/${name}`))).toEqual([]);
  });
});
