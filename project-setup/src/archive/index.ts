export { type ArchiveManifest, archiveFiles, isArchive } from "./manifest.ts";
export { archivedPreparation } from "./preparation.ts";
export { archiveFolder, copyChips, copyFolder, copyInputs, copyPageFiles, finishedArchive, sealArchive } from "./write.ts";
