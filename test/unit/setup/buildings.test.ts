import { area } from "@turf/area";
import { describe, expect, it } from "vitest";
import { opaqueId, readBuildings } from "../../../project-setup/src/buildings/index.ts";
import { square } from "../../synthetic/square.ts";
import { building, collection } from "./workspace.ts";

const read = (content: unknown, section = {}) => {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return readBuildings({ path: "b", bytes: new TextEncoder().encode(text), parts: {} }, { file: "b", ...section });
};

describe("buildings from GeoJSON", () => {
  it("are read with a byte order mark, the legacy crs and extra heights", async () => {
    const withCrs = {
      ...collection([
        {
          ...building("a", 39, 35),
          geometry: {
            type: "Polygon",
            coordinates: [
              [
                [39, 35, 400],
                [39.001, 35, 400],
                [39.001, 35.001, 400],
              ],
            ],
          },
        },
      ]),
      crs: { type: "name", properties: { name: "urn:ogc:def:crs:OGC:1.3:CRS84" } },
    };
    const { buildings, errors } = await read(`\uFEFF${JSON.stringify(withCrs)}`);
    expect(errors).toEqual([]);
    expect(buildings[0]?.footprint).toEqual({
      type: "Polygon",
      coordinates: [
        [
          [39, 35],
          [39.001, 35],
          [39.001, 35.001],
          [39, 35],
        ],
      ],
    });
  });

  it("are reprojected from the CRS that the file declares", async () => {
    const feature = { type: "Feature", properties: { id: 1 }, geometry: { type: "Point", coordinates: [500_000, 3_873_043] } };
    const { buildings } = await read({
      ...collection([feature]),
      crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::32637" } },
    });
    const [x, y] = buildings[0]?.footprint.type === "Polygon" ? (buildings[0].footprint.coordinates[0]?.[0] ?? []) : [];
    expect(x).toBeCloseTo(39, 3);
    expect(y).toBeCloseTo(35, 3);
  });

  it("keep holes and several parts", async () => {
    const two = { type: "MultiPolygon", coordinates: [square(39, 35).coordinates, square(39.01, 35).coordinates] };
    const { buildings } = await read(collection([{ type: "Feature", id: "x", properties: {}, geometry: two }]));
    expect(buildings[0]?.footprint).toMatchObject({ type: "MultiPolygon" });
  });

  it("become squares of twice the buffer where they are points", async () => {
    const { buildings } = await read(
      collection([{ type: "Feature", id: "x", properties: {}, geometry: { type: "Point", coordinates: [39, 0] } }]),
      { point_buffer_m: 111.32 },
    );
    expect(buildings[0]?.footprint).toMatchObject({
      coordinates: [
        [
          [38.999, -0.001],
          [39.001, -0.001],
          [39.001, 0.001],
          [38.999, 0.001],
          [38.999, -0.001],
        ],
      ],
    });
  });

  it.each([
    [{ "@id": "way/1" }, "way/1"],
    [{ full_plus_code: "8G44QJ5J+QC6C", latitude: 1 }, "8G44QJ5J+QC6C"],
    [{ osm_id: 12, name: "Town hall" }, "12"],
  ])("find their id in %j", async (properties, id) => {
    expect((await read(collection([{ type: "Feature", properties, geometry: square(39, 35) }]))).buildings[0]?.managerId).toBe(id);
  });

  it("without an id are told which fields there are", async () => {
    const { errors } = await read(collection([{ type: "Feature", properties: { height: 3 }, geometry: square(39, 35) }]));
    expect(errors[0]).toEqual({
      where: "b, feature 1",
      message: expect.stringContaining("buildings.id_field. The fields here are: height"),
    });
  });

  it("in another encoding than UTF-8 are refused, since ids would lose letters", async () => {
    const bytes = Buffer.from("id,lat,lon\ncafé,35,39\n", "latin1");
    await expect(readBuildings({ path: "b", bytes, parts: {} }, { file: "b" })).rejects.toThrow(/b: this text is not UTF-8/);
  });

  it.each([[0], [2]])("keep the usual id field where feature %i lacks it, rather than take new ids from another one", async (lacking) => {
    const features = [1, 2, 3].map((n) => ({
      type: "Feature",
      properties: { id: n, name: `House ${n}` } as object | null,
      geometry: square(39, 35 + n / 100),
    }));
    features.splice(lacking, 1, { type: "Feature", properties: lacking === 0 ? null : { name: "New" }, geometry: square(40, 35) });
    const { buildings, errors } = await read(collection(features));
    expect(buildings.map(({ managerId }) => managerId)).toEqual(lacking === 0 ? ["2", "3"] : ["1", "2"]);
    expect(errors).toMatchObject([{ where: `b, feature ${lacking + 1}`, message: expect.stringContaining("nothing in the field id") }]);
  });

  it.each([
    ["no geometry", { type: "Feature", id: "x", properties: {}, geometry: null }, "has no geometry"],
    [
      "a line",
      {
        type: "Feature",
        id: "x",
        properties: {},
        geometry: {
          type: "LineString",
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
      },
      "is a LineString",
    ],
    ["swapped axes", { type: "Feature", id: "x", properties: {}, geometry: square(35, 139) }, "longitude and latitude are swapped"],
    ["metres", { type: "Feature", id: "x", properties: {}, geometry: square(500_000, 3_873_043) }, "not in degrees"],
    [
      "text as coordinates",
      { type: "Feature", id: "x", properties: {}, geometry: { type: "Point", coordinates: ["39", "35"] } },
      "not a pair of numbers",
    ],
    [
      "two points",
      {
        type: "Feature",
        id: "x",
        properties: {},
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [1, 1],
              [2, 2],
              [1, 1],
            ],
          ],
        },
      },
      "fewer than three",
    ],
    ["another thing", { kind: "Feature" }, "is no GeoJSON feature"],
  ])("with %s are refused one by one", async (_name, feature, message) => {
    const { buildings, errors } = await read(collection([building("good", 39, 35), feature]));
    expect(buildings.length).toBe(1);
    expect(errors.map((error) => error.message).join()).toContain(message);
    expect(errors[0]?.where).toMatch(/^b, feature 2/);
  });

  const crossing: [string, number[][][]][] = [
    [
      "a bow tie",
      [
        [
          [39, 35],
          [39.0001, 35.0001],
          [39.0001, 35],
          [39, 35.0001],
          [39, 35],
        ],
      ],
    ],
    ["a hole outside", [square(39, 35).coordinates[0] ?? [], square(39.1, 35).coordinates[0] ?? []]],
  ];
  it.each(crossing)("are mended where they cross themselves, which is told: %s", async (_name, coordinates) => {
    const { buildings, errors, warnings } = await read(
      collection([{ type: "Feature", id: "x", properties: {}, geometry: { type: "Polygon", coordinates } }]),
    );
    expect(errors).toEqual([]);
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining("mended")]);
    expect(area(buildings[0]?.footprint ?? square(0, 0))).toBeGreaterThan(40);
  });

  it("that enclose nothing are refused", async () => {
    const flat = {
      type: "Polygon",
      coordinates: [
        [
          [39, 35],
          [39.1, 35],
          [39.2, 35],
          [39, 35],
        ],
      ],
    };
    const { errors } = await read(collection([{ type: "Feature", id: "x", properties: {}, geometry: flat }]));
    expect(errors).toMatchObject([{ where: "b, feature 1 (x)", message: expect.stringContaining("encloses no area") }]);
  });

  it("far from all others are told", async () => {
    const near = Array.from({ length: 5 }, (_, at) => building(`n${at}`, 39 + at / 1000, 35));
    const { warnings } = await read(collection([...near, building("null island", 0, 0)]));
    expect(warnings).toMatchObject([{ where: "b, feature 6 (null island)", message: expect.stringMatching(/^lies about \d+ km from/) }]);
  });

  it("with one id twice are refused", async () => {
    const { errors } = await read(collection([building("a", 39, 35), building("a", 39.1, 35)]));
    expect(errors[0]?.message).toContain("has the id a a second time (first: b, feature 1)");
  });

  it("in one place, very small or very large are told", async () => {
    const { warnings, errors } = await read(
      collection([building("a", 39, 35), building("b", 39, 35), { ...building("c", 39, 35.1), geometry: square(39, 35.1, 0.01) }]),
    );
    expect(errors).toEqual([]);
    expect(warnings.map(({ message }) => message).join("; ")).toMatch(/same place as a; .*unusual|unusual.*same place as a/);
  });

  it("take known dates for all and by field, and refuse what is no date or the wrong way round", async () => {
    const known = { standing: "2017-02-03", destroyed_field: "seen" };
    const { buildings, errors } = await read(
      collection([
        building("a", 39, 35, { seen: "2017-10-21" }),
        building("b", 39.1, 35, { seen: "last year" }),
        building("c", 39.2, 35, { seen: "2016-01-01" }),
      ]),
      { known },
    );
    expect(buildings[0]).toMatchObject({
      priorStanding: { start: "2017-02-03T00:00:00Z" },
      priorDestroyed: { end: "2017-10-21T23:59:59Z" },
    });
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining('seen is "last year"'),
      expect.stringContaining("known standing"),
    ]);
  });

  it("are filtered by a field, limited, and drawn by a seed", async () => {
    const all = collection(
      Array.from({ length: 20 }, (_, at) => building(`b${at}`, 39 + at / 100, 35, { kind: at % 2 ? "house" : "road" })),
    );
    const ids = async (section: object) => (await read(all, section)).buildings.map(({ managerId }) => managerId);
    expect((await ids({ where: { kind: "house" } })).length).toBe(10);
    expect(await ids({ limit: 3 })).toEqual(["b0", "b1", "b2"]);
    expect(await ids({ limit: 5, sample_seed: 1 })).toEqual(await ids({ limit: 5, sample_seed: 1 }));
    expect(await ids({ limit: 5, sample_seed: 1 })).not.toEqual(await ids({ limit: 5, sample_seed: 2 }));
  });

  it("in a broken file are refused with line and column", async () => {
    await expect(read('{"type": "FeatureCollection",\n "features": [}')).rejects.toThrow(/b, line 2, column 15: this is not valid JSON/);
    await expect(read('{"type": "FeatureCollection", "features": [')).rejects.toThrow(/ends too early/);
    await expect(read('{"type": "Topology"}')).rejects.toThrow(/not GeoJSON with features[\s\S]*ogr2ogr/);
    await expect(read("")).rejects.toThrow(/empty/);
    await expect(read("PK\u0003\u0004")).rejects.toThrow(/ogr2ogr/);
  });
});

