/** Values that the operator above them cannot compare. */
import type { Item } from "../../policy/model";
import type { OperatorType } from "../../policy/operators";
import { variablesIn } from "../../policy/variables";
import { tableOf } from "../../table";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { type ConditionUse, conditionUses, valueType } from "../support/condition-uses";
import { elementPage } from "../support/links";
import { underOperator, withoutKey } from "../support/value-fixes";
import { forms } from "../support/value-forms";

const links = [elementPage("condition_operators")];

function conditionValueRule(
  about: Omit<AnalyzerRule, "links">,
  find: (use: ConditionUse) => Iterable<PolicyReport>,
): PolicyRule {
  return analyzerRule({ ...about, links }, function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) yield* find(use);
  });
}

/** Whether all of a value is known, and none of it comes from the request. */
function isPlain(item: Item): item is Item & { readonly value: string } {
  return item.value !== null && !item.value.includes("${");
}

const values = forms.map(({ code, kind, title, operators, fits, what, advice, avoid, prefer, repaired }) =>
  conditionValueRule(
    {
      code,
      kind,
      title,
      avoid,
      prefer,
      why: `A value that is ${what} equals nothing: the condition never holds, or, with an operator that negates, always.`,
    },
    function* find({ info, block, key }) {
      if (!operators.includes(info.type)) return;
      for (const item of key.items) {
        if (!isPlain(item) || fits(item.value)) continue;
        yield {
          at: item.node.span,
          path: item.path,
          message: `\`${item.value}\` is ${what}, which \`${block.operator}\` compares, so this condition does not do what it seems to. ${advice}`,
          fixes: () => replacement(item, repaired(item.value, key.name)),
        };
      }
    },
  ),
);

function replacement({ node, value: was }: Item, value: string | null): readonly PolicyFix[] {
  return value === null || value === was
    ? []
    : [{ title: `Write ${value}`, kind: "suggestion", changes: [{ kind: "replace", node, value }] }];
}

/** As IAM reads it; null for what no year of four digits holds. */
function isoTime(at: number): string | null {
  return at < Date.UTC(10_000, 0) ? new Date(at).toISOString().replace(/\.\d+Z$/, "Z") : null;
}

const epoch = conditionValueRule(
  {
    code: "INVALID_DATE_VALUE",
    kind: "WARNING",
    title: "Date in seconds since 1970",
    why: "Seconds since 1970 are easily a thousand times too many (milliseconds), and nobody who reviews the policy can read them.",
    avoid: '"Condition": { "DateLessThan": { "aws:CurrentTime": "1798675200" } }',
    prefer: '"Condition": { "DateLessThan": { "aws:CurrentTime": "2026-12-31T00:00:00Z" } }',
  },
  function* find({ info, key, name }) {
    if (info.type !== "Date" || name === "aws:epochtime") return;
    for (const item of key.items) {
      if (!isPlain(item) || !/^\d+(\.\d+)?$/.test(item.value) || /^\d{4}$/.test(item.value)) continue;
      const [seconds, inMilliseconds] = [isoTime(Number(item.value) * 1000), isoTime(Number(item.value))];
      const text = seconds ?? inMilliseconds;
      yield {
        at: item.node.span,
        path: item.path,
        message: `These are seconds since 1970${seconds === null ? ", though many for that" : ` and mean ${seconds}`}, which may not be the moment that is meant. Write the date as \`YYYY-MM-DD\`.`,
        fixes: () => replacement(item, text),
      };
    }
  },
);

const mixed = conditionValueRule(
  {
    code: "INVALID_CONDITION_DATA_TYPE",
    kind: "ERROR",
    title: "Values of several JSON types",
    why: "The values of one condition key have to be of one JSON type. AWS rejects a policy that mixes them.",
    avoid: '"Condition": { "NumericEquals": { "s3:max-keys": [10, "20"] } }',
    prefer: '"Condition": { "NumericEquals": { "s3:max-keys": ["10", "20"] } }',
  },
  function* find({ key }) {
    if (!key.array) return;
    const kinds = new Set(
      key.array.items
        .map((item) => item.kind)
        .filter((kind) => kind === "string" || kind === "number" || kind === "boolean"),
    );
    if (kinds.size < 2) return;
    yield {
      at: key.array.span,
      path: key.path,
      message: `The values of \`${key.name}\` are of several JSON types, so AWS rejects this policy. Write all of them in quotes.`,
      fixes: () => [
        {
          title: "Write all of them in quotes",
          kind: "suggestion",
          changes: key.array!.items.flatMap((node) =>
            node.kind === "number" || node.kind === "boolean"
              ? [{ kind: "replace" as const, node, value: String(node.value) }]
              : [],
          ),
        },
      ],
    };
  },
);

