/** The resources that stand in a plan of Terraform (developer.hashicorp.com: "JSON Output Format"), as they will be. */
import { entryOf, type ObjectNode, textAt, valueAt, type ValueNode } from "../../value";

export interface PlannedValues {
  readonly address: string;
  readonly type: string;
  readonly values: ObjectNode;
  /** By the names of arguments which of them are known when the plan has been applied. */
  readonly later: ValueNode | undefined;
}

/** Those that a plan leaves behind; null where the value is no plan. */
export function plannedValues(root: ValueNode | null): readonly PlannedValues[] | null {
  if (root?.kind !== "object" || !entryOf(root, "format_version")) return null;
  const changes = entryOf(root, "resource_changes")?.value;
  if (changes?.kind === "array")
    return changes.items.flatMap((item) => {
      const change = valueAt(item, "change");
      return planned(item, valueAt(change, "after"), valueAt(change, "after_unknown"));
    });
  const module = valueAt(root, "planned_values", "root_module");
  return module ? inModule(module) : null;
}

function inModule(module: ValueNode): readonly PlannedValues[] {
  return [
    ...itemsAt(module, "resources").flatMap((item) => planned(item, valueAt(item, "values"))),
    ...itemsAt(module, "child_modules").flatMap(inModule),
  ];
}

function planned(
  resource: ValueNode,
  values: ValueNode | undefined,
  later?: ValueNode | undefined,
): readonly PlannedValues[] {
  const [address, type] = [textAt(resource, "address"), textAt(resource, "type")];
  if (values?.kind !== "object" || textAt(resource, "mode") === "data" || !address || !type) return [];
  return [{ address, type, values, later }];
}

export function itemsAt(node: ValueNode | undefined, key: string): readonly ValueNode[] {
  const value = valueAt(node, key);
  return value?.kind === "array" ? value.items : [];
}
