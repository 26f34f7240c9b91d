import { describe, expect, it } from "vitest";
import { framesOf } from "../../../project-setup/src/frames/index.ts";
import { readFrameList } from "../../../project-setup/src/frames/list.ts";
import { readStac } from "../../../project-setup/src/frames/stac.ts";
import { timeFrom } from "../../../project-setup/src/times.ts";
import { square } from "../../synthetic/square.ts";
import { collection, item } from "./workspace.ts";

const stac = (documents: Record<string, unknown>, path = "/s/frames.json", chips = false) =>
  readStac(
    path,
    (wanted) => {
      if (!(wanted in documents)) throw new Error(`not there: ${wanted}`);
      return JSON.stringify(documents[wanted]);
    },
    { chips, filters: {}, search: false },
  );
const ids = (scenes: Parameters<typeof framesOf>[0]) => framesOf(scenes, false).frames.map(({ record }) => record.id);

describe("times", async () => {
  it.each([
    ["2017-06-10T08:20:31Z", "2017-06-10T08:20:31Z", "2017-06-10T08:20:31Z"],
    ["2017-06-10T11:20:31+03:00", "2017-06-10T08:20:31Z", "2017-06-10T08:20:31Z"],
    ["2017-06-10T08:20:31.25", "2017-06-10T08:20:31.250Z", "2017-06-10T08:20:31.250Z"],
    ["2017-06-10", "2017-06-10T00:00:00Z", "2017-06-10T23:59:59Z"],
  ])("%s is UTC, and a date alone is the whole day", (text, start, end) => {
    expect(timeFrom(text)).toEqual({ start, end });
  });

  it.each(["June 2017", "2017-02-30", "2017-13-01", "10/06/2017", "", 20170610, null])("%s is no time", (value) => {
    expect(timeFrom(value)).toBeNull();
  });
});

