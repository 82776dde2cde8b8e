/** The OIDC providers that a trust policy names. */
import type { ConditionBlock, ConditionElement, Item, PrincipalGroup, Statement } from "../../policy/model";
import { operatorInfo } from "../../policy/operators";
import type { PolicyReport } from "../rule";
import { givesSessions } from "./sessions";

export const github = "token.actions.githubusercontent.com";
/** Claims of GitHub that say whose workflow it is. */
export const githubOwner =
  /^(?:repository|repository_id|repository_owner|repository_owner_id|job_workflow_ref|enterprise|enterprise_id|actor_id)$/;
/** Claims of GitHub that say which repository it is. */
export const githubRepository = /^(?:repository|repository_id|job_workflow_ref)$/;

export interface Provider {
  readonly statement: Statement;
  readonly group: PrincipalGroup;
  readonly item: Item;
  /** The host and path, with which its condition keys begin, in small letters. */
  readonly name: string;
  /** The same as the policy writes it. */
  readonly written: string;
}

/** The OIDC providers whose users a statement allows. */
export function* providers(statements: readonly Statement[]): Iterable<Provider> {
  for (const statement of statements) {
    if (statement.effect !== "Allow" || !givesSessions(statement)) continue;
    for (const group of statement.principal?.groups ?? []) {
      if (group.type !== "Federated") continue;
      for (const item of group.items) {
        const written = providerName(item);
        if (written !== null) yield { statement, group, item, name: written.toLowerCase(), written };
      }
    }
  }
}

/** A template may leave the account open, but not the provider. */
function providerName({ value, parts }: Item): string | null {
  const text = parts.map((part) => (typeof part === "string" ? part : "{}")).join("");
  const path = text.startsWith("arn:") || text.startsWith("{}") ? nameOfProvider(text, "oidc") : null;
  if (path !== null && !/[{}]/.test(path)) return path;
  return value !== null && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value) ? value : null;
}

/** The name of an identity provider, by the end of its ARN; null where the text is none. */
export function nameOfProvider(arn: string, kind: "oidc" | "saml"): string | null {
  const mark = `:${kind}-provider/`;
  const at = arn.lastIndexOf(mark);
  const name = at < 0 ? "" : arn.slice(at + mark.length);
  return name === "" ? null : name;
}

/** Whether all of a condition is known. */
export function isWholeCondition(condition: ConditionElement | null): boolean {
  return (
    condition === null ||
    (condition.complete && condition.blocks.every((block: ConditionBlock) => block.complete && block.parsed !== null))
  );
}

/** Whether the condition compares a key that fits, in small letters. That a token has it says nothing: each has its subject. */
export function hasKey({ condition }: Statement, fits: (key: string) => boolean): boolean {
  return (
    condition?.blocks.some(
      ({ parsed, keys }) => parsed?.name !== "Null" && keys.some((key) => fits(key.name.toLowerCase())),
    ) ?? false
  );
}

/** Whether the condition names a claim of the provider with values that are written out, or all behind a first part that is. */
export function pinsClaim({ condition }: Statement, provider: string, claims: RegExp): boolean {
  return (
    condition?.blocks.some(({ parsed, keys }) => {
      const info = parsed && operatorInfo(parsed.name);
      if (!info || info.negated || info.type === "Null" || parsed.qualifier === "ForAllValues") return false;
      return keys.some(
        ({ name, items }) =>
          name.toLowerCase().startsWith(`${provider}:`) &&
          claims.test(name.slice(provider.length + 1).toLowerCase()) &&
          items.every(({ value }) => value === null || !info.wildcards || /^[^*?]+(?:\/|$)/.test(value)),
      );
    }) ?? false
  );
}

/** Where to point at a provider. */
export function placeOf({ group, item }: Provider): Pick<PolicyReport, "at" | "path"> {
  return { at: item.node.span, path: group.array ? item.path : group.path };
}
