/** The condition keys that a policy uses, with what the catalogue knows of each. */
import type { Catalog, ConditionKeyInfo } from "../../../catalog/catalog";
import { MemoOf, oncePer } from "../../memo";
import type { ConditionBlock, ConditionElement, ConditionKey, Operator, Policy, Statement } from "../../policy/model";
import { type OperatorInfo, operatorInfo } from "../../policy/operators";
import { openKey } from "../../value";

export interface ConditionUse {
  readonly statement: Statement;
  readonly condition: ConditionElement;
  readonly block: ConditionBlock;
  readonly operator: Operator;
  readonly info: OperatorInfo;
  readonly key: ConditionKey;
  /** The key in small letters: `aws:requesttag/team`. */
  readonly name: string;
  /** What the catalogue says of the key; null where it does not know it. */
  readonly known: ConditionKeyInfo | null;
}

/** Every key under an operator that IAM has; made once for a policy. */
export const conditionUses = oncePer((policy: Policy, catalog: Catalog): readonly ConditionUse[] => [
  ...readUses(policy, catalog),
]);

function* readUses({ statements }: Policy, catalog: Catalog): Iterable<ConditionUse> {
  for (const statement of statements) {
    const { condition } = statement;
    for (const block of condition?.blocks ?? []) {
      const { parsed } = block;
      const info = parsed && operatorInfo(parsed.name);
      if (!parsed || !info) continue;
      for (const key of block.keys) {
        if (!isWrittenKey(key.name)) continue;
        yield {
          statement,
          condition: condition!,
          block,
          operator: parsed,
          info,
          key,
          name: key.name.toLowerCase(),
          known: keyInfo(key.name, catalog),
        };
      }
    }
  }
}

/** Whether a key is one that the document tells: no spread, no macro, nothing left open in it. */
export function isWrittenKey(name: string): boolean {
  return name !== openKey && !name.startsWith("Fn::") && !name.includes("${") && !name.includes("{{");
}

const infos = new MemoOf<Catalog, ConditionKeyInfo | null>();

/** What the catalogue says of a key as a policy writes it. */
export function keyInfo(name: string, catalog: Catalog): ConditionKeyInfo | null {
  const lower = name.toLowerCase();
  return infos.get(catalog, lower, () => lookUp(lower, catalog));
}

function lookUp(name: string, catalog: Catalog): ConditionKeyInfo | null {
  const colon = name.indexOf(":");
  if (colon <= 0) return null;
  // Keys belong to actions, whatever their prefix.
  return (
    catalog.globalKey(name) ??
    catalog.service(name.slice(0, colon))?.conditionKey(name) ??
    catalog.foreignKey(name) ??
    null
  );
}

/** Whether requests can have several values of the key. */
export function isMultivalued({ type }: ConditionKeyInfo): boolean {
  return type.startsWith("ArrayOf");
}

/** The type of one value: `ARN` of `ArrayOfARN`. */
export function valueType({ type }: ConditionKeyInfo): string {
  return type.replace(/^ArrayOf/, "");
}

/** Whether all that a condition of this key can say is known. */
export function isWhole({ condition, block, key }: ConditionUse): boolean {
  return condition.complete && block.complete && key.complete && key.items.every((item) => !item.conditional);
}
