/** Policies in YAML: CloudFormation, SAM, the Serverless Framework, and bare ones. */
import type { Place } from "../policy/model";
import { Source } from "../source/source";
import type { ScalarSource } from "../source/yaml-reader";
import { firstFrom, type Span } from "../text";
import { attachedInCommands } from "./attached/commands";
import { locateComputed, movedInto } from "./embedded";
import { findPolicies, type Form } from "./find";
import { isTemplateText, looksLikePolicyText } from "./gate";
import type { Located, LocatedPolicy } from "./located";
import { loneShapes } from "./lone-shapes";
import { locateQuoted, quotesPolicy } from "./quoted-json";
import { jsonWriter } from "./write/json-writer";
import { yamlWriter } from "./write/yaml-writer";
import { decodeScalar, locateInScalar } from "./yaml-scalar";

/** Finds the policies in all documents of a YAML stream. */
export function locateYaml(source: Source): Located {
  return locate(source, (text, scalar, place) =>
    !scalar.substituted && isTemplateText(String(scalar.scalar.value))
      ? templateIn(text, scalar)
      : locateInScalar(text, scalar, place),
  );
}

/** A template within the template: what it has in its texts is not looked for. */
function templateIn(text: string, { scalar }: ScalarSource): Located {
  const decoded = decodeScalar(text, scalar);
  if (!decoded) return nothing;
  const { policies } = locate(new Source({ name: "template.yaml", text: decoded.text }, null), () => nothing);
  return { policies: policies.map((policy) => ({ ...policy, ...movedInto(policy, decoded) })), problems: [] };
}

const nothing: Located = { policies: [], problems: [] };

type ReadScalar = (text: string, source: ScalarSource, place: Place) => Located;

function locate({ document, text, yaml: tree }: Source, readScalar: ReadScalar): Located {
  const { mustHoldPolicy = false } = document;
  const form: Form = {
    writer: yamlWriter(text, tree),
    isPolicy: mustHoldPolicy && tree.roots.length === 1,
    embedded: (node, place) => {
      const source = tree.scalars.get(node);
      return source ? readScalar(text, source, place) : locateComputed(node, place, jsonWriter);
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
    ...(found.length === 1 && found[0]!.links && { links: found[0]!.links }),
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
