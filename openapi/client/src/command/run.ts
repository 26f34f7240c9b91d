import { CommandError, ServerError } from "./errors.ts";
import { printable, type Sink } from "./output.ts";

/** What a command needs of its process. */
export interface CommandProcess {
  stderr: Sink;
  on(event: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  exit(status: number): void;
}

/**
 * Runs a command to its exit status: 0 done, 1 the input is wrong, 2 usage, 3 server or network, 130 interrupted.
 * Errors of the client (PybossaError and its kin) and of commander are recognised by their names, so that this
 * module needs neither.
 */
export async function runCommand(command: () => Promise<void>, process: CommandProcess): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      process.stderr.write("\nInterrupted. Run the same command again to go on where it stopped.\n");
      process.exit(130);
    });
  }
  try {
    await command();
  } catch (error) {
    const { status, message } = ending(error);
    if (message !== "") process.stderr.write(`${printable(message)}\n`);
    process.exit(status);
  }
}

/** The exit status and the message for what a command threw. */
export function ending(error: unknown): { status: number; message: string } {
  if (error instanceof CommandError) return { status: error.status, message: error.message };
  if (!(error instanceof Error)) return { status: 1, message: `Stopped: ${String(error)}` };
  if (error.name === "CommanderError") {
    const { exitCode } = error as Error & { exitCode?: number };
    // commander has written its own message, or the help that was asked for.
    return { status: exitCode === 0 ? 0 : 2, message: "" };
  }
  const { method, url, status } = error as Error & { method?: string; url?: string; status?: number };
  const advice = error.name === "PybossaError" && status === 401 ? unknownCaller : serverAdvice[error.name];
  if (advice !== undefined) {
    const asked = method === undefined || url === undefined ? {} : { where: `${method} ${url}` };
    return { status: 3, message: new ServerError({ what: error.message, ...asked, advice }).message };
  }
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== undefined && path !== undefined) return { status: 1, message: `${path}: ${systemFault(code)}` };
  return { status: 1, message: error.stack ?? error.message };
}

const unknownCaller = "Give a key that may do this, by PYBOSSA_API_KEY or --key-file. If one is given, the server does not know it.";

/** The client's errors by name, and what to do. */
const serverAdvice: Record<string, string> = {
  PybossaError: "Is the key the right one? If so, run the same command again later.",
  RateLimitError: "Run the same command again then.",
  NetworkError: "Is the server's address (PYBOSSA_ENDPOINT) right? If so, run the same command again to go on.",
  NotPybossaError:
    "Set PYBOSSA_ENDPOINT to the server's own address, without a path of a project. If it is that, run the same command again to go on.",
};

function systemFault(code: string): string {
  const known: Record<string, string> = {
    ENOENT: "no such file or folder",
    EACCES: "not allowed to read or write here",
    EPERM: "not allowed to read or write here",
    ENOSPC: "the disk is full",
    EISDIR: "is a folder; a file was expected",
    ENOTDIR: "is a file; a folder was expected",
    EEXIST: "exists already",
    EROFS: "the disk is read-only",
  };
  return known[code] ?? code;
}
