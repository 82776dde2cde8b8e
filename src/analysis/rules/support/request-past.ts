/** The request that gets past a guard: made of what a statement says, decided by `evaluate`. */
import type { Catalog } from "../../../catalog/catalog";
import { namesAction } from "../../policy/action-list";
import { evaluate } from "../../policy/evaluate";
import type { ConditionBlock, ConditionKey, Item, Policy, Statement } from "../../policy/model";
import { operatorInfo } from "../../policy/operators";
import { principalContext, type Request } from "../../policy/request";
import { accountOf, wholeAccount } from "./accounts";
import { actionPattern } from "./actions";
import { isAvoidable } from "./caller-conditions";
import { exampleAccount, exampleArn, knownAction } from "./every-resource";

const someUser = `arn:aws:iam::${exampleAccount}:user/caller`;

/** A request, with the resource as the policy writes it; null where it names none, or every one. */
export interface Past extends Request {
  readonly written: string | null;
}

/** A request that the statement allows and the policy with it, though it lacks these keys; null where none is known. */
export function requestWithout(
  policy: Policy,
  statement: Statement,
  missing: (key: string) => boolean,
  catalog: Catalog,
  wanted?: string,
): Past | null {
  const request = requestOf(statement, missing, catalog, wanted);
  // A Deny that only asks how one calls is met by calling so, unless it is this key that it asks for.
  const statements = policy.statements.filter(
    (one) => one.effect !== "Deny" || !isAvoidable(one.condition) || asksFor(one, missing),
  );
  return request && isAllowed(request, { ...policy, statements }, []) ? request : null;
}

function asksFor({ condition }: Statement, missing: (key: string) => boolean): boolean {
  return condition?.blocks.some((block) => block.keys.some((key) => missing(key.name.toLowerCase()))) ?? false;
}

/** A request of what a Deny speaks about that neither it nor any other Deny of the policy stops, in a context of one’s own. */
export function requestPastDeny(
  policy: Policy,
  statement: Statement,
  context: Request["context"],
  catalog: Catalog,
): Past | null {
  const asked = requestOf(statement, () => true, catalog);
  if (!asked) return null;
  const request = { ...asked, context: { ...principalContext(asked.principal), ...context } };
  // Whatever else it needs is allowed.
  const otherwise: Statement = { ...statement, effect: "Allow", condition: null, conditional: false };
  return isAllowed(request, policy, [otherwise]) ? request : null;
}

/** For a Deny the statements that allow are replaced by one about just what it denies. */
function isAllowed(request: Request, policy: Policy, instead: readonly Statement[]): boolean {
  const allowing = instead.length > 0 ? instead : policy.statements.filter((one) => one.effect === "Allow");
  const open = { ...policy, statements: [...policy.statements.filter((one) => one.effect !== "Allow"), ...allowing] };
  if (policy.type === "resource" || policy.type === "trust")
    return evaluate(request, { resource: [open], identity: [ownLeave(open)] }).decision === "allowed";
  return evaluate(request, { identity: [open] }).decision === "allowed";
}

/** The account of the caller lets them do what the statements allow. */
function ownLeave(policy: Policy): Policy {
  return {
    ...policy,
    type: "identity",
    statements: policy.statements
      .filter((one) => one.effect === "Allow")
      .map((one) => ({ ...one, principal: null, notPrincipal: null, condition: null, ...anyResource(one) })),
  };
}

function anyResource({ resource, action }: Statement): Partial<Statement> {
  const [item] = action?.items ?? [];
  return resource || !item || !action
    ? {}
    : {
        resource: {
          ...action,
          name: "Resource",
          items: [{ ...item, value: "*", parts: ["*"], conditional: false }],
          complete: true,
        },
      };
}

function requestOf(
  statement: Statement,
  missing: (key: string) => boolean,
  catalog: Catalog,
  wanted?: string,
): Past | null {
  const principal = principalOf(statement);
  const action = wanted ?? actionOf(statement, catalog);
  if (principal === null || action === null) return null;
  const resource = resourceOf(statement, action, catalog);
  const context = contextOf(statement, missing);
  if (resource === null || context === null) return null;
  const own = Object.fromEntries(
    Object.entries(principalContext(principal)).filter(([key]) => !missing(key.toLowerCase())),
  );
  const written = resourceItem(statement)?.value ?? null;
  return {
    principal,
    action,
    resource,
    resourceAccount: accountIn(principal),
    context: { ...own, ...context },
    written: written === "*" ? null : written,
  };
}

