/** Hovers of managed policies of AWS where they are attached by their names: what they allow. */
import { documentOf } from "../../analysis/managed/judgement";
import { type NamedPolicy, namedPolicy } from "../../analysis/managed/named";
import type { ManagedPolicy } from "../../catalog/managed-policies";
import { code, type Markdown, md } from "../../escape/markdown";
import { managedPolicyPage } from "../pages/page-name";
import { type Reading, wordingOf } from "../reading";
import { allowedBy } from "../summary/allowed";
import { sentenceOf } from "../summary/lens";
import type { HoverText } from "./hover-text";

/** Null where no managed policy is named there, or AWS has none of that name. */
export function managedPolicyHover(reading: Reading, offset: number): HoverText | null {
  const named = namedAt(reading, offset);
  const policy = named?.policy;
  if (!named || !policy) return null;
  return {
    span: named.attached.node.span,
    sections: describeManagedPolicy(policy, reading),
    links:
      policy.document === null
        ? []
        : [{ title: wordingOf(reading).text`All that it allows`, page: managedPolicyPage(policy.name) }],
  };
}

function namedAt({ attached, managed }: Reading, offset: number): NamedPolicy | null {
  if (!managed) return null;
  const here = attached.find(({ node: { span } }) => span.start <= offset && offset <= span.end);
  return here ? namedPolicy(here, managed) : null;
}

/** What it allows in sum, of which day that is, and where it leads. */
export function describeManagedPolicy(
  policy: ManagedPolicy,
  { catalog, managed, language }: Pick<Reading, "catalog" | "managed" | "language">,
): readonly Markdown[] {
  const wording = wordingOf({ language });
  const head =
    policy.path === ""
      ? wording.md`**${policy.name}** · managed by AWS`
      : wording.md`**${policy.name}** · managed by AWS, at ${code(policy.path)}`;
  const document = documentOf(policy);
  if (!document) return [head, wording.md`The policy of a service-linked role: only AWS attaches it.`];
  const { escalations } = allowedBy(document, catalog);
  return [
    head,
    md`${wording.of(sentenceOf(document, catalog))}.`,
    ...(escalations.length > 0 ? [wording.md`Whoever holds it can ${wording.of(escalations[0]!.ends)}.`] : []),
    wording.md`As of ${managed?.date}; AWS changes it from time to time.`,
  ];
}
