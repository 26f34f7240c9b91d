import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { InputError, runCommand, UsageError } from "pybossa-client-ts/command";
import { type FaultPlan, parseFaultPlan } from "./faults/index.ts";
import { createPybossaServer, type PybossaServerOptions } from "./server.ts";
import { DatabaseInUseError } from "./store/index.ts";

interface Options {
  host: string;
  port: number;
  data: string;
  dialect: string;
  static?: string;
  staticPort: number;
  trustRealIp: boolean;
  limit: number;
  windowSeconds: number;
  faults?: string;
}

function whole(least: number, most: number) {
  return (text: string): number => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most) {
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
    }
    return number;
  };
}

/** Ports from 1024 that browsers, and fetch of Node, refuse to open (the Fetch standard's bad ports). */
const refusedByBrowsers = new Set([
  ...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566],
  ...[6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080],
]);

function port(text: string): number {
  const number = whole(0, 65_535)(text);
  if (refusedByBrowsers.has(number)) throw new InvalidArgumentError("Browsers refuse to open this port. Name another one.");
  return number;
}

async function start(options: Options): Promise<void> {
  const { dialect } = options;
  if (dialect !== "scifabric" && dialect !== "bloomberg") {
    throw new UsageError({ what: `the dialect "${dialect}" is not served`, expected: "scifabric or bloomberg" });
  }
  const { host, data, trustRealIp, limit, windowSeconds } = options;
  const served: PybossaServerOptions = { dialect, host, port: options.port, dataDir: resolve(data), trustRealIp, limit, windowSeconds };
  if (options.faults !== undefined) {
    served.faults = readFaultPlan(options.faults);
    served.onFault = ({ fault, request, method, path }) => {
      process.stderr.write(`Fault: ${fault}, request ${request ?? "none"} ${method} ${path}\n`);
    };
  }
  if (options.static !== undefined) {
    served.staticDir = options.static;
    served.staticPort = options.staticPort;
  }
  const server = await createPybossaServer(served).catch((error: unknown) => {
    if (error instanceof DatabaseInUseError) throw new InputError({ what: error.message });
    if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
      throw new InputError({
        what: `${error.message.replace(/^listen EADDRINUSE: address already in use /, "the port of ")} is taken`,
        advice: "Name another one, or leave --port and --static-port out.",
      });
    }
    throw error;
  });
  const { endpoint, dataDir, keys, passwords, staticEndpoint } = server;
  process.stdout.write(`${JSON.stringify({ endpoint, dialect, data: dataDir, keys, passwords, static: staticEndpoint })}\n`);
  process.stderr.write(`Listening at ${endpoint}. Sign in as owner@example.org with the password above. Stop with Ctrl+C.\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void server.close().then(() => process.exit(0));
    });
  }
}

function readFaultPlan(path: string): FaultPlan {
  let plan: unknown;
  try {
    plan = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const expected = "a JSON file with a fault plan";
    throw new InputError({ what: "the fault plan cannot be read", where: path, expected }, { cause });
  }
  return parseFaultPlan(plan, path);
}

const about: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const version = typeof about === "object" && about !== null && "version" in about ? String(about.version) : "unknown";

const command = new Command("pybossa-embedded")
  .version(version)
  .description("A PYBOSSA-compatible server in one process, for development, demonstration and tests.")
  .option("--host <address>", "address to listen at", "127.0.0.1")
  .option("--port <number>", "port; 0 takes any free one", port, 0)
  .option("--data <folder>", "folder for the database, the uploads and the accounts", "pybossa-data")
  .option("--dialect <name>", "scifabric or bloomberg", "scifabric")
  .option("--static <folder>", "a folder to serve on an origin of its own")
  .option("--static-port <number>", "its port, so that the addresses of chips outlive a restart; 0 takes any free one", port, 0)
  .option("--trust-real-ip", "take the client's address from X-Real-IP, as behind a proxy that sets it", false)
  .option("--limit <requests>", "requests in a window; the last one is refused", whole(1, 1_000_000_000), 300)
  .option("--window-seconds <seconds>", "length of a window", whole(1, 86_400), 900)
  .option("--faults <file>", "a JSON file that says what goes wrong, and when")
  .exitOverride()
  .action(start);

await runCommand(
  async () => {
    await command.parseAsync();
  },
  {
    stderr: process.stderr,
    // The server ends by its own handlers, not as an interrupted command.
    on: () => undefined,
    exit: (status) => process.exit(status),
  },
);
