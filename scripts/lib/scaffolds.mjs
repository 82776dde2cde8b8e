/** What `npm run new` writes: file -> text, for a family and a name. */

const inWords = (name) => name.replaceAll("-", " ");

export function ruleFiles(family, name) {
  const fixtures = `test/fixtures/rules/${family}/${name}`;
  const policy = (action, mark = "") => `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "${action}",
${mark}      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`;
  return {
    [`src/analysis/rules/${family}/${name}.ts`]: `import type { PolicyRule } from "../rule";

const rule: PolicyRule = {
  kind: "policy",
  id: "${family}/${name}",
  title: "${inWords(name)}",
  severity: "warning",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  types: ["identity"],
  documentation: {
    why: "What it allows somebody to do, in one or two plain sentences.",
    avoid: { language: "json", code: "{}" },
    prefer: { language: "json", code: "{}" },
    links: [],
  },
  *check(policy) {
    for (const { effect, action } of policy.statements) {
      if (effect !== "Allow") continue;
      for (const item of action?.items ?? []) {
        if (item.value !== "s3:TheActionThatIsMeant") continue;
        yield { at: item.node.span, path: item.path, message: "What is wrong, what it allows, what to do instead." };
      }
    }
  },
};

export default rule;
`,
    [`${fixtures}/found.json`]: policy(
      "s3:TheActionThatIsMeant",
      `                ^^^^^^^^^^^^^^^^^^^^^^^^^ ${family}/${name}: what to do instead\n`,
    ),
    [`${fixtures}/silent.json`]: policy("s3:GetObject"),
  };
}

export function checkFiles(family, name) {
  return {
    [`src/account/checks/${family}/${name}.ts`]: `import { defineCheck } from "../check";
import { decided, evidenceOf, whenAnswered } from "../evaluation";

export default defineCheck({
  id: "${family}/${name}",
  title: "What holds where it passes",
  why: "What somebody could do where it fails, in one or two plain sentences.",
  severity: "medium",
  recommendation: "least-privilege",
  cis: [],
  securityHub: [],
  sections: ["iam/account-summary"],
  remediation: { console: "Where to click." },
  links: [],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "iam/account-summary", (data, section) => {
      const users = data.Users ?? 0;
      const evidence = [evidenceOf(section, "Users", users)];
      return users > 0 ? decided("fail", "What is so.", evidence) : decided("pass", "What is so.", evidence);
    }),
});
`,
    [`test/unit/account/checks-${family}-${name}.test.ts`]: `import { denied, snapshotOf, table } from "./support";

table("${family}/${name}", [
  { name: "as it should be", snapshot: snapshotOf({ "iam/account-summary": { Users: 0 } }), verdict: "pass" },
  { name: "as it should not be", snapshot: snapshotOf({ "iam/account-summary": { Users: 1 } }), verdict: "fail" },
  {
    name: "not told",
    snapshot: snapshotOf({ "iam/account-summary": denied }),
    verdict: "not-assessed",
    missing: ["iam:GetAccountSummary"],
  },
]);
`,
  };
}

export function credentialFiles(name) {
  const fixtures = `test/fixtures/rules/credentials/${name}`;
  const value = `exmpl-{{hex:${name}${" ".repeat(Math.max(1, 24 - name.length))}}}`;
  return {
    [`src/analysis/credentials/kinds/${name}.ts`]: `/** What it is, and how AWS writes it (the page of AWS that says so). */
import { type CredentialKind, foundAt } from "../kind";

const key = /(?<![\\w-])exmpl-[0-9a-f]{20,40}(?![\\w-])/g;

const kind: CredentialKind = {
  id: "${name}",
  marks: ["exmpl-"],
  holds: /exmpl-[0-9a-f]{20}/,
  roleTakesOver: false,
  *find(text) {
    for (const { 0: value, index } of text.matchAll(key)) yield foundAt(index, value);
  },
};

export default kind;
`,
    [`src/analysis/rules/credentials/${name}.ts`]: `import kind from "../../credentials/kinds/${name}";
import { credentialKindRule } from "./credential-kind-rule";

export default credentialKindRule(
  kind,
  {
    title: "${inWords(name)} in a file",
    severity: "error",
    confidence: "high",
    documentation: {
      why: "What somebody can do who has it, for how long, and what takes its place.",
      avoid: { language: "dotenv", code: "EXAMPLE_KEY=<key>" },
      prefer: { language: "dotenv", code: "AWS_PROFILE=dev" },
      links: [],
    },
  },
  (_, shown, account) =>
    \`The key \${shown}\${account} stands here: whoever reads it can do what. Take it out, and do what instead.\`,
);
`,
    [`${fixtures}/found.env`]: `EXAMPLE_KEY=${value}
#           ${"^".repeat(value.length)} credentials/${name}: whoever reads it
`,
    [`${fixtures}/silent.env`]: `EXAMPLE_KEY=exmpl-your-key
`,
  };
}
