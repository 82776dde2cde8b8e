/** What the configuration in a plan says of its resources: the expressions, not what they come to. */
import { entryOf, textAt, valueAt, type ValueNode } from "../../value";
import { itemsAt } from "./planned-values";

export interface Configured {
  readonly expressions: ValueNode | undefined;
  /** The address of the module that the resource stands in, with a dot behind it. */
  readonly module: string;
  /** The provider has a name of its own: another account, or another Region. */
  readonly hasOwnProvider: boolean;
}

/** By the address of a resource; undefined where the plan does not tell. */
export function configuredIn(root: ValueNode): (address: string) => Configured | undefined {
  const found = new Map<string, ValueNode>();
  const visit = (module: ValueNode | undefined, path: string): void => {
    for (const resource of itemsAt(module, "resources"))
      found.set(path + (textAt(resource, "address") ?? ""), resource);
    const calls = valueAt(module, "module_calls");
    for (const { key, value } of calls?.kind === "object" ? calls.entries : [])
      visit(valueAt(value, "module"), `${path}module.${key}.`);
  };
  visit(valueAt(root, "configuration", "root_module"), "");
  return (address) => {
    const resource = found.get(address.replace(/\[[^\]]{0,300}\]/g, ""));
    if (!resource) return undefined;
    const provider = textAt(resource, "provider_config_key") ?? "";
    return {
      expressions: valueAt(resource, "expressions"),
      module: moduleOf.exec(address)?.[0] ?? "",
      hasOwnProvider: provider.slice(provider.lastIndexOf(":") + 1).includes("."),
    };
  };
}

const moduleOf = /^(?:module\.[\w-]{1,200}(?:\[[^\]]{0,300}\])?\.){1,20}/;

/** The expression of an argument, or of a block within; undefined where none is written. */
export function expressionAt(expressions: ValueNode | undefined, name: string): ValueNode | undefined {
  return expressions?.kind === "object" ? entryOf(expressions, name)?.value : undefined;
}

/** What an expression refers to: `aws_iam_role.job`. */
export function referencesOf(expression: ValueNode | undefined): readonly string[] {
  return itemsAt(expression, "references").flatMap((one) => (one.kind === "string" ? [one.value] : []));
}
