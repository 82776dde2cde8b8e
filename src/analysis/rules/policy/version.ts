/** The version of the policy language. */
import { say } from "../../../wording/sentence";
import type { Policy } from "../../policy/model";
import { variableVersion } from "../../policy/variables";
import type { ValueNode } from "../../value";
import type { PolicyRule } from "../rule";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage, elementPage } from "../support/links";
import { headOf, lacks } from "../support/structure";

const versions = [variableVersion, "2008-10-17"];

const invalidVersion: PolicyRule = {
  kind: "policy",
  id: "policy/invalid-version",
  title: "Version that does not exist",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "INVALID_VERSION",
  documentation: {
    why: "`Version` is not the date of your policy but the version of the policy language, of which there are two. AWS rejects a policy with any other.",
    avoid: { language: "json", code: '"Version": "2023-01-01"' },
    prefer: { language: "json", code: '"Version": "2012-10-17"' },
    links: [accessAnalyzerPage("error", "invalid-version"), elementPage("version")],
  },
  *check({ version }) {
    if (!version || version.value === null || versions.includes(version.value)) return;
    yield {
      at: version.node.span,
      path: version.path,
      message: say`\`${version.value}\` is not a version of the policy language, so AWS rejects this policy. Write \`${variableVersion}\`: it is not a date of your own.`,
      fixes: () => [
        suggestion(say`Write ${variableVersion}`, { kind: "replace", node: version.node, value: variableVersion }),
      ],
    };
  },
};

const missingVersion: PolicyRule = {
  kind: "policy",
  id: "policy/missing-version",
  title: "Missing Version",
  severity: "warning",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "MISSING_VERSION",
  documentation: {
    why: "Without `Version` the policy is read in the language of 2008, in which variables such as `${aws:username}` are plain text: a permission meant for each user’s own folder is then one for a folder of that very name.",
    avoid: { language: "json", code: '{ "Statement": [] }' },
    prefer: { language: "json", code: '{ "Version": "2012-10-17", "Statement": [] }' },
    links: [accessAnalyzerPage("general-warning", "missing-version"), elementPage("version")],
  },
  *check(policy) {
    const { node } = policy;
    if (!lacks(node, "Version")) return;
    const variables = hasVariables(policy);
    yield {
      at: policy.statementEntry?.keySpan ?? headOf(node),
      path: [],
      message: variables
        ? say`This policy has no \`Version\`, so its variables (\`\${…}\`) are plain text and match nobody as they are meant to. Add \`"Version": "${variableVersion}"\`.`
        : say`This policy has no \`Version\`, so it is read in the language of 2008, in which variables are plain text. Add \`"Version": "${variableVersion}"\`.`,
      fixes: () => [
        {
          title: say`Add "Version": "${variableVersion}"`,
          // Variables begin to work, which may allow more.
          kind: variables ? "suggestion" : "safe",
          changes: [{ kind: "addEntry", to: node, key: "Version", value: variableVersion, before: node.entries[0] }],
        },
      ],
    };
  },
};

export default [invalidVersion, missingVersion];

/** Whether `${` stands in some text of the policy, or may. */
function hasVariables(policy: Policy): boolean {
  const visit = (node: ValueNode): boolean => {
    switch (node.kind) {
      case "string":
        return node.value.includes("${");
      case "array":
        return node.items.some(visit);
      case "object":
        return node.entries.some((entry) => entry.key.includes("${") || visit(entry.value));
      case "template":
        return node.parts.some((part) => typeof part === "string" && part.includes("${"));
      default:
        return false;
    }
  };
  return policy.statementEntry ? visit(policy.statementEntry.value) : false;
}
