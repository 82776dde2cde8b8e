/** What the names of a program stand for: variables, parameters, what is imported and what other files export. */
import type { Binding } from "../code/scopes";
import { longestName, type SyntaxNode } from "../source/syntax-tree";
import { isUseful } from "./distinct-things";
import type { Following } from "./following";
import type { ProgramNames } from "./program-names";
import type { ReadFile } from "./read-file";
import { type Frame, mostValues, type Thing } from "./things";

const nothing: readonly Thing[] = [];

export class FollowedNames {
  private readonly assigned = new Map<Binding, readonly SyntaxNode[]>();
  private readonly exports = new Map<ReadFile, Map<string, readonly Thing[]>>();

  constructor(
    private readonly flow: Following,
    private readonly names: ProgramNames,
  ) {}

  reference(file: ReadFile, node: SyntaxNode, frame: Frame | null): readonly Thing[] {
    const binding = file.code.scopes.bindingOf(node);
    return binding ? this.bound(file, binding, frame) : this.global(file, node);
  }

  /** A name that the file does not declare: of the language, or of another file of the package. */
  private global(file: ReadFile, node: SyntaxNode): readonly Thing[] {
    const name = file.code.name(node);
    const read = this.readByCalling(file, node, name);
    if (read.length > 0) return read;
    const partial = this.ofPartialClass(file, node, name);
    if (partial.length > 0) return partial;
    const elsewhere = this.names.elsewhere(file, name).flatMap((one) => this.flow.value(one.file, one.node));
    if (elsewhere.length > 0) return elsewhere;
    const once = name ? this.madeOnce(name, file, node) : null;
    if (once) return [once];
    return name ? [this.flow.meaning.named(name, { file, node }) ?? { kind: "named", name }] : nothing;
  }

  /** Ruby calls a method by its name alone. */
  private readByCalling(file: ReadFile, node: SyntaxNode, name: string): readonly Thing[] {
    if (!file.syntax.readsByCalling) return nothing;
    const around = file.syntax.around?.(file.tree, node);
    const members = around ? (file.classes.get(around)?.members.get(name) ?? []) : [];
    const methods = [
      ...members.flatMap((one) => (one.kind === "method" ? [one.node] : [])),
      file.topFunctions.get(name),
    ];
    return methods.slice(0, 3).flatMap((one) => {
      const made = one && file.functions.get(one);
      return made ? this.flow.returned(file, made, null) : nothing;
    });
  }

  /** C# writes one class in several files. */
  private ofPartialClass(file: ReadFile, node: SyntaxNode, name: string): readonly Thing[] {
    const around = file.syntax.around?.(file.tree, node);
    const type = around && file.classes.get(around)?.name;
    if (!type) return nothing;
    return this.names
      .elsewhere(file, type)
      .flatMap((one) => this.flow.memberOfClass(one.file, one.node, name, { kind: "instance", ...one }));
  }

  private bound(file: ReadFile, binding: Binding, frame: Frame | null): readonly Thing[] {
    const { tree, syntax } = file;
    const given = binding.declarations.slice(0, mostValues).flatMap((declaration): readonly Thing[] => {
      const imported = syntax.imported(tree, declaration);
      if (imported) return this.imported(file, imported.specifier, imported.name, declaration.imported);
      if (declaration.imported !== null)
        return [
          this.madeOnce(declaration.imported, file, declaration.node) ??
            this.library(declaration.imported, file, declaration.node),
        ];
      const parameter = syntax.parameter(tree, declaration);
      const values: Thing[] = [];
      if (parameter)
        values.push(
          ...this.flow.walk(this.flow.parameter(file, parameter, frame), parameter.path, file, declaration.node),
        );
      else if (declaration.value)
        values.push(
          ...this.flow.walk(this.flow.value(file, declaration.value, frame), declaration.path, file, declaration.node),
        );
      const origin = syntax.origin(tree, declaration);
      if (origin) {
        const from = this.flow.value(file, origin.value, frame);
        values.push(
          ...this.flow.walk(
            origin.isElement
              ? [
                  ...this.flow.items(from.filter(({ kind }) => kind === "list")),
                  ...this.flow.meaning.element(from, { file, node: origin.value }),
                ]
              : from,
            origin.path,
            file,
            declaration.node,
          ),
        );
      }
      const made = declaration.node.parent;
      if (made && values.length === 0 && (file.functions.has(made) || file.classes.has(made)))
        values.push(...this.flow.value(file, made));
      return values;
    });
    const assigned = this.assignedTo(file, binding).flatMap((value) => this.flow.value(file, value, frame));
    const values = [...given, ...assigned];
    // A value knows more than the type, which may be that of any client.
    if (values.some(isUseful)) return values;
    const types = binding.declarations.slice(0, mostValues).flatMap((declaration) => {
      const type = syntax.typeOf(tree, declaration);
      return type ? this.flow.typed(file, type) : nothing;
    });
    if (values.length + types.length > 0) return [...values, ...types];
    return binding.declarations.slice(0, mostValues).flatMap((declaration) => {
      const description = syntax.documentation?.(tree, declaration);
      const thing = description ? this.flow.meaning.documented?.(description, { file, node: declaration.node }) : null;
      return thing ? [thing] : nothing;
    });
  }

