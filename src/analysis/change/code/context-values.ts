/** What programs of AWS CDK ask for by its name and `cdk.json` gives: its `context`. */
import { Source } from "../../source/source";
import { valueAt, type ValueNode } from "../../value";
import { partOf } from "../beside";
import { valueText } from "../canonical";
import type { NamedText } from "../terraform/join";

/** Before the name of what is asked for, among the names of a document. */
const prefix = "context ";
const asked = /\b(?:try_?)?[gG]et_?[cC]ontext\(\s{0,80}(?:["'`]([^"'`\n$]{1,200})["'`])?/g;
/** In place of a name that is computed. */
const anyKey = "*";

/** The keys of the context that a text asks for, as names of its document. */
export function contextIn(text: string): readonly string[] {
  return text.includes("ontext(") ? [...text.matchAll(asked)].map(([, key]) => prefix + (key ?? anyKey)) : [];
}

/** What a key of the context says; null for another name. @param path the members that are read of it */
export function contextOf(name: string, context: NamedText | null, path: readonly string[] = []): string | null {
  if (!context || !name.startsWith(prefix)) return null;
  const key = name.slice(prefix.length);
  if (key === anyKey) return partOf(context, ["context"]);
  return keysIn(context).has(key) ? partOf(context, ["context", key, ...path]) : "";
}

/** The keys of the context that differ, as names of whoever asks for them; that of any key with them. */
export function changedContext(before: NamedText, after: NamedText): ReadonlySet<string> {
  const [old, current] = [keysIn(before), keysIn(after)];
  const changed = [...new Set([...old.keys(), ...current.keys()])].filter((key) => old.get(key) !== current.get(key));
  return new Set(changed.length > 0 ? [...changed, anyKey].map((key) => prefix + key) : []);
}

function keysIn({ name, text }: NamedText): ReadonlyMap<string, string> {
  const { root } = new Source({ name, text }, null).json;
  const context: ValueNode | undefined = root ? valueAt(root, "context") : undefined;
  return new Map(
    context?.kind === "object" ? context.entries.map(({ key, value }) => [key, valueText(value, text)] as const) : [],
  );
}
