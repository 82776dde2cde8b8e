/** How a call that is not granted is granted in the policies of its role, in the form and the terms of their document. */
import { hclString } from "../../escape/hcl";
import { say, type Sentence, type Value } from "../../wording/sentence";
import type { Change, DeclaredResource, LocatedPolicy, NewValue, Writer } from "../locate/located";
import { SourceExpression } from "../locate/located";
import type { Item, Policy, Statement } from "../policy/model";
import type { TextEdit } from "../text";
import type { TextPart } from "../value";
import { writtenParts } from "./declared-names";
import type { Names } from "./granted";
import type { UnitRole } from "./unit";
import { leastStatements, type NeededGrant, type WrittenStatement } from "./written-policy";

export interface GrantProposal {
  readonly title: Sentence;
  /** Of the document that declares the role. */
  readonly edits: readonly TextEdit[];
}

/** How the document that declares a role says what is known only when it is deployed. */
export type Terms = "cloudformation" | "terraform" | "none";

/** The document that declares a role. */
export interface RoleDocument {
  readonly terms: Terms;
  readonly declared: readonly DeclaredResource[];
}

/** One change of the policies that are written: where a statement has these resources, it gets the actions; else a statement comes. Null where there is no place for it. */
export function grantInPolicies(
  needed: readonly NeededGrant[],
  role: UnitRole,
  document: RoleDocument,
): GrantProposal | null {
  const edits: TextEdit[] = [];
  const byWriter = new Map<Writer, Change[]>();
  for (const statement of leastStatements(needed)) {
    const found = changesFor(statement, role, document);
    if (!found) return null;
    const changes = byWriter.get(found.writer);
    if (changes) changes.push(...found.changes);
    else byWriter.set(found.writer, [...found.changes]);
  }
  for (const [writer, changes] of byWriter) {
    const made = writer.edits(changes);
    if (!made) return null;
    edits.push(...made);
  }
  const title =
    document.terms === "none"
      ? say`Allow ${listed(needed)} in ${role.name}`
      : say`Allow ${listed(needed)} in a policy of ${role.name}`;
  return { title, edits: [...edits].sort((a, b) => a.span.start - b.span.start) };
}

/** The actions of grants, as a title names them. */
export function listed(needed: readonly NeededGrant[]): Value {
  return [...new Set<Value>(needed.map(({ action }) => action))].reduce((before, last) => say`${before} and ${last}`);
}

function changesFor(
  { actions, resources }: WrittenStatement,
  role: UnitRole,
  document: RoleDocument,
): { readonly writer: Writer; readonly changes: readonly Change[] } | null {
  const written = role.policies.flatMap(({ policy, located }) =>
    located && !located.unread && policy.complete ? [{ policy, located }] : [],
  );
  for (const { policy, located } of written) {
    const same = policy.statements.find((one) => isOn(one, resources, role.names));
    if (same?.action) return { writer: located.writer, changes: added(same.action.array, same.action.items, actions) };
  }
  const values = resources.map((one) => resourceValue(one, role.names, document));
  if (values.includes(null)) return null;
  const value = statementValue(actions, values as NewValue[]);
  const place = written.map(placeOfStatement).find((one) => one !== null);
  return place ? { writer: place.writer, changes: [{ kind: "addItem", to: place.to, value }] } : null;
}

function placeOfStatement({ policy, located }: { readonly policy: Policy; readonly located: LocatedPolicy }) {
  const list = policy.statementEntry?.value;
  return list?.kind === "array" ? { writer: located.writer, to: list } : null;
}

/** A statement that allows actions on exactly these resources, whoever calls. */
function isOn(statement: Statement, resources: readonly string[], names: Names): boolean {
  const { effect, action, resource, condition, complete, conditional } = statement;
  if (effect !== "Allow" || !action?.complete || !resource?.complete || condition || !complete || conditional)
    return false;
  const own = new Set(resource.items.map((item) => writtenParts(names.resolve(item.completed ?? item.parts))));
  return own.size === resources.length && resources.every((one) => own.has(one));
}

function added(
  array: NonNullable<Statement["action"]>["array"],
  items: readonly Item[],
  actions: readonly string[],
): readonly Change[] {
  if (array) return actions.map((value) => ({ kind: "addItem", to: array, value }));
  const [item] = items;
  return item?.value ? [{ kind: "replace", node: item.node, value: [item.value, ...actions] }] : [];
}

export function statementValue(actions: readonly string[], resources: readonly NewValue[]): NewValue {
  return { Effect: "Allow", Action: oneOrAll(actions), Resource: oneOrAll(resources) };
}

function oneOrAll(values: readonly NewValue[]): NewValue {
  return values.length === 1 ? values[0]! : values;
}

/** A resource as its document writes it; null where that cannot be said. */
export function resourceValue(written: string, names: Names, { declared, terms }: RoleDocument): NewValue | null {
  for (const one of declared) {
    const whole = one.arn("");
    const parts = partsOf(whole);
    const own = parts && writtenParts(names.resolve(parts));
    if (!own || !own.startsWith("arn:")) continue;
    if (written === own) return whole;
    const rest = written.startsWith(own) ? written.slice(own.length) : "";
    if (/^[/:][\w*./:-]*$/.test(rest)) return one.arn(rest);
  }
  return plainResource(written, terms);
}

function plainResource(written: string, terms: Terms): NewValue | null {
  if (!/^(?:[\w*?/:.+=@-]|\$\{[\w:.-]+\})*$/.test(written)) return null;
  if (terms === "cloudformation") return written.includes("${") ? { "Fn::Sub": written } : written;
  const open = written.replace(/\$\{AWS::\w+\}/g, "*");
  if (!open.includes("${")) return open;
  if (terms === "none") return null;
  const text = open
    .split(/(\$\{[^{}]*\})/)
    .map((part) => (part.startsWith("${") ? part : hclString(part).slice(1, -1)))
    .join("");
  return new SourceExpression(`"${text}"`);
}

/** `Ref`, `Fn::GetAtt` and a reference of Terraform as the name that they are in texts. */
function partsOf(value: NewValue): readonly TextPart[] | null {
  if (value instanceof SourceExpression) return [{ name: value.source }];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { Ref: ref, "Fn::GetAtt": attribute } = value as { readonly [key: string]: NewValue | undefined };
  if (typeof ref === "string") return [{ name: ref }];
  return Array.isArray(attribute) ? [{ name: attribute.join(".") }] : null;
}