  /** `crate.clients.GLUE_CLIENT`, which a macro of another file declares with its type. */
  private madeOnce(name: string, file: ReadFile, node: SyntaxNode): Thing | null {
    const type = this.names.typeMadeOnce(name.slice(name.lastIndexOf(".") + 1));
    return type === null ? null : this.flow.meaning.typed(type, { file, node });
  }

  private assignedTo({ tree, syntax }: ReadFile, binding: Binding): readonly SyntaxNode[] {
    let known = this.assigned.get(binding);
    if (!known) {
      known = binding.references.flatMap((reference) => syntax.assigned(tree, reference) ?? []).slice(0, mostValues);
      this.assigned.set(binding, known);
    }
    return known;
  }

  imported(file: ReadFile, specifier: string, name: string | null, qualified: string | null): readonly Thing[] {
    const inside = name === null ? null : file.resolve(joined(specifier, name));
    if (inside) return [{ kind: "file", file: inside }];
    const other = file.resolve(specifier);
    // A module of CommonJS may be one value as a whole.
    if (other && name === null) return [{ kind: "file", file: other }, ...this.exported(other, "default")];
    if (other) return this.exported(other, name!);
    const full = qualified ?? (name === null ? specifier : `${specifier}.${name}`);
    return full.length > longestName ? nothing : [this.library(full, file, file.tree.root)];
  }

  /** What a name of a library is. */
  library(name: string, file: ReadFile, node: SyntaxNode): Thing {
    return this.flow.meaning.named(name, { file, node }) ?? { kind: "named", name };
  }

  /** What a file exports under a name. */
  exported(file: ReadFile, name: string): readonly Thing[] {
    let names = this.exports.get(file);
    if (!names) this.exports.set(file, (names = new Map()));
    const known = names.get(name);
    if (known) return known;
    // Files that export each other's names come back here.
    names.set(name, nothing);
    if (this.flow.progress.isDeepest) return nothing;
    this.flow.progress.depth++;
    const found = this.exportedBy(file, name);
    this.flow.progress.depth--;
    names.set(name, found);
    return found;
  }

  private exportedBy(file: ReadFile, name: string): readonly Thing[] {
    if (file.syntax.sees === "folder") return this.inPackage(file, name);
    const found = file.exports.get(name);
    if (found && "node" in found) return this.flow.value(file, found.node);
    if (found) return this.imported(file, found.specifier, found.name, null);
    for (const specifier of file.syntax.exportsAgain(file.tree)) {
      const other = file.resolve(specifier);
      const things = other ? this.exported(other, name) : nothing;
      if (things.length > 0) return things;
    }
    return nothing;
  }

  /** A package of Go is all files of a folder. */
  private inPackage(file: ReadFile, name: string): readonly Thing[] {
    const own = file.topNames.get(name);
    const others = this.names.elsewhere(file, name);
    return [...(own ? [{ file, node: own }] : []), ...others].flatMap((one) => this.flow.value(one.file, one.node));
  }
}

function joined(specifier: string, name: string): string {
  return specifier.endsWith(".") ? `${specifier}${name}` : `${specifier}.${name}`;
}
