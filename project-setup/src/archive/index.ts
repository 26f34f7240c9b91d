export { archiveFiles, isArchive } from "./manifest.ts";
export { archivedPreparation } from "./preparation.ts";
export { archiveFolder, copyChips, copyFolder, copyInputs, copyPageFiles, sealArchive } from "./write.ts";
