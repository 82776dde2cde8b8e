/** What the editor adds to a planeguard.json: an accepted finding, where its file takes no comment. */
import { applyEdits, findNodeAtLocation, modify, parseTree } from "jsonc-parser";

import type { ConfiguredSuppression } from "../../analysis/control/control";
import type { Finding } from "../../analysis/finding";
import { locatePolicies, mayHavePolicies } from "../../analysis/locate/locate";
import { grammarsFor } from "../../analysis/locate/locate";
import { readPolicy } from "../../analysis/policy/read";
import type { SourceDocument } from "../../analysis/source/document";
import { Source } from "../../analysis/source/source";
import { lineEndOf } from "../../analysis/text";
import { loadParsers } from "../../data/grammars";

/** The text of a planeguard.json with an entry more; '' is the text of a new one. Null where the text cannot be read that far. */
export function withSuppression(text: string, entry: ConfiguredSuppression & { readonly path: string }): string | null {
  const given = text.trim() === "" ? "{}\n" : text;
  const root = parseTree(given);
  const list = root && findNodeAtLocation(root, ["suppressions"]);
  if (root?.type !== "object" || (list && list.type !== "array")) return null;
  const { rules, path, policy, statement, reason, until } = entry;
  const written = { rules, path, policy, statement, reason, until };
  const indentation = /\n([ \t]+)"/.exec(given)?.[1] ?? "  ";
  const formattingOptions = {
    tabSize: indentation.length,
    insertSpaces: !indentation.includes("\t"),
    eol: lineEndOf(given),
  };
  const value: unknown = JSON.parse(JSON.stringify(written));
  return applyEdits(
    given,
    list
      ? modify(given, ["suppressions", list.children?.length ?? 0], value, {
          formattingOptions,
          isArrayInsertion: true,
        })
      : modify(given, ["suppressions"], [value], { formattingOptions }),
  );
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
