/** The actions or resources of a statement as a set of patterns. */
import { lazily } from "../lazily";
import type { TextPart } from "../value";
import { hasVariables } from "./match-statement";
import type { Item, ListElement, Policy } from "./model";
import { isEscape, variablesIn } from "./variables";
import { Pattern, type PatternPart } from "./wildcard";

/** A union of patterns, or all that none of them matches. */
export interface PatternSet {
  readonly negated: boolean;
  readonly members: readonly Member[];
  /** The members that are surely there and plain, by their texts: a member that is written alike lies in the set. */
  readonly plain: ReadonlySet<string>;
}

export interface Member {
  readonly pattern: Pattern;
  /** For people: holes as `${name}`. */
  readonly text: string;
  /** All of it is known and no variable stands in it. */
  readonly isPlain: boolean;
  /** It may not be there: a template decides. */
  readonly conditional: boolean;
}

/** An item as the parts of a pattern, its variables as holes that equal themselves. */
export type ReadItem = (item: Item) => readonly PatternPart[];

export const variablePrefix = "${";

export const everything: PatternSet = {
  negated: false,
  members: [{ pattern: Pattern.of("*"), text: "*", isPlain: true, conditional: false }],
  plain: new Set("*"),
};

class ItemMember implements Member {
  private readonly made = lazily(() =>
    Pattern.of(this.ignoreCase ? this.item.parts : this.read(this.item), { ignoreCase: this.ignoreCase }),
  );

  constructor(
    private readonly item: Item,
    private readonly read: ReadItem,
    private readonly ignoreCase: boolean,
  ) {}

  get pattern(): Pattern {
    return this.made();
  }

  get text(): string {
    return shown(this.item);
  }

  get isPlain(): boolean {
    return this.item.value !== null && !this.item.value.includes(variablePrefix);
  }

  get conditional(): boolean {
    return this.item.conditional;
  }
}

class ElementSet implements PatternSet {
  readonly members: readonly Member[];
  private readonly texts = lazily(
    () => new Set(this.members.filter((one) => one.isPlain && !one.conditional).map(({ text }) => text)),
  );

  constructor(
    element: ListElement,
    readonly negated: boolean,
    read: ReadItem,
    ignoreCase: boolean,
  ) {
    this.members = element.items.map((item) => new ItemMember(item, read, ignoreCase));
  }

  get plain(): ReadonlySet<string> {
    return this.texts();
  }
}

export function setOf(
  element: ListElement | null,
  notElement: ListElement | null,
  read: ReadItem,
  ignoreCase: boolean,
): PatternSet | null {
  const chosen = element ?? notElement;
  return chosen && new ElementSet(chosen, element === null, read, ignoreCase);
}

/** An item for people: holes as `${name}`. */
export function shown(item: Item): string {
  return item.value ?? item.parts.map((part) => (typeof part === "string" ? part : `\${${part.name || "…"}}`)).join("");
}

export function itemReader(policy: Policy, source: string | null): ReadItem {
  const variables = hasVariables(policy);
  return (item) => {
    const parts: PatternPart[] = [];
    for (const part of item.completed ?? item.parts) {
      if (typeof part !== "string") parts.push(named(part, item, source, parts.length));
      else if (variables) parts.push(...variableHoles(part));
      else parts.push(part);
    }
    return parts;
  };
}

/** A nameless hole equals another one where the same is written for it. */
function named(hole: TextPart, item: Item, source: string | null, at: number): PatternPart {
  if (typeof hole === "string" || hole.name !== "" || source === null) return hole;
  const { start, end } = item.node.span;
  return { name: `${at} ${source.slice(start, end).replace(/\s+/g, " ")}` };
}

/** A policy variable stands for one text in a request, the same wherever it is written. */
function variableHoles(text: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let at = 0;
  for (const variable of variablesIn(text)) {
    if (variable.problem !== null) continue;
    const hole = { name: `${variablePrefix}${variable.name.toLowerCase()} ${variable.defaultValue ?? "}"}` };
    parts.push(text.slice(at, variable.start), isEscape(variable) ? { literal: variable.name } : hole);
    at = variable.end;
  }
  parts.push(text.slice(at));
  return parts;
}
