/** What decides between branches, by what it says: whatever a condition is called, with `Not`, `And` and `Or` of a template taken apart. */
import { lazily } from "../lazily";
import type { Branch } from "./deployments";
import { countPrefix } from "./meanings";
import type { Meanings } from "./names";

/** What one side says. */
export interface Saying {
  readonly meanings: Meanings;
  /** The documents that it is read from. */
  readonly texts: readonly string[];
}

const deepest = 20;
const longestChoice = 2_000;
/** Bounds in how many ways something may be there. */
const mostWays = 8;

/** Names that may be given anew, with all that refers to them: of a template's parameters and of Terraform's variables. */
const parameterNames = /(?<=\bRef\W{1,5}|\bvar\.)[A-Za-z][\w-]{0,200}/g;
const namesOfTerraform = /\b(?:var|local|each|module\.[\w-]{1,200}|data\.[\w-]{1,200})\.[\w-]{1,200}/g;

export class Deciders {
  /** What the first side says counts: what one name stands for on either side is compared elsewhere. */
  private readonly definitions: ReadonlyMap<string, string>;
  private readonly words = lazily(() =>
    this.sides.map(({ texts }) => namedIn(texts, (text) => text.matchAll(/([\w-]{1,200})/g))),
  );
  private readonly chosenBy = lazily(() =>
    namedIn(
      this.sides.flatMap(({ texts }) => texts),
      (text) => text.matchAll(/\bIf\W{1,20}(\w{1,255})/g),
    ),
  );

  constructor(private readonly sides: readonly [before: Saying, after: Saying]) {
    this.definitions = new Map([...sides].reverse().flatMap(({ meanings }) => definitionsIn(meanings)));
  }

  /** All ways in which something may be there, each by what is said of a condition alone. */
  waysOf(branches: readonly Branch[]): readonly (readonly Branch[])[] {
    let ways: readonly (readonly Branch[])[] = [[]];
    for (const one of branches) {
      const own = this.ways(one.choice, one, 0);
      if (ways.length * own.length > mostWays) return [branches];
      ways = ways.flatMap((way) => own.map((other) => [...way, ...other]));
    }
    return ways.map((way) => [...new Map(way.map((one) => [keyOf(one), one])).values()]);
  }

  /** Whether something else decides than before; not where nobody is told what does. Both in one way. */
  isAnother(old: readonly Branch[], current: readonly Branch[]): boolean {
    if ([...old, ...current].some(({ isUntold }) => isUntold)) return false;
    const [was, is] = [old, current].map(
      (branches) => new Set(branches.flatMap((one) => (isList(one) ? [] : [keyOf({ ...one, ...this.meantBy(one) })]))),
    );
    return !isSame(was!, is!);
  }

  /** Whether what is there by some branches is there elsewhere by others, whatever their conditions are called. */
  areOther(old: readonly Branch[], current: readonly Branch[]): boolean {
    if (old.length === 0 || current.length === 0 || textOfBranches(old) === textOfBranches(current)) return false;
    const [was, is] = [old, current].map((branches) => this.waysOf(branches));
    const isFound = (one: readonly Branch[], others: readonly (readonly Branch[])[]) =>
      others.some((other) => textOfBranches(one) === textOfBranches(other) || !this.isAnother(one, other));
    return !(is!.every((one) => isFound(one, was!)) && was!.every((one) => isFound(one, is!)));
  }

  private ways(choice: string, branch: Branch, depth: number): readonly (readonly Branch[])[] {
    const plain = withoutNot({ choice, branch: branch.branch });
    const said = this.definitions.get(plain.choice);
    const one = { ...branch, ...plain };
    if (branch.of !== 2 || depth > deepest) return [[one]];
    if (said === undefined && this.isCondition(plain.choice)) return [[one]];
    if (said === undefined || !/^\w+$/.test(plain.choice)) return [[{ ...one, choice: this.unnamed(plain.choice) }]];
    return this.waysOfWords(wordsOf(said), one, depth);
  }

  private waysOfWords(words: readonly string[], branch: Branch, depth: number): readonly (readonly Branch[])[] {
    const [operator, ...rest] = words;
    if (operator === "Not") return this.waysOfWords(rest, { ...branch, branch: 1 - branch.branch }, depth + 1);
    if (operator === "Condition" && rest.length === 1) return this.ways(rest[0]!, branch, depth + 1);
    const operands = operator === "Or" || operator === "And" ? operandsIn(rest) : null;
    if (!operands || depth > deepest) return [[{ ...branch, choice: this.unnamed(words.join(" ")) }]];
    const each = operands.map((operand) => this.waysOfWords(operand, branch, depth + 1));
    if ((operator === "Or") === (branch.branch === 0)) return each.flat();
    return each.reduce(
      (ways, own) => ways.flatMap((way) => own.map((other) => [...way, ...other])).slice(0, mostWays + 1),
      [[]],
    );
  }

