/** Condition operators, the keys that fit the statement's actions, and their values. */
import { valuesOf } from "../../analysis/knowledge/key-values";
import { servicePrefixOf } from "../../analysis/policy/action-name";
import { operatorInfo, operators, type OperatorType, parseOperator } from "../../analysis/policy/operators";
import { isMultivalued, keyInfo, valueType } from "../../analysis/rules/support/condition-uses";
import { nameOfProvider } from "../../analysis/rules/support/oidc-providers";
import type { ConditionKeyInfo } from "../../catalog/catalog";
import { expandItem } from "../harm";
import { type Known, literal, type Offer, type Offers } from "./offer";
import type { Slot } from "./slot";

/** Those that people use most. */
const usual = [
  "StringEquals",
  "StringLike",
  "StringNotEquals",
  "ArnLike",
  "ArnEquals",
  "Bool",
  "IpAddress",
  "Null",
  "StringNotLike",
  "NotIpAddress",
  "ArnNotLike",
  "NumericLessThan",
  "DateGreaterThan",
  "DateLessThan",
];

export const operatorOffers: Offers = (slot) => {
  const names = [...usual, ...operators.map(({ name }) => name).filter((name) => !usual.includes(name))];
  const shape = slot.isDocument ? {} : { shape: "object" as const };
  const offer = (text: string): Offer => ({ kind: "operator", text, detail: "", ...shape, topic: `operator ${text}` });
  return [
    ...names.map(offer),
    ...names.filter((name) => name !== "Null").map((name) => offer(`${name}IfExists`)),
    ...["ForAnyValue", "ForAllValues"].flatMap((qualifier) =>
      names.filter((name) => name !== "Null").map((name) => offer(`${qualifier}:${name}`)),
    ),
  ];
};

const usualKeys = [
  "aws:SecureTransport",
  "aws:MultiFactorAuthPresent",
  "aws:PrincipalOrgID",
  "aws:PrincipalArn",
  "aws:PrincipalTag",
  "aws:PrincipalAccount",
  "aws:RequestedRegion",
  "aws:ResourceTag",
  "aws:RequestTag",
  "aws:TagKeys",
  "aws:SourceArn",
  "aws:SourceAccount",
  "aws:SourceIp",
  "aws:SourceVpce",
  "aws:ResourceAccount",
  "aws:ResourceOrgID",
  "aws:ViaAWSService",
];

/** The types of keys that an operator compares. */
const typesOf: Readonly<Record<OperatorType, readonly string[]>> = {
  String: ["String"],
  Numeric: ["Numeric"],
  Date: ["Date", "Numeric"],
  Bool: ["Bool"],
  Binary: ["Binary"],
  IpAddress: ["IPAddress"],
  Arn: ["ARN"],
  Null: [],
};

export const conditionKeyOffers: Offers = (slot, { catalog }) => {
  const parsed = slot.spot.operator === undefined ? null : parseOperator(slot.spot.operator);
  const info = parsed && operatorInfo(parsed.name);
  const wanted = info ? typesOf[info.type] : [];
  const rank = (key: ConditionKeyInfo, isGlobal: boolean): number =>
    (wanted.length > 0 && !wanted.includes(valueType(key)) ? 16 : 0) +
    (parsed?.qualifier && !isMultivalued(key) ? 8 : 0) +
    (isGlobal ? (isUsual(key) ? 1 : 2) : 0);
  const own = keysFor(slot, catalog);
  const isUsual = ({ name }: ConditionKeyInfo): boolean => usualKeys.some((one) => name.startsWith(one));
  const all = [
    ...own.map((key) => ({ key, at: rank(key, false) })),
    ...catalog.globalKeys
      .filter(({ name }) => !own.some((one) => one.name === name))
      .map((key) => ({ key, at: rank(key, true) })),
  ];
  return all
    .sort((a, b) => a.at - b.at)
    .map(({ key }): Offer => {
      const text = key.name.replace(
        /\$\{([^{}]*)\}|<([^<>]*)>/g,
        (_, a: string | undefined, b: string | undefined) => a ?? b ?? "",
      );
      const snippet = key.name.split(/\$\{[^{}]*\}|<[^<>]*>/).map(literal);
      const holes = key.name.match(/\$\{[^{}]*\}|<[^<>]*>/g) ?? [];
      return {
        kind: "condition-key",
        text,
        detail: `${valueType(key)}${isMultivalued(key) ? ", several values" : ""}`,
        topic: `key ${key.name}`,
        again: true,
        ...(slot.isDocument ? {} : { shape: "text" as const }),
        ...(holes.length > 0 && {
          snippet: snippet
            .flatMap((part, index) =>
              index === 0 ? [part] : [`\${${index}:${holes[index - 1]!.replace(/[${}<>]/g, "")}}`, part],
            )
            .join(""),
        }),
      };
    });
};

const mostActions = 400;

/** Of the actions of the statement and of the resource types that they touch. */
function keysFor({ statement }: Slot, catalog: Known["catalog"]): readonly ConditionKeyInfo[] {
  const actions = [...new Set(statement?.action?.items.flatMap((item) => expandItem(item, catalog)))].slice(
    0,
    mostActions,
  );
  const found = new Map<string, ConditionKeyInfo>();
  for (const { name, action, types } of actions) {
    const service = catalog.service(servicePrefixOf(name))!;
    for (const key of [
      ...action.conditionKeys,
      ...action.resourceTypes.flatMap((type) => type.conditionKeys),
      ...types.flatMap((type) => type.conditionKeys),
    ]) {
      if (found.has(key)) continue;
      const info = service.conditionKey(key) ?? keyInfo(key, catalog);
      if (info) found.set(key, info);
    }
  }
  return [
    ...found.values(),
    ...providerKeys(
      statement?.principal?.groups.find(({ type }) => type === "Federated")?.items.map(({ value }) => value) ?? [],
    ),
  ];
}

/** An OIDC provider brings keys of its own name. */
function providerKeys(providers: readonly (string | null)[]): readonly ConditionKeyInfo[] {
  const names = providers.flatMap((provider) => nameOfProvider(provider ?? "", "oidc") ?? []);
  return names.flatMap((name) =>
    ["sub", "aud"].map((claim): ConditionKeyInfo => ({ name: `${name}:${claim}`, type: "String" })),
  );
}

export const conditionValueOffers: Offers = ({ spot }, { catalog, document }) => {
  const name = spot.key ?? "";
  if (/^null$/i.test(spot.operator ?? "")) return truth;
  const known = valuesOf(keyInfo(name, catalog) ?? { name }, catalog);
  // Regions that the document names already are the likely ones.
  const ordered = /region$/i.test(name)
    ? [...known].sort((a, b) => Number(document.text.includes(b.value)) - Number(document.text.includes(a.value)))
    : known;
  return ordered.map(({ value, note, snippet }): Offer => ({
    kind: "value",
    text: value,
    detail: note ?? "",
    ...(snippet !== undefined && { snippet }),
  }));
};

const truth: readonly Offer[] = [
  { kind: "value", text: "true", detail: "The key is absent" },
  { kind: "value", text: "false", detail: "The key is there" },
];
