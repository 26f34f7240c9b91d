export { dataPackage } from "./data-package.ts";
export { contentHash, type FileFact, fileFact, firstLine } from "./file-hash.ts";
export { type Provenance, readRoCrate, roCrate } from "./ro-crate.ts";
