/** Whether a program of AWS CDK comes to the functions, methods and classes that its policies stand in, as far as the file tells. */
import { type CodeFile, readCode } from "../../code/code-file";
import { groupBy } from "../../group-by";
import { lazily } from "../../lazily";
import { isCode } from "../../source/forms";
import type { Source } from "../../source/source";
import { ancestorOf, childOf, nodeAt, type SyntaxNode } from "../../source/syntax-tree";
import { contains, type Span, spanOf } from "../../text";
import type { Beside } from "../beside";
import { writtenAlike } from "../canonical";
import { cdkFileOf } from "../cdk/program";
import { countPrefix } from "../meanings";
import type { Meanings } from "../names";
import type { ReadPolicy } from "../subject";
import { calledBy, callersOf } from "./passed";

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

/** Whether it is only asked whether something is of a class: `node instanceof Job`, `isinstance(node, Job)`. */
function isAskedFor(file: CodeFile, { parent, field, start }: SyntaxNode): boolean {
  if (parent?.type === "binary_expression")
    return field === "right" && childOf(parent, "operator")?.type === "instanceof";
  const call = parent?.type === "argument_list" ? parent.parent : null;
  const callee = call && childOf(call, "function");
  return callee !== null && file.text(callee) === "isinstance" && file.argumentsOf(call!)[0]!.start !== start;
}

export class CalledCode {
  private readonly named: () => ReadonlyMap<string, readonly SyntaxNode[]>;

  /** @param newly names that others call now, and nobody called before */
  constructor(
    private readonly file: CodeFile,
    private readonly newly: ReadonlySet<string> = new Set(),
  ) {
    this.named = lazily(() =>
      groupBy(
        file.tree.nodes.filter(
          (node) =>
            name.test(node.type) &&
            node.field !== "name" &&
            !passedOn.test(node.parent?.type ?? "") &&
            !isAskedFor(file, node),
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
      this.isCalled(one) || this.newly.has(this.file.text(one)) ? always : denies ? "elsewhere" : elsewhere,
    ]);
    const written = writtenAlike(this.file.tree.text.slice(at.start, at.end));
    return found.length === 0 ? new Map() : new Map([[`called ${document.scope} ${written}`, new Map(found)]]);
  }

  private isCalled(declaration: SyntaxNode): boolean {
    const whole = spanOf(declaration.parent!);
    return (this.named().get(this.file.text(declaration)) ?? []).some((one) => !contains(whole, spanOf(one)));
  }

  /** Methods and functions that only their own file can call, or a name of theirs elsewhere, and that it does not call. */
  uncalled(): readonly { readonly name: string; readonly span: Span }[] {
    const texts = lazily(
      () => new Set(this.file.tree.nodes.filter(isText).map((node) => this.file.text(node).slice(1, -1))),
    );
    return this.file.tree.nodes.flatMap((node) => {
      const declaration = /^(?:method_definition|function_definition|function_declaration)$/.test(node.type)
        ? childOf(node, "name")
        : null;
      if (!declaration || !this.isOwn(node) || this.isCalled(declaration)) return [];
      const own = this.file.text(declaration);
      return ofLibraries.test(own) || texts().has(own) ? [] : [{ name: own, span: spanOf(node) }];
    });
  }

  /** What no other program is meant to call: what is private, and methods of the stacks and constructs of Python. */
  private isOwn(node: SyntaxNode): boolean {
    if (node.parent?.type === "decorated_definition" || node.parent?.type === "export_statement") return false;
    if (node.type === "function_declaration") return node.parent?.type === "program";
    if (node.type === "function_definition") {
      const bases = childOf(ancestorOf(node, "class_definition") ?? node, "superclasses");
      return bases !== null && /^\((?:\w+\.)*(?:Nested)?(?:Stack|Construct|Stage)\)$/.test(this.file.text(bases));
    }
    const isPrivate = node.children.some(
      (one) => one.type === "accessibility_modifier" && this.file.text(one) === "private",
    );
    return isPrivate || childOf(node, "name")?.type === "private_property_identifier";
  }
}

const isText = ({ type }: SyntaxNode) => type === "string";
/** What the libraries call of a class that has it, and what is made with it. */
const ofLibraries =
  /^(?:constructor|__\w+__|bind|bound|visit|attach|validate|prepare|synthesize|produce\w*|render\w*|to_?string|to_?json)$/i;

/** The names of functions and classes of a program that other files newly call, as far as those are known that have changed. */
export function newlyCalledByOthers(
  [old, current]: readonly [Source, Source],
  [oldBeside, currentBeside]: readonly [Beside | undefined, Beside | undefined],
): readonly string[] {
  const files = [cdkFileOf(old), cdkFileOf(current)] as const;
  if (!files[0] || !files[1] || !currentBeside?.callers?.length) return [];
  const [was, is] = [files[0], files[1]].map((file) => new Set(declarationsIn(file).map((one) => file.text(one))));
  const both = [...was!].filter(
    (one) => is!.has(one) && !calledBy(files[0]!).has(one) && !calledBy(files[1]!).has(one),
  );
  if (both.length === 0) return [];
  const calls = (own: Source, beside: Beside) =>
    callersOf(own, beside, () => null).flatMap(({ source }) => {
      const file = source === own || !isCode(source.form) ? null : readCode(source.syntax(source.form), source.form);
      return file ? [...calledBy(file).keys()] : [];
    });
  const before = new Set(oldBeside ? calls(old, oldBeside) : []);
  const after = new Set(calls(current, currentBeside));
  return both.filter((one) => after.has(one) && !before.has(one));
}

/** Where the functions and classes stand that have one of some names. */
export function spansOfFunctions(file: CodeFile, names: ReadonlySet<string>): readonly Span[] {
  return file.tree.nodes.flatMap((node) => {
    const isNamed =
      declared.test(node.type) ||
      (node.type === "variable_declarator" && asValue.test(childOf(node, "value")?.type ?? ""));
    const own = isNamed ? childOf(node, "name") : null;
    return own && names.has(file.text(own)) ? [spanOf(node)] : [];
  });
}

function declarationsIn(file: CodeFile): readonly SyntaxNode[] {
  return file.tree.nodes.flatMap((node) => {
    const own = declared.test(node.type) ? childOf(node, "name") : null;
    return own && !/^(?:constructor|__init__)$/.test(file.text(own)) ? [own] : [];
  });
}