function accountIn(principal: string): string {
  return /^arn:[^:]*:[^:]*::(\d{12}):/.exec(principal)?.[1] ?? exampleAccount;
}

function principalOf({ principal }: Statement): string | null {
  if (!principal) return someUser;
  const group = principal.groups.find((one) => one.items.some((item) => item.value !== null));
  const item = principal.bare ?? group?.items.find((one) => one.value !== null);
  if (!item?.value) return null;
  if (item.value === "*" || group?.type === "Service" || group?.type === "Federated") return item.value;
  const account = wholeAccount(item);
  return account !== null ? `arn:aws:iam::${account}:user/caller` : accountOf(item) === null ? null : item.value;
}

/** One that most policies leave out of `NotAction`. */
const common = "s3:GetObject";

function actionOf({ action, notAction }: Statement, catalog: Catalog): string | null {
  if (notAction) return namesAction(notAction.items, common.toLowerCase()) === false ? common : null;
  const item = action?.items.find((one) => one.value !== null);
  if (!item) return null;
  if (!/[*?]/.test(item.value!)) return item.value;
  const service = catalog.service(item.value!.split(":")[0]!);
  const found = service?.actions.find(
    (one) => actionPattern(item).matches(`${service.prefix}:${one.name}`.toLowerCase()) === true,
  );
  return found && service ? `${service.prefix}:${found.name}` : item.value === "*" ? common : null;
}

function resourceOf({ resource, notResource }: Statement, action: string, catalog: Catalog): string | null {
  const type = knownAction(action, catalog)?.types[0];
  if (!resource) return notResource || type === undefined ? "*" : exampleArn(type, "any", null);
  const item = resourceItem({ resource });
  if (!item) return null;
  return item.value === "*" ? exampleArn(type, "any", null) : filled(inSomeRegion(item.value!));
}

function resourceItem({ resource }: Pick<Statement, "resource">): Item | null {
  return resource?.items.find((one) => one.value !== null) ?? null;
}

/** An ARN whose Region and account are told. */
function inSomeRegion(arn: string): string {
  return arn.replace(
    /^(arn:[^:]*:[^:]*):([^:]*):([^:]*):/,
    (_, start: string, region: string, account: string) =>
      `${start}:${region === "*" ? "us-east-1" : region}:${account === "*" ? exampleAccount : account}:`,
  );
}

/** A text that the pattern matches. */
export function filled(text: string): string {
  return text
    .replace(/\$\{[^{}]*\}/g, "caller")
    .replace(/\*+/g, "any")
    .replace(/\?/g, "x");
}

/** Values that satisfy the conditions on the keys that are not missing; null where none are known. */
function contextOf(
  { condition }: Statement,
  missing: (key: string) => boolean,
): Record<string, string | readonly string[]> | null {
  const context: Record<string, string | readonly string[]> = {};
  for (const block of condition?.blocks ?? []) {
    for (const key of block.keys) {
      if (missing(key.name.toLowerCase()) || key.name in context) continue;
      const value = satisfying(block, key);
      if (value === undefined) return null;
      if (value !== null) context[key.name] = block.parsed?.qualifier ? [value] : value;
    }
  }
  return context;
}

/** A value under which the condition holds; null where a missing key does, undefined where it is not known. */
function satisfying({ parsed }: ConditionBlock, { items }: ConditionKey): string | null | undefined {
  const info = parsed && operatorInfo(parsed.name);
  const item = items.find((one) => one.value !== null);
  if (!info || !item) return undefined;
  if (info.type === "Null") return item.value === "true" ? null : "any";
  if (info.negated) return null;
  if (info.type === "Numeric" && info.comparison !== "equals")
    return String(Number(item.value) + (info.comparison.startsWith("less") ? -1 : 1));
  return info.type === "IpAddress"
    ? item.value!.replace(/\/\d+$/, "")
    : info.wildcards
      ? filled(item.value!)
      : item.value!;
}

/** "`s3:GetObject` on `arn:aws:s3:::invoices/*`". */
export function asked({ action, written }: Past): string {
  return written === null ? `\`${action}\`` : `\`${action}\` on \`${written}\``;
}
