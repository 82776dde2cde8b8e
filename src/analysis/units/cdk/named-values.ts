/** Values of a file of AWS CDK with the names and ARNs of constructs in place of the expressions that stand for them. */
import type { CodeValues } from "../../locate/code/values";
import { textNode } from "../../source/intrinsics";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import type { ObjectNode, TextPart, ValueNode } from "../../value";
import { joined } from "../declared-names";
import { arnOf } from "./attributes";
import type { Constructs } from "./constructs";

export interface NamedCode {
  readonly constructs: Constructs;
  readonly values: CodeValues;
}

export function namedValue(code: NamedCode, expression: SyntaxNode): ValueNode {
  return named(code, code.values.value(expression));
}

function named(code: NamedCode, value: ValueNode): ValueNode {
  const { constructs, values } = code;
  switch (value.kind) {
    case "array":
      return { ...value, items: value.items.map((item) => named(code, item)) };
    case "object":
      return {
        ...value,
        entries: value.entries.map((entry) => ({ ...entry, value: named(code, entry.value) })),
      } satisfies ObjectNode;
    case "unknown": {
      const node = value.alternatives.length === 0 ? values.nodeOf.get(value) : undefined;
      const parts = node && partsOfExpression(constructs, node);
      return parts ? textNode(value.span, parts) : value;
    }
    case "template": {
      const node = values.nodeOf.get(value);
      const whole = node && partsOfExpression(constructs, node);
      if (whole) return textNode(value.span, whole);
      const filled = (part: TextPart): readonly TextPart[] =>
        (typeof part !== "string" && node && partsNamed(constructs, node, part.name)) || [part];
      return textNode(value.span, value.parts.flatMap(filled));
    }
    default:
      return value;
  }
}

/** The parts for a name in a text: those of the expression in it that is written so. */
function partsNamed(constructs: Constructs, within: SyntaxNode, name: string): readonly TextPart[] | null {
  const { file } = constructs;
  const open = [within];
  while (open.length > 0) {
    const node = open.pop()!;
    if (node !== within && node.end - node.start === name.length && file.text(node) === name)
      return partsOfExpression(constructs, node);
    open.push(...node.children);
  }
  return null;
}

/** The text that an expression becomes, as far as it is about constructs and the deployment. */
export function partsOfExpression(constructs: Constructs, expression: SyntaxNode): readonly TextPart[] | null {
  const { file } = constructs;
  const written = file.name(expression);
  const pseudo =
    /^(?:[\w.]+\.|(?:\w+\.)?Stack\.of\([\w.]+\)\.)(account|region|partition|ACCOUNT_ID|REGION|PARTITION)$/.exec(
      written,
    );
  if (pseudo) {
    const name = pseudo[1]!.toLowerCase();
    return name === "partition" ? ["aws"] : [{ name: name === "region" ? "AWS::Region" : "AWS::AccountId" }];
  }
  const callee = childOf(expression, "function");
  const member = callee && file.language.member(file.tree, callee);
  if (member && /^arn_?for_?objects$/i.test(member.key)) {
    const bucket = constructs.at(member.object);
    const [given] = file.argumentsOf(expression);
    const objects = given && constructs.textOf(given);
    return bucket?.kind && objects != null ? joined([...arnOf(bucket.kind, bucket.name), "/", objects]) : null;
  }
  return constructs.attributeAt(expression);
}
