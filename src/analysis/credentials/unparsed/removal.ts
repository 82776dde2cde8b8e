/** What goes with a key out of code that no grammar reads: from its literals up to what can do without them, and to every name that held them. */
import { contains, type Span } from "../../text";
import { roleOfName } from "../names";
import { type Instead, isLiteralObject, isMaker, isTaker, withoutKeysAt } from "./known";
import type { Part, Parts, Shape, Stretch } from "./parts";
import { declaredBy, grown, isPlainName, referencesTo } from "./references";

/** So many steps are followed from one key. */
const mostSteps = 300;

export interface Removal {
  readonly parts: ReadonlySet<Part>;
  /** Calls of a chain, each from its dot to its bracket. */
  readonly links: readonly Stretch[];
  /** Parts of which the name and the value are replaced. */
  readonly replaced: ReadonlyMap<Part, { readonly shape: Shape; readonly value: Stretch; readonly by: Instead }>;
}

/** Null where something that has to stay would lose the key. */
export function removalOf(parts: Parts, file: string, keys: readonly Span[]): Removal | null {
  const removal = new KeyRemoval(parts, file);
  return keys.every((key) => removal.takeKey(key)) && removal.finish() ? removal : null;
}

class KeyRemoval implements Removal {
  readonly parts = new Set<Part>();
  readonly links: Stretch[] = [];
  readonly replaced = new Map<Part, { shape: Shape; value: Stretch; by: Instead }>();
  private readonly names = new Set<string>();
  /** Brackets that lost keys which they can lack only as a whole. */
  private readonly pending = new Set<number>();
  private steps = 0;

  constructor(
    private readonly code: Parts,
    private readonly file: string,
  ) {}

  takeKey(span: Span): boolean {
    const { tokens } = this.code.source;
    const index = tokens.findIndex((token) => token.kind === "string" && contains(token, span));
    const token = tokens[index];
    if (!token) return false;
    const written = this.code.source.text.slice(span.start, span.end);
    const assigned = /^([A-Z_]{6,40})=/.exec(token.text)?.[1];
    // `"NAME=value"` of a list for an environment, or handed to putenv.
    if (assigned !== undefined && token.text === `${assigned}=${written}`) return this.takeAssignment(index, assigned);
    return token.text === written && this.climb(grown(this.code, { first: index, last: index }), true);
  }

  private takeAssignment(index: number, name: string): boolean {
    const part = this.code.partAround(index);
    if (!part || part.first !== index || part.last !== index || part.group < 0 || roleOfName(name) === null)
      return false;
    const callee = this.code.calleeOf(part.group);
    if (callee && /(?:^|_)put_?env$/i.test(callee.name)) return this.takeCall(part.group, callee);
    const isKnown = this.without(`${this.code.contextOf(index)}/${name}`) !== null;
    return isKnown && this.remove(part);
  }

  /** Brackets that lost all they held go too, where something is made of them, or nothing is known of their parts alone. */
  finish(): boolean {
    for (let before = -1; before !== this.parts.size;) {
      before = this.parts.size;
      for (const group of new Set([...this.parts].map((part) => part.group)))
        if (this.isEmptied(group) && !this.takeEmptied(group)) return false;
    }
    return [...this.pending].every((group) => this.isGone(group));
  }

  private isEmptied(group: number): boolean {
    return group >= 0 && !this.isGone(group) && this.code.partsOf(group).every((part) => this.parts.has(part));
  }

  private takeEmptied(group: number): boolean {
    const callee = this.code.calleeOf(group);
    const isCredentials = callee !== null && isMaker(callee.name);
    const isObject = callee ? isLiteralObject(callee.name) : this.code.at(group) !== "(";
    if (!isCredentials && !isObject) return true;
    return this.climb(this.code.expressionOf(group), false) || !(isCredentials || this.pending.has(group));
  }

  private isGone(index: number): boolean {
    const isIn = ({ first, last }: Stretch) => first <= index && index <= last;
    return (
      [...this.parts].some(isIn) ||
      this.links.some(isIn) ||
      [...this.replaced.values()].some(({ value }) => isIn(value))
    );
  }

  private remove(part: Part): boolean {
    this.parts.add(part);
    return true;
  }

  /** Takes a value away with what it is given to. */
  private climb(value: Stretch, isKey: boolean): boolean {
    if (++this.steps > mostSteps) return false;
    if (this.isGone(value.first)) return true;
    const part = this.code.partAround(value.first);
    if (part && isKey && this.isSetting(part, value)) return this.remove(part);
    const shape = part && this.code.shapeOf(part, value);
    if (!part || !shape) return false;
    if (shape.kind === "declared" || shape.kind === "assigned") return this.takeVariable(part, shape, value, isKey);
    if (shape.kind === "value") return this.takeArgument(part, isKey);
    return this.takeEntry(part, shape, value);
  }

  /** `setEnv "NAME" "value"` of a language that calls without brackets. */
  private isSetting(part: Part, value: Stretch): boolean {
    const isThree = part.last === part.first + 2 && value.first === part.last && !part.isElement;
    return isThree && this.without(`${this.code.at(part.first)}/${this.code.at(part.first + 1)}`) !== null;
  }

