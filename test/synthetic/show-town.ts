/** Makes docs/town.png: four buildings, each standing, destroyed, under cloud, leaning and shifted. `npx tsx test/synthetic/show-town.ts` */
import { fileURLToPath } from "node:url";
import sharp, { type OverlayOptions } from "sharp";
import { area } from "./imagery/houses.ts";
import { createPainter, type Picture } from "./imagery/index.ts";
import { planTownModel } from "./index.ts";
import type { Acquisition } from "./town/acquisitions.ts";
import type { Building } from "./town/plan.ts";

const cell = 240;
const gap = 6;
const head = 30;
const foot = 24;
const ground = 70;

interface Column {
  title: string;
  /** Days from the building's destruction, and what is special about the frame. */
  days: number;
  change: Partial<Acquisition>;
}

const columns: Column[] = [
  { title: "standing", days: -12, change: {} },
  { title: "destroyed", days: 9, change: {} },
  { title: "cloudy", days: -6, change: { cloud: 0.42 } },
  { title: "leaning: 33° off nadir", days: -20, change: { offNadir: 33 } },
  { title: "shifted: 4.5 m", days: -9, change: { shift: [3.6, -2.7] } },
];

const day = 86_400_000;

async function main(): Promise<void> {
  const model = planTownModel({ seed: 7, buildings: 60, frames: 14 });
  const painter = createPainter(model.plan, model.fates);
  const sample = model.acquisitions[3];
  if (!sample) throw new Error("no acquisition");
  const struck = model.plan.buildings.filter(
    ({ managerId, number, outline }) => managerId !== null && model.fates[number]?.kind === "destroyed" && area(outline) > 120,
  );
  const rows = [1, 4, 7, 10].map((at) => struck[at]).filter((building) => building !== undefined);
  const parts: OverlayOptions[] = [];
  for (const [r, building] of rows.entries()) {
    const destroyedAt = model.fates[building.number]?.destroyedAt ?? 0;
    for (const [c, column] of columns.entries()) {
      const left = gap + c * (cell + gap);
      const top = head + r * (cell + foot + gap);
      const frame = {
        ...sample,
        id: `${column.title}:${r}`,
        time: destroyedAt + column.days * day,
        cloud: 0,
        haze: 0.05,
        gsd: 0.36,
        offNadir: 9,
        shift: [0.2, 0.1],
        ...column.change,
      } as const;
      const clear = sunOf(model.acquisitions, frame);
      const found = column.change.cloud ? cloudy(painter.picture, clear, building) : { frame: clear, picture: painter.picture(clear) };
      const date = new Date(found.frame.time).toISOString().slice(0, 10);
      parts.push({ input: await crop(found.picture, building, model.plan.apron, painter.pixel), left, top });
      parts.push({ input: text(`${building.managerId}, ${date}`, cell, foot, 14), left, top: top + cell });
      if (r === 0) parts.push({ input: text(column.title, cell, head, 17), left, top: 0 });
    }
  }
  const width = gap + columns.length * (cell + gap);
  const height = head + rows.length * (cell + foot + gap);
  const path = fileURLToPath(new URL("../../docs/town.png", import.meta.url));
  await sharp({ create: { width, height, channels: 3, background: "#ffffff" } })
    .composite(parts)
    .png({ palette: true, quality: 80, compressionLevel: 9 })
    .toFile(path);
  process.stderr.write(`${path}\n`);
}

/** The sun of the acquisition nearest in the year. */
function sunOf(acquisitions: readonly Acquisition[], frame: Acquisition): Acquisition {
  const near = [...acquisitions].sort((a, b) => Math.abs(a.time - frame.time) - Math.abs(b.time - frame.time))[0] ?? frame;
  return { ...frame, sunAzimuth: near.sunAzimuth, sunElevation: near.sunElevation };
}

/** The first sky that hides a good part of the building, but not all. */
function cloudy(paint: (frame: Acquisition) => Picture, frame: Acquisition, building: Building): { frame: Acquisition; picture: Picture } {
  for (let n = 0; ; n++) {
    const next = { ...frame, id: `${frame.id}:${n}` };
    const picture = paint(next);
    const hidden = picture.hidden(building.outline);
    if ((hidden > 0.35 && hidden < 0.95) || n > 30) return { frame: next, picture };
  }
}

/** The ground around the building, the building footprint drawn where it truly lies. */
async function crop(picture: Picture, building: Building, apron: number, pixel: number): Promise<Buffer> {
  const size = Math.round(ground / pixel);
  const left = Math.round((building.centre.x - apron) / pixel - size / 2);
  const top = Math.round((building.centre.y - apron) / pixel - size / 2);
  const points = building.outline
    .map(({ x, y }) => `${(((x - apron) / pixel - left) * cell) / size},${(((y - apron) / pixel - top) * cell) / size}`)
    .join(" ");
  const outline = `<svg width="${cell}" height="${cell}"><polygon points="${points}" fill="none" stroke="#ffe600" stroke-width="1.6"/></svg>`;
  const chip = await sharp(picture.rgb, { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .extract({ left, top, width: size, height: size })
    .png()
    .toBuffer();
  return sharp(chip)
    .resize(cell, cell, { kernel: "lanczos3" })
    .composite([{ input: Buffer.from(outline) }])
    .png()
    .toBuffer();
}

function text(words: string, width: number, height: number, size: number): Buffer {
  return Buffer.from(
    `<svg width="${width}" height="${height}"><text x="2" y="${height - 8}" font-family="sans-serif" font-size="${size}" fill="#222">${words}</text></svg>`,
  );
}

await main();
