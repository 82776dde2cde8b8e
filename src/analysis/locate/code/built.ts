/** Policies that are put together in Java, C#, Go, PHP and Ruby: by AWS CDK, by Pulumi, by the SDK's builder, and as plain maps and structures. */
import { readCode } from "../../code/code-file";
import type { Source } from "../../source/source";
import type { SyntaxNode } from "../../source/syntax-tree";
import type { ValueNode } from "../../value";
import { findPolicies, type Form } from "../find";
import { mayListActionsInCode } from "../gate";
import type { Located, LocatedPolicy } from "../located";
import { textWriter } from "../write/text-writer";
import { trustPolicies } from "./assumed-by";
import { builtValue } from "./builders";
import { lambdaPermissions } from "./lambda-permissions";
import { listedActions, namesOnly } from "./listed-actions";
import { loneStatements } from "./lone-statements";
import { type BuiltGrammar, typedLiterals } from "./typed-literals";
import { CodeValues } from "./values";

/** Finds what is put together; what stands as JSON in a string is found in the text. */
export function locateBuilt(source: Source, grammar: BuiltGrammar): Located {
  const file = readCode(source.syntax(grammar), grammar);
  if (!file) return { policies: [], problems: [] };
  const values = new CodeValues(file, typedLiterals[grammar], builtValue);
  const writer = textWriter(source.text);
  const form: Form = { writer, embedded: () => ({ policies: [], problems: [] }) };
  const roots = rootsOf(values);
  const policies = roots.flatMap((root): readonly LocatedPolicy[] => findPolicies(root, form).policies);
  const lone = [...loneStatements(roots, policies, values), ...lambdaPermissions(values)];
  policies.push(...lone.map(({ root, place }) => ({ root, place, writer })));
  for (const { root, label } of trustPolicies(values))
    policies.push({ root, place: { policyType: "trust", resourceType: "AWS::IAM::Role", label }, writer });
  const listed = mayListActionsInCode(source.text)
    ? listedActions(
        values,
        policies.map(({ root }) => root),
      )
    : [];
  for (const { root, place } of listed) policies.push({ root, place, writer: namesOnly(writer) });
  return { policies: policies.sort((a, b) => a.root.span.start - b.root.span.start), problems: [] };
}

function rootsOf(values: CodeValues): ValueNode[] {
  const found: { readonly node: SyntaxNode; readonly value: ValueNode }[] = [];
  for (const node of values.file.tree.nodes) {
    if (values.read.has(node) || !mayBeRoot(values, node)) continue;
    const value = values.value(node);
    if (value.kind === "object" || value.kind === "array") found.push({ node, value });
  }
  return found.filter(({ node }) => !values.referenced.has(node)).map(({ value }) => value);
}

/** The braces of an object or a list, which was read with its type. */
const braces = /^(?:initializer_expression|array_initializer|literal_value)$/;

function mayBeRoot({ file, literals, read }: CodeValues, node: SyntaxNode): boolean {
  if (braces.test(node.type) && node.parent && read.has(node.parent)) return false;
  return (
    node.type === "lambda_expression" ||
    file.call(node) !== null ||
    file.language.entries(file.tree, node) !== null ||
    (literals.pairs?.(file, node) ?? literals.items?.(file, node) ?? null) !== null
  );
}
