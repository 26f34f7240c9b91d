export { dataPackage } from "./data-package.ts";
export { contentHash, type FileFact, fileFact, firstLine } from "./file-hash.ts";
export { provenanceOfResults, readProvenance } from "./read-provenance.ts";
export { type Provenance, roCrate } from "./ro-crate.ts";
