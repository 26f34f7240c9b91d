/** `npm run kills [-- <count> [<part of a case's name>…]]`: kills every command at up to so many different steps (200). */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaServer } from "pybossa-embedded";
import { aggregateCases } from "./aggregate-cases.ts";
import { killAll } from "./kill-case.ts";
import { killServer } from "./killed-server.ts";
import { setupCases } from "./setup-cases.ts";

const [first, ...rest] = process.argv.slice(2);
const count = first === undefined ? 200 : Number(first);
if (!Number.isInteger(count) || count < 1) {
  process.stderr.write("Usage: npm run kills [-- <count> [<part of a case's name>…]]\n");
  process.exit(2);
}
const wanted = (name: string) => rest.length === 0 || rest.some((part) => name.includes(part));
const folder = mkdtempSync(join(tmpdir(), "kills-servers-"));
const servers = [];
try {
  for (const dialect of ["scifabric", "bloomberg"] as const)
    servers.push(await createPybossaServer({ dataDir: join(folder, dialect), dialect, limit: 1_000_000 }));
  const [scifabric] = servers;
  const cases = [...servers.flatMap(setupCases), ...(scifabric ? aggregateCases(scifabric) : [])].filter(({ name }) => wanted(name));
  const report = ({ name, steps, killed, faults }: Awaited<ReturnType<typeof killAll>>) => {
    process.stdout.write(`${name}: killed at ${killed} of ${steps} steps, ${faults.length} faults\n`);
    for (const fault of faults) process.stdout.write(`  ${fault}\n`);
    if (faults.length > 0 || killed === 0) process.exitCode = 1;
  };
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  for (const each of cases) report(await killAll(each, count, tell));
  for (const dialect of ["scifabric", "bloomberg"] as const) if (wanted(`${dialect}-server`)) report(await killServer(dialect, count));
} finally {
  for (const server of servers) await server.close();
  rmSync(folder, { recursive: true, force: true });
}
