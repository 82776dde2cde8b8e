/** ARNs of what a program of AWS CDK only names, as what they are: `Table.fromTableName(this, "T", "orders").tableArn` has the Region and the account of the stack in it. */
import type { CodeFile } from "../../code/code-file";
import { cdkConstruct } from "../../knowledge/cdk-grants";
import { camelCase } from "../../locate/code/letter-case";
import type { Source } from "../../source/source";
import { ancestorOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { Constructs } from "../../units/cdk/constructs";
import { type Edit, edited, type Piece } from "../pieces";
import { cdkFileOf, constructsOf } from "./program";

const words = /\bfrom_?[A-Z]?\w{0,60}(?:Arn|Name|_arn|_name)(?:V2|_v2)?\(/;
/** Behind the ARN by which something is named, and behind its name. */
const byArn = /^from\w{0,60}Arn$/;
const byName = /^from\w{0,60}Name(?:V2)?$/;
/** What stands behind the name of a secret only CloudFormation knows: CDK leaves it out. */
const suffix = "-??????";

/** The text with what those ARNs are in their place; null where there are none. */
export function withImportedArns(source: Source): readonly Piece[] | null {
  const file = words.test(source.text) ? cdkFileOf(source) : null;
  if (!file) return null;
  const arns = new ImportedArns(file, constructsOf(file, source));
  const edits = file.tree.nodes.flatMap((node) => arns.editAt(node) ?? []);
  return edits.length === 0 ? null : edited(source.text, edits);
}

class ImportedArns {
  constructor(
    private readonly file: CodeFile,
    private readonly constructs: Constructs,
  ) {}

  editAt(node: SyntaxNode): Edit | null {
    const member = this.file.language.member(this.file.tree, node);
    if (!member || (node.field === "left" && /assignment/.test(node.parent?.type ?? ""))) return null;
    const name = camelCase(member.key);
    if (!/Arn$|^arnForObjects$/.test(name)) return null;
    const made = this.constructs.at(member.object)?.made;
    const type = made ? this.constructs.importedClass(made) : null;
    if (!made || type === null) return null;
    const within = this.quoteWithin(node);
    const arn = this.arnOf(made, type, name === "arnForObjects" ? "bucketArn" : name);
    if (arn === null || within === null) return null;
    if (name !== "arnForObjects") return { ...spanOf(node), text: this.text([arn], within) };
    const call = node.field === "function" ? node.parent : null;
    const [objects, ...others] = call ? this.file.argumentsOf(call) : [];
    const pattern = objects && others.length === 0 ? this.constructs.textOf(objects) : null;
    return call && pattern !== null ? { ...spanOf(call), text: this.text([arn, `/${pattern}`], within) } : null;
  }

  /** What an attribute stands for: a text with what is filled in, or an expression. */
  private arnOf(made: SyntaxNode, type: string, attribute: string): string | SyntaxNode | null {
    const callee = childOf(made, "function");
    const factory = callee && this.file.language.member(this.file.tree, callee);
    const third = this.file.argumentsOf(made)[2];
    const given = third?.type === "keyword_argument" ? childOf(third, "value") : third;
    const kind = cdkConstruct(type);
    if (!factory || !given || kind?.arn !== attribute) return null;
    const named = camelCase(factory.key);
    if (byArn.test(named)) return given;
    const literal = this.constructs.textOf(given);
    const name = literal ?? this.hole(this.file.text(given));
    if (!byName.test(named) || name === null || /^arn:/.test(name)) return null;
    const pattern = kind.pattern.endsWith(suffix) ? kind.pattern.slice(0, -suffix.length) : kind.pattern;
    const [region, account] = ["Aws.REGION", "Aws.ACCOUNT_ID"].map((one) => this.hole(one));
    const own = pattern.startsWith("ssm:") ? name.replace(/^\//, "") : name;
    return `arn:aws:${pattern
      .replace("{region}", region!)
      .replace("{account}", account!)
      .replace("{name}", () => own)}`;
  }

  private hole(expression: string): string | null {
    if (this.constructs.isPython) return /["'\\\n]/.test(expression) ? null : `{${expression}}`;
    return `\${${expression}}`;
  }

  /** As an expression of the language. */
  private text(parts: readonly (string | SyntaxNode)[], quote: string): string {
    const [only, ...others] = parts;
    if (only !== undefined && typeof only !== "string" && others.length === 0) return this.file.text(only);
    const filled = parts.map((one) => (typeof one === "string" ? one : (this.hole(this.file.text(one)) ?? "")));
    return this.constructs.isPython ? `f${quote}${filled.join("")}${quote}` : `\`${filled.join("")}\``;
  }

  /** The quotes that may be used within a text of Python; null where both are taken. */
  private quoteWithin(node: SyntaxNode): string | null {
    const around = this.constructs.isPython ? ancestorOf(node, "string") : null;
    const text = around ? this.file.text(around) : "";
    return text.includes('"') ? (text.includes("'") ? null : "'") : '"';
  }
}
