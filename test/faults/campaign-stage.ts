import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPybossaClient } from "pybossa-client-ts";
import { createPybossaServer } from "pybossa-embedded";

export type Dialect = "scifabric" | "bloomberg";

/** Who comes to a campaign's page: an address, and a session where volunteers sign in. */
export interface Visitor {
  address: string;
  cookie?: string;
}

/** What every campaign of a dialect begins with; each works on a copy. */
export interface CampaignStage {
  dialect: Dialect;
  /** A server's data folder with its accounts. */
  serverFolder: string;
  /** A built presenter without a program in it: nothing here looks at the page. */
  presenterFolder: string;
  visitors: Visitor[];
  /** The session in which the owner looks the key up. */
  ownerCookie: string;
  remove(): void;
}

/** Makes the accounts, by an admin where nobody registers, and signs them in. */
export async function prepareCampaignStage(dialect: Dialect, people: number): Promise<CampaignStage> {
  const folder = mkdtempSync(join(tmpdir(), "campaign-stage-"));
  const serverFolder = join(folder, "server");
  const presenterFolder = join(folder, "presenter");
  writePresenter(presenterFolder);
  const server = await createPybossaServer({ dataDir: serverFolder, dialect });
  const { endpoint } = server;
  const visitors: Visitor[] = Array.from({ length: people }, (_, at) => ({ address: `198.18.${at >> 8}.${at & 255}` }));
  if (dialect === "bloomberg") {
    const admin = createPybossaClient({ endpoint, apiKey: server.keys.admin, dialect });
    for (const [at, visitor] of visitors.entries()) {
      const account = { name: `volunteer${at}`, email: `volunteer${at}@example.org`, password: `secret ${at}` };
      await admin.forms.register({ ...account, fullname: account.name });
      visitor.cookie = (await createPybossaClient({ endpoint, dialect }).forms.signIn(account.email, account.password)).cookie;
    }
  }
  const { cookie: ownerCookie } = await createPybossaClient({ endpoint, dialect }).forms.signIn(
    "owner@example.org",
    server.passwords.owner ?? "",
  );
  await server.close();
  return { dialect, serverFolder, presenterFolder, visitors, ownerCookie, remove: () => rmSync(folder, { recursive: true }) };
}

function writePresenter(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const text = "export {};\n";
  const digest = (algorithm: string, encoding: "hex" | "base64") => createHash(algorithm).update(text).digest(encoding);
  const part = (file: string) => {
    writeFileSync(join(folder, file), text);
    return { file, sha256: digest("sha256", "hex") };
  };
  const about = {
    ...part("strike-tracker.js"),
    integrity: `sha384-${digest("sha384", "base64")}`,
    catalogues: {},
    cog: part("strike-tracker-cog.js"),
  };
  writeFileSync(join(folder, "presenter.json"), JSON.stringify(about));
}
