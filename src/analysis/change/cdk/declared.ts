/** What a program of AWS CDK makes: a policy that goes from what is still made has gone alone. */
import type { Source } from "../../source/source";
import type { ChangedDocument, Fate } from "../subject";
import { cdkFileOf, constructsOf } from "./program";

/** By the names that the program gives. */
export function declaredInCdk(source: Source, { scope }: ChangedDocument): readonly Fate[] {
  const file = cdkFileOf(source);
  if (!file) return [];
  const constructs = constructsOf(file, source);
  const names = file.tree.nodes.flatMap((node) =>
    node.type === "new_expression" || node.type === "call" ? (constructs.variableOf(node) ?? []) : [],
  );
  return [...new Set(names)].map((name): Fate => ({ scope, name, fate: "declared" }));
}
