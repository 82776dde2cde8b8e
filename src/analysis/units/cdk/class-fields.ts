/** The fields of the classes of a program of AWS CDK: what they are given, and where the class reads and declares them. */
import type { CodeFile } from "../../code/code-file";
import { lazily } from "../../lazily";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { classAround, declarationsOfFields, type Field, fieldsIn, readsOfFields } from "./declarations";

/** Each question names a field of the class that a node stands in. */
export class ClassFields {
  private readonly given: ReadonlyMap<string, readonly Field[]>;
  private readonly reads: () => ReadonlyMap<string, readonly SyntaxNode[]>;
  private readonly declarations: () => ReadonlyMap<string, readonly SyntaxNode[]>;
  /** By a value, the field that it is given to. */
  private readonly names: () => ReadonlyMap<SyntaxNode, string>;

  constructor(private readonly file: CodeFile) {
    this.given = fieldsIn(file);
    this.reads = lazily(() => readsOfFields(file));
    this.declarations = lazily(() => declarationsOfFields(file));
    this.names = lazily(
      () =>
        new Map(
          [...this.given].flatMap(([name, fields]) =>
            fields.map(({ value }) => [file.language.unwrap(value), name] as const),
          ),
        ),
    );
  }

  valuesOf(inside: SyntaxNode, name: string): readonly Field[] {
    const owner = classAround(inside);
    return (this.given.get(name) ?? []).filter((one) => one.owner === owner);
  }

  /** The field that a value is given to. */
  nameOf(value: SyntaxNode): string | undefined {
    return this.names().get(value);
  }

  /** Whether only the class itself reads it. */
  isPrivate(inside: SyntaxNode, name: string): boolean {
    if (/^[_#]/.test(name)) return true;
    return this.declared(inside, name).some((node) =>
      node.children.some((one) => one.type === "accessibility_modifier" && this.file.text(one) === "private"),
    );
  }

  /** Where the class reads it, but for one place. */
  usesOf(inside: SyntaxNode, name: string, target: SyntaxNode): readonly SyntaxNode[] {
    const owner = classAround(inside);
    return (this.reads().get(name) ?? []).filter((node) => node !== target && classAround(node) === owner);
  }

  /** The type that is written where the class declares it. */
  typeOf(inside: SyntaxNode, name: string): SyntaxNode | null {
    const [declaration] = this.declared(inside, name);
    return declaration ? childOf(declaration, "type") : null;
  }

  private declared(inside: SyntaxNode, name: string): readonly SyntaxNode[] {
    const owner = classAround(inside);
    return (this.declarations().get(name) ?? []).filter((node) => classAround(node) === owner);
  }
}
