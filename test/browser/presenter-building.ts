import { createHash } from "node:crypto";
import type { Campaign, TaskInfo } from "pybossa-client-ts/strike-tracker";
import sharp from "sharp";

/** A building's pictures: what stands on each frame, drawn as a small PNG. */
export type Sight = "standing" | "destroyed" | "cloud";

export interface Chip {
  name: string;
  bytes: Buffer;
}

const side = 320;

/** Draws one chip. Each frame has its own light, so that no two are the same file. */
async function drawChip(sight: Sight, index: number, seed: number): Promise<Chip> {
  const turn = (seed * 37) % 30;
  const blot = (count: number, shade: (n: number) => string, area: readonly [number, number, number, number]) =>
    Array.from({ length: count }, (_, n) => {
      const random = Math.abs(Math.sin((n + 1) * 12.9898 + seed * 78.233) * 43758.5453) % 1;
      const other = Math.abs(Math.sin((n + 1) * 39.425 + seed * 11.17) * 24634.6345) % 1;
      const [x, y, width, height] = area;
      return `<rect x="${x + random * width}" y="${y + other * height}" width="${4 + 10 * other}" height="${3 + 9 * random}" fill="${shade(n)}" transform="rotate(${random * 80} ${x + random * width} ${y + other * height})"/>`;
    }).join("");
  const ground = blot(240, (n) => ["#b7a888", "#a89a7b", "#c2b497", "#9c9075"][n % 4] ?? "", [0, 0, side, side]);
  const house = `<g transform="rotate(${turn} 160 160)"><polygon points="214,112 236,132 236,224 214,208" fill="#2b2a28" opacity=".55"/><rect x="108" y="112" width="106" height="96" fill="#8f8d8a" stroke="#6d6b68" stroke-width="2"/><rect x="118" y="122" width="86" height="76" fill="#a3a19e"/><rect x="130" y="134" width="16" height="14" fill="#d9dadb"/><rect x="176" y="168" width="18" height="12" fill="#6f7276"/></g>`;
  const rubble = `<g transform="rotate(${turn} 160 160)">${blot(190, (n) => ["#d8d0c1", "#8a8174", "#6c655b", "#c0b7a6", "#575049"][n % 5] ?? "", [98, 102, 126, 116])}</g>`;
  const neighbours = [
    [18, 20],
    [238, 30],
    [20, 236],
    [246, 246],
  ].map(([x, y]) => `<rect x="${x}" y="${y}" width="58" height="50" fill="#9a9894" stroke="#77746f"/>`);
  const cloud = `<g opacity=".93"><ellipse cx="150" cy="150" rx="150" ry="110" fill="#f3f4f6"/><ellipse cx="220" cy="190" rx="120" ry="90" fill="#e8eaee"/></g>`;
  const light = 0.06 * (index % 4) + 0.005 * index;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" fill="#b3a585"/>${ground}<rect x="0" y="276" width="320" height="26" fill="#8d8779"/>${neighbours.join("")}${sight === "destroyed" ? rubble : house}${sight === "cloud" ? cloud : ""}<rect width="100%" height="100%" fill="#20160a" opacity="${light}"/></svg>`;
  const bytes = await sharp(Buffer.from(picture)).png().toBuffer();
  return { name: createHash("sha256").update(bytes).digest("hex").slice(0, 24), bytes };
}

const frameIds = Array.from({ length: 14 }, (_, index) => `f${String(index + 1).padStart(2, "0")}`);
const dates = [
  "02-06",
  "02-20",
  "03-03",
  "03-29",
  "04-11",
  "05-02",
  "05-21",
  "06-04",
  "06-21",
  "07-09",
  "08-16",
  "08-28",
  "09-25",
  "10-22",
];

/** A campaign of 14 frames in 2017. @param change what a test needs otherwise */
export function campaignOfTown(chipsBase: string, change: Partial<Campaign> = {}): Campaign {
  return {
    schema: "strike-tracker/campaign/1",
    id: "town-2017",
    title: "Dating destruction in Town",
    question: "Is the outlined building still standing here?",
    definition: {
      text: "Rubble, no roof shadow, roof colour gone: destroyed. A cloud's shadow or a different sun alone: not destroyed.",
      examples: [],
    },
    languages: ["en"],
    frames: frameIds.map((id, index) => ({
      id,
      datetime: `2017-${dates[index]}T08:${String(10 + index).padStart(2, "0")}:00Z`,
      date_kind: "acquired",
      source: { type: "chips" },
      gsd: 0.5,
    })),
    chips_base: chipsBase,
    collect: ["input", "viewport"],
    attribution: ["© Synthetic imagery"],
    content_note: "You will see a city damaged by war, from above. No people are recognisable.",
    support: [{ title: "Someone to talk to", url: "https://support.example/" }],
    discuss: null,
    practice: [],
    break: { buildings: 20, minutes: 25 },
    modes: ["guided"],
    spread: 1200,
    manifest: `sha256:${"a".repeat(64)}`,
    ...change,
  };
}

export interface TownBuilding {
  info: TaskInfo;
  chips: Chip[];
  lastStanding: string;
  firstDestroyed: string;
}

/**
 * A building with a known truth.
 * @param gap standing up to this frame, counted from 1
 * @param clouds frames, counted from 1, behind a cloud
 */
export async function townBuilding(seed: number, gap: number, clouds: readonly number[] = []): Promise<TownBuilding> {
  const sights = frameIds.map((_, index): Sight => (clouds.includes(index + 1) ? "cloud" : index < gap ? "standing" : "destroyed"));
  const chips = await Promise.all(sights.map((sight, index) => drawChip(sight, index, seed)));
  const angle = ((((seed * 37) % 30) * Math.PI) / 180) as number;
  const corners = [
    [108, 112],
    [214, 112],
    [214, 208],
    [108, 208],
  ].map(([x = 0, y = 0]) => {
    const [right, down] = [x - 160, y - 160];
    return [
      (160 + right * Math.cos(angle) - down * Math.sin(angle)) / side,
      (160 + right * Math.sin(angle) + down * Math.cos(angle)) / side,
    ];
  });
  return {
    info: {
      schema: "strike-tracker/task/1",
      campaign: "town-2017",
      building: `b-${seed}`,
      frames: frameIds,
      chips: { names: chips.map(({ name }) => name), outline: corners, ground_m: 64, size_px: side },
    },
    chips,
    lastStanding: frameIds[gap - 1] ?? "",
    firstDestroyed: frameIds[gap] ?? "",
  };
}
