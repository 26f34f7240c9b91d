import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { writeArrayBuffer } from "geotiff";
import { describe, expect, it, onTestFinished } from "vitest";
import { check } from "../../../project-setup/src/commands/check.ts";
import { chips } from "../../../project-setup/src/commands/chips.ts";
import { bareAddress, createRemote, mayFollow, resolveReference, signedAddress } from "../../../project-setup/src/remote/index.ts";
import { square } from "../../synthetic/square.ts";
import { building, campaign, collection, folderWith, item, listening, littleCampaign } from "./workspace.ts";

type Answer = (request: IncomingMessage & { body: string }, response: ServerResponse) => void;

/** A server on this machine that answers as told; returns its address. */
async function serving(answer: Answer): Promise<string> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => {
      body += part.toString();
    });
    request.on("end", () => answer(Object.assign(request, { body }), response));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const json = (response: ServerResponse, value: unknown) => response.end(JSON.stringify(value));
const checked = (frames: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  check(littleCampaign({ frames, ...more }), listening().effects);

describe("references", () => {
  it.each([
    ["a.json", "/s/c.json", "/s/a.json"],
    ["../a.json", "https://x.org/s/c.json", "https://x.org/a.json"],
    ["https://y.org/a", "/s/c.json", "https://y.org/a"],
    ["file:///s/a.tif", "/s/c.json", "/s/a.tif"],
  ])("%s in %s leads to %s", (href, base, place) => {
    expect(resolveReference(href, base)).toEqual({ place });
  });

  it.each([
    ["file:///etc/passwd", "https://x.org/c.json", /file of this disk/],
    ["http://169.254.169.254/latest", "https://x.org/c.json", /leaves https/],
    ["http://169.254.169.254/latest", "http://x.org/c.json", /local network/],
    ["http://[::1]/x", "http://x.org/c.json", /local network/],
    ["http://[fd00::1]/x", "http://x.org/c.json", /local network/],
    ["s3://bucket/a.tif", "/s/c.json", /its https address/],
    ["a\u0000.json", "/s/c.json", /no address and no path/],
    ["a\ud800.json", "https://x.org/c.json", /no address and no path/],
    ["", "/s/c.json", /no address/],
  ])("%j in %s is refused", (href, base, reason) => {
    expect(resolveReference(href, base)).toEqual({ refused: expect.stringMatching(reason) });
  });

  it("may stay within the local network, and not enter it", () => {
    expect(mayFollow("http://localhost:1/a", "http://127.0.0.1:2/b")).toBeNull();
    expect(mayFollow("https://x.org/a", "https://10.0.0.1/b")).toMatch(/local network/);
    expect(mayFollow("https://x.org/a", "file:///etc/passwd")).toMatch(/no http/);
  });

  it.each(["?X-Amz-Signature=1", "?se=2&sig=3", "?api_key=k", "?a=1&token=t", "?subscription-key=s", "?Key-Pair-Id=1&Signature=2"])(
    "%s is a signature or key, and goes into no record",
    (query) => {
      expect(signedAddress(`https://x.org/a.tif${query}`)).toBe(true);
      expect(bareAddress(`https://x.org/a.tif${query}`)).toBe("https://x.org/a.tif");
    },
  );

  it("are no secret for having a query", () => {
    expect(signedAddress("https://x.org/wms?map=a&service=WMS")).toBe(false);
    expect(signedAddress("https://user:pass@x.org/a.tif")).toBe(true);
  });
});

describe("a remote", () => {
  const asked = (address: string, most = 1000) => createRemote(listening().effects).request(address, { most });

  it("tries three times, and no more", async () => {
    let count = 0;
    const address = await serving((_request, response) => {
      response.statusCode = ++count < 3 ? 503 : 200;
      response.end("at last");
    });
    expect(Buffer.from((await asked(address)).body).toString()).toBe("at last");
    count = -10;
    await expect(asked(address)).rejects.toMatchObject({ status: 3, message: expect.stringContaining("answers 503") });
    expect(count).toBe(-7);
  });

  it("reads no more than was agreed, packed or not", async () => {
    const { gzipSync } = await import("node:zlib");
    const address = await serving((request, response) => {
      if (request.url === "/packed") response.setHeader("content-encoding", "gzip").end(gzipSync(Buffer.alloc(5_000_000)));
      else response.end(Buffer.alloc(5000));
    });
    await expect(asked(address)).rejects.toThrow(/larger than 0\.001 MB/);
    await expect(asked(`${address}/packed`)).rejects.toThrow(/larger than 0\.001 MB/);
  });

  it("follows redirects, but not for ever, and not to files", async () => {
    const address = await serving((request, response) => {
      const to =
        request.url === "/file" ? "file:///etc/passwd" : request.url === "/once" ? "/there" : request.url === "/there" ? null : "/again";
      if (to === null) response.end("there");
      else response.writeHead(302, { location: to }).end();
    });
    expect(Buffer.from((await asked(`${address}/once`)).body).toString()).toBe("there");
    await expect(asked(`${address}/again`)).rejects.toThrow(/leads on and on/);
    await expect(asked(`${address}/file`)).rejects.toMatchObject({ status: 1, message: expect.stringContaining("no http or https") });
  });

  it("tells what a wrong address answers, without its key", async () => {
    const address = await serving((_request, response) => response.writeHead(403).end());
    const message = await asked(`${address}/a?token=secret`).catch((error: Error) => error.message);
    expect(message).toMatch(/answers 403[\s\S]*signature has run out/);
    expect(message).not.toContain("secret");
  });
});

describe("catalogues over HTTP", () => {
  it("are walked from their address, pages of a list too", async () => {
    const address = await serving(({ url }, response) => {
      if (url === "/catalog.json") json(response, { type: "Catalog", links: [{ rel: "child", href: "sub/collection.json" }] });
      else if (url === "/sub/collection.json")
        json(response, {
          type: "Collection",
          license: "CC-BY-4.0",
          links: [
            { rel: "items", href: "./items" },
            { rel: "parent", href: "../catalog.json" },
          ],
        });
      else if (url === "/sub/items")
        json(response, { ...collection([item("f01", "2020-02-01T08:00:00Z")]), links: [{ rel: "next", href: "items?page=2" }] });
      else json(response, collection([item("f02", "2020-03-01T08:00:00Z")]));
    });
    expect(await checked({ stac: `${address}/catalog.json` })).toMatchObject({ frames: 2, tasks: 2, errors: [] });
  });

  it("name each link that leads nowhere, and read the rest", async () => {
    const address = await serving(({ url }, response) => {
      if (url === "/c.json")
        json(response, {
          type: "Catalog",
          links: ["a.json", "b.json", "gone.json", "file:///etc/passwd"].map((href) => ({ rel: "item", href })),
        });
      else if (url === "/gone.json") response.writeHead(404).end();
      else json(response, item(url === "/a.json" ? "f01" : "f02", url === "/a.json" ? "2020-02-01T08:00:00Z" : "2020-03-01T08:00:00Z"));
    });
    const { errors } = await checked({ stac: `${address}/c.json` });
    expect(errors.map(({ message }) => message)).toEqual(["the address answers 404", expect.stringContaining("a file of this disk")]);
  });

  it("that do not answer end as the network's fault", async () => {
    await expect(checked({ stac: "http://127.0.0.1:9/c.json" })).rejects.toMatchObject({ status: 3 });
  });
});

describe("STAC APIs", () => {
  const pages = [[item("f01", "2020-02-01T08:00:00Z")], [item("f02", "2020-03-01T08:00:00Z")], []];

  it("are searched by POST where they offer it, around the buildings and in the period", async () => {
    const bodies: Record<string, unknown>[] = [];
    const address = await serving(({ url, method, body }, response) => {
      if (url === "/") {
        const links = ["GET", "POST"].map((way) => ({ rel: "search", href: "/search", method: way }));
        json(response, { type: "Catalog", conformsTo: ["item-search"], links });
        return;
      }
      const asked = JSON.parse(body) as { token?: number };
      bodies.push({ ...asked, method });
      const page = asked.token ?? 0;
      const next = { rel: "next", href: "/search", method: "POST", merge: true, body: { token: page + 1 } };
      json(response, { ...collection(pages[page] ?? []), links: [next] });
    });
    const search = { collections: ["c"], query: { "eo:cloud_cover": { lt: 60 } } };
    const found = await checked(
      { stac: `${address}/`, search },
      { period: { start: "2020-02-10", end: "2020-02-20" }, select: { pad_days: 15 } },
    );
    expect(found).toMatchObject({ frames: 2, tasks: 2, errors: [] });
    expect(bodies.length).toBe(3);
    expect(bodies[0]).toMatchObject({ method: "POST", ...search, datetime: "2020-01-26T00:00:00Z/2020-03-06T23:59:59Z" });
    expect(bodies[2]).toMatchObject({ collections: ["c"], token: 2 });
    const [west = 0, south = 0, east = 0, north = 0] = (bodies[0]?.bbox ?? []) as number[];
    expect(west < 38.9999 && south < 34.9999 && east > 39.0011 && north > 35.0001).toBe(true);
  });

  it("are searched by GET else", async () => {
    const urls: string[] = [];
    const address = await serving(({ url = "" }, response) => {
      if (url === "/") return json(response, { type: "Catalog", conformsTo: [], links: [{ rel: "search", href: "search" }] });
      urls.push(url);
      const page = Number(new URLSearchParams(url.split("?")[1]).get("page") ?? 0);
      return json(response, { ...collection(pages[page] ?? []), links: [{ rel: "next", href: `search?page=${page + 1}` }] });
    });
    expect(await checked({ stac: `${address}/`, search: { bbox: [1, 2, 3, 4] } })).toMatchObject({ frames: 2 });
    expect(urls).toEqual(["/search?limit=200&bbox=1%2C2%2C3%2C4", "/search?page=1", "/search?page=2"]);
  });

  it("whose pages go round are refused", async () => {
    const address = await serving(({ url }, response) =>
      url === "/"
        ? json(response, { type: "Catalog", conformsTo: [], links: [{ rel: "search", href: "/search" }] })
        : json(response, { ...collection([item("f01", "2020-02-01")]), links: [{ rel: "next", href: "/search?limit=200&bbox=1" }] }),
    );
    await expect(checked({ stac: `${address}/`, search: { collections: ["c"] } })).rejects.toThrow(/does not end/);
  });
});

describe("Wayback", () => {
  it("gives layers by their dates of publication", async () => {
    const release = (day: string, number: number) => ({
      itemTitle: `World Imagery (Wayback ${day})`,
      itemURL: `https://wayback.example.org/tile/${number}/{level}/{row}/{col}`,
    });
    const folder = folderWith({
      "campaign.yaml": { ...campaign, frames: { wayback: "wayback.json" } },
      "buildings.geojson": collection([building("b1", 39, 35)]),
      "wayback.json": { 10: release("2014-02-20", 10), 20: release("2021-03-17", 20) },
    });
    expect(await check(join(folder, "campaign.yaml"), listening().effects)).toMatchObject({ frames: 2, tasks: 1, errors: [] });
  });
});

describe("chips from remote pictures", () => {
  it("are cut by range requests, from signed addresses that no record holds", async () => {
    const west = 499_900;
    const north = 3_873_143;
    const picture = (shade: number) =>
      Buffer.from(
        writeArrayBuffer(
          Array.from({ length: 400 * 400 * 3 }, (_, at) => (at * shade) % 251),
          {
            height: 400,
            width: 400,
            SamplesPerPixel: 3,
            BitsPerSample: [8, 8, 8],
            PhotometricInterpretation: 2,
            ModelPixelScale: [0.5, 0.5, 0],
            ModelTiepoint: [0, 0, 0, west, north, 0],
            ProjectedCSTypeGeoKey: 32637,
            GTModelTypeGeoKey: 1,
            GTRasterTypeGeoKey: 1,
          },
        ) as ArrayBuffer,
      );
    const pictures: Record<string, Buffer> = { "/a.tif": picture(7), "/b.tif": picture(11) };
    let signed = "token=secret";
    const address = await serving(({ url = "", headers }, response) => {
      const [path = "", query] = url.split("?");
      const found = pictures[path];
      const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "");
      if (query !== signed || !found || !range) return response.writeHead(403).end();
      const [from, to] = [Number(range[1]), Math.min(found.length - 1, Number(range[2]))];
      response.writeHead(206, {
        "content-range": `bytes ${from}-${to}/${found.length}`,
        "content-length": to + 1 - from,
        etag: `"${found[9000]}"`,
      });
      return response.end(found.subarray(from, to + 1));
    });
    const remote = (id: string, day: string) => ({
      ...item(id, `${day}T08:00:00Z`),
      geometry: square(39, 35, 0.0009),
      assets: { visual: { href: `${address}/${id}.tif?token=secret` } },
    });
    const folder = folderWith({
      "campaign.yaml": { ...campaign, chips: { mode: "hosted", base_url: "https://x.org/c", ground_m: 60 } },
      "buildings.geojson": collection([{ type: "Feature", id: "house", properties: {}, geometry: square(39, 35, 0.00005) }]),
      "frames.json": collection([remote("a", "2020-02-01"), remote("b", "2020-03-01")]),
    });
    const { effects, said } = listening();
    expect(await chips(join(folder, "campaign.yaml"), effects)).toMatchObject({ cut: 2, dropped: 0 });
    const records = readFileSync(join(folder, "little.chips.json"), "utf8");
    expect(records).toContain(`${address}/a.tif`);
    expect(records + said.join("")).not.toContain("secret");
    const again = async () => {
      said.length = 0;
      return chips(join(folder, "campaign.yaml"), effects);
    };
    expect(await again()).toMatchObject({ cut: 0, kept: 2 });
    pictures["/b.tif"] = picture(13);
    expect(await again()).toMatchObject({ cut: 1, kept: 1 });
    expect(said.join("")).toContain(`The picture ${address}/b.tif was changed: its chips are cut again.`);
    // The signature has run out: what is cut stays.
    signed = "token=another";
    expect(await again()).toMatchObject({ cut: 0, kept: 2 });
    expect(said.join("")).toContain("cannot be asked whether it was changed");
  });
});
