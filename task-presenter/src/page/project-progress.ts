/** How far a project is: tasks with all the answers wanted, and all tasks. */
export interface ProjectProgress {
  done: number;
  of: number;
}

/**
 * What the server's public statistics say of the project; null where they say nothing. A job of the server's counts now
 * and then (0 before its first run), so a 0 tells nothing.
 */
export async function projectProgress(origin: string, projectId: number): Promise<ProjectProgress | null> {
  try {
    const answer = await fetch(`${origin}/api/projectstats?all=1&project_id=${projectId}`, { signal: AbortSignal.timeout(15_000) });
    const rows: unknown = answer.ok ? await answer.json() : [];
    const row: unknown = Array.isArray(rows) ? rows.find((one) => isRecord(one) && one.project_id === projectId) : null;
    if (!isRecord(row)) return null;
    const { n_completed_tasks: done, n_tasks: of } = row;
    return isCount(done) && isCount(of) && done <= of ? { done, of } : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}
