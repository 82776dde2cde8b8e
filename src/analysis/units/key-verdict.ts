/**
 * What the policy of a key says of a role. Without it no policy of a role counts: it names the role, or it names the account and
 * leaves the decision to the role's own policies (AWS KMS Developer Guide: "Key policies", "Allows access to the AWS account").
 */
import { actionMatches } from "../policy/match-statement";
import type { Item, Policy, PrincipalElement, Statement } from "../policy/model";
import { and, or, some, type Truth } from "../policy/truth";
import { writtenParts } from "./declared-names";
import { ofCode, type Verdict, type Wanted } from "./granted";
import type { UnitRole } from "./unit";

const unknown: Verdict = { granted: "unknown", statements: [] };

/**
 * The verdict on an action of AWS KMS.
 * @param own what the policies of the role say
 * @param isForwarded another service asks in the name of the role
 */
export function withKeyPolicy(own: Verdict, wanted: Wanted, role: UnitRole, isForwarded: boolean): Verdict {
  if (own.granted === "denied") return own;
  const policy = role.keyPolicyOf?.(wanted.resource) ?? null;
  if (policy === "default") return own;
  if (!policy) return isForwarded || own.granted === "no" || own.granted === "unmet" ? unknown : own;
  const named = allowing(policy, wanted, (principal) => namesRole(principal, role));
  const denied = denying(policy, wanted, role);
  if (denied.length > 0) return { granted: "denied", statements: denied };
  const isDenied = mayDeny(policy, wanted, role);
  if (named.truth === true) return isDenied ? unknown : { granted: "yes", statements: named.statements };
  const { truth: leaves } = allowing(policy, wanted, (principal) => namesAccount(principal, role));
  if (named.truth === false && leaves === false) return { granted: "no", statements: [], refusedBy: policy };
  if (own.granted === "yes") return leaves === true && !isDenied ? own : unknown;
  return named.truth === false ? own : unknown;
}

function allowing(
  policy: Policy,
  wanted: Wanted,
  names: (principal: PrincipalElement) => Truth,
): { readonly truth: Truth; readonly statements: Verdict["statements"] } {
  const statements: { policy: Policy; statement: Statement }[] = [];
  let truth: Truth = policy.complete ? false : "unknown";
  for (const statement of policy.statements) {
    if (statement.effect === "Deny") continue;
    const found = about(statement, wanted, names);
    truth = or(truth, statement.effect === null && found === true ? "unknown" : found);
    if (found === true && statement.effect !== null) statements.push({ policy, statement });
  }
  return { truth, statements };
}

function denials(policy: Policy, wanted: Wanted, role: UnitRole): readonly (readonly [Statement, Truth])[] {
  const isMeant = (principal: PrincipalElement) => or(namesRole(principal, role), namesAccount(principal, role));
  return policy.statements.flatMap((statement) =>
    statement.effect === "Deny" ? [[statement, about(statement, wanted, isMeant)] as const] : [],
  );
}

function denying(policy: Policy, wanted: Wanted, role: UnitRole): Verdict["statements"] {
  return denials(policy, wanted, role).flatMap(([statement, truth]) => (truth === true ? [{ policy, statement }] : []));
}

function mayDeny(policy: Policy, wanted: Wanted, role: UnitRole): boolean {
  return !policy.complete || denials(policy, wanted, role).some(([, truth]) => truth === "unknown");
}

/** In the policy of a key, its resource is the key. */
function about(statement: Statement, wanted: Wanted, names: (principal: PrincipalElement) => Truth): Truth {
  const named = actionMatches(statement, wanted.action.toLowerCase());
  if (named === false) return false;
  const principal: Truth = statement.notPrincipal || !statement.principal ? "unknown" : names(statement.principal);
  const condition = statement.condition ? ofCode(statement.condition, wanted.via) : true;
  const truth = and(named, and(principal, condition));
  return truth === true && (statement.conditional || !statement.complete) ? "unknown" : truth;
}

function inPrincipal(principal: PrincipalElement, test: (item: Item) => Truth): Truth {
  const groups = principal.groups.filter(({ type }) => type === "AWS");
  const found = some(groups, ({ items, complete }) => {
    const one = some(items, (item) => (item.conditional && test(item) === true ? "unknown" : test(item)));
    return complete ? one : or(one, "unknown");
  });
  const all = principal.bare ? or(found, test(principal.bare)) : found;
  return principal.complete ? all : or(all, "unknown");
}

/** The account itself: whichever it names, it means that of the deployment. */
const account = /^(?:arn:aws[\w-]{0,20}:iam::(?:\d{12}|\$\{AWS::AccountId\}):root|\d{12}|\$\{AWS::AccountId\})$/;

function namesAccount(principal: PrincipalElement, { names }: UnitRole): Truth {
  return inPrincipal(principal, (item) => {
    if (account.test(withoutPartition(writtenParts(names.resolve(item.parts))))) return true;
    return item.value !== null || isOfAnother(item) ? false : "unknown";
  });
}

function namesRole(principal: PrincipalElement, { name, names, writtenName }: UnitRole): Truth {
  // As templates and as modules of Terraform call its ARN.
  const own = [`${name}.Arn`, `aws_iam_role.${name}.arn`];
  const arns = new Set(own.flatMap((one) => [`\${${one}}`, inAccount(writtenParts(names.resolve([{ name: one }])))]));
  return inPrincipal(principal, (item) => {
    if (item.value === "*") return true;
    const written = inAccount(writtenParts(names.resolve(item.parts)));
    if (arns.has(written)) return true;
    if (account.test(written)) return false;
    // A name that is written out is not one that is made up.
    const isWritten = /:role\/[^$*]{1,300}$/.test(written);
    if (isWritten) return writtenName === undefined || !written.endsWith(`/${writtenName}`) ? false : "unknown";
    return item.value !== null || isOfAnother(item) ? false : "unknown";
  });
}

/** Whether an item is the ARN of something else that the document declares. */
function isOfAnother({ parts }: Item): boolean {
  const [only, ...others] = parts;
  return (
    others.length === 0 &&
    typeof only === "object" &&
    /^(?:\w{1,255}\.Arn|aws_iam_(?:role|user)\.[\w-]{1,255}\.arn)$/.test(only.name)
  );
}

function inAccount(arn: string): string {
  return withoutPartition(arn).replace(/^(arn:aws:iam::)\d{12}:/, "$1${AWS::AccountId}:");
}

function withoutPartition(arn: string): string {
  return arn.replace(/^arn:\$\{(?:AWS::Partition|data\.aws_partition\.\w{1,99}\.partition)\}:/, "arn:aws:");
}
