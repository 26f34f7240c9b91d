import { createHash } from "node:crypto";
import { chromium } from "playwright-core";
import sharp from "sharp";
import { type Chip, type TownBuilding, townBuilding } from "../browser/presenter-building.ts";
import { type PresenterWorld, presenterWorld } from "../browser/presenter-world.ts";
import { browserArguments, browserPath } from "../browser-path.ts";
import type { Figure } from "./figure.ts";

const visits = 5;
const spread = 30;
const chipBytes = 12_000;

/** What a visit's page saw of itself. */
interface Seen {
  /** Milliseconds from the start of loading until the question stood there, and until both its images were drawn too. */
  asked: number;
  drawn: number;
  /** Samples of the page, one a drawn frame, and those in which an image's place had neither the image nor its state. */
  samples: number;
  empty: number;
}

/** A volunteer who comes back on a 400 kbit/s, 400-ms network: when the first question is there. */
export async function benchSlowNetwork(): Promise<Figure[]> {
  const browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
  const towns = await Promise.all([0, 1, 2].map(async (seed) => withSmallChips(await townBuilding(seed, 8))));
  // As many open buildings as volunteers are spread over, as in a large campaign; fewer cost one request more.
  const buildings = Array.from({ length: spread }, (_, index) => {
    const town = towns[index % towns.length] as TownBuilding;
    return { ...town, info: { ...town.info, building: `b-${index}` } };
  });
  const world = await presenterWorld(buildings, { browser, byAddress: true, campaign: { spread }, limit: 100_000 });
  try {
    const seen: Seen[] = [];
    for (let visit = 0; visit < visits; visit += 1) seen.push(await visitOf(world));
    const worst = (of: (each: Seen) => number) => Math.max(...seen.map(of));
    const source = `a volunteer waits for it; the worst of ${visits} visits, script cached, 14 frames of 12-kB chips`;
    return [
      {
        what: "On 400 kbit/s and 400 ms, the first question with both its images",
        measured: worst(({ drawn }) => drawn) / 1000,
        limit: 2.5,
        unit: "s",
        source,
      },
      {
        what: "… drawn frames with an image's place that had neither image nor state",
        ...{ measured: seen.reduce((sum, { empty }) => sum + empty, 0), limit: 0, unit: "frames" },
        source: `never an empty place; ${seen.reduce((sum, { samples }) => sum + samples, 0)} frames looked at`,
      },
    ];
  } finally {
    await world.close();
    await browser.close();
  }
}

async function visitOf(world: PresenterWorld): Promise<Seen> {
  const page = await world.open({ width: 360, height: 640, touch: true });
  try {
    // An earlier visit has left the script and the server's own files in the cache, and no chips.
    await page.goto(`${world.endpoint}/project/town/`);
    await page.addScriptTag({ url: `${world.chips}/strike-tracker.js` });
    await page.addInitScript("sessionStorage.setItem('strike-tracker-note-town-2017', 'seen')");
    await page.addInitScript(watch);
    const session = await page.context().newCDPSession(page);
    const rate = 400_000 / 8;
    await session.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 400,
      downloadThroughput: rate,
      uploadThroughput: rate,
    });
    await page.goto(world.address);
    await page.waitForFunction("globalThis.seen?.drawn > 0", undefined, { timeout: 60_000 });
    return await page.evaluate<Seen>("seen");
  } finally {
    await page.context().close();
  }
}

/** In the page: looks at it after each drawn frame. */
const watch = `(() => {
  const seen = (globalThis.seen = { asked: 0, drawn: 0, samples: 0, empty: 0 });
  const hasPicture = (pane) => [...pane.querySelectorAll(".map canvas")].some((canvas) => {
    const { width, height } = canvas;
    return width > 0 && canvas.getContext("2d").getImageData(width >> 1, height >> 1, 1, 1).data[3] > 0;
  });
  const look = () => {
    const root = document.querySelector("strike-tracker")?.shadowRoot;
    const panes = [...(root?.querySelector("strike-compare")?.shadowRoot?.querySelectorAll(".pane:not([hidden])") ?? [])];
    seen.samples += 1;
    const pictures = panes.map(hasPicture);
    if (panes.some((pane, index) => !pictures[index] && !pane.querySelector(".state"))) seen.empty += 1;
    const asked = root?.querySelector(".choice") ? performance.now() : 0;
    if (asked > 0 && seen.asked === 0) seen.asked = asked;
    if (asked > 0 && panes.length === 2 && pictures.every(Boolean)) seen.drawn = asked;
    else next();
  };
  const after = new MessageChannel();
  after.port1.onmessage = look;
  const next = () => requestAnimationFrame(() => after.port2.postMessage(0));
  next();
})()`;

async function withSmallChips(town: TownBuilding): Promise<TownBuilding> {
  const chips = await Promise.all(town.chips.map(smallChip));
  const given = town.info.chips;
  if (!given) throw new Error("The town's buildings have chips.");
  return { ...town, chips, info: { ...town.info, chips: { ...given, names: chips.map(({ name }) => name) } } };
}

/** The picture at 256 px in few colours, filled up to the size of a usual chip; what follows a PNG's end is not read. */
async function smallChip({ bytes }: Chip): Promise<Chip> {
  const small = await sharp(bytes).resize(256).png({ palette: true, colours: 8, effort: 10 }).toBuffer();
  if (small.length > chipBytes) throw new Error(`A chip has ${small.length} bytes.`);
  const filled = Buffer.concat([small, Buffer.alloc(chipBytes - small.length)]);
  return { name: createHash("sha256").update(filled).digest("hex").slice(0, 24), bytes: filled };
}
