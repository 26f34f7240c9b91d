import type { Campaign, TaskInfo } from "pybossa-client-ts/strike-tracker";
import { stream } from "../synthetic/random.ts";

const digits = "0123456789abcdef";

/** A campaign as large as one is likely to be: 40 frames, five practice buildings, four example pairs. */
export function largeCampaign(): Campaign {
  const random = stream(40, "campaign");
  const hash = (length: number) => Array.from({ length }, () => digits[random.below(16)]).join("");
  const ids = Array.from({ length: 40 }, (_, index) => `f${String(index + 1).padStart(2, "0")}`);
  const practice = (number: number): TaskInfo => ({
    schema: "strike-tracker/task/1",
    campaign: "a-town-2017",
    building: `b-${number}-${hash(6)}`,
    frames: ids,
    chips: {
      names: ids.map(() => hash(24)),
      outline: Array.from({ length: 6 }, () => [random.below(10_000) / 10_000, random.below(10_000) / 10_000]),
      ground_m: 64,
      size_px: 640,
    },
  });
  return {
    schema: "strike-tracker/campaign/1",
    id: "a-town-2017",
    title: "When was each building of the town destroyed?",
    question: "Is the outlined building still standing here?",
    definition: {
      text: "Rubble, no roof shadow, roof colour gone: destroyed. A cloud's shadow or a different sun angle alone: not destroyed.",
      examples: [1, 2, 3, 4].map((number) => ({
        caption: `Example ${number}: what to look at in this pair of images, in a sentence or two of the team's own words.`,
        before: `/uploads/user_12/${hash(24)}.jpg`,
        after: `/uploads/user_12/${hash(24)}.jpg`,
        destroyed: number % 2 === 0,
      })),
    },
    languages: ["en", "ar", "fr", "es", "uk"],
    frames: ids.map((id, index) => ({
      id,
      datetime: new Date(Date.UTC(2017, 0, 5 + 9 * index, 8, 12 + index, 30)).toISOString().replace(".000", ""),
      date_kind: "acquired",
      source: { type: "chips" },
      gsd: 0.3 + random.below(40) / 100,
      off_nadir: random.below(300) / 10,
      cloud_cover: random.below(300) / 10,
      platform: "WorldView-3",
      attribution: "© 2017 Example Imagery, Inc.",
    })),
    chips_base: "/uploads/user_12/{name}.jpg",
    collect: ["note", "language", "viewport", "input", "frame_seconds"],
    attribution: ["© 2017 Example Imagery, Inc."],
    content_note: "You will see a city damaged by war, from above. No people are recognisable. You can stop at any moment.",
    support: [{ title: "Someone to talk to, day and night", url: "https://support.example/" }],
    discuss: "https://forum.example/c/a-town",
    practice: [1, 2, 3, 4, 5].map((number) => ({
      task: practice(number),
      last_standing: "f17",
      first_destroyed: "f18",
      why: "The roof is whole on the earlier image; on the later one there is rubble, and the roof's shadow is gone.",
    })),
    break: { buildings: 20, minutes: 25 },
    modes: ["guided", "free", "full"],
    spread: 1200,
    manifest: `sha256:${hash(64)}`,
  };
}
