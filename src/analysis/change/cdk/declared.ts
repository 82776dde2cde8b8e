/** What a program of AWS CDK makes: a policy that goes from what is still made has gone alone. */
import type { Source } from "../../source/source";
import type { ChangedDocument, Fate } from "../subject";
import { cdkFileOf, constructsOf } from "./program";
import { CdkReading } from "./reading";

/** By the names that the program gives, or else their ids. */
export function declaredInCdk(source: Source, document: ChangedDocument): readonly Fate[] {
  const file = cdkFileOf(source);
  if (!file) return [];
  const constructs = constructsOf(file, source);
  const reading = new CdkReading(file, constructs, document);
  const names = file.tree.nodes.flatMap((node) => {
    if (node.type !== "new_expression" && node.type !== "call") return [];
    return constructs.variableOf(node) ?? (constructs.classOf(node) === null ? [] : reading.madeName(node));
  });
  return [...new Set(names)].map((name): Fate => ({ scope: document.scope, name, fate: "declared" }));
}
