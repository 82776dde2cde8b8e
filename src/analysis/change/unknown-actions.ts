/** Actions that AWS is not known to have: if it has them, a change may newly allow them. */
import type { Policy, Statement } from "../policy/model";
import { Pattern } from "../policy/wildcard";
import { statementText } from "./canonical";
import { shownItem } from "./symbols";

/** What begins the name of an action that AWS is not known to have. */
export const strangerPrefix = "unknown action ";

/** A statement (`align.ts`). */
interface Part {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly text: string;
  readonly isOfAws?: boolean;
  /** Where it is there; none: surely. */
  readonly branches?: readonly unknown[];
}

interface Parts {
  readonly old: readonly Part[];
  readonly current: readonly Part[];
}

/** The actions that are not known, of what one side newly says, and of what the other no longer denies. */
export function strangers(changed: Parts, all: Parts, isAction: (pattern: string) => boolean): readonly string[] {
  const named = (parts: readonly Part[], beside: readonly Part[], effect: "Allow" | "Deny"): string[] => {
    const others = beside.filter(({ statement }) => statement.effect === effect);
    return parts
      .filter((part) => part.statement.effect === effect && !part.isOfAws)
      .flatMap((part) =>
        (part.statement.action?.items ?? []).flatMap(({ value }) =>
          value === null ||
          isAction(value) ||
          isWithin(
            part,
            others.filter((other) => says(other, value)),
          )
            ? []
            : [value],
        ),
      );
  };
  const found = [...named(changed.current, all.old, "Allow"), ...named(changed.old, all.current, "Deny")];
  return [...new Set(found)].map((action) => strangerPrefix + action);
}

function says({ statement: { action } }: Part, asked: string): boolean {
  return (action?.items ?? []).some(({ value }) => value !== null && covers(value, asked.toLowerCase(), true));
}

/** Whether other statements, of the same action, are surely about all that one is about. */
export function isWithin(part: Part, others: readonly Part[]): boolean {
  const same = besides(part, ["Action"]);
  if (others.some((other) => besides(other, ["Action"]) === same)) return true;
  const { resource } = part.statement;
  const wide = others.filter((other) => (other.branches ?? []).length === 0 && isAsWide(other, part));
  const patterns = wide.flatMap((other) => resourcesOf(other));
  if (!resource) return wide.length > 0;
  const isCovered = (one: string) => patterns.some((pattern) => covers(pattern, one));
  return patterns.includes("*") || (resource.complete && resourcesOf(part).every(isCovered));
}

/** Whether a statement is about all that another is about, its actions and resources aside. */
function isAsWide({ statement, ...rest }: Part, part: Part): boolean {
  const left = ["Action", "Resource"];
  if (!statement.condition) left.push("Condition");
  const [all, own] = [principalsOf({ statement, ...rest }), principalsOf(part)];
  if (all && own?.every((one) => all.includes(one) || all.includes("*"))) left.push("Principal");
  return besides({ statement, ...rest }, left) === besides(part, left);
}

function resourcesOf({ statement: { resource }, text }: Part): readonly string[] {
  return (resource?.items ?? []).map((item) => shownItem(item, text));
}

/** Null where nobody can list them. */
function principalsOf({ statement: { principal }, text }: Part): readonly string[] | null {
  if (!principal?.complete || !principal.groups.every(({ complete }) => complete)) return null;
  const named = principal.groups.flatMap(({ type, items }) =>
    items.map((item) => (type === "AWS" && item.value === "*" ? "*" : `${type} ${shownItem(item, text)}`)),
  );
  return principal.bare ? [shownItem(principal.bare, text)] : named;
}

/** Whether a pattern stands for all that another text, perhaps with wildcards, stands for. */
function covers(pattern: string, text: string, ignoreCase = false): boolean {
  const isSure = !/\?/.test(pattern) && !/\$\{(?!\*)/.test(pattern);
  return pattern === text || (isSure && Pattern.of(pattern, { ignoreCase }).matches(text) === true);
}

/** What a statement says beside some of its elements. */
function besides({ statement, policy, text }: Part, without: readonly string[]): string {
  const entries = statement.node.entries.filter(({ key }) => !without.includes(key));
  return statementText({ ...statement, node: { ...statement.node, entries } }, policy, text);
}
