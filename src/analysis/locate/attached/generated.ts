/** What a tool gives the role that it makes, as it follows from what stands in a document. */
import type { Generated, GeneratedStatement } from "../../knowledge/generated-grants";
import { stringNode } from "../../source/made-values";
import type { TextPart, ValueNode } from "../../value";
import { type Leaf, leavesOf } from "./leaves";

/** A managed policy of AWS, or statements; neither: nobody knows here what is granted. */
export interface GeneratedGrant {
  /** What it follows from. */
  readonly node: ValueNode;
  /** In some deployments alone. */
  readonly conditional: boolean;
  /** The same for what is there in the same ones. */
  readonly condition?: string;
  /** With its path: `service-role/AWSLambdaBasicExecutionRole`. */
  readonly managed?: string;
  readonly statements?: readonly GrantedStatement[];
}

export interface GrantedStatement {
  readonly actions: readonly string[];
  readonly resources: readonly (readonly TextPart[])[];
}

/** Whose role it is, as `Place.principal` calls it. */
export interface GrantTo extends GeneratedGrant {
  readonly holder: string;
}

/** @param at what generates it @param property the value of what a statement names in braces */
export function generatedBy(
  { managed = [], statements = [] }: Generated,
  { node, conditional }: Leaf,
  property: (name: string) => ValueNode | undefined = () => undefined,
): readonly GeneratedGrant[] {
  return [
    ...managed.map((name): GeneratedGrant => ({ node: beginOf(node), conditional, managed: name })),
    ...statements.flatMap((one) => statementOf(one, { node, conditional }, property)),
  ];
}

function statementOf(
  { actions, on }: GeneratedStatement,
  { node, conditional }: Leaf,
  property: (name: string) => ValueNode | undefined,
): readonly GeneratedGrant[] {
  const [, before = "", name] = /^(.*?)\{(\w+)\}$/.exec(on) ?? [];
  if (name === undefined || name === "region" || name === "account")
    return [
      { node: beginOf(node), conditional, statements: [{ actions, resources: [on === "*" ? ["*"] : arnParts(on)] }] },
    ];
  return grantsOn(actions, property(name), conditional, before === "" ? [] : arnParts(before));
}

/** Where something begins: what else stands in it means nothing for what is granted. */
export function beginOf({ span: { start } }: ValueNode): ValueNode {
  return stringNode({ start, end: start }, "");
}

/** A grant of actions on each of those that a value names. */
export function grantsOn(
  actions: readonly string[],
  value: ValueNode | undefined,
  conditional = false,
  before: readonly TextPart[] = [],
): readonly GeneratedGrant[] {
  return leavesOf(value).map((leaf) => ({
    node: leaf.node,
    conditional: conditional || leaf.conditional,
    statements: [{ actions, resources: [[...before, ...partsOf(leaf.node)]] }],
  }));
}

/** `rds:{region}:{account}:subgrp:*` */
export function arnParts(pattern: string): readonly TextPart[] {
  const names: { readonly [hole: string]: string | undefined } = {
    "{region}": "AWS::Region",
    "{account}": "AWS::AccountId",
  };
  return [
    "arn:aws:",
    ...pattern.split(/(\{\w+\})/).flatMap((part): TextPart[] => {
      const name = names[part];
      return name === undefined ? (part === "" ? [] : [part]) : [{ name }];
    }),
  ];
}

function partsOf(node: ValueNode): readonly TextPart[] {
  return node.kind === "string" ? [node.value] : node.kind === "template" ? node.parts : [{ name: "" }];
}
