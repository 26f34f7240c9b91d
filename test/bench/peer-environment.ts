import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Python in a virtual environment with the packages named, made at its first use and kept below the folder for temporary
 * files; packages come from the registry that pip is set up for.
 * @returns the path of its folder of commands
 */
export function peerEnvironment(name: string, packages: readonly string[]): string {
  const folder = join(tmpdir(), `strike-tracker-${name}`);
  const commands = join(folder, "bin");
  if (!existsSync(join(folder, "pyvenv.cfg"))) execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
  execFileSync(join(commands, "pip"), ["install", "--quiet", "--disable-pip-version-check", ...packages], { stdio: "inherit" });
  return commands;
}
