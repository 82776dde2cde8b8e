/** The names of elements, and the values of the two that have few. */
import {
  type ElementNote,
  policyElements,
  statementElements,
  takesPrincipal,
} from "../../analysis/knowledge/policy-elements";
import { isBlankJson } from "../../analysis/locate/locate";
import type { PolicyType } from "../../analysis/policy/model";
import type { SourceDocument } from "../../analysis/source/document";
import type { ObjectNode, ValueNode } from "../../analysis/value";
import type { Offer, Offers, Shape } from "./offer";
import { isMark, type Slot } from "./slot";
import { wholePolicyOffers } from "./whole-policies";

const shapes: Readonly<Record<string, Shape>> = {
  Version: "text",
  Statement: "objects",
  Id: "text",
  Sid: "text",
  Effect: "text",
  Principal: "object",
  NotPrincipal: "object",
  Action: "list",
  NotAction: "list",
  Resource: "list",
  NotResource: "list",
  Condition: "object",
};

/** What `aws_iam_policy_document` calls them; those that are blocks have a shape of their own. */
const inDocument: Readonly<Record<string, { readonly name: string; readonly block?: string }>> = {
  Version: { name: "version" },
  Id: { name: "policy_id" },
  Statement: { name: "statement", block: '\n\tactions   = ["$1"]\n\tresources = ["$2"]\n' },
  Sid: { name: "sid" },
  Effect: { name: "effect" },
  Action: { name: "actions" },
  NotAction: { name: "not_actions" },
  Resource: { name: "resources" },
  NotResource: { name: "not_resources" },
  Principal: { name: "principals", block: '\n\ttype        = "${1:AWS}"\n\tidentifiers = ["$2"]\n' },
  NotPrincipal: { name: "not_principals", block: '\n\ttype        = "${1:AWS}"\n\tidentifiers = ["$2"]\n' },
  Condition: {
    name: "condition",
    block: '\n\ttest     = "${1:StringEquals}"\n\tvariable = "$2"\n\tvalues   = ["$3"]\n',
  },
};

const opposite: Readonly<Record<string, string>> = {
  Action: "NotAction",
  Resource: "NotResource",
  Principal: "NotPrincipal",
  NotAction: "Action",
  NotResource: "Resource",
  NotPrincipal: "Principal",
};

export const policyElementOffers: Offers = (slot, { document }) => {
  const present = keysOf(slot.policy.node);
  return [
    ...offersOf(
      policyElements.filter(({ name }) => !present.has(name) || (slot.isDocument && name === "Statement")),
      slot,
    ),
    ...(present.size === 0 && isBlankJson(document) ? wholePolicyOffers : []),
  ];
};

export const statementElementOffers: Offers = (slot, { document }) => {
  const present = keysOf(slot.spot.statement);
  const fits = ({ name }: ElementNote): boolean =>
    (slot.isDocument && name === "Condition") ||
    (!present.has(name) && !present.has(opposite[name] ?? "") && isFor(name, slot.policy.type, slot.policy.typeKnown));
  const likely = takesPrincipal(slot.policy.type)
    ? ["Effect", "Principal", "Action", "Resource", "Condition", "Sid"]
    : ["Effect", "Action", "Resource", "Condition", "Sid"];
  const rank = ({ name }: ElementNote): number => (likely.includes(name) ? likely.indexOf(name) : likely.length);
  return [
    ...offersOf(
      statementElements.filter(fits).sort((a, b) => rank(a) - rank(b)),
      slot,
    ),
    ...(present.size === 0 && !slot.isDocument && hasLines(slot, document) ? statementOffers(slot) : []),
  ];
};

/** A statement with the elements that it needs, and nothing in them: once for each way that the type of the policy leaves open. */
export function statementOffers({ policy: { type, typeKnown } }: Pick<Slot, "policy">): readonly Offer[] {
  const withPrincipal = typeKnown ? [takesPrincipal(type)] : [takesPrincipal(type), !takesPrincipal(type)];
  const effect = type === "scp" || type === "rcp" ? "Deny" : "Allow";
  return withPrincipal.map((hasPrincipal): Offer => {
    const open = [...(hasPrincipal ? ["Principal"] : []), "Action", ...(type === "trust" ? [] : ["Resource"])];
    return {
      kind: "policy",
      text: ["Effect", ...open].join(", "),
      detail: effect === "Deny" ? "A whole statement that denies" : "A whole statement that allows",
      entries: [{ key: "Effect", value: effect }, ...open.map((key) => ({ key, value: { shape: shapes[key]! } }))],
      again: true,
    };
  });
}

/** What a policy of the type cannot have is not offered; where the content alone tells the type, a principal may just be what is missing. */
function isFor(name: string, type: PolicyType, typeKnown: boolean): boolean {
  if (name.endsWith("Principal")) return takesPrincipal(type) || !typeKnown;
  return type !== "trust" || !name.endsWith("Resource");
}

/** What somebody has written. */
function keysOf(node: ObjectNode | null): ReadonlySet<string> {
  const written = (node?.entries ?? []).filter(
    ({ key, keySpan, value }) => keySpan.end > keySpan.start && !isMark(key) && !isPutIn(value),
  );
  return new Set(written.map(({ key }) => key));
}

/** Whether a statement can be begun in lines of its own: not before the colon of a key, in YAML not within braces or quotes. */
function hasLines({ form, token }: Slot, { text }: SourceDocument): boolean {
  if (token.isKey) return false;
  return (
    form !== "yaml" || (token.quote === "" && /^[\s-]*$/.test(text.slice(token.start - token.column, token.start)))
  );
}

/** The mark, or the statements that go with it. */
function isPutIn(value: ValueNode): boolean {
  return value.kind === "string" ? isMark(value.value) : value.kind === "array" && value.items.length === 0;
}

function offersOf(elements: readonly ElementNote[], slot: Slot): readonly Offer[] {
  return elements.map(({ name, note }): Offer => {
    const more = { kind: "element" as const, detail: note.replace(/\. .*$/s, "."), topic: `element ${name}` };
    if (!slot.isDocument)
      return {
        ...more,
        text: name,
        shape: shapes[name]!,
        again: (shapes[name] === "text" && name !== "Sid" && name !== "Id") || shapes[name] === "list",
      };
    const { name: text, block } = inDocument[name]!;
    if (block !== undefined) return { ...more, text, snippet: `${text} {${block}}`, isExpression: true };
    return { ...more, text, shape: shapes[name]!, again: true };
  });
}

export const versionOffers: Offers = () => [
  { kind: "value", text: "2012-10-17", detail: "The current version", topic: "version 2012-10-17" },
  { kind: "value", text: "2008-10-17", detail: "Without variables", topic: "version 2008-10-17" },
];

export const effectOffers: Offers = () => [
  { kind: "value", text: "Allow", detail: "", topic: "effect Allow" },
  { kind: "value", text: "Deny", detail: "", topic: "effect Deny" },
];
