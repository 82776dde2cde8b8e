/** Checks that no call answers: what a person has to say, and what is known of it meanwhile. */
import type { Catalog } from "../../catalog/catalog";
import type { Evidence } from "../posture";
import type { SectionName, Snapshot } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck } from "./check";
import { asked } from "./evaluation";

export interface Attestation extends Omit<CheckDeclaration, "sections" | "evaluate"> {
  /** What the person is asked. */
  readonly question: string;
  readonly sections?: readonly SectionName[];
  /** What the account says that helps to answer. */
  readonly known?: (snapshot: Snapshot, catalog: Catalog | null) => readonly Evidence[];
}

export function defineAttestation({ question, sections = [], known, ...declaration }: Attestation): Check {
  return defineCheck({
    ...declaration,
    sections,
    evaluate: (snapshot, _now, catalog) =>
      asked(question, [
        { call: "sts:GetCallerIdentity", field: "Account", value: snapshot.account.id, region: null },
        ...(known?.(snapshot, catalog) ?? []),
      ]),
  });
}
