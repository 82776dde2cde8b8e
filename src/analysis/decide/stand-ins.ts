/** Texts that stand for what a template leaves open (`change/symbols.ts`): whatever is there may be any text. */
import type { Item } from "../policy/model";

/** Begins an ARN of which only is known how it is written. */
export const anyArn = "arn:aws:any:::";

const standIn = /open-\d+-open/g;

export function standInOf(ordinal: number): string {
  return `open-${ordinal}-open`;
}

/** An item whose stand-ins are holes again, and that is open where it begins with one. */
export function withHoles(item: Item): Item {
  if (item.value === null || !item.value.includes("open-")) return item;
  const text = item.value.startsWith(`${anyArn}open-`) ? item.value.slice(anyArn.length) : item.value;
  const parts: Item["parts"][number][] = [];
  let at = 0;
  for (const { index, 0: name } of text.matchAll(standIn)) {
    if (index > at) parts.push(text.slice(at, index));
    parts.push({ name });
    at = index + name.length;
  }
  if (at === 0) return item;
  if (at < text.length) parts.push(text.slice(at));
  return { ...item, value: null, parts };
}
