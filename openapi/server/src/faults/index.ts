export { createFaultInjector, DiskFullError, type FaultInjector, type FaultRecord, type Faults } from "./inject.ts";
export { type FaultKind, type FaultPlan, type FaultRule, parseFaultPlan } from "./plan.ts";
