import { describe, expect, it } from "vitest";
import { campaignTemplate, parseTextDocument, readCampaign } from "../../../project-setup/src/campaign-file/index.ts";
import { campaign, folderWith } from "./workspace.ts";

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
    ["a wrong type", yaml.replace("{file: buildings.geojson}", "{file: 3}"), "line 4: buildings.file: must be string"],
    ["a bad id", yaml.replace("id: little", "id: Little Town"), 'line 2: id: "Little Town" is not of the form'],
    ["a newer version", yaml.replace("schema: 1", "schema: 2"), "line 1: schema: is 2, newer than this program knows"],
    ["a value outside a choice", `${yaml}chips: {mode: hostd}\n`, 'chips.mode: is "hostd"; expected none, hosted, local'],
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

  it("keeps dates as text", () => {
    expect(parseTextDocument("x.yaml", "a: 2017-02-03\n").value).toEqual({ a: "2017-02-03" });
  });

  it("that does not exist is named, with what to do", () => {
    expect(() => readCampaign("/nowhere/campaign.yaml")).toThrow(
      /\/nowhere\/campaign\.yaml: the campaign file does not exist[\s\S]*strike-setup init/,
    );
  });
});