const variable = conditionValueRule(
  {
    code: "INVALID_VARIABLE_FOR_OPERATOR",
    kind: "ERROR",
    title: "Variable where none is read",
    why: "Only operators of strings and ARNs read policy variables. Under others the text is taken as it stands, which never matches.",
    avoid: '"Condition": { "NumericEquals": { "s3:max-keys": "${aws:PrincipalTag/most}" } }',
    prefer: '"Condition": { "StringEquals": { "s3:prefix": "${aws:PrincipalTag/folder}" } }',
  },
  function* find(use) {
    const { info, key } = use;
    if (info.variables) return;
    for (const item of key.items) {
      // Without a colon it is a placeholder of some template.
      if (
        item.value === null ||
        !variablesIn(item.value).some((one) => one.name.includes(":") && !one.name.includes("::"))
      )
        continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: `\`${use.block.operator}\` reads no policy variables, so this value never matches. Write the value itself, or use an operator of strings or ARNs.`,
        fixes: () => withoutKey(use),
      };
    }
  },
);

/** By the type of a key: the types of operators that compare it, the usual one first. */
const fitting: Readonly<Record<string, readonly OperatorType[]>> = tableOf({
  ARN: ["Arn", "String"],
  Bool: ["Bool"],
  Date: ["Date", "Numeric"],
  IPAddress: ["IpAddress"],
  Numeric: ["Numeric"],
});

/** The operator of another type that asks the same. */
function sameQuestion({ info, operator }: ConditionUse, type: OperatorType): string | null {
  const negated = info.negated;
  const name =
    type === "Bool"
      ? negated
        ? null
        : "Bool"
      : type === "IpAddress"
        ? negated
          ? "NotIpAddress"
          : "IpAddress"
        : type === "Arn"
          ? negated
            ? "ArnNotLike"
            : "ArnLike"
          : info.comparison === "like" || info.comparison === "inRange"
            ? null
            : `${type}${negated ? "Not" : ""}Equals`;
  return name === null
    ? null
    : `${operator.qualifier === null ? "" : `${operator.qualifier}:`}${name}${operator.ifExists ? "IfExists" : ""}`;
}

const typeMismatch = conditionValueRule(
  {
    code: "TYPE_MISMATCH",
    kind: "WARNING",
    title: "Operator of another type than the key",
    why: "Each condition key has a type. Under an operator of another one the comparison does not do what it seems to: `StringEquals` compares an address with the text `203.0.113.0/24`, not with the range.",
    avoid: '"Condition": { "StringEquals": { "aws:SourceIp": "203.0.113.0/24" } }',
    prefer: '"Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }',
  },
  function* find(use) {
    const { info, key, known, block } = use;
    const types = known && fitting[valueType(known)];
    // Keys with a name of the user's own have whatever type the user gives them.
    if (!types || known.name.includes("$") || info.type === "Null" || types.includes(info.type)) return;
    // Only operators of strings and ARNs read variables: what the request fills in cannot be compared otherwise.
    if (info.variables && key.items.some(({ value }) => value?.includes("${"))) return;
    const name = sameQuestion(use, types[0]!);
    yield {
      at: key.entry.keySpan,
      path: key.path,
      message: `\`${key.name}\` is compared by operators of the type ${types[0]}, not by \`${block.operator}\`, so this condition may not hold when it should. ${name === null ? "Use one of them." : `Write \`${name}\`.`}`,
      fixes: () => (name === null ? [] : underOperator(use, name, "suggestion")),
    };
  },
);

export default [...values, epoch, mixed, variable, typeMismatch];
