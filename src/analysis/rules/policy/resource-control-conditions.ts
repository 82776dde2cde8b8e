/** Conditions of resource control policies that cut off services of AWS, or whoever is meant to be let through. */
import type { Statement } from "../../policy/model";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { rcpDeny, rcpRule } from "../support/resource-control-rule";
import { withCondition } from "../support/value-fixes";

const serviceKey = "aws:PrincipalIsAWSService";
const ofPrincipal = /^aws:principal(orgid|orgpaths|account|arn)$/;
const ofSource = /^aws:source(orgid|orgpaths|account|arn)$/;

interface Missing {
  readonly code: string;
  readonly name: string;
  readonly title: string;
  readonly why: string;
  readonly concerns: (use: ConditionUse) => boolean;
  /** The operator, key and value that are to stand beside it. */
  readonly needed: readonly [operator: string, key: string, value: string];
  readonly message: (key: string) => string;
  readonly example: string;
}

function mentions({ condition }: Statement, ...names: readonly string[]): boolean {
  return (
    condition?.blocks.some((block) =>
      block.keys.some((key) => names.some((name) => name.toLowerCase() === key.name.toLowerCase())),
    ) ?? false
  );
}

const missing: readonly Missing[] = [
  {
    code: "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
    name: "rcp-principal-key-alone",
    title: "Limit on principals that also meets services",
    why: "A resource control policy also applies to services of AWS that call by themselves, which have no account or organization of a principal. Denied with the strangers, they no longer work.",
    concerns: ({ name, info }) => ofPrincipal.test(name) && info.negated,
    needed: ["BoolIfExists", serviceKey, "false"],
    message: (key) =>
      `Services of AWS that call by themselves have no \`${key}\` and are denied as well. Add \`"BoolIfExists": { "${serviceKey}": "false" }\`.`,
    example: '"StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-abcdefghij" }',
  },
  {
    code: "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
    name: "rcp-source-key-alone",
    title: "Limit on the source that also meets principals",
    why: "Only services that call on somebody’s behalf send a source. Without a condition that it is a service that calls, users and roles are denied with the strangers.",
    concerns: ({ name, info }) => ofSource.test(name) && info.negated,
    needed: ["Bool", serviceKey, "true"],
    message: (key) =>
      `Users and roles have no \`${key}\` and are denied as well. Add \`"Bool": { "${serviceKey}": "true" }\`.`,
    example: '"StringNotEqualsIfExists": { "aws:SourceOrgID": "o-abcdefghij" }',
  },
];

const related = missing.map(({ code, name, title, why, concerns, needed, message, example }) =>
  rcpRule(
    {
      code,
      name,
      kind: "WARNING",
      title,
      why,
      avoid: rcpDeny(`, "Condition": { ${example} }`),
      prefer: rcpDeny(`, "Condition": { ${example}, "${needed[0]}": { "${needed[1]}": "${needed[2]}" } }`),
    },
    function* check(policy, { catalog }) {
      for (const use of firstOfStatement(conditionUses(policy, catalog).filter(concerns))) {
        if (mentions(use.statement, serviceKey, "aws:ViaAWSService")) continue;
        yield {
          at: use.key.entry.keySpan,
          path: use.key.path,
          message: message(use.key.name),
          fixes: () => withCondition(use.statement, ...needed),
        };
      }
    },
  ),
);

const nullCheck = rcpRule(
  {
    code: "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
    name: "rcp-source-null-check",
    kind: "WARNING",
    title: "Limit on the source where there may be none",
    why: "Some integrations of services send no source at all. Without a test that there is one, a resource control policy cuts them off.",
    avoid: rcpDeny(
      ', "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-abcdefghij" }, "Bool": { "aws:PrincipalIsAWSService": "true" } }',
    ),
    prefer: rcpDeny(
      ', "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-abcdefghij" }, "Null": { "aws:SourceAccount": "false" }, "Bool": { "aws:PrincipalIsAWSService": "true" } }',
    ),
  },
  function* check(policy, { catalog }) {
    const uses = conditionUses(policy, catalog);
    for (const use of firstOfStatement(
      uses.filter(({ name, info }) => /^aws:source(orgid|orgpaths)$/.test(name) && info.negated),
    )) {
      if (uses.some((one) => one.statement === use.statement && one.info.type === "Null" && ofSource.test(one.name)))
        continue;
      yield {
        at: use.key.entry.keySpan,
        path: use.key.path,
        message: `Some services send no \`${use.key.name}\` and are cut off by this. Add \`"Null": { "aws:SourceAccount": "false" }\`.`,
        fixes: () => withCondition(use.statement, "Null", "aws:SourceAccount", "false"),
      };
    }
  },
);

/** The first use in each statement that denies, where all of its condition is known. */
function* firstOfStatement(uses: readonly ConditionUse[]): Iterable<ConditionUse> {
  const seen = new Set<Statement>();
  for (const use of uses) {
    if (
      use.statement.effect !== "Deny" ||
      !use.condition.complete ||
      use.condition.blocks.some((block) => !block.complete) ||
      seen.has(use.statement)
    )
      continue;
    seen.add(use.statement);
    yield use;
  }
}

export default [...related, nullCheck];
