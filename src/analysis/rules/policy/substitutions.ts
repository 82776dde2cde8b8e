/** `Fn::Sub` forgotten, and what it takes for its own: the two kinds of `${…}` in a CloudFormation template. */
import type { Catalog } from "../../../catalog/catalog";
import type { NewValue } from "../../locate/located";
import type { Item, Policy, TemplateNames } from "../../policy/model";
import { variablesIn } from "../../policy/variables";
import type { Substitution } from "../../value";
import type { PolicyFix, PolicyRule } from "../rule";
import { keyInfo } from "../support/condition-uses";
import { suggestion } from "../support/fixes";

function* itemsOf({ statements }: Policy): Iterable<Item> {
  for (const { action, notAction, resource, notResource, principal, notPrincipal, condition } of statements) {
    for (const list of [action, notAction, resource, notResource]) yield* list?.items ?? [];
    for (const element of [principal, notPrincipal]) for (const group of element?.groups ?? []) yield* group.items;
    for (const block of condition?.blocks ?? []) for (const key of block.keys) yield* key.items;
  }
}

const links = [
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html",
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
];

/** As CloudFormation's own names are written: other tools fill in `${STAGE}` and `${stage}`. */
const logicalId = /^[A-Z](?=[A-Za-z0-9]{0,254}[a-z])[A-Za-z0-9]{0,254}$/;

/** Whether a name in a text is one that the template would fill in. */
function isOfTemplate(name: string, { declared, isOpen }: TemplateNames): boolean {
  if (/^AWS::[A-Za-z]+$/.test(name)) return true;
  const [id = ""] = name.split(".", 1);
  return declared.has(id) || (!isOpen && logicalId.test(id) && /^(?:\.[A-Za-z0-9.]+)?$/.test(name.slice(id.length)));
}

function referencesIn(text: string, template: TemplateNames): readonly string[] {
  if (!text.includes("${")) return [];
  return variablesIn(text)
    .filter(
      ({ problem, defaultValue, name }) => problem === null && defaultValue === null && isOfTemplate(name, template),
    )
    .map(({ name }) => name);
}

/** The text for `Fn::Sub`, which leaves `${!aws:username}` to IAM. */
function forSub(text: string, template: TemplateNames): string {
  return text.replace(/\$\{([^{}]*)\}/g, (whole: string, name: string) =>
    isOfTemplate(name.trim(), template) ? whole : `\${!${name}}`,
  );
}

const missingSub: PolicyRule = {
  kind: "policy",
  id: "policy/missing-sub",
  title: "Reference outside of Fn::Sub",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "CloudFormation fills in `${AWS::AccountId}` or `${Bucket}` only in the argument of `Fn::Sub`. Anywhere else IAM gets the text as it is written: it rejects the policy, or the statement matches nothing.",
    avoid: { language: "yaml", code: "Resource: 'arn:aws:iam::${AWS::AccountId}:role/reports'" },
    prefer: { language: "yaml", code: "Resource: !Sub 'arn:aws:iam::${AWS::AccountId}:role/reports'" },
    links,
  },
  *check(policy) {
    const { template } = policy.place;
    if (!template) return;
    for (const item of itemsOf(policy)) {
      const name = item.parts.flatMap((part) => (typeof part === "string" ? referencesIn(part, template) : []))[0];
      if (name === undefined) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: `CloudFormation fills in \`\${${name}}\` only in \`Fn::Sub\`; here IAM gets it as it is written. ${template.inText ? "Put `Fn::Sub` before the whole document." : "Put `Fn::Sub` before the text."}`,
        fixes: (): readonly PolicyFix[] => {
          if (item.node.kind !== "string" || template.inText) return [];
          const value: NewValue = { "Fn::Sub": forSub(item.node.value, template) };
          return [suggestion("Put Fn::Sub before it", { kind: "replace", node: item.node, value })];
        },
      };
    }
    if (policy.place.isFilledIn) return;
    for (const { condition } of policy.statements)
      for (const block of condition?.blocks ?? [])
        for (const { name, entry, path } of block.keys) {
          const [reference] = referencesIn(name, template);
          if (reference === undefined) continue;
          yield {
            at: entry.keySpan,
            path,
            message: `CloudFormation fills in no keys, so \`\${${reference}}\` reaches IAM as it is written. Write the key itself, or give the whole document as a text to \`Fn::Sub\`.`,
          };
        }
  },
};

/** The first variable of IAM's that `Fn::Sub` would take for a name of its own. */
function variableOf(item: Item, catalog: Catalog): string | null {
  if (item.node.kind !== "template" || !item.node.substitution) return null;
  for (const part of item.node.parts)
    if (typeof part !== "string" && /^[a-z0-9.-]+:[^:]/i.test(part.name) && isKey(part.name, catalog)) return part.name;
  return null;
}

function isKey(variable: string, catalog: Catalog): boolean {
  const [name = ""] = variable.split(",", 1);
  return keyInfo(name.trim(), catalog) !== null;
}

const variableInSub: PolicyRule = {
  kind: "policy",
  id: "policy/variable-in-sub",
  title: "Policy variable in Fn::Sub",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "`Fn::Sub` takes every `${…}` for a parameter or a resource of the template. For `${aws:username}` it finds none, and the deployment fails. `${!aws:username}` leaves the variable as it is, to be filled in by IAM.",
    avoid: { language: "yaml", code: "Resource: !Sub 'arn:aws:s3:::${Bucket}/${aws:username}/*'" },
    prefer: { language: "yaml", code: "Resource: !Sub 'arn:aws:s3:::${Bucket}/${!aws:username}/*'" },
    links,
  },
  *check(policy, { catalog }) {
    if (!policy.place.template) return;
    for (const item of itemsOf(policy)) {
      const name = variableOf(item, catalog);
      if (name === null || item.node.kind !== "template") continue;
      const { substitution, ...node } = item.node;
      yield {
        at: node.span,
        path: item.path,
        message: `\`Fn::Sub\` looks for a parameter or resource called \`${name}\`, so the deployment fails. Write \`\${!${name}}\`, which leaves the variable to IAM.`,
        fixes: () => escaped(item, substitution!, catalog),
      };
    }
  },
};

function escaped({ node }: Item, { text, inDocument }: Substitution, catalog: Catalog): readonly PolicyFix[] {
  if (text === null) return [];
  const better = text.replace(/\$\{([^{}]*)\}/g, (whole: string, name: string) =>
    !name.trim().startsWith("!") && /^[a-z0-9.-]+:[^:]/i.test(name.trim()) && isKey(name, catalog)
      ? `\${!${name.trim()}}`
      : whole,
  );
  const value: NewValue = inDocument ? better : { "Fn::Sub": better };
  return [
    { title: "Write ${!…} for IAM's variables", kind: "suggestion", changes: [{ kind: "replace", node, value }] },
  ];
}

export default [missingSub, variableInSub];
