/** Which methods of a program of Java certainly run when its handler does: those that can only be meant by the calls on the way. */
import { addTo } from "../group-by";
import type { SyntaxNode } from "../source/syntax-tree";
import type { Span } from "../text";
import { type Body, type Class, type JavaFile, type Mention, readJava } from "./java-bodies";
import { closure, type CompiledFile, innermost, type IsReached } from "./reach-compiled";

export function reachedInJava(files: readonly CompiledFile[], entry: string, handler: string): IsReached {
  const program = new JavaProgram(files);
  const first = program.startedBy(entry, handler);
  const reached = closure(first, (one) => program.next(one));
  return (file, span) => program.isReached(file, span, reached);
}

/** What runs as a whole: a method, or what a class does when an object of it is made. */
type Running = Body | Class;

class JavaProgram {
  private readonly files: ReadonlyMap<string, JavaFile>;
  /** By their simple names; of two that share one, nobody knows which is meant. */
  private readonly classes = new Map<string, Class[]>();
  private readonly bodies = new Map<string, Body[]>();
  private readonly above = new Map<string, string[]>();
  private readonly below = new Map<string, string[]>();

  constructor(files: readonly CompiledFile[]) {
    this.files = new Map(files.map((file) => [file.name, readJava(file)] as const));
    for (const { classes, bodies } of this.files.values()) {
      for (const one of classes) {
        addTo(this.classes, one.name, one);
        for (const base of one.bases) {
          addTo(this.above, one.name, base);
          addTo(this.below, base, one.name);
        }
      }
      for (const one of bodies) addTo(this.bodies, one.name, one);
    }
  }

  /** Null where the class is not in the program, or its name is that of two. */
  private classCalled(name: string): Class | null {
    const found = this.classes.get(name) ?? [];
    return found.length === 1 ? found[0]! : null;
  }

  /** AWS Lambda makes an object of the class, and calls the method of it. */
  startedBy(entry: string, handler: string): readonly Running[] {
    const own = this.files.get(entry)?.classes[0];
    if (!own || !this.classCalled(own.name)) return [];
    const chain = [own.name, ...closure(this.above.get(own.name) ?? [], (one) => this.above.get(one) ?? [])];
    for (const name of chain) {
      const found = (this.bodies.get(handler) ?? []).filter((one) => one.of?.name === name);
      const withContext = found.length > 1 ? found.filter(({ lastType }) => lastType === "Context") : found;
      if (withContext.length === 1) return [withContext[0]!, ...this.made(own.name, 0)];
      if (found.length > 0) return [];
    }
    return [];
  }

  next(one: Running): readonly Running[] {
    return one.mentions.flatMap((mention) => this.meant(mention));
  }

  private meant(mention: Mention): readonly Running[] {
    if (mention.kind === "new") return this.made(mention.type, mention.count);
    const named = this.bodies.get(mention.name) ?? [];
    const fitting = named.filter(({ count, isOpen }) => mention.count === null || isOpen || count === mention.count);
    const { on } = mention;
    if (on === null) return only(fitting);
    const possible = closure(on, (name) => [...(this.above.get(name) ?? []), ...(this.below.get(name) ?? [])]);
    const found = only(fitting.filter(({ of }) => of !== null && possible.has(of.name)));
    // A method of a class itself: the class is loaded.
    const [type] = mention.isStatic && found.length > 0 ? on : [];
    const loaded = type === undefined ? null : this.classCalled(type);
    return loaded ? [...found, loaded] : found;
  }

  /** What making an object runs: fields, the constructor, and those of the classes above. */
  private made(name: string, count: number): readonly Running[] {
    const own = this.classCalled(name);
    if (!own) return [];
    const fitting = own.constructors.filter((one) => one.isOpen || one.count === count);
    const bases = closure(this.above.get(name) ?? [], (one) => this.above.get(one) ?? []);
    const above = [...bases].flatMap((one) => this.classCalled(one) ?? []);
    return [own, ...only(fitting), ...above.flatMap((one) => [one, ...only(one.constructors)])];
  }

  isReached(file: string, span: Span, reached: ReadonlySet<Running>): boolean {
    const own = this.files.get(file);
    if (!own) return false;
    const all: readonly { readonly node: SyntaxNode; readonly one: Running }[] = [...own.bodies, ...own.classes]
      .map((one) => ({ node: one.node, one }))
      .sort((one, other) => one.node.start - other.node.start || other.node.end - one.node.end);
    const found = innermost(all, span);
    return found !== null && reached.has(found.one);
  }
}

/** Of several that a call may mean none is certain. */
function only(bodies: readonly Body[]): readonly Body[] {
  return bodies.length === 1 ? bodies : [];
}