  private takeEntry(part: Part, shape: Shape, value: Stretch): boolean {
    // What makes credentials goes whole, so that it does not matter what it takes.
    if (this.isInMaker(part)) return this.remove(part);
    const lacking = this.without(this.code.contextOf(value.first));
    if (!lacking) return this.isOfObject(part, shape) && this.remove(part);
    const { instead } = lacking;
    if (instead && shape.name !== null && roleOfName(shape.name) === "id") {
      this.replaced.set(part, { shape, value, by: instead });
      return true;
    }
    return this.remove(part);
  }

  private without(context: string): ReturnType<typeof withoutKeysAt> {
    return withoutKeysAt(context, this.file, this.code.source.text);
  }

  /** An entry of an object that has nothing but keys: whether it can go is asked of the object. */
  private isOfObject({ group }: Part, { kind, name }: Shape): boolean {
    if (kind !== "label" || group < 0 || name === null) return false;
    if (roleOfName(name) === null && !/cred|^aws|^(?:key|secret|token)$/i.test(name)) return false;
    const callee = this.code.calleeOf(group);
    if (callee ? !isLiteralObject(callee.name) : this.code.at(group) === "(") return false;
    this.pending.add(group);
    return true;
  }

  private isInMaker({ group }: Part): boolean {
    const callee = group >= 0 ? this.code.calleeOf(group) : null;
    const isKeyPart = (part: Part): boolean => this.parts.has(part) || roleOfName(this.code.text(part)) !== null;
    return callee !== null && isMaker(callee.name) && this.code.partsOf(group).every(isKeyPart);
  }

  private takeVariable(part: Part, shape: Shape, value: Stretch, isKey: boolean): boolean {
    const { name, kind } = shape;
    if (name === null) return false;
    if (this.names.has(name)) return true;
    const references = referencesTo(this.code, name, part);
    if (references === null) return false;
    // A setting that others read, or a property in a block.
    if (references.length === 0) return kind === "assigned" && this.takeEntry(part, shape, value);
    if (part.isElement) return false;
    return this.takeNamed(part, name, references, isKey);
  }

  private takeNamed(part: Part, name: string, references: readonly number[], isKey: boolean): boolean {
    this.names.add(name);
    this.remove(part);
    return references.every(
      (index) => this.isGone(index) || this.climb(grown(this.code, { first: index, last: index }), isKey),
    );
  }

  private takeArgument(part: Part, isKey: boolean): boolean {
    const callee = part.group >= 0 && this.code.at(part.group) === "(" ? this.code.calleeOf(part.group) : null;
    if (!callee) return false;
    const declared = declaredBy(this.code, part.group);
    if (declared && isMaker(declared.type)) {
      const references = referencesTo(this.code, declared.name, declared.part);
      return (
        references !== null && references.length > 0 && this.takeNamed(declared.part, declared.name, references, isKey)
      );
    }
    const head = this.code.headOf(part.group);
    const last = callee.name.replace(/^.*[.:>]/s, "");
    const isCredentials = isMaker(callee.name) && !(isTaker(last) && head !== callee.name);
    if (isCredentials || (isKey && roleOfName(last) !== null && isMaker(head)))
      return this.climb(this.code.expressionOf(part.group), false);
    // What is taken where a variable is not set: `getenv("NAME", "value")`.
    if (
      isKey &&
      /^(?:env|get_?env|GetEnvironmentVariable)$/i.test(last) &&
      this.code.partsOf(part.group).indexOf(part) === 1
    )
      return this.remove(part);
    const named = this.nameBeside(part);
    const outer = this.code.contextOf(this.code.expressionOf(part.group).first);
    const lacking = this.without([outer, head, named ?? ""].filter((one, at) => at === 2 || one !== "").join("/"));
    if (!lacking) return false;
    const isSetter = named !== null || (isKey && roleOfName(last) !== null) || isTaker(last);
    return isSetter ? this.takeCall(part.group, callee) : this.remove(part);
  }

  /** The name of a key that stands beside a value: `set("fs.s3a.access.key", value)`. */
  private nameBeside(part: Part): string | null {
    const others = this.code
      .partsOf(part.group)
      .filter((one) => one !== part && one.first === one.last && this.code.token(one.first)!.kind === "string");
    return others.map(({ first }) => this.code.at(first)).find((name) => roleOfName(name) !== null) ?? null;
  }

  /** A call goes as a statement, or as a link of its chain. */
  private takeCall(group: number, callee: Stretch): boolean {
    const whole = this.code.expressionOf(group);
    const last = this.code.token(group)!.partner;
    const part = this.code.partAround(whole.first);
    if (!part) return false;
    const end = this.code.at(part.last) === ";" ? part.last - 1 : part.last;
    const isStatement = !part.isElement && !this.code.isList(part.group) && part.first === whole.first && end === last;
    const receiver = { first: whole.first, last: group - 1 };
    // `conf().set("name", value)` gives nothing that the statement hands on.
    const isSet = /^(?:set|put)$/.test(this.code.at(callee.last)) && !/\([^)]/.test(this.code.text(receiver));
    if (isStatement && (isSet || isPlainName(this.code, receiver))) return this.remove(part);
    const dot = callee.last - 1;
    // What sets a variable of the environment is no link of a chain: nothing reads what it leads to.
    if (/^(?:set|put)_?env$/i.test(this.code.at(callee.last))) return false;
    if (!/^(?:\.|\?\.)$/.test(this.code.at(dot)) || dot <= whole.first) return false;
    this.links.push({ first: dot, last });
    return true;
  }
}
