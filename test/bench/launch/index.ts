import type { Figure } from "../figure.ts";
import { launchDay } from "./day.ts";

const volunteers = 300;
const crowd = { volunteers, buildings: 3000, redundancy: 5, think: [4_000, 16_000] as const };
const seconds = 300;
const plainSeconds = 60;

/** 300 volunteers at once: what is lost, what is answered in vain, and how long they wait. */
export async function benchLaunch(): Promise<{ figures: Figure[]; remarks: string }> {
  const spread = await launchDay({ ...crowd, scheduling: "spread", seconds });
  const plain = await launchDay({ ...crowd, scheduling: "plain", seconds: plainSeconds });
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const of = `${volunteers} volunteers for ${seconds / 60} minutes`;
  const figures: Figure[] = [
    {
      what: `${of}: acknowledged answers that the server does not hold`,
      measured: spread.lost,
      limit: 0,
      unit: "answers",
      source: "none may be lost",
    },
    { what: `${of}: answers held twice`, measured: spread.doubled, limit: 0, unit: "answers", source: "none may be doubled" },
    {
      what: "Answers beyond redundancy, as the presenter asks for tasks",
      measured: 100 * spread.surplus,
      limit: 10,
      unit: "%",
      source: `PYBOSSA's default scheduling alone: ${percent(plain.surplus)}`,
    },
    { what: "newtask, p95", measured: spread.newtaskP95, limit: 250, unit: "ms", source: "a volunteer's wait for the next building" },
    { what: "taskrun, p95", measured: spread.taskrunP95, limit: 250, unit: "ms", source: "sent in the background" },
    {
      what: "Requests to the API per answer",
      measured: spread.requestsPerAnswer,
      limit: 2,
      unit: "requests",
      source: "one to ask and one to answer; docs/capacity.md",
    },
  ];
  const remarks = `${spread.stored.toLocaleString("en")} answers were stored in ${seconds} s (${(spread.stored / seconds).toFixed(0)} a second), each volunteer thinking 4 to 16 s about a building: four times as fast as people do. Server and volunteers share the cores. By PYBOSSA's own script, which takes what it is offered first, ${plainSeconds} s gave ${plain.stored.toLocaleString("en")} answers, of which ${percent(plain.surplus)} were beyond redundancy, and ${plain.lost} were lost.`;
  return { figures, remarks };
}
