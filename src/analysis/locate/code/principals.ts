/** AWS CDK's principals (aws-cdk-lib/aws-iam) as the elements of a policy that they become. */
import { textNode, unknown } from "../../source/intrinsics";
import { entryFor, listNode, objectNode, objectOf, openEntry, stringNode } from "../../source/made-values";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { type Span, spanOf, startOf } from "../../text";
import type { ObjectNode, ValueNode } from "../../value";
import type { CodeValues } from "./values";

const principalTypes: { readonly [name: string]: string | undefined } = tableOf({
  ServicePrincipal: "Service",
  ArnPrincipal: "AWS",
  AccountPrincipal: "AWS",
  AccountRootPrincipal: "AWS",
  AnyPrincipal: "AWS",
  StarPrincipal: "AWS",
  CanonicalUserPrincipal: "CanonicalUser",
  FederatedPrincipal: "Federated",
  WebIdentityPrincipal: "Federated",
  OpenIdConnectPrincipal: "Federated",
  SamlPrincipal: "Federated",
  OrganizationPrincipal: "AWS",
});

/** The actions by which principals assume a role that do not say so themselves. */
const signIns: { readonly [name: string]: string | undefined } = tableOf({
  WebIdentityPrincipal: "sts:AssumeRoleWithWebIdentity",
  OpenIdConnectPrincipal: "sts:AssumeRoleWithWebIdentity",
  SamlPrincipal: "sts:AssumeRoleWithSAML",
});

/** `new ServicePrincipal('ec2.amazonaws.com')` as `{ Service: … }`; null for those that are not told by their arguments. */
export function principal(values: CodeValues, call: SyntaxNode, name: string): ObjectNode | null {
  const type = principalTypes[name];
  if (type === undefined) return null;
  const given = values.file.argumentsOf(call);
  const list = given.filter((one) => one.type !== "keyword_argument");
  const named = namedIn(values, given);
  const [whom] = given.map((one) => (one.type === "keyword_argument" ? childOf(one, "value") : one));
  const at = spanOf(call);
  // Go writes `nil` for what is not given.
  const listed = list.map((one) => values.value(one)).filter((one) => !isNothing(one));
  const conditions = named?.get("conditions");
  const first = listed[0] ?? named?.get("first");
  const second = listed[1] ?? conditions;
  const third = listed[2] ?? named?.get("action");
  const made = objectNode(at, [
    entryFor(type, identifier(name, [first, second], at, whom ? values.file.shortName(whom) : ""), startOf(call)),
  ]);
  const isFederated = type === "Federated";
  values.principals.set(made, {
    action: isFederated
      ? name === "FederatedPrincipal"
        ? (third ?? (named ? stringNode(at, "sts:AssumeRole") : null))
        : stringNode(at, signIns[name]!)
      : stringNode(at, "sts:AssumeRole"),
    conditions:
      name === "OrganizationPrincipal"
        ? objectOf(startOf(at), { StringEquals: objectOf(startOf(at), { "aws:PrincipalOrgID": first ?? unknown(at) }) })
        : named === null
          ? unknown(at)
          : isFederated
            ? (second ?? null)
            : name === "ServicePrincipal" && second
              ? second === conditions
                ? second
                : conditionsIn(second)
              : null,
  });
  return made;
}

/** Those of `new ServicePrincipal("…", { region, conditions })`; null for none. */
function conditionsIn(options: ValueNode): ValueNode | null {
  if (options.kind !== "object" || options.entries.some(({ key }) => key !== "conditions" && key !== "region"))
    return unknown(options.span);
  return options.entries.find(({ key }) => key === "conditions")?.value ?? null;
}

/** What the arguments with names in Python say, by what they are for; null where one says something else. */
function namedIn(values: CodeValues, given: readonly SyntaxNode[]): ReadonlyMap<string, ValueNode> | null {
  const found = new Map<string, ValueNode>();
  for (const one of given) {
    const [name, value] = one.type === "keyword_argument" ? [childOf(one, "name"), childOf(one, "value")] : [];
    if (!name || !value) continue;
    const key = argumentNames[values.file.text(name)];
    if (key === undefined) return null;
    if (key !== "") found.set(key, values.value(value));
  }
  return found;
}

/** By the names in Python; empty: what is about nobody's access. */
const argumentNames: { readonly [name: string]: string | undefined } = tableOf({
  conditions: "conditions",
  assume_role_action: "action",
  region: "",
  service: "first",
  arn: "first",
  account_id: "first",
  canonical_user_id: "first",
  organization_id: "first",
  federated: "first",
  identity_provider: "first",
  open_id_connect_provider: "first",
  saml_provider: "first",
});

function isNothing(value: ValueNode): boolean {
  return value.kind === "unknown" && value.alternatives.length === 1 && value.alternatives[0] === null;
}

