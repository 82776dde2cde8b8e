/** What the files of a program have under their names: calls, types, methods that stand outside of their types. */
import { addTo, listIn } from "../group-by";
import { folderOf } from "../source/forms";
import type { SyntaxNode } from "../source/syntax-tree";
import { type ReadFile } from "./read-file";
import type { CallSyntax } from "./syntax";

export interface CallSite {
  readonly file: ReadFile;
  readonly call: CallSyntax;
}

interface NodeIn {
  readonly file: ReadFile;
  readonly node: SyntaxNode;
}

export class ProgramNames {
  private readonly calls = new Map<string, CallSite[]>();
  /** By the name that a file exports: how others call it. */
  private readonly aliases = new Map<string, string[]>();
  private readonly types = new Map<string, NodeIn[]>();
  private readonly inFolder = new Map<string, NodeIn[]>();
  /** The types of what macros declare; null where two declare one name. */
  private readonly madeOnce = new Map<string, string | null>();
  private readonly methods = new Map<string, NodeIn[]>();

  constructor(files: readonly ReadFile[]) {
    for (const file of files) {
      for (const [name, other] of aliasesIn(file)) {
        const names = listIn(this.aliases, name);
        if (names.length < mostAliases && !names.includes(other)) names.push(other);
      }
      for (const [name, calls] of file.callsByName) {
        const sites = listIn(this.calls, name);
        for (const call of calls) sites.push({ file, call });
      }
      const { sees } = file.syntax;
      if (sees === "types") for (const [name, node] of file.typesByName) addTo(this.types, name, { file, node });
      if (sees === "folder")
        for (const [name, node] of file.topNames)
          addTo(this.inFolder, `${folderOf(file.name)} ${name}`, { file, node });
      for (const [name, type] of file.madeOnce)
        this.madeOnce.set(name, this.madeOnce.has(name) && this.madeOnce.get(name) !== type ? null : type);
      for (const [type, methods] of file.methods)
        for (const { name, node } of methods)
          addTo(this.methods, `${folderOf(file.name)} ${type} ${name}`, { file, node });
    }
  }

  /** The calls of what has this name, or is called otherwise where it is imported. */
  callsOf(name: string): readonly CallSite[] {
    const others = [...(this.aliases.get(name) ?? []), ...(this.aliases.get("default") ?? [])];
    return [name, ...others.filter((one) => one !== name)].flatMap((one) => this.calls.get(one) ?? []);
  }

  /** What other files declare under a name that a file does not. */
  elsewhere(file: ReadFile, name: string): readonly NodeIn[] {
    const { sees } = file.syntax;
    const found =
      sees === "types"
        ? this.types.get(name)
        : sees === "folder"
          ? this.inFolder.get(`${folderOf(file.name)} ${name}`)
          : undefined;
    return found?.filter((one) => one.file !== file && one.file.syntax === file.syntax).slice(0, mostElsewhere) ?? [];
  }

  /** The type of what a macro of any file declares under a name. */
  typeMadeOnce(name: string): string | null {
    return this.madeOnce.get(name) ?? null;
  }

  /** Methods of a type that stand beside it, in any file of its folder. */
  methodsOf(file: ReadFile, type: string | null, name: string): readonly NodeIn[] {
    return (type !== null && file.syntax.methodOf && this.methods.get(`${folderOf(file.name)} ${type} ${name}`)) || [];
  }
}

const mostAliases = 20;

/** `import { a as b }`, `export { a as b }`, and the names of what is imported as the default. */
function aliasesIn(file: ReadFile): readonly (readonly [string, string])[] {
  const { tree, syntax, code } = file;
  const imported = code.scopes.bindings.flatMap((binding): [string, string][] => {
    const declaration = binding.declarations[0]!;
    const name = declaration.imported === null ? null : (syntax.imported(tree, declaration)?.name ?? null);
    return name === null || name === binding.name ? [] : [[name, binding.name]];
  });
  const exported = Array.from(file.exports).flatMap(([name, of]): [string, string][] => {
    const own = "name" in of ? of.name : null;
    return own === null || own === name ? [] : [[own, name]];
  });
  return [...imported, ...exported];
}

/** Of more types with the same name nobody knows which is meant. */
const mostElsewhere = 3;
