/** What asks who calls by a setting of its own beside any policy, in any form. */
import { listNode } from "../../source/made-values";
import type { ValueNode } from "../../value";
import { documentAround } from "../document-around";
import { type Bare, methodType } from "./bare";
import type { Door } from "./door";
import { isAlwaysThere, leavesOf } from "./leaves";

/** One that is asked of by itself. */
export interface AskingPart {
  readonly label: string;
  readonly node: ValueNode;
  /** What asks, of which one is enough. */
  readonly by: readonly (ValueNode | undefined)[];
  /** It asks where it says so, and not by being there. */
  readonly isSwitch?: boolean;
}

function isOff(node: ValueNode): boolean {
  return node.kind === "boolean" ? !node.value : node.kind === "string" && /^(?:false|)$/i.test(node.value);
}

function isSaid({ kind }: ValueNode): boolean {
  return kind === "boolean" || kind === "string";
}

/** Null: in some deployments. */
function asks({ by, isSwitch = false }: AskingPart): boolean | null {
  const asking = by.filter((one) => leavesOf(one).some(({ node }) => !isOff(node)));
  if (asking.length === 0) return false;
  const isSure = (one: ValueNode | undefined) =>
    isAlwaysThere(one) &&
    leavesOf(one).some(({ node, conditional }) => !isOff(node) && (!isSwitch || (!conditional && isSaid(node))));
  return asking.some(isSure) ? true : null;
}

/** What no longer asks where it did before: nobody knows whom that lets in, for networks and policies may say more. */
export function unaskedOf(
  parts: readonly AskingPart[],
): readonly { readonly name: string; readonly node: ValueNode; readonly bare: Bare }[] {
  return parts.flatMap((part) =>
    asks(part) === false
      ? [{ name: part.label, node: part.node, bare: { type: methodType, mayKeep: false, isOpen: true } }]
      : [],
  );
}

/** What asks, as a policy that allows nothing. */
export function askingDoors(parts: readonly AskingPart[]): readonly Door[] {
  return parts.flatMap((part): readonly Door[] => {
    const does = asks(part);
    if (does === false) return [];
    const { start } = part.node.span;
    const root = does ? documentAround(listNode({ start, end: start }, [])) : null;
    return [{ label: part.label, resourceType: methodType, policyType: "resource", node: part.node, root }];
  });
}
