/**
 * Whom a policy of a resource names beside the account: the account's own policies say who of it may use what its root is allowed, and
 * whoever is named needs none of them, or is of another account.
 */
import type { Policy, Statement } from "../policy/model";
import { ownAccount, type Symbols } from "./symbols";

const root = /^arn:[\w-]{1,20}:iam::(\d{12}):root$/;

/** A policy without what it allows the account alone; null where it allows that nothing. */
export function withoutDelegation(policy: Policy): Policy | null {
  const statements = policy.statements.filter((one) => !isDelegation(one));
  return statements.length < policy.statements.length ? { ...policy, statements } : null;
}

function isDelegation({ effect, principal }: Statement): boolean {
  const all = principal?.bare ? [] : (principal?.groups ?? []).flatMap(({ items }) => items);
  return effect === "Allow" && all.length > 0 && all.every(({ value }) => isOwnRoot(value ?? ""));
}

function isOwnRoot(principal: string): boolean {
  return (root.exec(principal)?.[1] ?? principal) === ownAccount;
}

/** What a resource of the same document is called by: a role or user of the account that is deployed to. */
const ofDocument = /^\$\{(?:aws_iam_(?:role|user)\.[^}]{1,300}|[A-Za-z0-9]{1,255}\.Arn)\}$/;

/**
 * Whom a statement names: nobody in particular, somebody of the account, or somebody of whom nobody knows the account.
 * @param written the statement as the document has it
 */
export function namedBy(
  { principal }: Statement,
  written: Statement,
  symbols: Symbols,
): "nobody" | "member" | "anybody" {
  if (written.principal?.complete && !written.principal.bare && written.principal.groups.length === 0) return "nobody";
  const all = principal?.bare
    ? []
    : (principal?.groups ?? []).flatMap(({ type, items }) => (type === "AWS" ? items : []));
  if (all.length === 0 || all.some(({ value }) => value === null || value === "*")) return "nobody";
  const isMember = all.every(({ value }) => {
    const said = symbols.restored(value!);
    return said === value || ofDocument.test(said);
  });
  return isMember ? "member" : "anybody";
}
