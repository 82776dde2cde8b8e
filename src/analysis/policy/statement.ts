/** Reads a statement of a policy out of a value tree. */
import type { PolicyPath } from "../finding";
import { entryOf, type ObjectEntry, type ObjectNode, openKey, type ValueNode } from "../value";
import { withParts } from "../value-parts";
import { type Choice, choicesOf, isOpen, listOf, scalarOf } from "./elements";
import type {
  ConditionBlock,
  ConditionElement,
  ConditionKey,
  ListElement,
  PrincipalElement,
  PrincipalGroup,
  Statement,
} from "./model";
import { parseOperator } from "./operators";

/** Elements whose alternatives exclude each other: each choice makes a statement of its own. */
const branching = ["Effect", "Principal", "NotPrincipal", "Condition"] as const;
const mostVariants = 16;

type Variant = ReadonlyMap<string, Choice>;

/** The statements that one object stands for: one, unless a template chooses between effects, principals or conditions. */
export function readStatements(node: ObjectNode, path: PolicyPath, conditional: boolean): readonly Statement[] {
  const variants = variantsOf(node);
  return variants === whole
    ? [readStatement(node, path, conditional, noChoice)]
    : variants.map((variant) => readStatement(node, path, conditional, variant));
}

const noChoice: Variant = new Map([]);
/** Of a statement in which a template chooses nothing. */
const whole: readonly Variant[] = [noChoice];

function variantsOf(node: ObjectNode): readonly Variant[] {
  let variants = whole;
  for (const name of branching) {
    const value = entryOf(node, name)?.value;
    const choices = value ? (name === "Condition" ? choicesOf(value).flatMap(choicesWithin) : choicesOf(value)) : [];
    if (!choices.some(({ conditional }) => conditional)) continue;
    if (variants.length * choices.length > mostVariants) continue;
    variants = variants.flatMap((variant) => choices.map((choice) => new Map([...variant, [name, choice] as const])));
  }
  return variants;
}

/** A condition for each of the objects that a template chooses between for one of its operators. */
function choicesWithin(choice: Choice): readonly Choice[] {
  let choices: readonly Choice[] = [choice];
  for (const entry of choice.node?.kind === "object" ? choice.node.entries : []) {
    if (entry.value.kind !== "unknown" || entry.value.alternatives.length === 0) continue;
    const blocks = choicesOf(entry.value).map(({ node }) => node);
    const isKnown = blocks.every((one) => one === null || one.kind === "object");
    if (!isKnown || choices.length * blocks.length > mostVariants) continue;
    choices = choices.flatMap(({ node }) =>
      blocks.map((block): Choice => ({
        conditional: true,
        node: node && withParts(node, (part) => (part === entry.value ? block : part)),
      })),
    );
  }
  return choices;
}

interface Element {
  readonly entry: ObjectEntry;
  readonly value: ValueNode;
  readonly path: PolicyPath;
}

function readStatement(node: ObjectNode, path: PolicyPath, conditional: boolean, variant: Variant): Statement {
  const element = (name: string): Element | null => {
    const entry = entryOf(node, name);
    if (!entry) return null;
    const choice = variant.size > 0 ? variant.get(name) : undefined;
    const value = choice ? choice.node : entry.value;
    return value && { entry, value, path: [...path, name] };
  };
  const list = (name: ListElement["name"]): ListElement | null => {
    const found = element(name);
    return found && { name, entry: found.entry, path: found.path, ...listOf(found.value, found.path) };
  };
  const principal = (name: PrincipalElement["name"]): PrincipalElement | null => {
    const found = element(name);
    return found && readPrincipal(name, found);
  };
  const sid = element("Sid");
  const effect = element("Effect");
  const condition = element("Condition");
  const effectText = effect && scalarOf(effect.value, effect.path)?.value;
  return {
    path,
    node,
    sid: sid && scalarOf(sid.value, sid.path),
    effect: effectText === "Allow" || effectText === "Deny" ? effectText : null,
    effectEntry: entryOf(node, "Effect") ?? null,
    action: list("Action"),
    notAction: list("NotAction"),
    resource: list("Resource"),
    notResource: list("NotResource"),
    principal: principal("Principal"),
    notPrincipal: principal("NotPrincipal"),
    condition: condition && readCondition(condition),
    conditional: conditional || variant.size > 0,
    complete: !isOpen(node),
  };
}

/** The principals that a value stands for. */
export function readPrincipal(name: PrincipalElement["name"], { entry, value, path }: Element): PrincipalElement {
  if (value.kind !== "object")
    return {
      name,
      entry,
      path,
      bare: scalarOf(value, path),
      groups: [],
      complete: value.kind === "string" || value.kind === "template",
    };
  const groups = value.entries
    .filter(({ key }) => key !== openKey)
    .map((group): PrincipalGroup => {
      const at = [...path, group.key];
      return { type: group.key, entry: group, path: at, ...listOf(group.value, at) };
    });
  return { name, entry, path, bare: null, groups, complete: !isOpen(value) };
}

function readCondition({ entry, value, path }: Element): ConditionElement {
  const blocks: ConditionBlock[] = [];
  let complete = value.kind === "object" && !isOpen(value);
  for (const operator of value.kind === "object" ? value.entries : []) {
    const at = [...path, operator.key];
    if (operator.value.kind !== "unknown") {
      blocks.push(readBlock(operator, operator.value, at));
      continue;
    }
    for (const choice of choicesOf(operator.value)) {
      // What stands in one branch only may not apply.
      if (choice.conditional || choice.node?.kind === "unknown") complete = false;
      if (choice.node) blocks.push(readBlock(operator, choice.node, at));
    }
  }
  return { entry, path, blocks, complete };
}

function readBlock(entry: ObjectEntry, value: ValueNode, path: PolicyPath): ConditionBlock {
  const keys: ConditionKey[] = [];
  let complete = value.kind === "object" && !isOpen(value);
  for (const key of value.kind === "object" ? value.entries : []) {
    if (key.value.kind === "unknown" && choicesOf(key.value).some((choice) => choice.node === null)) complete = false;
    const at = [...path, key.key];
    keys.push({ name: key.key, entry: key, path: at, ...listOf(key.value, at) });
  }
  return { operator: entry.key, parsed: parseOperator(entry.key), entry, path, keys, complete };
}
