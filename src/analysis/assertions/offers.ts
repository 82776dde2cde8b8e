/** Assertions that a statement suggests, as somebody would write them in a planeguard.json. */
import type { Catalog } from "../../catalog/catalog";
import type { ReadPolicy, Subject } from "../change/subject";
import { servicePrefixOf } from "../policy/action-name";
import type { ListElement, Statement } from "../policy/model";
import { isOfCatalog } from "./statements";
import type { Workspace } from "./workspace";

/** An entry of `assertions`, without its sentence. */
export type AssertionEntry = Readonly<Record<string, unknown>>;

const mostActions = 10;
const mostResources = 5;

/** Of the statement around a place; none where the place is in no statement, or nothing of it is known. */
export function offersAt(workspace: Workspace, offset: number, catalog: Catalog): readonly AssertionEntry[] {
  for (const subject of workspace.subjects)
    for (const read of subject.policies) {
      const statement = statementAt(read, offset);
      if (statement) return offersOf(workspace, subject, statement, catalog);
    }
  return [];
}

function statementAt({ policy, managed }: ReadPolicy, offset: number): Statement | null {
  const isAround = ({ node: { span } }: Statement) => span.start <= offset && offset <= span.end;
  return managed ? null : (policy.statements.find(isAround) ?? null);
}

function offersOf(
  workspace: Workspace,
  subject: Subject,
  { effect, action, resource, notResource, principal, condition }: Statement,
  catalog: Catalog,
): readonly AssertionEntry[] {
  const actions = actionsIn(action, catalog);
  if (actions.length === 0) return [];
  const on = notResource ? null : resourcesIn(resource, workspace, subject);
  // What is left out stands for anything: an assertion about more than the statement would say something else.
  const limited = on === null ? null : { ...(on.length > 0 ? { on: oneOrAll(on) } : {}) };
  const may = oneOrAll(actions);
  if (subject.kind === "identity") {
    const kind = workspace.kindOf(subject) ?? "role";
    const name = workspace.nameOf(subject);
    if (effect === "Deny") return limited && !condition ? [{ [kind]: name, mayNot: may, ...limited }] : [];
    const services = [...new Set(actions.map((one) => `${servicePrefixOf(one)}:*`))];
    const whole = services.filter((one) => !actions.includes(one));
    const named = actions.filter((one) => !/[*?]/.test(one));
    return [
      ...(limited ? [{ only: `${kind}:${name}`, may, ...limited }] : []),
      ...(whole.length > 0 ? [{ [kind]: name, mayNot: oneOrAll(whole), except: may }] : []),
      ...(named.length > 0 && !condition ? [{ [kind]: name, may: oneOrAll(named), ...(limited ?? {}) }] : []),
    ];
  }
  if ((subject.kind !== "resource" && subject.kind !== "trust") || effect === "Deny" || !limited) return [];
  const known = knownIn(principal, condition);
  return [
    { nobody: "public", may, ...limited },
    ...(known.length > 0 ? [{ nobody: { outside: oneOrAll(known) }, may, ...limited }] : []),
  ];
}

function oneOrAll(texts: readonly string[]): string | readonly string[] {
  return texts.length === 1 ? texts[0]! : texts;
}

/** None where one of them is not known: an assertion about the others would say less. */
function actionsIn(element: ListElement | null, catalog: Catalog): readonly string[] {
  const values = element?.complete ? element.items.map(({ value }) => value ?? "") : [];
  const isKnown = values.every((one) => /^[\w-]{1,100}:[\w*?]{1,200}$/.test(one) && isOfCatalog(one, catalog));
  return isKnown && values.length <= mostActions ? values : [];
}

/** Empty for any; null where they cannot be written in an assertion. */
function resourcesIn(element: ListElement | null, workspace: Workspace, subject: Subject): readonly string[] | null {
  if (!element) return [];
  if (!element.complete || element.items.length > mostResources) return null;
  const texts = element.items.map((item) => {
    const { value } = item;
    if (value !== null) return value === "*" || /^arn:\S{4,300}$/.test(value) ? value : "";
    return workspace.shorthandOf(item.parts, subject.scope) ?? "";
  });
  if (texts.includes("")) return null;
  return texts.includes("*") ? [] : [...new Set(texts)];
}

/** The organizations and accounts that a statement lets in. */
function knownIn(principal: Statement["principal"], condition: Statement["condition"]): readonly string[] {
  const keys = condition?.blocks.flatMap((block) => block.keys) ?? [];
  const organizations = keys
    .filter(({ name }) => name.toLowerCase() === "aws:principalorgid")
    .flatMap(({ items }) => items.flatMap(({ value }) => (value && /^o-[a-z0-9]{6,32}$/.test(value) ? value : [])));
  const items = principal?.groups.flatMap((group) => (group.type === "AWS" ? group.items : [])) ?? [];
  const accounts = items.flatMap(
    ({ value }) => /^(?:arn:[\w-]{1,20}:iam::)?(\d{12})(?::|$)/.exec(value ?? "")?.[1] ?? [],
  );
  return [...new Set(organizations.length > 0 ? organizations : accounts)];
}
