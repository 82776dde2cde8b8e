/** Principals of Terraform that `dynamic` blocks give to a statement: whom they name, block by block. */
import { choicesOf } from "../../policy/elements";
import type { Item, PrincipalElement, Statement } from "../../policy/model";
import { readPrincipal } from "../../policy/statement";
import { contains, type Span } from "../../text";
import { type ObjectEntry, openKey } from "../../value";
import { plainly } from "./dynamic-conditions";

export interface DynamicPrincipals {
  readonly name: PrincipalElement["name"];
  /** Of all of them. */
  readonly span: Span;
  /** Those that are written in the blocks and take nothing of what these go over. */
  readonly written: readonly { readonly type: string; readonly item: Item }[];
  /** The blocks with others. */
  readonly open: readonly OpenPrincipals[];
}

export interface OpenPrincipals {
  /** The block as it is written. */
  readonly said: string;
  /** What it goes over. */
  readonly over: string;
}

/** Null for a statement without such a block. */
export function dynamicPrincipals(
  { node, principal, notPrincipal }: Statement,
  text: string,
): DynamicPrincipals | null {
  if (principal?.complete || notPrincipal?.complete) return null;
  for (const entry of node.entries) {
    const name = nameOf(entry, text);
    const object = name && choicesOf(entry.value).find((one) => one.node?.kind === "object")?.node;
    if (!name || object?.kind !== "object") continue;
    const { groups } = readPrincipal(name, { entry, value: object, path: [] });
    const said = ({ start, end }: Span): string => text.slice(start, end);
    const isTaken = ({ node: { span } }: Item): boolean => iterator.test(said(span));
    const all = groups.flatMap(({ type, items }) => items.map((item) => ({ type, item })));
    const blocks = object.entries.filter(({ key, value }) => key === openKey && /^dynamic\b/.test(said(value.span)));
    // Of anything else nobody knows how it is written.
    if (blocks.length === 0 || object.entries.some((one) => one.key === openKey && !isWithin(one, blocks))) continue;
    const open = blocks.flatMap(({ value: { span } }) => {
      const own = all.filter(({ item }) => contains(span, item.node.span));
      return own.length === 0 || own.some(({ item }) => isTaken(item)) ? [span] : [];
    });
    const written = all.filter(({ item }) => !isTaken(item));
    return {
      name,
      span: { start: entry.keySpan.start, end: entry.value.span.end },
      written,
      open: open.map((block) => ({
        said: plainly(said(block)),
        over: /\bfor_each\s{0,80}=\s{0,80}(.{1,300})/.exec(said(block))?.[1]?.trim() ?? "…",
      })),
    };
  }
  return null;
}

/** What a `dynamic` block, or an element of the policy around it, goes over. */
const iterator = /\.(?:value|key)\b/;

/** Which element of a policy an entry stands for: where `dynamic` blocks alone make it, it may be missing. */
function nameOf({ key, value: { span } }: ObjectEntry, text: string): PrincipalElement["name"] | null {
  if (key === "Principal" || key === "NotPrincipal") return key;
  const [, not] = (key === openKey && /^\s{0,80}"(not_|)principals"/.exec(text.slice(span.start, span.end))) || [];
  return not === undefined ? null : not === "" ? "Principal" : "NotPrincipal";
}

function isWithin({ value }: ObjectEntry, blocks: readonly ObjectEntry[]): boolean {
  return blocks.some((block) => contains(block.value.span, value.span));
}

/** The same for people: of blocks with others what they go over. */
export function dynamicNames(
  statement: Statement,
  text: string,
  shown: (type: string, item: Item) => string,
): readonly string[] {
  const found = dynamicPrincipals(statement, text);
  if (!found) return [];
  const names = [
    ...found.written.map(({ type, item }) => shown(type, item)),
    ...found.open.map(({ over }) => `\${${over}}`),
  ];
  return found.name === "Principal" ? names : [`everybody but ${names.join(", ")}`];
}
