/** What a file of Terraform in JSON says of locals and variables, as the files beside it would write it (developer.hashicorp.com/terraform/language/syntax/json). */
import { leavesOf } from "../../locate/attached/leaves";
import { parseJson } from "../../source/json-tree";
import { LineIndex } from "../../text";
import { type ObjectNode, valueAt, type ValueNode } from "../../value";

const name = /^[A-Za-z_][\w-]{0,200}$/;
/** What the two syntaxes escape otherwise. */
const otherEscapes = /\\[/bf]/;

interface Given {
  readonly name: string;
  readonly value: ValueNode;
  readonly isLocal: boolean;
}

/** Locals and variables with defaults in the syntax of Terraform, each in its line; empty: there are none. */
export function valuesInHcl(text: string): string {
  if (!/"(?:locals|variable)"\s{0,100}:/.test(text)) return "";
  const { root } = parseJson(text);
  if (!root) return "";
  const given = [...entriesAt(root, "locals", true), ...entriesAt(root, "variable", false)]
    .filter((one) => name.test(one.name))
    .sort((one, other) => one.value.span.start - other.value.span.start);
  const index = new LineIndex(text);
  let [written, line] = ["", 1];
  for (const { name, value, isLocal } of given) {
    const said = text.slice(value.span.start, value.span.end);
    if (otherEscapes.test(said)) continue;
    const between = Math.max(written === "" ? 0 : 1, index.range(value.span).start.line - line);
    written += "\n".repeat(between);
    written += isLocal ? `locals { ${name} = ${said} }` : `variable "${name}" { default = ${said} }`;
    line += between + said.split("\n").length - 1;
  }
  return written;
}

function entriesAt(root: ValueNode, key: string, isLocal: boolean): readonly Given[] {
  return objectsAt(valueAt(root, key)).flatMap(({ entries }) =>
    entries.flatMap((entry): Given[] => {
      const value = isLocal ? entry.value : objectsAt(entry.value).map((one) => valueAt(one, "default"))[0];
      return value ? [{ name: entry.key, value, isLocal }] : [];
    }),
  );
}

function objectsAt(value: ValueNode | undefined): readonly ObjectNode[] {
  return leavesOf(value).flatMap(({ node }) => (node.kind === "object" ? [node] : []));
}