describe("buildings from CSV", () => {
  it("have a WKT column, quoted", async () => {
    const { buildings, errors } = await read('id,WKT\nx,"POLYGON((39 35,39.001 35,39.001 35.001,39 35))"\n');
    expect(errors).toEqual([]);
    expect(buildings[0]?.footprint.type).toBe("Polygon");
  });

  it("or columns of latitude and longitude, with semicolons too", async () => {
    const { buildings } = await read("site;latitude;longitude\nx;35;39\n", { id_field: "site" });
    expect(buildings[0]?.managerId).toBe("x");
    expect(JSON.stringify(buildings[0]?.footprint)).toContain("38.99");
  });

  it.each([
    ["no place", "id,height\n1,2\n", "no column gives the buildings' place"],
    ["a quote that does not close", 'id,lat,lon\n1,"2,3\n', "not valid CSV"],
    ["a cell too many", "id,lat,lon\n1,2,3,4\n", "b, line 2"],
  ])("with %s are refused", async (_name, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it("with a bad cell name the line", async () => {
    const { errors } = await read("id,lat,lon\na,35,39\nb,north,39\n");
    expect(errors).toEqual([{ where: "b, line 3 (b)", message: expect.stringContaining("not a number") }]);
  });
});

describe("opaque ids", () => {
  it("stay the same, differ by secret and campaign, and hold nothing of the manager's id", () => {
    const id = opaqueId("secret", "raqqa", "8G44QJ5J+QC6C");
    expect(id).toBe(opaqueId("secret", "raqqa", "8G44QJ5J+QC6C"));
    expect(id).not.toBe(opaqueId("other", "raqqa", "8G44QJ5J+QC6C"));
    expect(id).not.toBe(opaqueId("secret", "raqqa-pilot", "8G44QJ5J+QC6C"));
    expect(id).toMatch(/^b-[a-z2-9]{12}$/);
    const many = new Set(Array.from({ length: 20_000 }, (_, at) => opaqueId("secret", "raqqa", String(at))));
    expect(many.size).toBe(20_000);
  });
});
