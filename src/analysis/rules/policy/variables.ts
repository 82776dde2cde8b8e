/** Policy variables: `${aws:username}`. */
import type { Catalog } from "../../../catalog/catalog";
import type { PolicyPath } from "../../finding";
import { oncePer } from "../../memo";
import type { Item, Policy } from "../../policy/model";
import {
  isEscape,
  type PolicyVariable,
  type VariableProblem,
  variablesIn,
  variableVersion,
} from "../../policy/variables";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { anyOf, closest } from "../support/closest";
import { keyInfo } from "../support/condition-uses";
import { suggestion } from "../support/fixes";
import { elementPage } from "../support/links";
import { unlistedKeys } from "../support/unlisted-keys";
import { principalInCondition } from "../support/value-fixes";

interface VariableUse {
  readonly item: Item & { readonly value: string };
  readonly variable: PolicyVariable;
  /** Whether variables are read in this element. */
  readonly read: boolean;
}

/** `${aws:username` and the like: what a template fills in has no colon, or two. */
function isPolicyVariable({ name, problem }: PolicyVariable): boolean {
  return problem === "empty" || (/^[a-z0-9.-]+:[^:]/i.test(name) && !name.includes("::"));
}

/** Every variable of a policy; read once. */
const variableUses = oncePer(readUses);

function readUses({ statements }: Policy): readonly VariableUse[] {
  const found: VariableUse[] = [];
  const add = (item: Item, read: boolean): void => {
    if (item.value === null || !item.value.includes("${")) return;
    for (const variable of variablesIn(item.value))
      if (isPolicyVariable(variable)) found.push({ item: item as VariableUse["item"], variable, read });
  };
  for (const { sid, action, notAction, resource, notResource, principal, notPrincipal, condition } of statements) {
    if (sid) add(sid, false);
    for (const list of [action, notAction]) for (const item of list?.items ?? []) add(item, false);
    for (const list of [resource, notResource]) for (const item of list?.items ?? []) add(item, true);
    for (const element of [principal, notPrincipal])
      for (const group of element?.groups ?? []) for (const item of group.items) add(item, false);
    for (const block of condition?.blocks ?? [])
      for (const key of block.keys) for (const item of key.items) add(item, true);
  }
  return found;
}

const links = [elementPage("variables").replace("elements_variables", "variables")];

function variableRule(
  about: AnalyzerRule,
  find: (use: VariableUse, policy: Policy) => PolicyReport | null,
): PolicyRule {
  return analyzerRule({ ...about, links }, function* check(policy) {
    for (const use of variableUses(policy)) {
      const report = find(use, policy);
      if (report) yield report;
    }
  });
}

function place({ node, path }: Item): { readonly at: PolicyReport["at"]; readonly path: PolicyPath } {
  return { at: node.span, path };
}

function written({ item, variable }: VariableUse, text: string): readonly PolicyFix[] {
  const value = item.value.slice(0, variable.start) + text + item.value.slice(variable.end);
  return [suggestion(`Write ${text === "" ? value : text}`, { kind: "replace", node: item.node, value })];
}

interface Malformed {
  readonly code: string;
  readonly problem: VariableProblem;
  readonly title: string;
  readonly why: string;
  readonly avoid: string;
  readonly prefer: string;
  readonly message: string;
  readonly repaired: (text: string) => string | null;
}

