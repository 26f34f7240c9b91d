export { createTown, planTownModel, type Town, type TownChoices, type TownModel } from "./create-town.ts";
export type { BuildingTruth } from "./sidecars/truth-file.ts";
export { conditionAt, type Fate, trueGap } from "./town/history.ts";
