export { connect } from "./connection.ts";
export { importTasks, postTasks } from "./creation.ts";
export { budgetNow, effortOf, type Method } from "./estimate.ts";
export { toldFaults } from "./faults.ts";
export { localChipNames, uploadChips } from "./local-chips.ts";
export { ensureState, installPresenter, stateMaterial, stateRecord } from "./materials.ts";
export { presenterFolder, presenterPage, readPresenter } from "./presenter-page.ts";
export { createProject, descriptionOf, findProject, keyRefused } from "./project.ts";
export { answeredTasks, readTasks } from "./reading.ts";
