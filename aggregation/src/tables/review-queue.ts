import { stringify } from "csv-stringify/sync";
import { safeText } from "../export/index.ts";
import type { Result } from "../infer/index.ts";

/** The results that an expert should look at, first those of which least is known. */
export function queued(results: readonly Result[]): Result[] {
  return results.filter(({ reviewReasons }) => reviewReasons.length > 0).toSorted((a, b) => b.entropy - a.entropy || a.taskId - b.taskId);
}

/** review_queue.csv: the buildings that an expert should look at, first those of which least is known. */
export function reviewQueue(results: readonly Result[]): string {
  const rows = queued(results).map((result, at) => [
    String(at + 1),
    String(result.taskId),
    safeText(result.building),
    safeText(result.managerId ?? ""),
    result.reviewReasons.join(" "),
    result.status,
    String(result.probability),
    String(result.entropy),
    result.interval90Days === null ? "" : String(result.interval90Days),
    String(result.answers),
  ]);
  return stringify([
    ["rank", "task_id", "building", "manager_id", "review_reason", "status", "probability", "entropy", "interval90_days", "n_answers"],
    ...rows,
  ]);
}
