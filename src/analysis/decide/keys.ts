/** What the statements of policies name, all together: keys, variables, texts. */
import { hasVariables } from "../policy/match-statement";
import type { Item, Statement } from "../policy/model";
import { isEscape, variablesIn } from "../policy/variables";
import type { CompiledStatement } from "./compile";

export interface Keys {
  /** As they are written, by their names in small letters. */
  readonly spelling: ReadonlyMap<string, string>;
  /** Those of variables, in small letters. */
  readonly variables: ReadonlySet<string>;
}

/** The keys of conditions and variables, in small letters, as they are written. */
export function keysOf(statements: readonly CompiledStatement[]): Keys {
  const found = new Map<string, string>();
  const variables = new Set<string>();
  const add = (name: string): void => {
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  };
  for (const { statement, policy } of statements) {
    const { condition, resource, notResource } = statement!;
    const keys = condition?.blocks.flatMap((block) => block.keys) ?? [];
    for (const { name } of keys) add(name);
    if (!hasVariables(policy)) continue;
    const items = [...((resource ?? notResource)?.items ?? []), ...keys.flatMap((key) => key.items)];
    for (const { parts } of items)
      for (const part of parts)
        if (typeof part === "string" && part.includes("${"))
          for (const variable of variablesIn(part)) {
            if (variable.problem !== null || isEscape(variable)) continue;
            add(variable.name);
            variables.add(variable.name.toLowerCase());
          }
  }
  return { spelling: found, variables };
}

/** The keys with several values: those that are always asked for any or all of them. */
export function multivaluedOf(statements: readonly Statement[]): ReadonlySet<string> {
  const several = new Set<string>();
  const single = new Set<string>();
  for (const { condition } of statements)
    for (const { parsed, keys } of condition?.blocks ?? [])
      for (const { name } of keys)
        if (parsed && parsed.name !== "Null") (parsed.qualifier ? several : single).add(name.toLowerCase());
  for (const key of single) several.delete(key);
  return several;
}

/** The keys that are only compared as ARNs: their values are some. */
export function arnKeysOf(statements: readonly Statement[]): ReadonlySet<string> {
  const arns = new Set<string>();
  const others = new Set<string>();
  for (const { condition } of statements)
    for (const { parsed, keys } of condition?.blocks ?? [])
      for (const { name } of keys)
        if (parsed?.name !== "Null") (/^Arn/.test(parsed?.name ?? "") ? arns : others).add(name.toLowerCase());
  for (const key of others) arns.delete(key);
  return arns;
}

const mostPieces = 24;

/** The texts between the signs of all that they name. */
export function piecesOf(statements: readonly Statement[]): readonly string[] {
  const found = new Set<string>();
  const add = (items: readonly Item[]): void => {
    for (const { value } of items)
      for (const piece of (value ?? "").split(/[:/*?]|\$\{[^${}]*\}/))
        if (piece !== "" && found.size < mostPieces) found.add(piece);
  };
  for (const { resource, notResource, condition } of statements) {
    for (const { keys } of condition?.blocks ?? []) for (const { items } of keys) add(items);
    add((resource ?? notResource)?.items ?? []);
  }
  return [...found];
}
