/** Conditions of Terraform of which `dynamic` blocks add some: what stands there for certain, and what they may add, block by block. */
import { choicesOf } from "../../policy/elements";
import type { ConditionBlock, ConditionElement, ConditionKey } from "../../policy/model";
import { openKey } from "../../value";

export interface SureConditions {
  readonly blocks: readonly ConditionBlock[];
  /** The `dynamic` blocks, as they are written. */
  readonly open: readonly string[];
}

/** Null for a condition that something else leaves open. */
export function withoutDynamic({ entry, blocks }: ConditionElement, text: string): SureConditions | null {
  if (entry.value.kind !== "object") return null;
  const open: string[] = [];
  for (const { key, value } of entry.value.entries) {
    if (key !== openKey) continue;
    const said = text.slice(value.span.start, value.span.end);
    if (value.kind === "unknown" && /^dynamic\b/.test(said)) open.push(plainly(said));
    // An operator that is left open, of such a block alone.
    else if (value.kind !== "object" || !value.entries.every((one) => mayBeMissing(one.value))) return null;
  }
  const sure = blocks.flatMap((block): ConditionBlock[] => {
    if (block.operator === openKey) return [];
    const keys = block.keys.filter((key) => !mayBeMissing(key.entry.value));
    return keys.length === 0 ? [] : [{ ...block, keys, complete: keys.every(isWhole) }];
  });
  return open.length === 0 ? null : { blocks: sure, open };
}

/** Without comments and the way in which the lines are set. */
export function plainly(text: string): string {
  return text
    .replace(/^[ \t]{0,80}(?:#|\/\/).{0,500}$/gm, "")
    .replace(/\s+/g, " ")
    .replace(/ ?= ?/g, " = ");
}

function mayBeMissing(value: ConditionKey["entry"]["value"]): boolean {
  return value.kind === "unknown" && choicesOf(value).some(({ node }) => node === null);
}

/** Whether a `dynamic` block adds no values to those of a key. */
function isWhole({ complete, items }: ConditionKey): boolean {
  return complete && !items.some(({ conditional }) => conditional);
}