/** `${key, value}` with its default value between quotes; null where quotes stand within. */
function withQuotes(variable: string): string | null {
  const comma = variable.indexOf(",");
  const value = variable
    .slice(comma + 1, -1)
    .trim()
    .replace(/^'|'$/g, "");
  return comma < 0 || /['}]/.test(value) ? null : `${variable.slice(0, comma)}, '${value}'}`;
}

const malformed: readonly Malformed[] = [
  {
    code: "MISSING_BRACE_IN_VARIABLE",
    problem: "missing-brace",
    title: "Variable without its closing brace",
    why: "A variable ends with `}`. Without it AWS rejects the policy.",
    avoid: '"Resource": "arn:aws:s3:::home/${aws:username/*"',
    prefer: '"Resource": "arn:aws:s3:::home/${aws:username}/*"',
    message: "This variable has no closing brace, so AWS rejects the policy. Write `}` behind its name.",
    repaired: (text) => text.replace(/^\$\{([a-z0-9.-]+:[\w-]+)/i, "${$1}"),
  },
  {
    code: "MISSING_QUOTE_IN_VARIABLE",
    problem: "missing-quote",
    title: "Default value without quotes",
    why: "The default of a variable stands between single quotes. Without them AWS rejects the policy.",
    avoid: '"Resource": "arn:aws:s3:::home/${aws:username, anonymous}/*"',
    prefer: '"Resource": "arn:aws:s3:::home/${aws:username, \'anonymous\'}/*"',
    message: "The default value of this variable has to stand between single quotes, else AWS rejects the policy.",
    repaired: withQuotes,
  },
  {
    code: "UNSUPPORTED_SPACE_IN_VARIABLE",
    problem: "space",
    title: "Space in a variable",
    why: "The name of a variable has no spaces. With one AWS rejects the policy.",
    avoid: '"Resource": "arn:aws:s3:::home/${ aws:username }/*"',
    prefer: '"Resource": "arn:aws:s3:::home/${aws:username}/*"',
    message: "A space stands in the name of this variable, so AWS rejects the policy. Remove it.",
    repaired: (text) => {
      const end = text.search(/[,}]/);
      return end < 0 ? null : text.slice(0, end).replace(/\s/g, "") + text.slice(end);
    },
  },
  {
    code: "EMPTY_VARIABLE",
    problem: "empty",
    title: "Variable without a name",
    why: "`${}` names no variable, and AWS rejects the policy.",
    avoid: '"Resource": "arn:aws:s3:::home/${}/*"',
    prefer: '"Resource": "arn:aws:s3:::home/${aws:username}/*"',
    message: "`${}` names no variable, so AWS rejects the policy. Write its name, or remove it.",
    repaired: () => "${aws:username}",
  },
];

const shapes = malformed.map(({ code, problem, title, why, avoid, prefer, message, repaired }) =>
  variableRule({ code, kind: "ERROR", title, why, avoid, prefer }, (use) => {
    if (use.variable.problem !== problem || !use.read) return null;
    const text = use.item.value.slice(use.variable.start, use.variable.end);
    return {
      ...place(use.item),
      message,
      fixes: () => {
        const better = repaired(text);
        return better === null || better === text ? [] : written(use, better);
      },
    };
  }),
);

const unsupportedElement = variableRule(
  {
    code: "VARIABLE_UNSUPPORTED_IN_ELEMENT",
    kind: "ERROR",
    title: "Variable in an element that reads none",
    why: "Variables are read in `Resource` and in the values of conditions only. Elsewhere they are plain text: a principal or an action of that very name, which does not exist.",
    avoid: '"Principal": { "AWS": "arn:aws:iam::111122223333:user/${aws:username}" }',
    prefer:
      '"Principal": { "AWS": "111122223333" }, "Condition": { "StringEquals": { "aws:PrincipalTag/team": "invoices" } }',
  },
  (use, { statements }) =>
    use.read || use.variable.problem !== null
      ? null
      : {
          ...place(use.item),
          message: `\`\${${use.variable.name}}\` is plain text here, for AWS reads variables in \`Resource\` and in conditions only. Write the value itself, or compare it in a condition.`,
          fixes: () => {
            const statement = statements.find(({ principal }) =>
              principal?.groups.some((group) => group.items.includes(use.item)),
            );
            return statement ? principalInCondition(statement, use.item) : [];
          },
        },
);

const unsupportedVersion = variableRule(
  {
    code: "VARIABLE_UNSUPPORTED_IN_VERSION",
    kind: "ERROR",
    title: "Variable in the language of 2008",
    why: "Variables came with the version 2012-10-17 of the language. In a policy of 2008 they are plain text: a folder meant for each user is one of that very name.",
    avoid:
      '{ "Version": "2008-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*" } }',
    prefer:
      '{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*" } }',
  },
  ({ item, variable, read }, { version }) =>
    !read || variable.problem !== null || version?.value !== "2008-10-17"
      ? null
      : {
          ...place(item),
          message: `In version 2008-10-17 \`\${${variable.name}}\` is plain text, so this matches nobody as it is meant to. Write \`"Version": "${variableVersion}"\`.`,
          related: [{ at: version.node.span, message: "The version stands here." }],
          fixes: () => [
            suggestion(`Write ${variableVersion}`, { kind: "replace", node: version.node, value: variableVersion }),
          ],
        },
);

/** What a variable may have been meant to be; null where it is one, or may be. */
function misspelt(name: string, catalog: Catalog): readonly string[] | null {
  const [prefix = ""] = name.toLowerCase().split(":");
  // Policies of AWS IoT and AWS Transfer Family have variables that are no condition keys, and so have identity providers.
  if (/^(?:iot|transfer)$|\./.test(prefix) || keyInfo(name, catalog) || unlistedKeys.has(name.toLowerCase()))
    return null;
  const keys = prefix === "aws" ? catalog.globalKeys : (catalog.service(prefix)?.conditionKeys ?? []);
  const meant = closest(
    name,
    keys.map((key) => key.name).filter((key) => !key.includes("$")),
  );
  return prefix === "aws" || meant.length > 0 ? meant : null;
}

const unknown: PolicyRule = {
  kind: "policy",
  id: "policy/unknown-variable",
  title: "Variable that no request fills in",
  severity: "warning",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "A variable is filled in with a condition key of the request. One that AWS does not know has no value, and what it stands in then matches nothing: an Allow allows nothing, and a Deny denies nothing.",
    avoid: { language: "json", code: '"Resource": "arn:aws:s3:::home/${aws:usename}/*"' },
    prefer: { language: "json", code: '"Resource": "arn:aws:s3:::home/${aws:username}/*"' },
    links,
  },
  *check(policy, { catalog }) {
    for (const use of variableUses(policy)) {
      const { item, variable, read } = use;
      if (!read || variable.problem !== null || variable.defaultValue !== null || isEscape(variable)) continue;
      const meant = misspelt(variable.name, catalog);
      if (!meant) continue;
      yield {
        ...place(item),
        message: `No request has \`${variable.name}\`, so \`\${${variable.name}}\` is never filled in and this matches nothing. ${meant.length > 0 ? `Did you mean ${anyOf(meant)}?` : "Use a condition key that AWS documents."}`,
        fixes: () => meant.flatMap((name) => written(use, `\${${name}}`)),
      };
    }
  },
};

export default [...shapes, unsupportedElement, unsupportedVersion, unknown];
