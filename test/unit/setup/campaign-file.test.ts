import { describe, expect, it } from "vitest";
import { campaignTemplate, parseTextDocument, readCampaign } from "../../../project-setup/src/campaign-file/index.ts";
import { check } from "../../../project-setup/src/commands/check.ts";
import { campaign, folderWith, listening, littleCampaign } from "./workspace.ts";

const faultOf = (text: string): string => {
  const folder = folderWith({ "campaign.yaml": text });
  try {
    readCampaign(`${folder}/campaign.yaml`);
  } catch (error) {
    return error instanceof Error ? error.message.replaceAll(folder, "") : String(error);
  }
  return "";
};
const yaml = `schema: 1
id: little
title: A little campaign
buildings: {file: buildings.geojson}
frames:
  stac: frames.json
attribution: [Nobody]
`;

describe("the campaign file", () => {
  it("is read as YAML and as JSON", () => {
    const folder = folderWith({ "a.yaml": yaml, "b.json": campaign });
    expect(readCampaign(`${folder}/a.yaml`).file.id).toBe("little");
    expect(readCampaign(`${folder}/b.json`).file.buildings.file).toBe("buildings.geojson");
  });

  it("as init writes it is a good one", () => {
    const folder = folderWith({
      "campaign.yaml": campaignTemplate({
        id: "raqqa",
        title: 'A "quoted": title',
        buildings: "b.geojson",
        frames: "f.json",
        attribution: "© X",
        licence_ack: "",
        base_url: "",
        support: "",
      }),
    });
    expect(readCampaign(`${folder}/campaign.yaml`).file).toMatchObject({ id: "raqqa", title: 'A "quoted": title', attribution: ["© X"] });
  });

  it("may not hold an unknown key, and the message names the line and the likely key", () => {
    const fault = faultOf(`${yaml}select:\n  min_frame: 3\n`);
    expect(fault).toContain("/campaign.yaml, line 9: select.min_frame");
    expect(fault).toContain("Did you mean select.min_frames?");
    expect(faultOf(`${yaml}zzzzzzzzz: 3\n`)).toContain("Known here: schema, id");
  });

  it.each([
    ["a missing key", yaml.replace("title: A little campaign\n", ""), "the key title is missing"],
    ["a wrong type", yaml.replace("{file: buildings.geojson}", "{file: 3}"), "line 4: buildings.file: is 3; expected text"],
    [
      "a wrong type of several",
      yaml.replace("frames:\n  stac: frames.json", "frames: x"),
      'line 5: frames: is "x"; expected keys with values or a list.',
    ],
    ["a number that is too large", `${yaml}full_share: 5\n`, "full_share: is 5; expected 1 at most"],
    ["a bad id", yaml.replace("id: little", "id: Little Town"), 'line 2: id: "Little Town" is not of the form'],
    ["a newer version", yaml.replace("schema: 1", "schema: 2"), "line 1: schema: is 2, newer than this program knows"],
    ["a value outside a choice", `${yaml}chips: {mode: hostd}\n`, 'chips.mode: is "hostd"; expected none, hosted, local'],
    ["a server's address", `${yaml}server: {url: "https://x.org"}\n`, "PYBOSSA_ENDPOINT or --endpoint names the server"],
    ["gold that volunteers could tell", `${yaml}task: {calibration: gold.csv}\n`, "name the known answers as gold.file"],
    ["an order of one's own", `${yaml}task: {priority: height}\n`, "Volunteers get the buildings by chance"],
    ["a list", "- 1\n- 2\n", "is a list of keys and values"],
    ["an empty file", "", "is a list of keys and values"],
  ])("says what is wrong with %s", (_name, text, expected) => {
    expect(faultOf(text)).toContain(expected);
  });

  it("names line and column of broken YAML", () => {
    expect(faultOf(`${yaml}title: [unclosed\n`)).toMatch(/campaign\.yaml, line \d+, column \d+: this is not valid YAML/);
  });

  it("does not unfold aliases without end", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`;
    expect(faultOf(bomb)).toContain("aliases");
  });

  it("may hold every key of its format", async () => {
    const path = littleCampaign({
      description: "d",
      languages: ["en", "ar"],
      period: { start: "2020-01-01", end: "2020-12-31", timezone: "Asia/Damascus" },
      buildings: {
        file: "buildings.geojson",
        format: "geojson",
        layer: "x",
        preset: "osm",
        point_buffer_m: 12,
        known: { standing: "2019-01-01" },
      },
      select: {
        cloud_max: 60,
        off_nadir_max: 45,
        gsd_max: 1,
        min_frames: 2,
        max_frames: 40,
        min_before: 0,
        min_after: 1,
        same_day: "best",
        pad_days: 30,
        thin: "none",
      },
      chips: {
        mode: "none",
        size_px: 512,
        ground_m: 96,
        format: "webp",
        quality: 75,
        grid_crs: "auto-utm",
        base_url: "https://x.org",
        footprint_drawn: false,
      },
      task: { redundancy: 5, order: "random" },
      tutorial: { examples: [{ caption: "c", before: "/a.jpg", after: "/b.jpg", destroyed: true }] },
      definition: { text: "Gone.", examples: [] },
      terms_url: "https://x.org/terms",
      contact: "a@x.org",
      content_note: "n",
      support: [{ title: "Help", url: "https://x.org/help" }],
      discuss: "https://x.org/forum",
      practice: [],
      modes: ["guided", "free"],
      full_share: 0.05,
      spread: 400,
      collect: ["note"],
      privacy: "grid",
      licence_ack: { Maxar: "CC BY-NC" },
      break: { buildings: 10, minutes: 0 },
      server: { project: "p", password: "secret", category: 1, info: { product: "x" } },
    });
    expect((await check(path, listening().effects)).errors).toEqual([]);
  });

  it("keeps dates as text", () => {
    expect(parseTextDocument("x.yaml", "a: 2017-02-03\n").value).toEqual({ a: "2017-02-03" });
  });

  it("that does not exist is named, with what to do", () => {
    expect(() => readCampaign("/nowhere/campaign.yaml")).toThrow(
      /\/nowhere\/campaign\.yaml: the campaign file does not exist[\s\S]*strike-setup init/,
    );
  });
});