function identifier(
  name: string,
  [first, second]: readonly (ValueNode | undefined)[],
  at: Span,
  written: string,
): ValueNode {
  if (name === "AnyPrincipal" || name === "StarPrincipal" || name === "OrganizationPrincipal")
    return stringNode(at, "*");
  if (name === "AccountRootPrincipal") return textNode(at, ["arn:aws:iam::", { name: "AWS::AccountId" }, ":root"]);
  if (name === "AccountPrincipal") return first ? rootOf(first, written, at) : unknown(at);
  // It is one ARN, whichever.
  if (name === "ArnPrincipal" && first?.kind === "unknown" && first.alternatives.length === 0)
    return textNode(first.span, [{ name: "" }]);
  // The constructs that these take are no texts.
  if (first && /string|template/.test(first.kind) && name !== "OpenIdConnectPrincipal" && name !== "SamlPrincipal")
    return first;
  const provider = second ? providerIn(second) : null;
  // Of providers it is one, whichever.
  if (provider === null && first?.kind === "unknown" && first.alternatives.length === 0)
    return textNode(first.span, [{ name: "" }]);
  return provider === null ? unknown(at) : textNode(first?.span ?? at, [{ name: "" }, `:oidc-provider/${provider}`]);
}

/** The root of an account, which may be left open. @param written how the account is written */
function rootOf(account: ValueNode, written: string, at: Span): ValueNode {
  const parts =
    account.kind === "string" ? [account.value] : account.kind === "template" ? account.parts : [{ name: written }];
  return textNode(at, ["arn:aws:iam::", ...parts, ":root"]);
}

/** The OIDC provider whose claims the conditions ask for. */
function providerIn(conditions: ValueNode): string | null {
  const operators = conditions.kind === "object" ? conditions.entries.map(({ value }) => value) : [];
  for (const keys of operators) {
    for (const { key } of keys.kind === "object" ? keys.entries : []) {
      const claim = /:(?:aud|sub)$/.exec(key);
      if (claim && key.includes(".")) return key.slice(0, claim.index);
    }
  }
  return null;
}

/** `new CfnJson(this, "Conditions", { value: … })`, which CDK writes for keys that only a deployment knows. */
export function jsonOf(values: CodeValues, node: SyntaxNode): ValueNode | null {
  const { file } = values;
  const value = file.argumentsOf(node).flatMap((one) => {
    if (one.type !== "keyword_argument")
      return (file.entries(file.resolve(one).base) ?? []).filter(({ key }) => key === "value");
    const [name, given] = [childOf(one, "name"), childOf(one, "value")];
    return name && given && file.text(name) === "value" ? [{ value: given }] : [];
  })[0]?.value;
  return value ? values.value(value) : null;
}

/** `new ServicePrincipal("…").withConditions({ … })`; null where that is no principal that can be told. */
export function conditioned(values: CodeValues, call: SyntaxNode, of: SyntaxNode): ObjectNode | null {
  const inner = values.value(of);
  const brought = values.principals.get(inner);
  const [given] = values.file.argumentsOf(call);
  if (inner.kind !== "object" || !brought || !given) return null;
  const span = spanOf(call);
  const made: ObjectNode = { ...inner, span };
  const own = values.value((given.type === "keyword_argument" && childOf(given, "value")) || given);
  values.principals.set(made, { ...brought, conditions: brought.conditions ? unknown(span) : own });
  return made;
}

/** The conditions that the only principal of a list brings; null where there are none, or nobody knows of which it is. */
export function conditionsOfOnly(values: CodeValues, list: ValueNode | undefined): ObjectNode | null {
  const [only, ...others] = list?.kind === "array" ? list.items : [];
  const conditions = only && others.length === 0 ? values.principals.get(only)?.conditions : null;
  return conditions?.kind === "object" ? conditions : null;
}

/**
 * The principals of a list, by their type; what is not known, or brings conditions, leaves the element open.
 * @param areSaid whether the conditions are said beside it
 */
export function principals(values: CodeValues, list: ValueNode, areSaid = false): ValueNode {
  if (list.kind !== "array") return list;
  const byType = new Map<string, ValueNode[]>();
  const open: ValueNode[] = [];
  for (const one of list.items) {
    const item = only(one);
    const [entry] = item.kind === "object" ? item.entries : [];
    const items = entry ? (byType.get(entry.key) ?? []) : [];
    if (!entry || (!areSaid && values.principals.get(item)?.conditions)) open.push(one);
    else byType.set(entry.key, items);
    if (entry) items.push(item === one ? entry.value : unknown(one.span, [entry.value, null]));
  }
  const nowhere = startOf(list.span);
  const entries = [...byType].map(([key, items]) => entryFor(key, listNode(list.span, items), nowhere));
  entries.push(...open.map(({ span }) => openEntry(span, nowhere)));
  return objectNode(list.span, entries);
}

/** What is there in some deployments, as it is where it is there. */
function only(item: ValueNode): ValueNode {
  const [first, second] = item.kind === "unknown" && item.alternatives.length === 2 ? item.alternatives : [];
  return first && second === null ? first : item;
}
