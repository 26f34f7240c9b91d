import type { Picked, PickedTask, TaskOffice, TaskPicker } from "./task-picker.ts";

/**
 * Hands out tasks on a server that locks them (bloomberg): one at a time, the same one until it is answered, given back
 * or its time is over. Nothing can be asked for ahead, and the order is the server's.
 */
export function createLockPicker<Task extends PickedTask>(options: { client: TaskOffice<Task>; projectId: number }): TaskPicker<Task> {
  const { client, projectId } = options;
  const taken = new Set<number>();
  return {
    async next(): Promise<Picked<Task>> {
      const answer = await client.newTask(projectId, {});
      if (answer.kind === "refused") return answer;
      if (answer.kind === "none")
        return answer.retryAfterMs === undefined ? { kind: "none", taken: 0 } : { kind: "wait", milliseconds: answer.retryAfterMs };
      const [task] = answer.tasks;
      if (task === undefined) return { kind: "none", taken: 0 };
      const again = taken.has(task.id);
      taken.add(task.id);
      return { kind: "task", task, ...(again ? { again } : {}) };
    },
    take: (id) => void taken.add(id),
    release: (ids) => {
      for (const id of ids) taken.delete(id);
    },
  };
}
