/** Statement ids. */
import { shortened } from "../../../escape/visible";
import { say, type Text, together } from "../../../wording/sentence";
import { maskKeys } from "../../credentials/mask";
import { oncePer } from "../../memo";
import type { Item, Policy, PolicyType } from "../../policy/model";
import { withoutTrailing } from "../../scan";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { safeFix, suggestion } from "../support/fixes";
import { accessAnalyzerPage, elementPage } from "../support/links";

/** Of a Sid, which may be of any length. */
const longestShown = 200;

const strictTypes: readonly PolicyType[] = ["identity", "boundary", "trust", "scp", "rcp"];

const uniqueDocumentation = {
  avoid: { language: "json", code: '[{ "Sid": "Read", "Effect": "Allow" }, { "Sid": "Read", "Effect": "Deny" }]' },
  prefer: {
    language: "json",
    code: '[{ "Sid": "Read", "Effect": "Allow" }, { "Sid": "NeverSecrets", "Effect": "Deny" }]',
  },
} as const;

const unique: PolicyRule = {
  kind: "policy",
  id: "policy/unique-sids",
  title: "Sid that stands twice",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "UNIQUE_SIDS_REQUIRED",
  types: strictTypes,
  documentation: {
    why: "IAM rejects a policy in which two statements have the same id.",
    ...uniqueDocumentation,
    links: [accessAnalyzerPage("error", "unique-sids-required"), elementPage("sid")],
  },
  check: (policy) =>
    repeated(
      policy,
      (sid) =>
        say`Another statement has the Sid \`${sid}\` already, so IAM rejects this policy. Give each statement its own.`,
    ),
};

const uniqueRecommended: PolicyRule = {
  kind: "policy",
  id: "policy/unique-sids-recommended",
  title: "Sid that stands twice in a resource policy",
  severity: "warning",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "UNIQUE_SIDS_RECOMMENDED",
  types: ["resource"],
  documentation: {
    why: "Some services reject a policy in which two statements have the same id; others let a statement be replaced or removed by its id, which then hits the wrong one.",
    ...uniqueDocumentation,
    links: [accessAnalyzerPage("general-warning", "unique-sids-recommended"), elementPage("sid")],
  },
  check: (policy) =>
    repeated(
      policy,
      (sid) =>
        say`Another statement has the Sid \`${sid}\` already, so changing or removing one by its id may hit the other. Give each statement its own.`,
    ),
};

const unsupported: PolicyRule = {
  kind: "policy",
  id: "policy/unsupported-sid",
  title: "Sid with characters that IAM does not take",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "UNSUPPORTED_SID",
  types: strictTypes,
  documentation: {
    why: "In the policies of IAM and Organizations a Sid holds letters and digits only; a policy with any other is rejected.",
    avoid: { language: "json", code: '"Sid": "Read the invoices"' },
    prefer: { language: "json", code: '"Sid": "ReadTheInvoices"' },
    links: [accessAnalyzerPage("error", "unsupported-sid"), elementPage("sid")],
  },
  *check(policy) {
    for (const sid of sids(policy)) {
      if (sid.parts.every((part) => typeof part !== "string" || /^[A-Za-z0-9]*$/.test(part))) continue;
      const repaired = sid.value === null ? "" : inCamelCase(sid.value);
      // Joined with its neighbours, a key would not be known for one.
      const shown = sid.value === null ? "" : shortened(inCamelCase(maskKeys(sid.value)), longestShown);
      yield {
        at: sid.node.span,
        path: sid.path,
        message: together(
          say`This Sid contains characters other than letters and digits, so IAM rejects the policy.`,
          repaired ? say`Write \`${shown}\`.` : say`Take them out.`,
        ),
        fixes: () =>
          repaired && !sids(policy).some((other) => other.value === repaired)
            ? [suggestion(say`Write ${shown}`, { kind: "replace", node: sid.node, value: repaired })]
            : [],
      };
    }
  },
};

const empty: PolicyRule = {
  kind: "policy",
  id: "policy/empty-sid",
  title: "Empty Sid",
  severity: "info",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "EMPTY_SID_VALUE",
  documentation: {
    why: "A Sid that is empty names nothing. It says more to leave it out, or to tell what the statement is for.",
    avoid: { language: "json", code: '"Sid": ""' },
    prefer: { language: "json", code: '"Sid": "ReadTheInvoices"' },
    links: [accessAnalyzerPage("suggestion", "empty-sid-value"), elementPage("sid")],
  },
  *check(policy) {
    for (const statement of policy.statements) {
      const { sid, node } = statement;
      if (sid?.value !== "") continue;
      const entry = node.entries.find((one) => one.key === "Sid")!;
      yield {
        at: sid.node.span,
        path: sid.path,
        message: say`This Sid is empty. Say what the statement is for, or leave the Sid out.`,
        fixes: () => [
          { title: say`Remove the empty Sid`, kind: "safe", changes: [{ kind: "removeEntry", from: node, entry }] },
        ],
      };
    }
  },
};

export default [unique, uniqueRecommended, unsupported, empty];

/** Every Sid once, with a text of which something is known; made once for a policy. */
const sids = oncePer((policy: Policy): readonly Item[] => {
  const byNode = new Map<Item["node"], Item>();
  for (const { sid, conditional } of policy.statements)
    if (sid) byNode.set(sid.node, conditional && !sid.conditional ? { ...sid, conditional } : sid);
  return [...byNode.values()];
});

function* repeated(policy: Policy, message: (sid: string) => Text): Iterable<PolicyReport> {
  const first = new Map<string, Item>();
  const all = sids(policy);
  for (const sid of all) {
    // In two branches of a template the same Sid may well stand.
    if (!sid.value || sid.conditional) continue;
    const earlier = first.get(sid.value);
    if (!earlier) {
      first.set(sid.value, sid);
      continue;
    }
    yield {
      at: sid.node.span,
      path: sid.path,
      message: message(sid.value),
      related: [{ at: earlier.node.span, path: earlier.path, message: say`It stands here first.` }],
      fixes: (): readonly PolicyFix[] => {
        const renamed = unusedName(sid.value!, all);
        return [safeFix(say`Rename it to ${renamed}`, { kind: "replace", node: sid.node, value: renamed })];
      },
    };
  }
}

function unusedName(name: string, taken: readonly Item[]): string {
  const stem = withoutTrailing(name, /\d/) || name;
  const values = new Set(taken.map(({ value }) => value));
  for (let number = 2; ; number++) if (!values.has(`${stem}${number}`)) return `${stem}${number}`;
}

function inCamelCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word, index) => (index === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join("");
}
