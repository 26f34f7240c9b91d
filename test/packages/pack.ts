/**
 * `npm run packages:pack -- <folder> [<package folder>…]`: packs the packages as they are published, all or those named, into a folder,
 * and prints the tarballs. A package needs those before it in `packageFolders` that it imports.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packageFolders, packPackages, stagePackages } from "./stage.ts";

const [folder, ...named] = process.argv.slice(2);
const unknown = named.filter((name) => !packageFolders.some((each) => each === name));
if (folder === undefined || unknown.length > 0) {
  process.stderr.write(`Usage: npm run packages:pack -- <folder> [${packageFolders.join("] [")}]\n`);
  process.exit(2);
}
const target = resolve(folder);
mkdirSync(target, { recursive: true });
const work = mkdtempSync(join(tmpdir(), "strike-tracker-packages-"));
try {
  const wanted = packageFolders.filter((each) => named.length === 0 || named.includes(each));
  for (const tarball of packPackages(stagePackages(work, wanted), target)) process.stdout.write(`${tarball}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
