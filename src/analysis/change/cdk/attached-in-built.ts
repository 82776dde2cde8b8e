/** Managed policies of AWS that programs of AWS CDK in Java, C# and Go name, for those who have them. */
import type { ManagedPolicies } from "../../../catalog/managed-policies";
import { type CodeFile, readCode } from "../../code/code-file";
import { type Form, isCode } from "../../source/forms";
import { unknown } from "../../source/intrinsics";
import { stringNode } from "../../source/made-values";
import type { Source } from "../../source/source";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { ValueNode } from "../../value";
import { ofElsewhere } from "../attachments";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { held } from "./attached";
import { isOfCdk } from "./program";

const naming = /(?:^|_)[fF]rom(?:AwsManagedPolicyName|ManagedPolicyArn)$/;
const longestName = 100;
const farthest = 40;

/** Whether a document may name any; the test is cheap. */
export function mayAttachInBuilt(form: Form, text: string): boolean {
  return /^(?:java|csharp|go)$/.test(form) && isOfCdk(text) && /[fF]rom(?:Aws)?ManagedPolicy/.test(text);
}

/** @param managed null: nobody asks for what AWS itself has */
export function attachedInBuilt(
  source: Source,
  document: ChangedDocument,
  managed: ManagedPolicies | null,
): readonly ReadPolicy[] {
  const { form, text } = source;
  const file = managed && mayAttachInBuilt(form, text) && isCode(form) ? readCode(source.syntax(form), form) : null;
  if (!file) return [];
  return file.tree.nodes.flatMap((node): ReadPolicy[] => {
    const call = file.call(node);
    if (!call || !naming.test(call.name)) return [];
    const given = call.arguments.map(({ value }) => value);
    const isArn = call.name.endsWith("Arn");
    const named = isArn ? given[2] : given[0];
    const said = named ? textIn(file, named) : null;
    if (!named || (isArn && !said?.startsWith("arn:aws"))) return [];
    const span = spanOf(node);
    const value: ValueNode = said === null ? unknown(span) : stringNode(span, said);
    const holder = holderOf(file, node);
    const link = { holder, to: null, node: value, conditional: false, by: isArn ? "arn" : "path" } as const;
    const holding = { holder, constructId: undefined, isBoundary: false, conditional: false };
    return [held(ofElsewhere(link, document, managed), holding)];
  });
}

/** A text, also as Go gives it: `jsii.String("ReadOnlyAccess")`. */
function textIn(file: CodeFile, expression: SyntaxNode): string | null {
  const { base } = file.resolve(expression);
  const text = file.language.literal(file.tree, base)?.text;
  if (text != null) return text;
  const call = file.call(base);
  const [only, ...others] = call?.arguments ?? [];
  return call?.name === "String" && only && others.length === 0 ? textIn(file, only.value) : null;
}

/** Whom it is added to, or the variable that keeps what it is given to. */
function holderOf(file: CodeFile, named: SyntaxNode): string {
  for (let node = named.parent, steps = 0; node && steps < farthest; node = node.parent, steps++) {
    const call = file.call(node);
    if (call?.of && /^[aA]ddManagedPolicy$/.test(call.name)) return written(file, call.of);
    const name = /^(?:variable_declarator|assignment_expression|short_var_declaration)$/.test(node.type)
      ? (childOf(node, "name") ?? childOf(node, "left") ?? partsOf(node)[0])
      : null;
    if (name) return written(file, name);
    if (/method|function|class/.test(node.type)) break;
  }
  return "";
}

function written(file: CodeFile, node: SyntaxNode): string {
  return file.text(node).replace(/\s+/g, "").slice(0, longestName);
}
