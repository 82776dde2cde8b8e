/** Tables without an index: on none of them CDK grants anything (aws-cdk-lib 2.276: `TableGrants`; read in November 2026). */
import type { CodeFile } from "../../code/code-file";
import type { CdkConstruct } from "../../knowledge/cdk-grants";
import { oncePer } from "../../memo";
import { tableOf } from "../../table";

const ofIndices = "/index/*";
/** What makes an index, or says of a table of elsewhere that it has some. */
const making = /[sS]econdary_?[iI]nd|\b(?:global|local)_?[iI]ndexes\b|[gG]rant_?[iI]ndex_?[pP]ermissions/;

const isMade = oncePer((file: CodeFile): { readonly any: boolean } => ({ any: making.test(file.tree.text) }));

/** The kind of a construct that the file makes or calls by its name; of a table without what is allowed on indices, where the file has none. */
export function withItsIndices(file: CodeFile, kind: CdkConstruct | null): CdkConstruct | null {
  return kind?.grant?.includes(ofIndices) && !isMade(file).any ? withoutIndices(kind) : kind;
}

const withoutIndices = oncePer((kind: CdkConstruct): CdkConstruct => {
  const onIt = (places: readonly string[]): readonly string[] => places.filter((one) => one !== ofIndices);
  const grants = Object.entries(kind.grants).map(
    ([method, all]) => [method, all?.map((one) => ({ ...one, on: onIt(one.on) }))] as const,
  );
  return { ...kind, grants: tableOf(Object.fromEntries(grants)), grant: onIt(kind.grant ?? []) };
});
