/** What the editor adds to a planeguard.json: an accepted finding, where its file takes no comment. */
import type { ConfiguredSuppression } from "../../analysis/control/control";
import type { Finding } from "../../analysis/finding";
import { locatePolicies, mayHavePolicies } from "../../analysis/locate/locate";
import { grammarsFor } from "../../analysis/locate/locate";
import { readPolicy } from "../../analysis/policy/read";
import type { SourceDocument } from "../../analysis/source/document";
import { Source } from "../../analysis/source/source";
import { loadParsers } from "../../data/grammars";
import { withEntry } from "./write-entry";

/** The text of a planeguard.json with an entry more; '' is the text of a new one. Null where the text cannot be read that far. */
export function withSuppression(text: string, entry: ConfiguredSuppression & { readonly path: string }): string | null {
  const { rules, path, policy, statement, reason, until } = entry;
  return withEntry(text, "suppressions", { rules, path, policy, statement, reason, until });
}

/** The policy and statement of a finding, as an entry names them; nothing for a finding that is in none. */
export async function statementOf(
  document: SourceDocument,
  { range: { start }, policyPath }: Finding,
): Promise<Pick<ConfiguredSuppression, "policy" | "statement">> {
  if (policyPath === null || !mayHavePolicies(document)) return {};
  const parsers = await loadParsers(grammarsFor(document));
  const policies = locatePolicies(new Source(document, parsers)).policies.flatMap(
    ({ root, place }) => readPolicy(root, place) ?? [],
  );
  const policy = policies.find(({ node: { span } }) => span.start <= start.offset && start.offset < span.end);
  const label = policies.length > 1 ? policy?.place.label : undefined;
  const statement = policy?.statements.find(
    ({ node: { span } }) => span.start <= start.offset && start.offset < span.end,
  );
  const named = label === undefined ? {} : { policy: label };
  if (!policy || !statement) return named;
  const sid = statement.sid?.value;
  const unique = sid != null && sid !== "" && policy.statements.filter((one) => one.sid?.value === sid).length === 1;
  const index = statement.path[1] ?? 0;
  return { ...named, statement: unique ? sid : index };
}