describe("frames from STAC", async () => {
  it("read items with the fields of 1.0 and 1.1", async () => {
    const { scenes } = await stac({
      "/s/frames.json": collection([
        {
          ...item("a", "2020-02-01T08:00:00Z", {
            platform: "sat",
            gsd: 0.5,
            "eo:cloud_cover": 12,
            "view:off_nadir": 20,
            "proj:code": "EPSG:32637",
            "proj:bbox": [0, 0, 10, 10],
          }),
          assets: {
            thumbnail: { href: "t.png", roles: ["thumbnail"] },
            data: { href: "d.tif", roles: ["data"] },
            visual: { href: "pictures/v.png", roles: ["visual"] },
          },
        },
      ]),
    });
    expect(scenes[0]).toMatchObject({
      id: "a",
      gsd: 0.5,
      cloud: 12,
      offNadir: 20,
      platform: "sat",
      raster: { path: "/s/pictures/v.png", crs: "EPSG:32637", bounds: [0, 0, 10, 10] },
    });
  });

  it("read Maxar's flattened features: clouds of the tile, proj:epsg, a box as text", async () => {
    const { scenes } = await stac({
      "/s/frames.json": collection([
        {
          type: "Feature",
          properties: {
            datetime: "2020-02-01T08:00:00Z",
            catalog_id: "C1",
            "tile:clouds_percent": 7,
            "proj:epsg": 32637,
            "proj:bbox": "1.5,2,3,4",
            visual: "https://x.org/v.tif",
          },
          geometry: square(39, 35),
        },
      ]),
    });
    expect(scenes[0]).toMatchObject({
      id: null,
      acquisition: "C1",
      cloud: 7,
      source: { type: "cog", url: "https://x.org/v.tif" },
      raster: { path: null, crs: "EPSG:32637", bounds: [1.5, 2, 3, 4] },
    });
  });

  it("follow a collection's links to local files, once each", async () => {
    const { scenes } = await stac(
      {
        "/s/collection.json": {
          type: "Collection",
          links: [
            { rel: "child", href: "./sub/catalog.json" },
            { rel: "root", href: "./collection.json" },
          ],
        },
        "/s/sub/catalog.json": {
          type: "Catalog",
          links: [
            { rel: "item", href: "a.json" },
            { rel: "item", href: "./a.json" },
            { rel: "parent", href: "../collection.json" },
          ],
        },
        "/s/sub/a.json": item("a", "2020-02-01T08:00:00Z"),
      },
      "/s/collection.json",
    );
    expect(scenes.map(({ id }) => id)).toEqual(["a"]);
  });

  it("name a frame without a date", async () => {
    const { errors } = await stac({
      "/s/frames.json": collection([item("dated", "2020-01-01"), { ...item("undated", ""), properties: { datetime: null } }]),
    });
    expect(errors).toEqual([
      { where: "/s/frames.json, feature 2 (undated)", message: expect.stringContaining("the frame undated has no date") },
    ]);
  });

  it("take a range where there is no moment", async () => {
    const { scenes } = await stac({
      "/s/frames.json": item("m", "", { datetime: null, start_datetime: "2020-01-01T00:00:00Z", end_datetime: "2020-02-01T00:00:00Z" }),
    });
    expect(framesOf(scenes, false).frames[0]?.record).toMatchObject({
      start_datetime: "2020-01-01T00:00:00Z",
      end_datetime: "2020-02-01T00:00:00Z",
    });
  });

  it("refuse addresses that carry a signature, but as the input to chips", async () => {
    const signed = { ...item("s", "2020-01-01"), assets: { visual: { href: "https://x.org/a.tif?X-Amz-Signature=1" } } };
    const document = { "/s/frames.json": collection([signed]) };
    expect((await stac(document)).errors[0]?.message).toContain("signature");
    const { scenes } = await stac(document, "/s/frames.json", true);
    expect(scenes[0]).toMatchObject({
      source: { type: "cog" },
      raster: { href: "https://x.org/a.tif", url: "https://x.org/a.tif?X-Amz-Signature=1" },
    });
    expect(scenes[0]?.source.url).toBeUndefined();
  });

  it("refuse what is no STAC", async () => {
    await expect(stac({ "/s/frames.json": { type: "Topology" } })).rejects.toThrow(/neither STAC nor GeoJSON/);
    await expect(stac({ "/s/frames.json": collection([]) })).rejects.toThrow(/no acquisition/);
  });
});

describe("frames from a list", async () => {
  it("are read from YAML and CSV alike", async () => {
    const fromYaml = readFrameList(
      "/s/f.yaml",
      "- {id: f1, datetime: 2020-01-01, file: a.png, crs: EPSG:32637, bounds: [0, 0, 10, 10], cloud: 5, shift_m: [1, -2]}\n",
      false,
    );
    const fromCsv = readFrameList(
      "/s/f.csv",
      'id,datetime,file,crs,bounds,cloud,shift_m\nf1,2020-01-01,a.png,EPSG:32637,"0,0,10,10",5,"1,-2"\n',
      false,
    );
    const { where: _yaml, ...one } = fromYaml.scenes[0] ?? { where: "" };
    const { where: _csv, ...other } = fromCsv.scenes[0] ?? { where: "" };
    expect(one).toEqual(other);
    expect(one).toMatchObject({ shift: [1, -2], cloud: 5, raster: { path: "/s/a.png", bounds: [0, 0, 10, 10] } });
  });

  it("take a source whose address is a path as a picture on the disk, and a template as tiles", async () => {
    const text =
      "- {id: f1, datetime: 2020-01-01, source: {type: cog, url: pictures/a.tif}}\n" +
      "- {id: f2, datetime: 2020-01-02, source: {type: xyz, template: 'https://x.org/{z}/{x}/{y}.png'}}\n";
    const { scenes, errors } = readFrameList("/s/f.yaml", text, false);
    expect(errors).toEqual([]);
    expect(scenes[0]).toMatchObject({ raster: { path: "/s/pictures/a.tif" } });
    expect(scenes[1]).toMatchObject({ raster: null, source: { type: "xyz", url: "https://x.org/{z}/{x}/{y}.png" } });
  });

  it.each([
    ["- {id: f1, file: a.png}\n", "the frame f1 has no date"],
    ["- {id: f1, datetime: 2020-01-01}\n", "needs a file"],
    ["- {id: f1, datetme: 2020-01-01, file: a.png}\n", "Did you mean datetime?"],
    ["- {id: f1, datetime: 2020-01-01, url: 'https://x.org/{z}/{x}/{y}', type: xyzz}\n", "expected image, cog, xyz"],
    ["- {id: f1, datetime: 2020-01-01, url: 'https://x.org/{z}?api_key=1', type: xyz}\n", "signature or key"],
    ["- {id: f1, datetime: 2020-01-01, file: a.png, bounds: [10, 0, 0, 10]}\n", "bounds cannot be read"],
  ])("with a fault name the line: %s", (text, message) => {
    const { scenes, errors } = readFrameList("/s/f.yaml", text, false);
    expect(scenes).toEqual([]);
    expect(errors[0]?.where).toContain("/s/f.yaml, line 1");
    expect(errors[0]?.message).toContain(message);
  });
});

