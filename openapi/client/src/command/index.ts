export { alone } from "./alone.ts";
export { counted } from "./counted.ts";
export { type CredentialOptions, type Credentials, readCredentials } from "./credentials.ts";
export { CommandError, type FaultText, InputError, ServerError, UsageError } from "./errors.ts";
export { type FileContent, piecesOf, type WriteOptions, writeFileAtomic } from "./files.ts";
export { createOutput, type Output, type OutputOptions, printable, type Sink } from "./output.ts";
export { type CommandProcess, ending, runCommand } from "./run.ts";
