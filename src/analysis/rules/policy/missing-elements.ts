/** Elements that every policy or statement must have. */
import type { Catalog } from "../../../catalog/catalog";
import { say, type Text } from "../../../wording/sentence";
import type { ListElement, Policy } from "../../policy/model";
import { entryOf } from "../../value";
import type { PolicyFix, PolicyReport, PolicyRule, RuleDocumentation } from "../rule";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage, elementPage } from "../support/links";
import { headOf, lacks, type StatementObject, statementObjects } from "../support/structure";

interface Missing {
  readonly element: string;
  readonly accessAnalyzer: string;
  readonly why: string;
  readonly avoid: string;
  readonly prefer: string;
}

function missingElementRule(
  { element, accessAnalyzer, why, avoid, prefer }: Missing,
  more: Pick<PolicyRule, "check"> & Partial<Pick<PolicyRule, "types">>,
): PolicyRule {
  const name = element.toLowerCase();
  const documentation: RuleDocumentation = {
    why,
    avoid: { language: "json", code: avoid },
    prefer: { language: "json", code: prefer },
    links: [accessAnalyzerPage("error", `missing-${name}`), elementPage(name)],
  };
  return {
    kind: "policy",
    id: `policy/missing-${name}`,
    title: `Missing ${element}`,
    severity: "error",
    confidence: "high",
    recommendation: "least-privilege",
    accessAnalyzer,
    documentation,
    ...more,
  };
}

const missingStatement = missingElementRule(
  {
    element: "Statement",
    accessAnalyzer: "MISSING_STATEMENT",
    why: "A policy says nothing without statements, and AWS rejects it.",
    avoid: '{ "Version": "2012-10-17" }',
    prefer:
      '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*" }] }',
  },
  {
    *check({ node, complete, statementEntry }) {
      const empty = complete && statementEntry?.value.kind === "array" && statementEntry.value.items.length === 0;
      if (!empty && !lacks(node, "Statement")) return;
      yield {
        at: statementEntry?.keySpan ?? headOf(node),
        path: [],
        message: say`This policy has no statement, so AWS rejects it. Add a statement, or remove the policy.`,
      };
    },
  },
);

/** Statements that lack all of the elements, as reports. */
function* lacking(
  policy: Policy,
  names: readonly string[],
  message: (statement: StatementObject) => Text,
  fixes?: (statement: StatementObject) => readonly PolicyFix[],
): Iterable<PolicyReport> {
  for (const statement of statementObjects(policy)) {
    if (!lacks(statement.node, ...names)) continue;
    yield {
      at: headOf(statement.node),
      path: statement.path,
      message: message(statement),
      ...(fixes && { fixes: () => fixes(statement) }),
    };
  }
}

const missingEffect = missingElementRule(
  {
    element: "Effect",
    accessAnalyzer: "MISSING_EFFECT",
    why: "A statement has no default effect: AWS rejects a policy that does not say whether it allows or denies.",
    avoid: '{ "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
    prefer: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
  },
  {
    check: (policy) =>
      lacking(
        policy,
        ["Effect"],
        () =>
          say`This statement has no \`Effect\`, so AWS rejects the policy. Add \`"Effect": "Allow"\` or \`"Effect": "Deny"\`.`,
        ({ node }) =>
          ["Allow", "Deny"].map((effect) =>
            suggestion(say`Add "Effect": "${effect}"`, {
              kind: "addEntry",
              to: node,
              key: "Effect",
              value: effect,
              before: entryOf(node, "Action") ?? node.entries[0],
            }),
          ),
      ),
  },
);

const missingAction = missingElementRule(
  {
    element: "Action",
    accessAnalyzer: "MISSING_ACTION",
    why: "A statement must say which actions it is about. AWS rejects a policy whose statement does not.",
    avoid: '{ "Effect": "Allow", "Resource": "arn:aws:s3:::invoices/*" }',
    prefer: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
  },
  {
    check: (policy) =>
      lacking(
        policy,
        ["Action", "NotAction"],
        () =>
          say`This statement has no \`Action\` (nor \`NotAction\`), so AWS rejects the policy. Name the actions that it is about.`,
      ),
  },
);

const missingResource = missingElementRule(
  {
    element: "Resource",
    accessAnalyzer: "MISSING_RESOURCE",
    why: "A statement of any policy but a role’s trust policy must say which resources it is about. AWS rejects a policy whose statement does not.",
    avoid: '{ "Effect": "Allow", "Action": "s3:GetObject" }',
    prefer: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
  },
  {
    types: ["identity", "boundary", "resource", "scp", "rcp"],
    *check(policy, { catalog }) {
      if (hasImpliedResource(policy)) return;
      yield* lacking(
        policy,
        ["Resource", "NotResource"],
        () =>
          say`This statement has no \`Resource\` (nor \`NotResource\`), so AWS rejects the policy. Name the resources that it is about.`,
        ({ node }) =>
          cannotBeScoped(policy.statements.find((one) => one.node === node)?.action ?? null, catalog)
            ? [
                suggestion(say`Add "Resource": "*": these actions take no other`, {
                  kind: "addEntry",
                  to: node,
                  key: "Resource",
                  value: "*",
                }),
              ]
            : [],
      );
    },
  },
);

/** Policies that stand on one resource and need not name it. */
const impliedResources = [
  "AWS::ECR::Repository",
  "AWS::ECR::PublicRepository",
  "AWS::SecretsManager::Secret",
  "AWS::EFS::FileSystem",
  "AWS::Glue::ResourcePolicy",
  "AWS::MediaStore::Container",
];

/** A trust policy is about its role. So is, by its type unknown, any policy of which nothing but statements about roles is known. */
function hasImpliedResource({ type, typeKnown, place, statements }: Policy): boolean {
  if (type !== "resource") return false;
  if (place.resourceType !== undefined) return impliedResources.includes(place.resourceType);
  // Which resource it stands on is not known: repositories and others imply theirs.
  return !typeKnown && statements.every((one) => !one.resource && !one.notResource);
}

function cannotBeScoped(action: ListElement | null, catalog: Catalog): boolean {
  return (
    action !== null &&
    action.items.length > 0 &&
    action.items.every(({ value }) => {
      const [prefix, name] = value?.split(":") ?? [];
      const found = prefix !== undefined && name !== undefined ? catalog.service(prefix)?.action(name) : undefined;
      return found?.resourceTypes.length === 0;
    })
  );
}

const missingPrincipal = missingElementRule(
  {
    element: "Principal",
    accessAnalyzer: "MISSING_PRINCIPAL",
    why: "A policy on a resource must say whom it allows or denies. AWS rejects it otherwise.",
    avoid: '{ "Effect": "Allow", "Action": "sts:AssumeRole" }',
    prefer: '{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }',
  },
  {
    types: ["resource", "trust", "rcp"],
    check: (policy) =>
      lacking(
        policy,
        ["Principal", "NotPrincipal"],
        () =>
          say`This statement has no \`Principal\`, which a ${policy.type === "trust" ? say`trust policy` : policy.type === "rcp" ? say`resource control policy` : say`resource-based policy`} needs, so AWS rejects the policy. Name whom it is about.`,
        ({ node }) =>
          policy.type === "rcp"
            ? [
                suggestion(say`Add "Principal": "*"`, {
                  kind: "addEntry",
                  to: node,
                  key: "Principal",
                  value: "*",
                  before: entryOf(node, "Action"),
                }),
              ]
            : [],
      ),
  },
);

export default [missingStatement, missingEffect, missingAction, missingResource, missingPrincipal];
