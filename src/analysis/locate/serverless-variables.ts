/** Variables of the Serverless Framework that stand for what is in the same file (serverless.com: "Variables", "Parameters"). */
import { textNode } from "../source/intrinsics";
import { stringNode } from "../source/made-values";
import type { Span } from "../text";
import { type TextPart, valueAt, type ValueNode } from "../value";
import { itemsInPlace, withParts } from "../value-parts";

/** So deep variables may stand in variables. */
const deepest = 5;
const ofOwn = /^self:\s{0,8}([\w-]{1,100}(?:\.[\w-]{1,100}){0,12})$/;
const ofParameter = /^param:\s{0,8}([\w-]{1,100})$/;
const within = /\$\{([^${}]{1,200})\}/;
const literal = /^(?:'([^']{0,200})'|"([^"]{0,200})")$/;

/** A value, or what it stands for where it is a variable of the file itself: `${self:custom.actions}`. */
export function ofSelf(node: ValueNode, root: ValueNode, depth?: number): ValueNode;
export function ofSelf(node: ValueNode | undefined, root: ValueNode, depth?: number): ValueNode | undefined;
export function ofSelf(node: ValueNode | undefined, root: ValueNode, depth = 0): ValueNode | undefined {
  if (!node || depth >= deepest) return node;
  if (node.kind === "unknown" && node.variable !== undefined) {
    const found = valueOf(node.variable, node.span, root, depth);
    return found ? ofSelf(found, root, depth + 1) : node;
  }
  if (node.kind !== "template") return node;
  const parts = node.parts.flatMap((part): readonly TextPart[] => {
    const found = typeof part === "string" ? undefined : valueOf(part.name, node.span, root, depth);
    const value = found && ofSelf(found, root, depth + 1);
    const text = scalarOf(value);
    if (text !== null) return [text];
    return value?.kind === "template" ? value.parts : [part];
  });
  const made = textNode(node.span, parts);
  return made.kind === "template" ? { ...node, parts: made.parts } : made;
}

/** The first of the sources of a variable that the file has: `self:custom.${self:provider.stage}, 'none'`. */
function valueOf(name: string, at: Span, root: ValueNode, depth: number): ValueNode | undefined {
  const whole = withoutVariables(name, at, root, depth);
  for (const source of whole?.split(",") ?? []) {
    const text = source.trim();
    const path = ofOwn.exec(text)?.[1];
    const parameter = ofParameter.exec(text)?.[1];
    const [said, single, double] = literal.exec(text) ?? [];
    if (said !== undefined) return stringNode(at, single ?? double ?? "");
    if (parameter !== undefined) return onlyParameter(parameter, root);
    if (path === undefined) return undefined;
    const found = nameOfService(path, root) ?? stepsTo(root, path.split("."), depth);
    if (found) return found;
  }
  return undefined;
}

/** The name of a variable with what the variables in it stand for; null where one of them is left open. */
function withoutVariables(name: string, at: Span, root: ValueNode, depth: number): string | null {
  let whole = name;
  for (let left = deepest; left > 0; left--) {
    const [written, inner] = within.exec(whole) ?? [];
    if (written === undefined) return whole;
    const text = depth < deepest ? scalarOf(ofSelf(valueOf(inner!, at, root, depth + 1), root, depth + 1)) : null;
    if (text === null) return null;
    whole = whole.replace(written, () => text);
  }
  return null;
}

/** `service` is the name of the service, or an object with it; the framework has it by either. */
function nameOfService(path: string, root: ValueNode): ValueNode | undefined {
  const service = valueAt(root, "service");
  if (path === "service.name") return service?.kind === "object" ? undefined : service;
  return path === "service" ? valueAt(service, "name") : undefined;
}

function stepsTo(root: ValueNode, steps: readonly string[], depth: number): ValueNode | undefined {
  return steps.reduce<ValueNode | undefined>((here, step) => valueAt(ofSelf(here, root, depth + 1), step), root);
}

function scalarOf(value: ValueNode | undefined): string | null {
  return value?.kind === "string" || value?.kind === "number" || value?.kind === "boolean" ? String(value.value) : null;
}

/** What a parameter is by default, where the file does not give it another value in any stage; one that is empty is for others to give. */
function onlyParameter(name: string, root: ValueNode): ValueNode | undefined {
  const all = parametersNamed(name, root);
  const own = all.find(({ stage }) => stage === "default");
  const said = scalarOf(own?.value);
  const isKnown =
    said !== "" && (all.length === 1 || (said !== null && all.every((one) => scalarOf(one.value) === said)));
  return isKnown ? own?.value : undefined;
}

/** What a file gives a parameter, by stage. */
export function parametersNamed(
  name: string,
  root: ValueNode,
): readonly { readonly stage: string; readonly value: ValueNode }[] {
  const ofStages = valueAt(root, "stages");
  const stages = valueAt(root, "params");
  return [
    ...(stages?.kind === "object" ? stages.entries.map(({ key, value }) => [key, value] as const) : []),
    ...(ofStages?.kind === "object"
      ? ofStages.entries.map(({ key, value }) => [key, valueAt(value, "params")] as const)
      : []),
  ].flatMap(([stage, given]) => {
    const value = valueAt(given, name);
    return value ? [{ stage, value }] : [];
  });
}

/** Bounds what is put in place of variables, one within another. */
const mostNodes = 20_000;

/** A value with what the file itself has in place of its variables; what stands elsewhere stays where it is written. */
export function filledFromSelf(node: ValueNode, root: ValueNode): ValueNode {
  let left = mostNodes;
  const filled = (one: ValueNode, depth: number): ValueNode => {
    if (left-- <= 0 || depth > 40) return one;
    const value = ofSelf(one, root);
    if (value.kind === "array")
      return { ...value, items: value.items.flatMap((item) => itemsInPlace(filled(item, depth + 1), item)) };
    return withParts(value, (part) => filled(part, depth + 1));
  };
  return filled(node, 0);
}
