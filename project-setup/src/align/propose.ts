import { createHash } from "node:crypto";
import { InputError } from "pybossa-client-ts/command";
import { campaignGrid, cutSquare, emptyShare, openRaster, type Pixels } from "../chips/index.ts";
import type { Effects } from "../effects.ts";
import type { Frame, Scene } from "../frames/index.ts";
import { centreOf, type Extent, extentOf, type Position, projectionBetween } from "../geometry/index.ts";
import { createRemote } from "../remote/index.ts";
import type { Survey } from "../survey.ts";
import { crossPower, displacement, type Spectrum, spectrumOf, windowSide } from "./correlation.ts";
import type { ProposedShift } from "./shifts-file.ts";

/** Metres a pixel of a window. */
const resolution = 0.5;
/** Windows a frame. */
const mostWindows = 24;
const fewestWindows = 4;
/** The largest shift looked for, in metres. */
const farthest = 12;
/** A window agrees with the frame's shift if its own is no farther from it, in metres. */
const near = 1.5;
/** Frames with known views from which the roofs' height is fitted. */
const fewestViews = 5;

export interface Proposal {
  reference: string;
  shifts: ProposedShift[];
  /** How high the roofs were taken to be, in metres, so that their leaning is not taken for a shift; null = not known. */
  roofs: number | null;
}

/** A square on the ground around a building, and the scene of each frame that shows it. */
interface Window {
  extent: Extent;
  scenes: Map<Frame, Scene>;
}

/**
 * Proposes how each frame is to be moved to lie on the reference. One window is often wrong, since roofs lean and
 * shadows turn; the sum of the phase correlations over windows all over the frame is within 1.5 m for about four
 * frames of five. How many windows agree with the sum is told, and decides whether the shift is proposed for use.
 * @param wanted the frame that stays where it is; null = the one that shows most, of these the clearest
 * @throws InputError, ServerError
 */
export async function proposeShifts(survey: Survey, effects: Effects, wanted: string | null): Promise<Proposal> {
  const grid = campaignGrid(
    survey.chips.grid_crs,
    survey.buildings.map(({ building }) => building.footprint),
  );
  const windows = windowsOf(survey, grid.project);
  const reference = referenceOf(survey.frames, windows, wanted);
  const spectra = await spectraOf(reference, windows, grid.crs, effects);
  const found: Aligned[] = [];
  for (const [at, frame] of survey.frames.entries()) {
    effects.output.progress("aligning frames", at, survey.frames.length);
    if (frame !== reference) found.push(aligned(frame, await spectraOf(frame, [...spectra.keys()], grid.crs, effects), spectra));
  }
  effects.output.progress("aligning frames", survey.frames.length, survey.frames.length);
  return { reference: reference.record.id, ...proposal(found, reference) };
}

/** Windows spread by chance over the buildings, none over another. */
function windowsOf({ buildings }: Survey, project: (position: Position) => Position): Window[] {
  const half = (windowSide * resolution) / 2;
  const rank = (id: string) => createHash("sha256").update(`window ${id}`).digest("hex");
  const drawn = buildings
    .map((surveyed) => ({ surveyed, rank: rank(surveyed.building.managerId) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const windows: Window[] = [];
  const taken: Position[] = [];
  for (const { surveyed } of drawn) {
    const [x, y] = project(centreOf(extentOf(surveyed.building.footprint)));
    if (taken.some(([tx, ty]) => Math.max(Math.abs(tx - x), Math.abs(ty - y)) < half)) continue;
    taken.push([x, y]);
    windows.push({
      extent: [x - half, y - half, x + half, y + half],
      scenes: new Map(surveyed.covers.map(({ frame, scene }) => [frame, scene])),
    });
    if (windows.length === mostWindows * 2) break;
  }
  return windows;
}

function referenceOf(frames: readonly Frame[], windows: readonly Window[], wanted: string | null): Frame {
  const shown = (frame: Frame) => windows.filter(({ scenes }) => scenes.has(frame)).length;
  const badness = ({ record }: Frame) => (record.cloud_cover ?? 20) + (record.off_nadir ?? 20);
  const ranked = frames
    .filter(({ record }) => record.date_kind === "acquired")
    .sort((a, b) => Math.round((shown(b) - shown(a)) / 3) || badness(a) - badness(b));
  const chosen = wanted === null ? ranked[0] : frames.find(({ record }) => record.id === wanted);
  if (!chosen) {
    throw new InputError({
      what: wanted === null ? "there is no frame to align" : `there is no frame ${wanted}`,
      expected: `one of ${frames.map(({ record }) => record.id).join(", ")}`,
    });
  }
  return chosen;
}

/** The spectra of a frame's windows that it shows whole; each picture is opened once. */
async function spectraOf(frame: Frame, windows: readonly Window[], grid: string, effects: Effects): Promise<Map<Window, Spectrum>> {
  const remote = createRemote(effects);
  const spectra = new Map<Window, Spectrum>();
  for (const scene of frame.scenes) {
    const here = windows.filter(({ scenes }) => scenes.get(frame) === scene);
    if (scene.raster === null || here.length === 0) continue;
    const raster = await openRaster(scene.raster, scene.where, remote);
    try {
      const toRaster = projectionBetween(grid, raster.crs);
      if (!toRaster) throw new InputError({ what: `the CRS ${raster.crs} is not known here`, where: scene.where });
      for (const window of here) {
        if (spectra.size === mostWindows) break;
        const pixels = await cutSquare(raster, window.extent, toRaster, scene.given ?? [0, 0]);
        if (emptyShare(pixels) < 0.02) spectra.set(window, spectrumOf(greyWindow(pixels)));
      }
    } finally {
      await raster.close();
    }
  }
  return spectra;
}

/** The pixels as grey at the window's own resolution: the mean of what falls into each. */
function greyWindow({ width, height, rgb }: Pixels): Float64Array {
  const sums = new Float64Array(windowSide * windowSide);
  const grey = (column: number, row: number) => {
    const at = (row * width + column) * 3;
    return (rgb[at] ?? 0) + (rgb[at + 1] ?? 0) + (rgb[at + 2] ?? 0);
  };
  for (let row = 0; row < windowSide; row++) {
    for (let column = 0; column < windowSide; column++) {
      const left = Math.floor((column * width) / windowSide);
      const top = Math.floor((row * height) / windowSide);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / windowSide));
      const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / windowSide));
      let sum = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += grey(x, y);
      sums[row * windowSide + column] = sum / ((right - left) * (bottom - top));
    }
  }
  return sums;
}

