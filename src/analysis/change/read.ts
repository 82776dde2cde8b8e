/** Reads the policies of a document of one side of a change, without judging them. */
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { brief } from "../brief";
import type { Problem } from "../finding";
import { noLinks } from "../locate/attached/links";
import { locatePolicies } from "../locate/locate";
import { sizeLimit } from "../needs";
import type { PolicyOption } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { SourceDocument } from "../source/document";
import type { Parsers } from "../source/grammar";
import { Source } from "../source/source";
import { attachedPolicies } from "./attachments";
import { valueText } from "./canonical";
import type { State } from "./change";
import type { Bound, ChangedDocument, Holder, ReadPolicy } from "./subject";

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
    const read = located.policies.flatMap(({ root, place, unread }): ReadPolicy[] => {
      const policy = unread ? null : readPolicy(root, place, policyType);
      return policy ? [{ policy, document, at: root.span }] : [];
    });
    const links = located.links?.() ?? noLinks;
    const policies = attachedPolicies(read, located.attached ?? [], links, document, managed);
    const holders = links.holders.map((name): Holder => ({ name, document }));
    const bounds = (located.bounded ?? []).map(({ holder, boundary }): Bound => ({
      holder,
      scope: document.scope,
      boundary: valueText(boundary, source.text),
    }));
    return { policies, bounds, holders, problems: located.problems.map(({ message, span }) => problem(message, span)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      policies: [],
      bounds: [],
      problems: [problem(`It could not be read to the end (${reason}). Please report it.`)],
    };
  }
}
