export { agreementRecord, bootstrapSeed, nominalAgreement, type Zones } from "./agreement-record.ts";
export { destructionsByDay } from "./destructions.ts";
export { framesTable } from "./frames.ts";
export { queued, reviewQueue } from "./review-queue.ts";
export { pseudonymOf, volunteersTable } from "./volunteers.ts";
