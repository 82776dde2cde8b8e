/** Reads the policies of documents, and what these declare, as assertions and rehearsals ask for them. */
import type { DocumentNames, WorkspaceState } from "../../analysis/assertions/workspace";
import { readChanged } from "../../analysis/change/read";
import type { Bound, ReadPolicy } from "../../analysis/change/subject";
import { locatePolicies } from "../../analysis/locate/locate";
import { needs } from "../../analysis/needs";
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

/** What is only shown, in tests and documentation, is left out. */
export async function stateOf(
  sides: readonly SideDocument[],
  signal: AbortSignal | undefined,
): Promise<WorkspaceState> {
  const policies: ReadPolicy[] = [];
  const bounds: Bound[] = [];
  const documents: DocumentNames[] = [];
  for (const [index, { document, source, path }] of sides.entries()) {
    if (signal?.aborted) break;
    const wanted = needs(source);
    if (!wanted.catalog && !wanted.managed) continue;
    const parsers = wanted.grammars.length > 0 ? await loadParsers(wanted.grammars) : null;
    const text = new Source(source, parsers);
    if (isOnlyShown({ document: { name: path, text: "" }, form: text.form })) continue;
    const found = readChanged(document, source, {
      parsers,
      managed: wanted.managed ? await loadManagedPolicies() : null,
    });
    policies.push(...found.policies);
    bounds.push(...found.bounds);
    documents.push({ scope: document.scope, names: namesIn(text), declared: locatePolicies(text).declared ?? [] });
    if (index % 20 === 19) await new Promise((resolve) => setImmediate(resolve)); // lets a stop come through
  }
  return { policies, bounds, documents };
}