describe("acquisitions", async () => {
  const read = async (...items: unknown[]) => (await stac({ "/s/frames.json": collection(items) })).scenes;

  it("join tiles of one catalogue id into one frame", async () => {
    const tiles = await read(
      item("tile-1-of-a-long-name", "2020-02-01T08:00:00Z", { catalog_id: "C1", platform: "s", gsd: 0.4 }),
      item("tile-2-of-a-long-name", "2020-02-01T08:00:03Z", { catalog_id: "C1", platform: "s", gsd: 0.6 }),
      item("other", "2020-02-01T08:00:30Z", { catalog_id: "C2", platform: "s" }),
    );
    const { frames } = framesOf(tiles, false);
    expect(frames.map(({ scenes }) => scenes.length)).toEqual([2, 1]);
    expect(frames[0]?.record).toMatchObject({ id: "200201-0800", datetime: "2020-02-01T08:00:00Z", gsd: 0.5 });
  });

  it("join pictures of one platform less than two minutes apart, and of no platform never", async () => {
    expect(
      framesOf(
        await read(item("a", "2020-02-01T08:00:00Z", { platform: "s" }), item("b", "2020-02-01T08:01:59Z", { platform: "s" })),
        false,
      ).frames.length,
    ).toBe(1);
    expect(
      framesOf(
        await read(item("a", "2020-02-01T08:00:00Z", { platform: "s" }), item("b", "2020-02-01T08:02:00Z", { platform: "s" })),
        false,
      ).frames.length,
    ).toBe(2);
    expect(framesOf(await read(item("a", "2020-02-01T08:00:00Z"), item("b", "2020-02-01T08:00:10Z")), false).frames.length).toBe(2);
  });

  it("keep short ids, are in order of time, and get no other name when a frame is added", async () => {
    const long = (day: string) => item(`a-name-that-is-far-too-long-${day}`, `2020-02-${day}T08:00:00Z`);
    expect(ids(await read(item("f02", "2020-03-01T08:00:00Z"), item("f01", "2020-02-01T08:00:00Z")))).toEqual(["f01", "f02"]);
    for (const unfit of ["constructor", "../../f01", "=1+1", "\u202ef01", "f\u0000", "\ud800", "<b>"])
      expect(ids(await read(item(unfit, "2020-02-01T08:00:00Z")))).toEqual(["200201-0800"]);
    expect(ids(await read(long("03"), long("05")))).toEqual(["200203-0800", "200205-0800"]);
    expect(ids(await read(long("03"), long("04"), long("05")))).toEqual(["200203-0800", "200204-0800", "200205-0800"]);
  });

  it("never share an id", async () => {
    expect(new Set(ids(await read(item("x".repeat(30), "2020-02-01T08:00:00Z"), item("y".repeat(30), "2020-02-01T08:00:20Z")))).size).toBe(
      2,
    );
  });
});
