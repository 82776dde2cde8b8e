/** `assumedBy` of CDK's roles: the trust policy that it becomes. */
import { unknown } from "../../source/intrinsics";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { type ObjectEntry, type ObjectNode, openKey, type ValueNode } from "../../value";
import { documentAround } from "../document-around";
import type { CodeValues } from "./values";

/** The trust policies of the roles in a file, each with the id of its role. */
export function trustPolicies(values: CodeValues): { readonly root: ObjectNode; readonly label: string | undefined }[] {
  const { file } = values;
  return file.tree.nodes.flatMap((node) => {
    if (node.type !== "pair" && node.type !== "keyword_argument") return [];
    const key = childOf(node, "key") ?? childOf(node, "name");
    const value = childOf(node, "value");
    if (!key || !value || !/^(?:assumedBy|assumed_by)$/.test(file.name(key))) return [];
    const statements = statementsOf(values, value);
    if (statements.length === 0) return [];
    const construct = constructAround(node);
    const properties = construct ? node.parent : null;
    const nowhere = { start: value.start, end: value.start };
    const needsId = properties !== null && /\bexternal_?[iI]ds?\b/.test(file.text(properties));
    const document = documentAround({
      kind: "array",
      span: nowhere,
      items: needsId
        ? statements.map((one) => ({
            ...one,
            entries: [
              ...one.entries.filter(({ key: name }) => name !== "Condition"),
              entry("Condition", unknown(nowhere)),
            ],
          }))
        : statements,
    });
    const id = construct ? file.argumentsOf(construct)[1] : undefined;
    const label = id ? values.value(id) : undefined;
    // Others may be added to it.
    const open: ObjectEntry = { key: openKey, keySpan: nowhere, value: unknown(nowhere) };
    return [
      {
        root: { ...document, entries: [...document.entries, open] },
        label: label?.kind === "string" ? label.value : undefined,
      },
    ];
  });

  function entry(name: string, value: ValueNode): ObjectEntry {
    const at = { start: value.span.start, end: value.span.start };
    return { key: name, keySpan: at, value };
  }
}

function constructAround(node: SyntaxNode): SyntaxNode | null {
  const properties = node.type === "pair" ? node.parent : node;
  const list = properties?.parent;
  return list && /^(?:arguments|argument_list)$/.test(list.type) ? list.parent : null;
}

/** A statement a principal; several with `CompositePrincipal`, none where it cannot be told. */
function statementsOf(values: CodeValues, expression: SyntaxNode): ObjectNode[] {
  const { base, path } = values.file.resolve(expression);
  if (path.length > 0) return [];
  const callee = childOf(base, "constructor") ?? (base.type === "call" ? childOf(base, "function") : null);
  if (callee && /(?:^|\.)CompositePrincipal$/.test(values.file.name(callee)))
    return values.file.argumentsOf(base).flatMap((one) => statementsOf(values, one));
  const principal = values.value(base);
  const brought = values.principals.get(principal);
  if (!brought) return [];
  const at = { start: principal.span.start, end: principal.span.start };
  const one = (key: string, value: ValueNode): ObjectEntry => ({ key, keySpan: at, value });
  return [
    {
      kind: "object",
      span: at,
      entries: [
        one("Effect", { kind: "string", span: at, value: "Allow" }),
        one("Principal", principal),
        one("Action", brought.action ?? unknown(at)),
        ...(brought.conditions ? [one("Condition", brought.conditions)] : []),
      ],
    },
  ];
}
