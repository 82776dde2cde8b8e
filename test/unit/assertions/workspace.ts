/** Workspaces of a few documents, held to assertions as a planeguard.json writes them. */
import type { Assertion } from "../../../src/analysis/assertions/assertion";
import { judge } from "../../../src/analysis/assertions/judge";
import type { JudgeOptions } from "../../../src/analysis/assertions/outcome";
import type { Broken, Judgement } from "../../../src/analysis/assertions/outcome";
import { Workspace } from "../../../src/analysis/assertions/workspace";
import type { WorkspaceState } from "../../../src/analysis/assertions/workspace-state";
import { readChanged } from "../../../src/analysis/change/read";
import { oneDocument } from "../../../src/analysis/change/terraform/join";
import { grammarsFor, locatePolicies } from "../../../src/analysis/locate/locate";
import { Source } from "../../../src/analysis/source/source";
import { namesIn } from "../../../src/analysis/units/names";
import { loadParsers } from "../../../src/data/grammars";
import { readConfiguration } from "../../../src/workspace/configuration/read";
import { builtCatalog } from "../../support/catalog";
import { builtManagedPolicies } from "../../support/managed-policies";

/** By the names of files. */
export type Files = Readonly<Record<string, string>>;

export async function judged(
  assertions: readonly object[],
  files: Files,
  trustedAccounts: readonly string[] = [],
): Promise<Judgement> {
  const workspace = new Workspace(await stateOf(files));
  return judge(assertionsOf(assertions), workspace, { ...options(), trustedAccounts });
}

export const options = (): JudgeOptions => ({ catalog: builtCatalog(), today: "2026-11-01", trustedAccounts: [] });

/** What the files say, as a workspace is made of it. */
export async function stateOf(files: Files): Promise<WorkspaceState> {
  const states = await Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const source = { name, text };
      const grammars = grammarsFor(source);
      const parsers = grammars.length > 0 ? await loadParsers(grammars) : null;
      const document = oneDocument(source);
      const read = new Source(source, parsers);
      return {
        ...readChanged(document, source, { parsers, managed: builtManagedPolicies() }),
        documents: [{ scope: document.scope, names: namesIn(read), declared: locatePolicies(read).declared ?? [] }],
      };
    }),
  );
  return {
    policies: states.flatMap((one) => one.policies),
    others: states.flatMap((one) => one.others ?? []),
    holders: states.flatMap((one) => one.holders ?? []),
    bounds: states.flatMap((one) => one.bounds),
    documents: states.flatMap((one) => one.documents),
  };
}

export function assertionsOf(assertions: readonly object[]): readonly Assertion[] {
  const { configuration, mistakes } = readConfiguration(JSON.stringify({ assertions }));
  if (mistakes.length > 0) throw new Error(mistakes.map(({ message }) => message).join("\n"));
  return configuration.assertions;
}

/** `broken Api s3:GetObject` */
export function told({ verdict, subject, witness }: Broken): string {
  return [verdict, subject.name, witness?.action ?? ""].join(" ").trim();
}
