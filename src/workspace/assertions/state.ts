/** Reads the policies of documents, and what these declare, as assertions and rehearsals ask for them. */
import { mayDeclareNamed } from "../../analysis/assertions/resources";
import type { DocumentNames, WorkspaceState } from "../../analysis/assertions/workspace";
import { grantsOfPolicies } from "../../analysis/change/cdk/granted-policies";
import { grantsIn, knownGrants, mayGrant, withGrants } from "../../analysis/change/cdk/grants";
import { mayOpen } from "../../analysis/change/cdk/opened";
import { readChanged } from "../../analysis/change/read";
import type { ChangePlace, ReadPolicy, State } from "../../analysis/change/subject";
import {
  grammarsFor,
  locateDeclared,
  mayAttachPolicies,
  mayGenerate,
  mayHavePolicies,
  mayLink,
} from "../../analysis/locate/locate";
import { needs, sizeLimit } from "../../analysis/needs";
import type { SourceDocument } from "../../analysis/source/document";
import { formOf } from "../../analysis/source/forms";
import { Source } from "../../analysis/source/source";
import { isOnlyShown } from "../../analysis/source/test-files";
import { namesIn } from "../../analysis/units/names";
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { loadParsers } from "../../data/grammars";
import { loadManagedPolicies } from "../../data/managed-policies-file";
import type { SideDocument } from "../diff/documents";

/** The managed policies of AWS, where one of them may be a boundary. */
export async function managedBoundaries({ bounds }: Pick<WorkspaceState, "bounds">): Promise<ManagedPolicies | null> {
  return bounds.some(({ boundary }) => boundary.includes(":iam::aws:policy/")) ? await loadManagedPolicies() : null;
}

/** What one document has. What is only shown, in tests and documentation, is left out: null, as where it has no policy and declares nothing. */
export async function readDocument({ document, source, path }: SideDocument): Promise<DocumentState | null> {
  if (!mayBeRead(source)) return null;
  const wanted = needs(source);
  const grammars = grammarsFor(source);
  const parsers = grammars.length > 0 ? await loadParsers(grammars) : null;
  const text = new Source(source, parsers);
  if (isOnlyShown({ document: { name: path, text: "" }, form: text.form })) return null;
  const managed = wanted.managed || mayGenerate(source) ? await loadManagedPolicies() : null;
  const read = readChanged(document, source, { parsers, managed });
  const grants = mayGrant(text.form, source.text) ? knownGrants(grantsOfPolicies(text, grantsIn(text, document))) : [];
  const state = grants.length > 0 ? { ...read, policies: withGrants(read.policies, grants) } : read;
  const declared = locateDeclared(text);
  return { ...state, document: { scope: document.scope, names: namesIn(text), declared } };
}

/** Whether a document may have a policy, or declare what assertions name; the test is cheap. */
export function mayBeRead(source: SourceDocument): boolean {
  if (source.text.length > sizeLimit) return false;
  return (
    mayHavePolicies(source) ||
    mayAttachPolicies(source) ||
    mayLink(source) ||
    mayDeclareNamed(source.text) ||
    mayOpen(formOf(source), source.text) ||
    mayGrant(formOf(source), source.text)
  );
}

export interface DocumentState extends State {
  readonly document: DocumentNames;
}

export function stateFrom(documents: readonly DocumentState[]): WorkspaceState {
  return {
    policies: withoutCalled(documents.flatMap((one) => one.policies)),
    others: documents.flatMap((one) => one.others ?? []),
    bounds: documents.flatMap((one) => one.bounds),
    holders: documents.flatMap((one) => one.holders ?? []),
    documents: documents.map((one) => one.document),
  };
}

export async function stateOf(
  sides: readonly SideDocument[],
  signal: AbortSignal | undefined,
): Promise<WorkspaceState> {
  const documents: DocumentState[] = [];
  for (const [index, side] of sides.entries()) {
    if (signal?.aborted) break;
    const read = await readDocument(side);
    if (read) documents.push(read);
    if (index % 20 === 19) await new Promise((resolve) => setImmediate(resolve)); // lets a stop come through
  }
  return stateFrom(documents);
}

/** What a module allows by what its callers give it is held to assertions as they call it, and not as it stands there without them. */
function withoutCalled(policies: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const called = new Set(policies.flatMap(({ inModule }) => inModule?.() ?? []).map(placeKey));
  if (called.size === 0) return policies;
  return policies.map((read) => {
    if (read.inModule) return read;
    const { policy, document } = read;
    const statements = policy.statements.filter(
      ({ effect, node }) => effect !== "Allow" || !called.has(placeKey(document.placeOf(node.span))),
    );
    return statements.length === policy.statements.length ? read : { ...read, policy: { ...policy, statements } };
  });
}

function placeKey({ file, range: { start, end } }: ChangePlace): string {
  return JSON.stringify([file, start.offset, end.offset]);
}
