/** Reads the policies of a document of one side of a change, without judging them. */
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { brief } from "../brief";
import type { Problem } from "../finding";
import { locatePolicies } from "../locate/locate";
import { documentOf } from "../managed/judgement";
import { namedPolicy } from "../managed/named";
import { sizeLimit } from "../needs";
import type { PolicyOption } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { SourceDocument } from "../source/document";
import type { Parsers } from "../source/grammar";
import { Source } from "../source/source";
import { valueText } from "./canonical";
import type { State } from "./change";
import type { Bound, ChangedDocument, ReadPolicy } from "./subject";

export interface ReadOptions {
  readonly parsers: Parsers | null;
  readonly managed: ManagedPolicies | null;
  readonly policyType?: PolicyOption | undefined;
}

/** The policies of a document. What it cannot read is a problem; it never throws. */
export function readChanged(
  document: ChangedDocument,
  source: SourceDocument,
  { parsers, managed, policyType }: ReadOptions,
): State & { readonly problems: readonly Problem[] } {
  const problem = (message: string, span = { start: 0, end: 0 }): Problem => ({
    ...document.placeOf(span),
    message: brief(message),
  });
  if (source.text.length > sizeLimit)
    return {
      policies: [],
      bounds: [],
      problems: [problem("The file is longer than 2 million characters and was not compared.")],
    };
  try {
    const located = locatePolicies(new Source(source, parsers));
    const policies = located.policies.flatMap(({ root, place, unread }): ReadPolicy[] => {
      const policy = unread ? null : readPolicy(root, place, policyType);
      return policy ? [{ policy, document, at: root.span }] : [];
    });
    for (const attached of (managed && located.attached) ?? []) {
      const named = namedPolicy(attached, managed!)?.policy;
      const policy = named && documentOf(named);
      if (!policy) continue;
      const label = attached.to ?? undefined;
      policies.push({
        policy: { ...policy, place: { policyType: "identity", label, principal: label } },
        document,
        at: attached.node.span,
        managed: { name: named.name, text: named.document! },
      });
    }
    const bounds = (located.bounded ?? []).map(({ holder, boundary }): Bound => ({
      holder,
      scope: document.scope,
      boundary: valueText(boundary, source.text),
    }));
    return { policies, bounds, problems: located.problems.map(({ message, span }) => problem(message, span)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      policies: [],
      bounds: [],
      problems: [problem(`It could not be read to the end (${reason}). Please report it.`)],
    };
  }
}
