/** What policies of resources give to a role or user that they name: within an account an Allow of theirs is enough. */
import type { ReadPolicy, Subject } from "../change/subject";
import type { Item, Statement } from "../policy/model";
import type { Workspace } from "./workspace";

/**
 * As if the holder had it itself, and not surely: what else the policy of the resource denies, and which resource its `*` is, is
 * not looked at.
 */
export function givenByResources(subject: Subject, workspace: Workspace): readonly ReadPolicy[] {
  return workspace.subjects
    .filter(({ kind }) => kind === "resource")
    .flatMap(({ policies, scope }) =>
      policies.flatMap((read): ReadPolicy[] => {
        const named = read.policy.statements.filter(
          (one) => one.effect !== "Deny" && isNamed(one, subject, workspace, scope === subject.scope),
        );
        if (named.length === 0) return [];
        const statements = named.map((one) => ({ ...one, principal: null, notPrincipal: null, conditional: true }));
        return [{ ...read, policy: { ...read.policy, type: "identity", complete: true, statements } }];
      }),
    );
}

/** Whether a statement lets in a holder, by name. */
export function isNamed(
  { principal, notPrincipal }: Statement,
  subject: Subject,
  workspace: Workspace,
  isOfScope: boolean,
): boolean {
  if (notPrincipal) return true;
  const items = [
    ...(principal?.bare ? [principal.bare] : []),
    ...(principal?.groups ?? []).flatMap(({ type, items: all }) => (type === "AWS" ? all : [])),
  ];
  return items.some((item) => item.value === "*" || isOf(item, subject, workspace, isOfScope));
}

function isOf({ parts }: Item, subject: Subject, workspace: Workspace, isOfScope: boolean): boolean {
  const [first, ...others] = parts;
  if (typeof first === "object" && others.length === 0)
    // SAM makes a role of a function.
    return isOfScope && [subject.name, `${subject.name}Role`].some((name) => isReference(first.name, name));
  const text = parts.map((part) => (typeof part === "string" ? part : "")).join("");
  const kind = (["role", "user"] as const).find((one) => text.includes(`:${one}/`));
  const name = text.slice(text.lastIndexOf("/") + 1);
  return kind !== undefined && !/^$|[*?]/.test(name) && workspace.isHolder(subject, { kind, name });
}

function isReference(hole: string, name: string): boolean {
  return hole === name || hole.startsWith(`${name}.`);
}
