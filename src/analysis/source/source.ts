/** One reading of a document: what form it has, and its trees, each made when it is first asked for and then shared. */
import type { SourceDocument } from "./document";
import { type Form, formOf } from "./forms";
import { isGenerated } from "./generated";
import type { Grammar, Parsers } from "./grammar";
import { type JsonTree, parseJson } from "./json-tree";
import { type Notebook, readNotebook } from "./notebook";
import { readSyntax, type SyntaxTree } from "./syntax-tree";
import { parseYaml, type YamlTree } from "./yaml-tree";

export class Source {
  readonly form: Form;
  private readonly kept = new Map<string, unknown>();

  /** @param parsers null where no grammar was lent: code and Terraform have no trees then */
  constructor(
    readonly document: SourceDocument,
    readonly parsers: Parsers | null,
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
    return this.once("json", () => parseJson(this.text));
  }

  get yaml(): YamlTree {
    return this.once("yaml", () => parseYaml(this.text));
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

  private once<T>(what: string, make: () => T): T {
    if (!this.kept.has(what)) this.kept.set(what, make());
    return this.kept.get(what) as T;
  }
}
