import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inferred } from "./aggregate-cases.ts";
import { makeAnswered } from "./answered.ts";
import { type Place, withBeginning } from "./beginning.ts";
import { finished, startCommand, type Watched } from "./command.ts";
import type { KillOutcome } from "./kill-case.ts";

/**
 * Kills the desk (`strike-aggregate review`) with half of its n-th decision written, opens it again and decides on; looks
 * whether each decision that was acknowledged is in decisions.ndjson once, and whether an inference takes them all.
 */
export async function killDesk(count: number, tell: (line: string) => void): Promise<KillOutcome> {
  const outcome: KillOutcome = { name: "aggregate-review", steps: null, changes: count, killed: 0, faults: [] };
  // Every third building is in the queue.
  const begin = async (place: Place) => {
    await makeAnswered(place, 3 * (count + 2));
    await inferred(place);
  };
  await withBeginning("scifabric", begin, async ({ from }) => {
    for (let write = 1; write <= count; write++) {
      await from(async (place) => {
        const acknowledged = new Set<string>();
        if (await decide(place, write + 1, acknowledged, { KILL_AT: String(write) })) outcome.killed++;
        await decide(place, write + 1, acknowledged, {});
        outcome.faults.push(...(await faultsOf(place, acknowledged)).map((fault) => `decision ${write}: ${fault}`));
      });
      tell(`${outcome.name}: ${write} of ${count} kills, ${outcome.faults.length} faults`);
    }
  });
  return outcome;
}

/** Decides the first buildings of the queue, but for those that were acknowledged. @returns whether the desk was killed */
async function decide({ folder, server }: Place, wanted: number, acknowledged: Set<string>, watched: Watched): Promise<boolean> {
  const access = { endpoint: server.endpoint, apiKey: undefined };
  const args = ["review", join(folder, "out"), "--json", "--name", "Expert"];
  const child = await startCommand({ bin: "strike-aggregate", args, access }, watched, "pipe");
  try {
    const address = await addressOf(child);
    const { queue } = (await (await fetch(`${address}api/desk`)).json()) as { queue: { task: number }[] };
    for (const { task } of queue.slice(0, wanted)) {
      const reason = `Seen on task ${task}.`;
      if (acknowledged.has(reason)) continue;
      const headers = { "content-type": "application/json", origin: new URL(address).origin };
      const body = JSON.stringify({ verdict: "standing_throughout", reason });
      const { status } = await fetch(`${address}api/buildings/${task}`, { method: "POST", headers, body });
      if (status !== 201) throw new Error(`the desk answers ${status}`);
      acknowledged.add(reason);
    }
    return false;
  } catch (error) {
    const signal = await ended(child);
    if (signal === "SIGKILL") return true;
    throw error;
  } finally {
    child.kill("SIGTERM");
    await ended(child);
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let text = "";
  if (child.stdout)
    for await (const line of createInterface({ input: child.stdout })) {
      text += line;
      if (line === "}" || line.endsWith("}")) break;
    }
  return (JSON.parse(text) as { address: string }).address;
}

async function ended(child: ChildProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.on("exit", resolve));
  return child.signalCode;
}

async function faultsOf({ folder, server }: Place, acknowledged: ReadonlySet<string>): Promise<string[]> {
  const lines = readFileSync(join(folder, "out", "decisions.ndjson"), "utf8").split("\n");
  const told = [...acknowledged].flatMap((reason) => {
    const times = lines.filter((line) => line.endsWith("}") && line.includes(JSON.stringify(reason))).length;
    return times === 1 ? [] : [`${times} decisions "${reason}", one was acknowledged`];
  });
  const access = { endpoint: server.endpoint, apiKey: undefined };
  await finished({ bin: "strike-aggregate", args: ["infer", join(folder, "in"), "--out", join(folder, "out"), "--accept-alarm"], access });
  const summary = JSON.parse(readFileSync(join(folder, "out", "summary.json"), "utf8")) as { decisions: { buildings: number } | null };
  const decided = summary.decisions?.buildings ?? 0;
  if (decided !== acknowledged.size) told.push(`${decided} buildings are decided, ${acknowledged.size} were acknowledged`);
  return told;
}