  /** Whether a template names a condition so, wherever that is declared. */
  private isCondition(name: string): boolean {
    return this.chosenBy().has(name);
  }

  /** With one word for all parameters and variables that one side alone names: what is written as a value stays. */
  private unnamed(text: string): string {
    return text.replace(parameterNames, (word) => (this.isRenamed(word) ? "_" : word));
  }

  private isRenamed(word: string): boolean {
    const [before, after] = this.words();
    return before!.has(word) !== after!.has(word);
  }

  /** What decides a branch, with what locals of Terraform stand for in their place. */
  private meantBy({ choice, branch }: Branch): Pick<Branch, "choice" | "branch"> {
    let text = choice;
    for (let depth = 0; depth < deepest && text.length < longestChoice; depth++) {
      const next = text.replace(namesOfTerraform, (name) =>
        name.startsWith("local.") ? (this.definitions.get(name) ?? name) : name,
      );
      if (next === text) break;
      text = next;
    }
    const plain = withoutNot({ choice: text.replace(/\s{0,20}([=!<>&|]{1,3})\s{0,20}/g, "$1"), branch });
    return { ...plain, choice: this.unnamed(plain.choice) };
  }
}

function namedIn(texts: readonly string[], named: (text: string) => Iterable<RegExpMatchArray>): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => [...named(text)].map(([, name]) => name!)));
}

export function keyOf({ choice, branch }: Branch): string {
  return `${branch} ${choice}`;
}

/** The same for the same branches. */
export function textOfBranches(branches: readonly Branch[]): string {
  return branches.map(keyOf).sort().join("\n");
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((text) => other.has(text));
}

function definitionsIn(meanings: Meanings): (readonly [string, string])[] {
  return [...meanings.values()].flatMap((names) => [...names].filter(([name]) => !name.startsWith(countPrefix)));
}

/** Whether nothing is said that decides: what stands in a list is compared by itself. */
function isList({ choice }: Branch): boolean {
  return choice.startsWith("[") && !/[?]|\b(?:for|if)\b/.test(choice);
}

/** `!var.off` decides as `var.off` does, the other way round, and so does `!=` as `==`. */
function withoutNot({ choice, branch }: Pick<Branch, "choice" | "branch">): Pick<Branch, "choice" | "branch"> {
  const [, bracketed] = /^\(([^()]{1,300})\)$/.exec(choice) ?? [];
  if (bracketed !== undefined) return withoutNot({ choice: bracketed, branch });
  const [, not] = /^! ?([\w.-]{1,300})$/.exec(choice) ?? [];
  if (not !== undefined) return { choice: not, branch: 1 - branch };
  const [, left, right] = /^([^&|?!=<>]{1,300})!=([^&|?!=<>]{1,300})$/.exec(choice) ?? [];
  return left === undefined ? { choice, branch } : { choice: `${left}==${right}`, branch: 1 - branch };
}

/** The words of a condition, in JSON or YAML. Some definitions are said twice: by value, and as they are written. */
function wordsOf(definition: string): readonly string[] {
  const words =
    definition
      .replaceAll("Fn::", "")
      .replace(/\b(Condition|Ref)["']?:/g, "$1 ")
      .match(/[^\s[\]{}(),:"'!-][^\s[\]{}(),"'!]*/g)
      ?.map((one) => (one.endsWith(":") ? one.slice(0, -1) : one)) ?? [];
  const half = words.length / 2;
  const [first, second] = [words.slice(0, half), words.slice(half)];
  return first.join(" ") === second.join(" ") && words.length > 0 ? first : words;
}

/** The operands of an `Or` or `And` that none stands within; null for others. */
function operandsIn(words: readonly string[]): readonly (readonly string[])[] | null {
  const operands: string[][] = [];
  let isNot = false;
  for (const word of words) {
    if (word === "Or" || word === "And") return null;
    const isFirst = /^(?:Condition|Equals|Not)$/.test(word);
    if (isFirst && !isNot) operands.push([word]);
    else if (operands.length === 0) return null;
    else operands.at(-1)!.push(word);
    isNot = word === "Not";
  }
  return operands.length > 0 ? operands : null;
}
