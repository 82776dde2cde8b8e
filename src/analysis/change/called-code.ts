/** Whether a program of AWS CDK comes to the functions, methods and classes that its policies stand in, as far as the file tells. */
import type { CodeFile } from "../code/code-file";
import { groupBy } from "../group-by";
import { lazily } from "../lazily";
import { childOf, nodeAt, type SyntaxNode } from "../source/syntax-tree";
import { contains, spanOf } from "../text";
import { writtenAlike } from "./canonical";
import { countPrefix } from "./meanings";
import type { Meanings } from "./names";
import type { ReadPolicy } from "./subject";

const declared =
  /^(?:(?:abstract_)?class_declaration|class|class_definition|method_definition|function_definition|(?:generator_)?function_declaration)$/;
const asValue = /^(?:arrow_function|function_expression|class)$/;

/** The names of the classes and functions around a node, the outermost first. */
export function namesAround(file: CodeFile, node: SyntaxNode): readonly SyntaxNode[] {
  const path: SyntaxNode[] = [];
  for (let one = node.parent; one; one = one.parent) {
    const name = declared.test(one.type) ? childOf(one, "name") : null;
    const around = asValue.test(one.type) ? one.parent : null;
    const found = name ?? (around && (childOf(around, "name") ?? childOf(around, "key") ?? childOf(around, "left")));
    if (found && !/^(?:constructor|__init__)$/.test(file.text(found))) path.unshift(found);
  }
  return path;
}

// A count that is narrower where the file does not tell: others may call it as before.
const always = "called ? 1 : 0";
const elsewhere = "called && elsewhere ? 1 : 0";

const name = /^(?:(?:private_)?property_)?identifier$/;
const passedOn = /^(?:export_specifier|import_specifier|import_clause)$/;

export class CalledCode {
  private readonly named: () => ReadonlyMap<string, readonly SyntaxNode[]>;

  constructor(private readonly file: CodeFile) {
    this.named = lazily(() =>
      groupBy(
        file.tree.nodes.filter(
          ({ type, field, parent }) => name.test(type) && field !== "name" && !passedOn.test(parent?.type ?? ""),
        ),
        (node) => file.text(node),
      ),
    );
  }

  /** By the name of each function and class around a policy, whether the file calls it. */
  of({ at, document, policy: { statements } }: ReadPolicy): Meanings {
    const node = at.end === at.start ? null : nodeAt(this.file.tree, at);
    if (!node) return new Map();
    const denies = statements.some(({ effect }) => effect !== "Allow");
    const found = namesAround(this.file, node).map((one): [string, string] => [
      countPrefix + this.file.text(one),
      this.isCalled(one) ? always : denies ? "elsewhere" : elsewhere,
    ]);
    const written = writtenAlike(this.file.tree.text.slice(at.start, at.end));
    return found.length === 0 ? new Map() : new Map([[`called ${document.scope} ${written}`, new Map(found)]]);
  }

  private isCalled(declaration: SyntaxNode): boolean {
    const whole = spanOf(declaration.parent!);
    return (this.named().get(this.file.text(declaration)) ?? []).some((one) => !contains(whole, spanOf(one)));
  }
}
