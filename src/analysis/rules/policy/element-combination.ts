import { entryOf } from "../../value";
import type { PolicyRule } from "../rule";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage } from "../support/links";
import { statementObjects } from "../support/structure";

const pairs = [
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
  ["Principal", "NotPrincipal"],
] as const;

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/element-combination",
  title: "Elements that exclude each other",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "UNSUPPORTED_ELEMENT_COMBINATION",
  documentation: {
    why: "A statement is about what an element lists or about all but that, not both. AWS rejects a policy that says both.",
    avoid: {
      language: "json",
      code: '{ "Effect": "Allow", "Action": "s3:*", "NotAction": "s3:DeleteBucket", "Resource": "*" }',
    },
    prefer: {
      language: "json",
      code: '[\n  { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },\n  { "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*" }\n]',
    },
    links: [accessAnalyzerPage("error", "unsupported-element-combination")],
  },
  *check(policy) {
    for (const { node, path } of statementObjects(policy)) {
      for (const [name, notName] of pairs) {
        const entry = entryOf(node, name);
        const notEntry = entryOf(node, notName);
        // Where a template chooses, it may well leave one of them out.
        if (!entry || !notEntry || entry.value.kind === "unknown" || notEntry.value.kind === "unknown") continue;
        yield {
          at: notEntry.keySpan,
          path: [...path, notName],
          message: `A statement takes \`${name}\` or \`${notName}\`, not both, so AWS rejects this policy. Remove one; what must not happen is better said in a statement of its own that denies it.`,
          related: [{ at: entry.keySpan, path: [...path, name], message: `\`${name}\` stands here.` }],
          fixes: () =>
            [notEntry, entry].map((one) =>
              suggestion(`Remove ${one.key}`, { kind: "removeEntry", from: node, entry: one }),
            ),
        };
      }
    }
  },
};

export default rule;
