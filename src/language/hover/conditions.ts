/** Hovers of condition operators, keys, values and policy variables. */
import { globalKeyNote } from "../../analysis/knowledge/global-keys";
import { valuesOf } from "../../analysis/knowledge/key-values";
import { servicePrefixOf } from "../../analysis/policy/action-name";
import type { Operator } from "../../analysis/policy/model";
import {
  type Comparison,
  formatOperator,
  type OperatorInfo,
  operatorInfo,
  type OperatorType,
  oppositeName,
  parseOperator,
} from "../../analysis/policy/operators";
import { isEscape, variablesIn } from "../../analysis/policy/variables";
import { isMultivalued, keyInfo, valueType } from "../../analysis/rules/support/condition-uses";
import type { ConditionKeyInfo } from "../../catalog/catalog";
import { joined } from "../../escape/escaped";
import { code, type Markdown, md, prose } from "../../escape/markdown";
import { english, inLanguage, type Language } from "../../wording/language";
import { say, type Sentence, together } from "../../wording/sentence";
import { type Reading, wordingOf } from "../reading";
import { type Spot, writtenText } from "../spots";
import type { HoverText } from "./hover-text";

const compared: Readonly<Record<OperatorType, Sentence>> = {
  String: say`text`,
  Numeric: say`numbers`,
  Date: say`dates`,
  Bool: say`\`true\` or \`false\``,
  Binary: say`base64`,
  IpAddress: say`IP addresses and ranges`,
  Arn: say`ARNs, each of the six parts by itself`,
  Null: say`whether the key is there`,
};

const comparisons: Readonly<Record<Comparison, Sentence>> = {
  equals: say`is one of the values`,
  equalsIgnoreCase: say`is one of the values, upper and lower case being the same`,
  like: say`matches one of the values, in which \`*\` and \`?\` are wildcards`,
  less: say`is less than the value`,
  lessOrEqual: say`is at most the value`,
  greater: say`is greater than the value`,
  greaterOrEqual: say`is at least the value`,
  inRange: say`is in one of the ranges`,
  absent: say`is absent (\`true\`) or there (\`false\`)`,
};

export function operatorHover(written: string, language?: Language): HoverText | null {
  const operator = parseOperator(written);
  return operator && { sections: [md`**${formatOperator(operator)}**`, operatorNote(written, language)!] };
}

/** In a sentence or two; null where IAM has no such operator. */
export function operatorNote(written: string, language = english): Markdown | null {
  const operator = parseOperator(written);
  const info = operator && operatorInfo(operator.name);
  if (!operator || !info) return null;
  const { qualifier, ifExists } = operator;
  const key =
    qualifier === "ForAnyValue"
      ? say`at least one value of the key`
      : qualifier === "ForAllValues"
        ? say`every value of the key`
        : say`the key`;
  const does =
    info.negated && info.comparison === "inRange"
      ? say`is in none of the ranges`
      : info.negated && info.comparison === "like"
        ? say`matches none of the values, in which \`*\` and \`?\` are wildcards`
        : info.negated
          ? say`is not one of the values`
          : comparisons[info.comparison];
  const absent =
    info.type === "Null"
      ? ""
      : qualifier === "ForAllValues"
        ? say`It also holds where the key is absent: demand the key with \`Null\`.`
        : ifExists || (info.negated && qualifier === null)
          ? say`It also holds where the key is absent.`
          : say`It does not hold where the key is absent.`;
  const opposite = oppositeOf(operator, info);
  const opposed = opposite ? say`The opposite is \`${opposite}\`.` : "";
  return prose(
    inLanguage(together(say`Compares ${compared[info.type]}: holds where ${key} ${does}.`, absent, opposed), language),
  );
}

/** What holds wherever the operator does not, also where the key is absent; null where IAM has none. */
function oppositeOf({ qualifier, ifExists }: Operator, { name, negated }: OperatorInfo): string | null {
  const opposite = name === "Null" ? null : oppositeName(name);
  const isExact = !ifExists || qualifier === "ForAllValues" || (qualifier === null && negated);
  if (opposite === null || !isExact) return null;
  const other = qualifier === null ? null : qualifier === "ForAnyValue" ? "ForAllValues" : "ForAnyValue";
  return formatOperator({ qualifier: other, name: opposite, ifExists: false });
}

export function conditionKeyHover(written: string, reading: Reading): HoverText | null {
  const info = keyInfo(written, reading.catalog);
  return info && { sections: describeKey(info, written, reading) };
}

/** Name and type; what it says; the values that it takes, where they are known. */
export function describeKey(
  info: ConditionKeyInfo,
  written: string,
  reading: Pick<Reading, "catalog" | "descriptions" | "language">,
): readonly Markdown[] {
  const wording = wordingOf(reading);
  const { catalog, descriptions } = reading;
  const prefix = servicePrefixOf(written);
  const own = globalKeyNote(info.name);
  const note = (own === null ? null : wording.of(own)) ?? descriptions?.conditionKey(prefix, written) ?? null;
  const isGlobal = catalog.globalKey(info.name) !== undefined;
  const owner = isGlobal ? wording.text`every service` : (catalog.service(prefix)?.name ?? prefix);
  const values = valuesOf(info, catalog);
  return [
    md`**${info.name}** · ${valueType(info)}${isMultivalued(info) && `, ${wording.text`several values`}`} · ${owner}`,
    ...(note === null
      ? []
      : [
          prose(
            note
              .replace(/^Filters access by (?:the )?(\w)/, (_, first: string) => first.toUpperCase())
              .replace(/([^.!?])$/, "$1."),
          ),
        ]),
    ...(values.length === 0 || values.length > 20
      ? []
      : [
          wording.md`Values: ${joined(
            values.map(({ value }) => code(value)),
            ", ",
          )}`,
        ]),
  ];
}

/** What a value of a known key is: little can be said of most. */
export function conditionValueHover({ parts, key }: Spot, reading: Reading): HoverText | null {
  const text = writtenText(parts);
  const info = key === undefined ? null : keyInfo(key, reading.catalog);
  if (!info) return null;
  const note = valuesOf(info, reading.catalog).find(({ value }) => value === text)?.note;
  return note === undefined ? null : { sections: [md`**${text}**`, prose(wordingOf(reading).of(note))] };
}

/** A policy variable under the cursor: `${aws:username}`. */
export function variableHover({ span }: Spot, offset: number, reading: Reading): HoverText | null {
  const text = reading.document.text.slice(span.start, span.end);
  for (const variable of variablesIn(text)) {
    const at = { start: span.start + variable.start, end: span.start + variable.end };
    if (offset < at.start || offset > at.end || isEscape(variable)) continue;
    const hover = conditionKeyHover(variable.name, reading);
    return hover && { ...hover, span: at };
  }
  return null;
}
