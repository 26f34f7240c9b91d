import { createPybossaServer, type FaultPlan, type FaultRecord, type PybossaServerOptions } from "pybossa-embedded";

/** A server that comes up again, at the same address, each time a plan kills it. */
export interface RestartingServer {
  endpoint: string;
  keys: Record<string, string>;
  /** Once it serves again, if it was killed. */
  up(): Promise<void>;
  /** Puts another plan in place; null ends all faults. */
  setFaults(plan: FaultPlan | null): void;
  /** All faults since the start, oldest first. */
  log(): readonly FaultRecord[];
  close(): Promise<void>;
}

/** After so many kills by one plan, it goes on without. */
const mostKills = 20;

/** Starts a server whose plan of faults outlives its kills. */
export async function startRestartingServer(
  options: Omit<PybossaServerOptions, "faults" | "onFault" | "onKill">,
): Promise<RestartingServer> {
  let port = options.port ?? 0;
  const faults: FaultRecord[] = [];
  let plan: FaultPlan | null = null;
  let kills = 0;
  let server = await start();
  let serving = Promise.resolve();
  const { endpoint, keys } = server;
  port = Number(new URL(endpoint).port);

  function start() {
    const onKill = () => {
      serving = restart();
    };
    return createPybossaServer({ ...options, port, onFault: (fault) => faults.push(fault), onKill });
  }

  async function restart(): Promise<void> {
    kills += 1;
    // The request that killed it ends first.
    await new Promise((done) => setImmediate(done));
    await server.close();
    server = await start();
    server.faults.set(plan === null ? null : goneOn(plan, kills));
  }

  return {
    endpoint,
    keys,
    up: async () => {
      for (let seen: Promise<void> | null = null; seen !== serving; ) {
        seen = serving;
        await seen;
      }
    },
    setFaults(next) {
      plan = next;
      kills = 0;
      server.faults.set(next);
    },
    log: () => faults,
    close: () => server.close(),
  };
}

/** What a plan still has in store after some kills. Other chances than before, lest the same request kills it again and again. */
function goneOn({ seed = 1, rates = {}, among }: FaultPlan, kills: number): FaultPlan {
  const left = Object.entries(rates).filter(([fault]) => kills < mostKills || !fault.startsWith("kill"));
  return { seed: seed + 7919 * kills, rates: Object.fromEntries(left), ...(among ? { among } : {}) };
}