/** What the correlation says of a frame. */
interface Aligned {
  frame: Frame;
  /** Metres east and north by which what is seen is to be moved onto the reference. */
  shift: Position;
  agreeing: number;
  windows: number;
}

function aligned(frame: Frame, own: Map<Window, Spectrum>, reference: Map<Window, Spectrum>): Aligned {
  const powers = [...own].flatMap(([window, spectrum]) => {
    const other = reference.get(window);
    return other ? [crossPower(spectrum, other)] : [];
  });
  if (powers.length < fewestWindows) return { frame, shift: [0, 0], agreeing: 0, windows: powers.length };
  const sum = new Float64Array(powers[0]?.length ?? 0);
  for (const power of powers) for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (power[at] ?? 0);
  const most = Math.round(farthest / resolution);
  const whole = displacement(sum, most);
  const agreeing = powers.filter((power) => {
    const one = displacement(power, most);
    return Math.hypot(one.columns - whole.columns, one.rows - whole.rows) * resolution <= near;
  }).length;
  // Content that lies to the right and below is moved to the west and north.
  return { frame, shift: [-whole.columns * resolution, whole.rows * resolution], agreeing, windows: powers.length };
}

/**
 * Takes the roofs' leaning out. What is seen most sharply are roofs, which lie beside their ground by their height times
 * the difference of the views' slopes; that height is one for the whole place, and is fitted over all frames.
 */
function proposal(found: readonly Aligned[], reference: Frame): { shifts: ProposedShift[]; roofs: number | null } {
  const sure = ({ agreeing, windows }: Aligned) => windows >= fewestWindows && agreeing >= Math.max(fewestWindows, windows * 0.4);
  const leaning = found.filter(sure).flatMap(({ frame, shift }) => {
    const slope = slopeBetween(frame, reference);
    return slope === null ? [] : [{ shift, slope }];
  });
  const along = leaning.reduce((sum, { shift, slope }) => sum + shift[0] * slope[0] + shift[1] * slope[1], 0);
  const squares = leaning.reduce((sum, { slope }) => sum + slope[0] ** 2 + slope[1] ** 2, 0);
  const height = leaning.length >= fewestViews && squares > 0.1 ? along / squares : null;
  const shifts = found.map((each): ProposedShift => {
    const { frame, shift, agreeing, windows } = each;
    const id = frame.record.id;
    if (windows < fewestWindows)
      return { frame: id, shift: [0, 0], use: false, remark: `only ${windows} places in common with the reference` };
    const [east, north] = height === null ? [0, 0] : (slopeBetween(frame, reference) ?? [0, 0]);
    const own: [number, number] = [tenth(shift[0] - (height ?? 0) * east), tenth(shift[1] - (height ?? 0) * north)];
    return {
      frame: id,
      shift: own,
      use: sure(each),
      remark: `${agreeing} of ${windows} places agree${sure(each) ? "" : ": look before you use it"}`,
    };
  });
  const whole: ProposedShift = { frame: reference.record.id, shift: [0, 0], use: true, remark: "the reference" };
  return { shifts: [whole, ...shifts], roofs: height === null ? null : tenth(Math.abs(height)) };
}

/** How far a point a metre high lies east and north in a frame of where it lies in the reference; null = views unknown. */
function slopeBetween(frame: Frame, reference: Frame): Position | null {
  const [own, other] = [slopeOf(frame), slopeOf(reference)];
  return own && other ? [own[0] - other[0], own[1] - other[1]] : null;
}

/** Towards the view's azimuth or away from it, as the provider counts it: the fitted height takes either sign. */
function slopeOf({ scenes }: Frame): Position | null {
  const scene = scenes.find(({ offNadir, azimuth }) => offNadir !== null && azimuth !== null);
  if (scene?.offNadir == null || scene.azimuth === null) return null;
  const steep = Math.tan((scene.offNadir * Math.PI) / 180);
  const bearing = (scene.azimuth * Math.PI) / 180;
  return [steep * Math.sin(bearing), steep * Math.cos(bearing)];
}

function tenth(metres: number): number {
  return Math.round(metres * 10) / 10 || 0;
}
