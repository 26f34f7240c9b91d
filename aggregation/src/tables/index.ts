export { agreementRecord } from "./agreement-record.ts";
export { destructionsByDay } from "./destructions.ts";
export { framesTable } from "./frames.ts";
export { reviewQueue } from "./review-queue.ts";
export { pseudonymOf, volunteersTable } from "./volunteers.ts";
