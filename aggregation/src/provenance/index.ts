export { dataPackage } from "./data-package.ts";
export { type FileFact, fileFact } from "./file-hash.ts";
export { type Provenance, readRoCrate, roCrate } from "./ro-crate.ts";
