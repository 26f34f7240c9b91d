import type { Decision } from "pybossa-client-ts/strike-tracker";
import { nominalAgreement } from "../tables/index.ts";
import { latestDecisions, saying } from "./settle.ts";

export interface ExpertsAgreement {
  /** Buildings that two experts or more decided on. */
  all: AgreementOn;
  /** Of them those where all but the first decided blind, without sight of what was decided before. */
  blind: AgreementOn;
  reviewers: string[];
}

interface AgreementOn {
  buildings: number;
  /** Share of pairs of experts who decided the same, dates included; null without a pair. */
  exact_share: number | null;
  /** Nominal, over decisions with their dates; null where all say the same, or nothing can be compared. */
  krippendorff_alpha: { value: number | null; low90: number | null; high90: number | null };
}

/** How far experts agree, by each one's latest decision. */
export function expertsAgreement(decisions: readonly Decision[]): ExpertsAgreement {
  const shared = [...latestDecisions(decisions).values()].filter(({ length }) => length > 1);
  const codes = new Map<string, number>();
  const codeOf = (decision: Decision) => {
    const said = saying(decision);
    const code = codes.get(said) ?? codes.size;
    codes.set(said, code);
    return code;
  };
  const agreementOn = (units: Decision[][]): AgreementOn => ({
    buildings: units.length,
    ...nominalAgreement(units.map((unit) => unit.map(codeOf))),
  });
  return {
    all: agreementOn(shared),
    blind: agreementOn(shared.filter((unit) => unit.filter(({ blind }) => !blind).length <= 1)),
    reviewers: [...new Set(shared.flat().map(({ reviewer }) => reviewer))].toSorted(),
  };
}
