/** Policies in YAML: CloudFormation, SAM, the Serverless Framework, and bare ones. */
import type { Source } from "../source/source";
import { firstFrom, type Span } from "../text";
import { attachedInCommands } from "./attached/commands";
import { findPolicies, type Form } from "./find";
import { looksLikePolicyText } from "./gate";
import type { Located, LocatedPolicy } from "./located";
import { loneShapes } from "./lone-shapes";
import { locateQuoted, quotesPolicy } from "./quoted-json";
import { yamlWriter } from "./write/yaml-writer";
import { locateInScalar } from "./yaml-scalar";

/** Finds the policies in all documents of a YAML stream. */
export function locateYaml({ document, text, yaml: tree }: Source): Located {
  const { mustHoldPolicy = false } = document;
  const form: Form = {
    writer: yamlWriter(text, tree),
    isPolicy: mustHoldPolicy && tree.roots.length === 1,
    embedded: (node, place) => {
      const source = tree.scalars.get(node);
      return source ? locateInScalar(text, source, place) : { policies: [], problems: [] };
    },
  };
  const found = tree.roots.map((root) => findPolicies(root, form));
  const mistakes = [...tree.mistakes].sort((a, b) => a - b);
  const policies = found
    .flatMap((one) => one.policies)
    .map((policy) => (holdsAny(policy.root.span, mistakes) ? { ...policy, unread: true } : policy));
  // Who says what the policy is means a whole one: statements without it are none.
  if (!mustHoldPolicy) policies.push(...loneShapes(text, tree.roots, policies, form.writer));
  policies.push(...quotedIn(text, policies));
  const meant = mustHoldPolicy || policies.length > 0 || tree.cut || looksLikePolicyText(text);
  const declared = found.flatMap((one) => one.declared ?? []);
  const attached = [...found.flatMap((one) => one.attached ?? []), ...attachedInCommands(text)];
  return {
    policies,
    declared,
    attached,
    bounded: found.flatMap((one) => one.bounded ?? []),
    problems: [...(meant ? tree.problems : []), ...found.flatMap((one) => one.problems)],
  };
}

/** The policies that commands in a document are given, as in the steps of a workflow: `aws iam put-role-policy --policy-document '{…}'`. */
function quotedIn(text: string, found: readonly LocatedPolicy[]): readonly LocatedPolicy[] {
  if (!/\baws [a-z]/.test(text) || !quotesPolicy(text)) return [];
  const known = found.map(({ root }) => root.span);
  return locateQuoted({ text }).policies.filter(({ root: { span } }) =>
    known.every(({ start, end }) => span.end <= start || end <= span.start),
  );
}

/** Whether one of the offsets, which ascend, stands in a stretch, or right behind it. */
function holdsAny({ start, end }: Span, offsets: readonly number[]): boolean {
  const next = offsets[firstFrom(offsets, start, (offset) => offset)];
  return next !== undefined && next <= end + 1;
}
