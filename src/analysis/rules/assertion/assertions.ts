/** What a project asserts of its policies (`assertions` in planeguard.json), and what breaks it. */
import type { AssertionFact } from "../../source/facts";
import type { UnitReport, UnitRule } from "../rule";

const links = ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"];
const asserted = `{
  "assertions": [
    { "sentence": "Only the pipeline passes roles.", "only": "role:Deploy", "may": "iam:PassRole" }
  ]
}`;
const common = {
  kind: "unit",
  recommendation: "least-privilege",
  accessAnalyzer: null,
} as const;

function reports(
  facts: Iterable<{ readonly kind: string }>,
  kind: AssertionFact["kind"],
  message: (fact: AssertionFact) => string,
): UnitReport[] {
  return [...facts].flatMap((one) => {
    if (one.kind !== kind) return [];
    const fact = one as AssertionFact;
    return [
      {
        at: fact.at,
        message: message(fact),
        related: [{ at: fact.at, elsewhere: fact.asserted, message: "What is asserted" }],
      },
    ];
  });
}

const broken: UnitRule = {
  ...common,
  id: "assertion/broken",
  title: "Policy that breaks an assertion of the project",
  severity: "error",
  confidence: "high",
  documentation: {
    why: "The project says in `planeguard.json` what must never be allowed, or must stay possible, and this policy does otherwise: a request shows it. Everything that acts together is looked at, with boundaries and every Deny, and a value that a template leaves open is never guessed. Change the policy, or the assertion where it says too much.",
    avoid: {
      language: "yaml",
      code: `# ${"`only` role:Deploy `may` iam:PassRole"}\nApiRole:\n  Type: AWS::IAM::Role\n  Properties:\n    Policies:\n      - PolicyName: api\n        PolicyDocument:\n          Version: 2012-10-17\n          Statement:\n            - Effect: Allow\n              Action: iam:PassRole\n              Resource: "*"`,
    },
    prefer: { language: "json", code: asserted },
    links,
  },
  check: (facts) =>
    reports(facts, "assertion-broken", ({ sentence, told }) => `This breaks the assertion ${quoted(sentence)} ${told}`),
};

const unknown: UnitRule = {
  ...common,
  id: "assertion/unknown",
  title: "Policy of which nobody knows whether it breaks an assertion",
  severity: "warning",
  confidence: "medium",
  documentation: {
    why: "Whether this policy keeps an assertion of `planeguard.json` depends on what the document leaves open: a parameter, a boundary that stands elsewhere, a condition that is filled in later. The request is one that could be allowed. Write the value where it can be read, or narrow the statement, so that the assertion can be proven; a passed check must never mean that nobody looked.",
    avoid: {
      language: "yaml",
      code: `# nobody may s3:GetObject on arn:aws:s3:::reports/*\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: !Sub "arn:aws:s3:::\${AnyBucket}/*"`,
    },
    prefer: {
      language: "yaml",
      code: `Statement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: !Sub "\${Uploads.Arn}/*"`,
    },
    links,
  },
  check: (facts) =>
    reports(
      facts,
      "assertion-unknown",
      ({ sentence, told }) => `Whether this keeps the assertion “${sentence}” cannot be told. ${told}`,
    ),
};

/** In quotation marks, as the end of a sentence. */
function quoted(sentence: string): string {
  return /[.!?\u2026]$/.test(sentence) ? `“${sentence}”` : `“${sentence}”.`;
}

export default [broken, unknown];
