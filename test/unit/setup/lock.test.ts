import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { readCampaign } from "../../../project-setup/src/campaign-file/index.ts";
import { init } from "../../../project-setup/src/commands/init.ts";
import { aloneOn, ensureSecret, lockPath, readLock, readSecret, secretPath } from "../../../project-setup/src/lock/index.ts";
import { folderWith, listening, temporaryFolder } from "./workspace.ts";

describe("the secret", () => {
  it("is made once, for its owner alone", () => {
    const path = secretPath(temporaryFolder(), "little");
    expect(readSecret(path)).toBeNull();
    const secret = ensureSecret(path, listening().effects.randomBytes);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(ensureSecret(path, () => new Uint8Array(32))).toBe(secret);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("that is broken is not replaced in silence", () => {
    const path = join(folderWith({ "little.secret": "oops" }), "little.secret");
    expect(() => ensureSecret(path, () => new Uint8Array(32))).toThrow(/does not hold the campaign's secret[\s\S]*backup/);
  });
});

describe("the lock", () => {
  it("that is broken, or another campaign's, is refused", () => {
    const folder = folderWith({ "campaign.lock.json": { schema: "strike-tracker/lock/1" } });
    expect(() => readLock(lockPath(folder, false), "little")).toThrow(/no campaign lock[\s\S]*backup/);
    expect(readLock(lockPath(folder, true), "little")).toBeNull();
  });
});

describe("one run at a time", () => {
  it("is kept, and the note goes when the work ends or fails", async () => {
    const folder = temporaryFolder();
    await aloneOn(folder, "little", async () => {
      await expect(aloneOn(folder, "little", () => Promise.resolve())).rejects.toThrow(
        new RegExp(`another run works on this campaign \\(process ${process.pid}\\)`),
      );
      await aloneOn(folder, "other", () => Promise.resolve());
    });
    await expect(aloneOn(folder, "little", () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
    expect(existsSync(join(folder, ".little.running"))).toBe(false);
  });

  it("takes over from a process that has died", async () => {
    const folder = temporaryFolder();
    const { pid } = spawnSync(process.execPath, ["--version"]);
    // A kill may cut the note off, whose rest then names some other process.
    for (const note of [`${pid}\n`, "1", ""]) {
      writeFileSync(join(folder, ".little.running"), note);
      expect(await aloneOn(folder, "little", () => Promise.resolve("done"))).toBe("done");
    }
  });

  it.runIf(process.platform === "linux")("takes over from a killed process that its parent never asks for", async () => {
    const folder = temporaryFolder();
    const parent = spawn("sh", ["-c", "true & echo $!; exec sleep 20"], { stdio: ["ignore", "pipe", "ignore"] });
    onTestFinished(() => void parent.kill());
    const pid = Number(await new Promise((said) => parent.stdout.once("data", said)));
    await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z "));
    writeFileSync(join(folder, ".little.running"), `${pid}\n`);
    expect(await aloneOn(folder, "little", () => Promise.resolve("done"))).toBe("done");
  });
});

describe("init", () => {
  it("writes a campaign file from what is given and what is asked", async () => {
    const folder = join(temporaryFolder(), "new");
    const asked: string[] = [];
    const { path } = await init(folder, { id: "raqqa", title: "Raqqa" }, (question) => {
      asked.push(question);
      return Promise.resolve(question.startsWith("File of the buildings") ? "houses.csv" : "");
    });
    expect(asked.length).toBe(6);
    expect(readCampaign(path).file).toMatchObject({
      id: "raqqa",
      title: "Raqqa",
      buildings: { file: "houses.csv" },
      frames: { stac: "frames.json" },
    });
  });

  it("asks again where an answer cannot be, and names the files that are not there yet", async () => {
    const answers = ["Bad Id", "good-id"];
    const folder = temporaryFolder();
    const { path, missing } = await init(folder, { buildings: "b.shp", frames: "https://stac.example" }, (question) =>
      Promise.resolve(question.includes("Short name") ? (answers.shift() ?? "") : ""),
    );
    expect([readCampaign(path).file.id, missing]).toEqual(["good-id", [join(folder, "b.shp")]]);
  });

  it("takes a table of frames for a list", async () => {
    const { path } = await init(temporaryFolder(), { frames: "frames.csv" }, null);
    expect(readCampaign(path).file.frames).toEqual({ list: "frames.csv" });
  });

  it("lists a folder of pictures by the dates in their names, and names those without one", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "images"));
    for (const name of ["b_20170610T082031.tif", "a-2017-02-03.tif", "notes.txt", "roof.png"])
      writeFileSync(join(folder, "images", name), "");
    const given = { frames: "images", licence_ack: "We may.", base_url: "https://x.org/c", support: "https://help.example" };
    const { path, list, undated } = await init(folder, given, null);
    expect(undated).toEqual(["images/roof.png"]);
    expect(readFileSync(list ?? "", "utf8")).toBe(
      "id,datetime,file\nf01,,images/roof.png\nf02,2017-02-03,images/a-2017-02-03.tif\nf03,2017-06-10T08:20:31Z,images/b_20170610T082031.tif\n",
    );
    expect(readCampaign(path).file).toMatchObject({
      frames: { list: "frames.csv" },
      chips: { mode: "hosted", base_url: "https://x.org/c" },
      licence_ack: "We may.",
      support: [{ title: "Support", url: "https://help.example" }],
    });
  });

  it("joins pictures of one minute, and names the property that holds the buildings' ids", async () => {
    const folder = folderWith({ "houses.csv": "SITE_ID,kind,lat,lon\nA-1,house,35,39\nA-2,house,35.001,39\n" });
    mkdirSync(join(folder, "images"));
    for (const name of ["20170610t0820-e.tif", "20170610t0820-w.tif", "20170611.tif"]) writeFileSync(join(folder, "images", name), "");
    const { path, list } = await init(folder, { buildings: "houses.csv", frames: "images" }, null);
    expect(readFileSync(list ?? "", "utf8")).toBe(
      `id,datetime,file,scene_id\n${["e", "w"].map((side, at) => `f0${at + 1},2017-06-10T08:20:00Z,images/20170610t0820-${side}.tif,2017-06-10T08:20:00Z\n`).join("")}f03,2017-06-11,images/20170611.tif,\n`,
    );
    expect(readCampaign(path).file.buildings).toEqual({ file: "houses.csv", id_field: "SITE_ID" });
  });

  it("goes on where a run was cut off between the list and the campaign file, and overwrites no other list", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "images"));
    writeFileSync(join(folder, "images", "20170610.tif"), "");
    const { path, list } = await init(folder, { frames: "images" }, null);
    const written = readFileSync(path, "utf8");
    rmSync(path);
    await init(folder, { frames: "images" }, null);
    expect(readFileSync(path, "utf8")).toBe(written);
    rmSync(path);
    writeFileSync(list ?? "", "id,datetime,file\nf01,2017-06-11,images/20170610.tif\n");
    await expect(init(folder, { frames: "images" }, null)).rejects.toThrow(/there is a list of frames already/);
  });

  it("overwrites nothing, and refuses an id that cannot be one", async () => {
    const folder = temporaryFolder();
    await init(folder, {}, null);
    await expect(init(folder, {}, null)).rejects.toThrow(/there is a campaign file already/);
    await expect(init(temporaryFolder(), { id: "Raqqa 2017" }, null)).rejects.toThrow(/cannot be a campaign's id/);
  });
});
