/** What an example leaves to be filled in: `<account-id>`, `{region}`, `ACCOUNT_ID`, `[ROLE]`. */
import { Memo, oncePer } from "../../memo";
import type { Item, Policy, Statement } from "../../policy/model";
import type { Span } from "../../text";

/** Between brackets; variables of policies and of templates have a `$`, dynamic references of CloudFormation a `resolve:`. */
const bracketed =
  /<[A-Za-z][\w .,/'-]{0,60}>|\[[A-Z][A-Z0-9_ -]{1,60}\]|(?<![$%{])\{{1,2} ?(?!resolve:)[A-Za-z][\w .-]{0,60}\}/;
/** A field of an ARN, or the whole of a value, that names what belongs there. */
const named =
  /^(?:(?:aws|your)[-_]?)?(?:account(?:[-_]?(?:id|number))?|region(?:[-_]?name)?|organization[-_]?id|org[-_]?id|vpce?[-_]?id|x{4,12})$/i;

/** The whole of a value that could be none. */
const wholeName =
  /^(?:[A-Z][A-Z0-9]{0,20}_){1,6}ARN$|^(?:[a-z][a-z0-9]{0,20}[-_]){1,6}arn$|^YOUR_[A-Z0-9_]{1,40}$|^(?:RESOURCE|PRINCIPAL|Principal)$|^\$[A-Z][A-Z0-9_]{1,40}$|^(_{1,2}|%|@{1,2}|#)[A-Z][A-Z0-9_]{1,40}\1$/;
/** What a fix writes for the id of the organization, which nobody but its reader knows: that it is to be filled in is said from then on. */
export const organizationPlaceholder = "<organization-id>";

const mostFields = 8;
/** Of an ARN, those before the resource; the Region is the first of them that says where. */
const fieldsOfPlace = 5;
const placeAt = 3;

const ofTexts = new Memo<string | null>();

/** The placeholder in a text; null where it has none. */
function placeholderIn(text: string): string | null {
  return ofTexts.get(text, () => lookFor(text));
}

function lookFor(text: string): string | null {
  const found = bracketed.exec(text)?.[0];
  if (found !== undefined) return found;
  if (wholeName.test(text)) return text;
  return fieldIn(text);
}

function fieldIn(text: string): string | null {
  // A service of AWS and its resource may be called `account`: in an ARN the Region and the account are what is named so.
  const isArn = text.startsWith("arn:");
  const fields = text.split(":", isArn ? fieldsOfPlace : mostFields);
  return fields.find((field, index) => named.test(field) && !(isArn && index < placeAt)) ?? null;
}

/** Of a value that is known in part, a field that is known as a whole. */
function placeholderOf({ value, parts }: Item): string | null {
  if (value !== null) return placeholderIn(value);
  return parts.length > 1 ? fieldIn(parts.map((part) => (typeof part === "string" ? part : "*")).join("")) : null;
}

interface ToFillIn {
  readonly item: Item;
  readonly placeholder: string;
}

/** An action that is nothing but a placeholder: part of one may as well be misspelt. */
const wholeAction = /^<[A-Za-z][\w .:-]{0,60}>$/;

/** Every value of a policy with a placeholder in it. */
export const toFillIn = oncePer((policy: Policy): readonly ToFillIn[] => {
  const found: ToFillIn[] = [];
  for (const statement of policy.statements) addFrom(statement, found);
  return found;
});

function addFrom(statement: Statement, found: ToFillIn[]): void {
  const { action, notAction, resource, notResource, principal, notPrincipal, condition } = statement;
  const add = (items: readonly Item[]): void => {
    for (const item of items) {
      const placeholder = placeholderOf(item);
      if (placeholder !== null) found.push({ item, placeholder });
    }
  };
  for (const element of [action, notAction])
    if (element)
      add(element.items.filter(({ value }) => value !== null && value.startsWith("<") && wholeAction.test(value)));
  for (const element of [resource, notResource]) if (element) add(element.items);
  for (const element of [principal, notPrincipal]) for (const { items } of element?.groups ?? []) add(items);
  for (const { keys } of condition?.blocks ?? []) for (const { items } of keys) add(items);
}

const ends = new WeakMap<Policy, ReadonlyMap<number, number>>();

/** Whether a name, such as that of a type of principal, is nothing but what the documentation of a project puts there. */
export function isBracketed(name: string): boolean {
  return bracketed.exec(name)?.[0] === name;
}

/** Whether a place is a value that is to be filled in, or begins it: then what is wrong with the value says nothing. */
export function isPlaceholder(policy: Policy, { start, end }: Span): boolean {
  let known = ends.get(policy);
  if (!known) {
    known = new Map(toFillIn(policy).map(({ item: { node } }) => [node.span.start, node.span.end]));
    ends.set(policy, known);
  }
  return end <= (known.get(start) ?? -1);
}
