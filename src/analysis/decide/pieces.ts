/** The resources that a statement names, one by one, and the variables in its texts. */
import { hasVariables } from "../policy/match-statement";
import type { Item, Policy } from "../policy/model";
import { isEscape, variablesIn } from "../policy/variables";
import type { Formula } from "./formula";

/** The resource of a request, as a key that it always has one value for. */
export const resourceKey = "resource of the request";

/** One pattern of a statement's resources, or all of its Not-form. */
export interface ResourcePiece {
  readonly formula: Formula;
  /** What every text that matches begins with. */
  readonly prefix: string;
  /** It matches that text alone. */
  readonly isPlain: boolean;
  /** It matches whatever begins with it. */
  readonly isPrefix: boolean;
  readonly shown: string;
  /** What it is of; null of a Not-form, and of all resources. */
  readonly item: Item | null;
}

/** The variables of a text that have to be looked up, in small letters. */
export function variableNames(parts: Item["parts"], policy: Policy): readonly string[] {
  if (!hasVariables(policy)) return [];
  return [
    ...new Set(
      parts.flatMap((part) =>
        typeof part !== "string"
          ? []
          : variablesIn(part).flatMap((one) =>
              one.problem === null && !isEscape(one) ? [one.name.toLowerCase()] : [],
            ),
      ),
    ),
  ];
}

/** The text before the first wildcard, variable or hole. */
export function beginning(item: Item, policy: Policy): Pick<ResourcePiece, "prefix" | "isPlain" | "isPrefix"> {
  const parts = item.completed ?? item.parts;
  const text = typeof parts[0] === "string" ? parts[0] : "";
  const stop = hasVariables(policy) ? text.search(/[*?]|\$\{/) : text.search(/[*?]/);
  const isWhole = parts.length === 1 && typeof parts[0] === "string" && !item.conditional;
  return {
    prefix: stop < 0 ? text : text.slice(0, stop),
    isPlain: stop < 0 && isWhole,
    isPrefix: isWhole && stop === text.length - 1 && text.endsWith("*"),
  };
}
