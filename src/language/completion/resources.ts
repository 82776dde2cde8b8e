/** ARN patterns that fit the actions of the statement, and what the document itself declares. */
import { typesDeclared } from "../../analysis/knowledge/declared-types";
import { SourceExpression } from "../../analysis/locate/located";
import { servicePrefixOf } from "../../analysis/policy/action-name";
import type { ResourceType } from "../../catalog/catalog";
import { expandItem } from "../harm";
import { type Known, literal, type Offer, type Offers } from "./offer";
import type { Slot } from "./slot";

const mostActions = 400;
const mostTypes = 60;

export const resourceOffers: Offers = (slot, known) => {
  const { types, some, unscoped } = typesFor(slot, known);
  const any: Offer = {
    kind: "resource",
    text: "*",
    detail: unscoped ? "Some of the actions cannot be limited to resources" : "Every resource",
    topic: "resource *",
  };
  const simpleFirst = [...types]
    .map(([type, of]) => ({ type, of, holes: type.arns[0]?.split("${").length ?? 0 }))
    .sort((a, b) => a.holes - b.holes);
  const patterns = simpleFirst.slice(0, mostTypes).flatMap(({ type, of }) =>
    type.arns.map((arn): Offer => {
      const snippet = patternOf(arn, known.document.text);
      return {
        kind: "resource",
        text: snippet.replace(/\$\{\d+:([^{}]*)\}/g, "$1"),
        snippet,
        detail: `${type.name} of ${of}`,
      };
    }),
  );
  // Where no action can be limited, every resource is what is meant.
  return unscoped && !some ? [any, ...patterns] : [...declaredOffers(slot, [...types.keys()]), ...patterns, any];
};

/** The types of resources that the actions of the statement touch, required ones first; those of the likely services where no action is known. */
function typesFor(
  { statement }: Slot,
  { catalog }: Known,
): { types: ReadonlyMap<ResourceType, string>; some: boolean; unscoped: boolean } {
  const actions = [...new Set(statement?.action?.items.flatMap((item) => expandItem(item, catalog)))].slice(
    0,
    mostActions,
  );
  const required = new Map<ResourceType, string>();
  const others = new Map<ResourceType, string>();
  for (const { name, action, types } of actions) {
    const service = catalog.service(servicePrefixOf(name))!;
    for (const type of types)
      (action.resourceTypes.some((one) => one.name === type.name && one.required) ? required : others).set(
        type,
        service.name,
      );
  }
  return {
    types: new Map([...required, ...others]),
    some: required.size + others.size > 0,
    unscoped: actions.some(({ types }) => types.length === 0),
  };
}

/** Partition, Region and account as the document has them elsewhere, else to be filled in. */
export function patternOf(arn: string, text: string): string {
  const partition = /\barn:(aws[a-z-]*):/.exec(text)?.[1] ?? "aws";
  const account = /:(\d{12}):/.exec(text)?.[1] ?? "ACCOUNT";
  const region = /\barn:aws[a-z-]*:[a-z0-9-]+:([a-z]{2}(?:-[a-z]+)+-\d):/.exec(text)?.[1] ?? "REGION";
  const known: Readonly<Record<string, string>> = { Account: account, Region: region };
  let count = 0;
  const filled = arn.replace(/\$\{([^{}]*)\}|[^$]+|\$/g, (found, name: string | undefined) => {
    if (name === undefined) return literal(found);
    return name === "Partition" ? partition : `\${${++count}:${known[name] ?? name}}`;
  });
  return filled;
}

/** The resources that the template or Terraform file declares. */
function declaredOffers({ declared, form, token }: Slot, types: readonly ResourceType[]): readonly Offer[] {
  if (form !== "hcl") return [];
  return declared.flatMap(({ type, name, arn }): Offer[] => {
    const fitting = typesDeclared(type);
    if (
      fitting === null ||
      (types.length > 0 && !types.some((one) => one.arns.some((format) => format.split(":")[2] === fitting.service)))
    )
      return [];
    return fitting.suffixes.flatMap((suffix): Offer[] => {
      const written = arn(suffix);
      if (!(written instanceof SourceExpression)) return [];
      const { source } = written;
      const inQuotes = source.startsWith('"') ? source.slice(1, -1) : `\${${source}}`;
      return [
        {
          kind: "reference",
          text: token.quote === "" ? source : inQuotes,
          detail: suffix === "" ? name : `What is in ${name}`,
          isExpression: true,
        },
      ];
    });
  });
}
