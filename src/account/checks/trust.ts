/** Whom a trust policy lets in. */
import { arnOf, textOf } from "../../analysis/policy/arn";
import type { ConditionBlock, Policy, Statement } from "../../analysis/policy/model";
import { operatorInfo } from "../../analysis/policy/operators";
import {
  asksForExternalId,
  deniesAllBut,
  keepsStrangersOut,
  tellsCaller,
} from "../../analysis/rules/support/narrowing";
import { givesSessions } from "../../analysis/rules/support/sessions";

export interface TrustedAccount {
  readonly account: string;
  readonly statement: Statement;
}

/** The accounts of the principals that may assume a role; `*` is none. */
export function trustedAccounts({ statements }: Policy): TrustedAccount[] {
  return statements
    .filter((statement) => statement.effect === "Allow" && givesSessions(statement))
    .flatMap((statement) => {
      const accounts = (statement.principal?.groups ?? [])
        .filter((group) => group.type === "AWS")
        .flatMap((group) => group.items.map((item) => accountOf(item.value)));
      return [...new Set(accounts)].filter((account) => account !== null).map((account) => ({ account, statement }));
    });
}

/** Services that may assume a role: `lambda`. */
export function trustedServices({ statements }: Policy): string[] {
  return statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ principal }) =>
      (principal?.groups ?? [])
        .filter((group) => group.type === "Service")
        .flatMap((group) => group.items.flatMap(({ value }) => value?.replace(/\.amazonaws\.com(\.cn)?$/, "") ?? [])),
    );
}

/** ARNs (or hosts) of identity providers that may let people in. */
export function trustedProviders({
  statements,
}: Policy): { readonly provider: string; readonly statement: Statement }[] {
  return statements
    .filter((statement) => statement.effect === "Allow" && givesSessions(statement))
    .flatMap((statement) =>
      (statement.principal?.groups ?? [])
        .filter((group) => group.type === "Federated")
        .flatMap((group) =>
          group.items.flatMap(({ value }) => (value === null ? [] : [{ provider: value, statement }])),
        ),
    );
}

/** Whether a condition tells one caller of the account from another, or for whom they call; or a Deny leaves only some of them. */
export function isNarrowed(statement: Statement, { statements }: Policy): boolean {
  return (
    asksForExternalId(statement) ||
    keepsStrangersOut(statement) ||
    deniesAllBut(statements, (key) => key === "sts:externalid" || tellsCaller(key))
  );
}

/**
 * Whether the statement asks for one of these keys, in small letters, with values that leave some callers out, or a Deny is about
 * all others. That a key is there, that it is not a value, or that it is like anything leaves nobody out.
 */
export function isPinned(statement: Statement, { statements }: Policy, fits: (key: string) => boolean): boolean {
  return (
    deniesAllBut(statements, fits) || (statement.condition?.blocks.some((block) => blockPins(block, fits)) ?? false)
  );
}

function blockPins({ parsed, keys }: ConditionBlock, fits: (key: string) => boolean): boolean {
  const info = parsed && operatorInfo(parsed.name);
  if (!info || info.negated || info.type === "Null" || parsed.qualifier === "ForAllValues") return false;
  return keys.some(
    (key) => fits(key.name.toLowerCase()) && key.items.every(({ value }) => value === null || !isOpen(value)),
  );
}

/** `*`, and any resource of a type: `arn:…:trust-anchor/*`. */
function isOpen(value: string): boolean {
  const end = value.startsWith("arn:") ? value.slice(value.lastIndexOf("/") + 1) : value;
  return [...end].every((sign) => sign === "*" || sign === "?");
}

/** Of an ARN or a bare account id. */
function accountOf(principal: string | null): string | null {
  if (principal === null) return null;
  if (/^\d{12}$/.test(principal)) return principal;
  const arn = arnOf(principal);
  const account = arn ? textOf(arn.account) : null;
  return account !== null && /^\d{12}$/.test(account) ? account : null;
}
