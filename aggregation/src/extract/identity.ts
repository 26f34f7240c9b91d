import { ByteInterner } from "./byte-interner.ts";

/** What tells who answered, in the order in which it is looked at. */
export const identityKinds = ["external_uid", "user_id", "user_ip"] as const;
const runKind = identityKinds.length;
const kindNames = [...identityKinds, "run"];

/** Numbers those who answered; the same person has the same number. */
export class Identities {
  readonly #interners = kindNames.map(() => new ByteInterner());
  readonly #numbers = kindNames.map((): number[] => []);
  readonly #owners: { kind: number; number: number }[] = [];

  /** @param kind place in `identityKinds` */
  ofBytes(kind: number, bytes: Uint8Array, from: number, to: number): number {
    const numbers = this.#numbers[kind] ?? [];
    const number = this.#interners[kind]?.intern(bytes, from, to) ?? 0;
    const known = numbers[number];
    if (known !== undefined) return known;
    numbers[number] = this.#owners.length;
    return this.#owners.push({ kind, number }) - 1;
  }

  /** The first of external_uid, user_id and user_ip that is told; a run that tells none stands for itself. */
  ofRun(run: Record<string, unknown>): number {
    const kind = identityKinds.findIndex((key) => run[key] !== null && run[key] !== undefined && run[key] !== "");
    const value = run[identityKinds[kind] ?? "id"];
    const told = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    const text = Buffer.from(String(told ? value : run.id), "utf8");
    return this.ofBytes(kind < 0 || !told ? runKind : kind, text, 0, text.length);
  }

  /** `kind:value`, as in the task runs. */
  text(identity: number): string {
    const { kind, number } = this.#owners[identity] ?? { kind: runKind, number: -1 };
    return `${kindNames[kind]}:${this.#interners[kind]?.text(number) ?? ""}`;
  }
}
