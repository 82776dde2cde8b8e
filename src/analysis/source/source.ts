/** One reading of a document: what form it has, and its trees, each made when it is first asked for and then shared. */
import type { ValueNode } from "../value";
import type { SourceDocument } from "./document";
import { type Form, formOf } from "./forms";
import { isGenerated } from "./generated";
import type { Grammar, Parsers } from "./grammar";
import { type JsonTree, parseJson } from "./json-tree";
import { lastOfKeys } from "./last-of-keys";
import { type Notebook, readNotebook } from "./notebook";
import { withOwnConditions } from "./own-conditions";
import { serverlessText, usesServerlessVariables } from "./serverless-text";
import { readSyntax, type SyntaxTree } from "./syntax-tree";
import { mayLoop, withoutLoops } from "./written-out-loops";
import { parseYaml, type YamlTree } from "./yaml-tree";

export class Source {
  readonly form: Form;
  private readonly kept = new Map<string, unknown>();

  /**
   * @param parsers null where no grammar was lent: code and Terraform have no trees then
   * @param asDeployed JSON and YAML as CloudFormation takes them: of keys that stand twice the last alone is there, and of what a
   *   resource chooses by its own condition one branch; loops are written out
   */
  constructor(
    readonly document: SourceDocument,
    readonly parsers: Parsers | null,
    private readonly asDeployed = false,
  ) {
    this.form = formOf(document);
  }

  get text(): string {
    return this.document.text;
  }

  /** Whether it was made by a machine: a lock file, a bundle. */
  get generated(): boolean {
    return this.once("generated", () => isGenerated(this.document, this.form));
  }

  get json(): JsonTree {
    return this.once("json", () => {
      const isService = !/\.(?:tf|tofu)\.json$/i.test(this.document.name) && usesServerlessVariables(this.text);
      const tree = parseJson(this.text, isService ? { string: serverlessText } : {});
      return this.asDeployed && tree.root ? { ...tree, root: this.deployed(tree.root) } : tree;
    });
  }

  get yaml(): YamlTree {
    return this.once("yaml", () => {
      const tree = parseYaml(this.text);
      return this.asDeployed ? { ...tree, roots: tree.roots.map((root) => this.deployed(root)) } : tree;
    });
  }

  get notebook(): Notebook {
    return this.once("notebook", () => readNotebook(this.text, this.json));
  }

  /** The tree of the text, or of the code of a notebook's cells; null where the grammar is not lent, or the text is too large. */
  syntax(grammar: Grammar): SyntaxTree | null {
    const text = this.form === "notebook" ? this.notebook.code : this.text;
    return this.once(grammar, () => this.syntaxOf(grammar, text));
  }

  /** The tree of a text that takes this one's place; it is not kept. */
  syntaxOf(grammar: Grammar, text: string): SyntaxTree | null {
    return this.parsers && readSyntax(this.parsers, grammar, text);
  }

  private deployed(root: ValueNode): ValueNode {
    const last = lastOfKeys(root);
    return withOwnConditions(mayLoop(this.text) ? withoutLoops(last) : last, this.text);
  }

  private once<T>(what: string, make: () => T): T {
    if (!this.kept.has(what)) this.kept.set(what, make());
    return this.kept.get(what) as T;
  }
}
