export { type Journal, type JournalEntry, openJournal } from "./journal.ts";
export { lockPath, manifestPath, readLock, writeLock, writeManifest } from "./lock-file.ts";
export { aloneOn } from "./running.ts";
export { ensureSecret, readSecret, secretPath } from "./secret.ts";
