export { type FaultKind, type FaultPlan, type FaultRecord, type FaultRule, type Faults, parseFaultPlan } from "./faults/index.ts";
export { createPybossaServer, type PybossaServer, type PybossaServerOptions } from "./server.ts";
export { DatabaseInUseError } from "./store/index.ts";
