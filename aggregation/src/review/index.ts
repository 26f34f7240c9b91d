export { decisionsName, decisionsSoFar, readDecisions } from "./decision-file.ts";
export { createDesk } from "./desk.ts";
export { type ExpertsAgreement, expertsAgreement } from "./experts-agreement.ts";
export { type DeskServer, serveDesk } from "./server.ts";
export { type DecisionsTold, settle } from "./settle.ts";
