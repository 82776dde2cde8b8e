/** Policies of resources that let in everybody. */
import { andOf, quoted, say, type Sentence, someOf, type Text, type Value } from "../../../wording/sentence";
import { oncePer } from "../../memo";
import { everybodyIn } from "../../policy/elements";
import { endpointType, type Item, type Policy, type Statement } from "../../policy/model";
import type { PolicyFix, PolicyReport, PolicyRule, RuleDocumentation } from "../rule";
import { ownAccount } from "../support/accounts";
import { isStar } from "../support/actions";
import { organizationPlaceholder } from "../support/placeholders";
import { type Strangers, strangersIn } from "../support/strangers";
import { toBeCompleted, withCondition } from "../support/value-fixes";

/** Policies that only filter what passes through: they grant nobody anything. */
const filters = new Set([endpointType]);

/** Reading objects, as a website has everybody do. */
const readsObjects = /^s3:getobject(version)?$/i;
/** An API without a policy is as open; who may call it is a matter of its authorizers. */
const callsApi = /^execute-api:/i;

interface Opening {
  readonly statement: Statement;
  readonly everybody: Item;
  /** Who they are, where the condition asks for something that not everybody has. */
  readonly who: Strangers;
  /** Only objects can be read, as a website has everybody do. */
  readonly isWebsite: boolean;
}

/** Whether code adds the statements to a policy to which nothing in the document adds a Deny. */
function isAddedToAllows({ place: { isAdded, label } }: Policy, policies: readonly Policy[]): boolean {
  return isAdded === true && !deniedIn(policies).has(label);
}

/** What code adds something else than an Allow to. */
const deniedIn = oncePer((policies: readonly Policy[]): ReadonlySet<string | undefined> => {
  const denying = policies.filter(
    ({ place, statements }) => place.isAdded && statements.some(({ effect }) => effect !== "Allow"),
  );
  return new Set(denying.map(({ place }) => place.label));
});

/** Whether a permission says how the URL of its function asks who calls: what opens that is the URL. */
function isOfUrl({ condition }: Statement): boolean {
  return (condition?.blocks ?? []).some(({ keys }) =>
    keys.some(({ name, entry: { keySpan } }) => name === "lambda:FunctionUrlAuthType" && keySpan.start === keySpan.end),
  );
}

/** The statements of a resource's policy that let in everybody. */
export function* openings(policy: Policy, policies: readonly Policy[] = []): Iterable<Opening> {
  const { statements, place, complete, typeKnown } = policy;
  if (!(complete || isAddedToAllows(policy, policies)) || place.inNetwork || filters.has(place.resourceType ?? ""))
    return;
  for (const statement of statements) {
    const { effect, principal, action, resource } = statement;
    const everybody = effect === "Allow" && principal ? everybodyIn(principal) : null;
    const who = everybody && strangersIn(policy, statement);
    if (!everybody || !who || isOfUrl(statement)) continue;
    const actions = action?.items ?? [];
    if (actions.some((item) => callsApi.test(item.value ?? ""))) continue;
    // Everything on everything: what an endpoint's policy says where nobody wrote one.
    if (!typeKnown && actions.some(isStar) && resource?.items.some(isStar)) continue;
    yield {
      statement,
      everybody,
      who,
      isWebsite: actions.length > 0 && actions.every((item) => readsObjects.test(item.value ?? "")),
    };
  }
}

function ofOrganization({ statement }: Opening): readonly PolicyFix[] {
  return toBeCompleted(withCondition(statement, "StringEquals", "aws:PrincipalOrgID", organizationPlaceholder), [
    organizationPlaceholder,
  ]);
}

const mostNamed = 3;

function whatIsAllowed({ action, notAction }: Statement): Value {
  const names = action?.items.flatMap((item) => item.value ?? []) ?? [];
  return notAction || names.length === 0 ? say`what this statement allows` : someOf(quoted(names), mostNamed);
}

/** Of a condition that keeps none of them out: what it asks for, or that a request without the key meets it. */
function despite({ condition }: Statement): Value {
  const blocks = condition?.blocks ?? [];
  const keys = blocks.flatMap((block) => block.keys.map((key) => key.name));
  if (keys.length === 0) return "";
  const named = andOf(quoted([...new Set(keys)].slice(0, mostNamed)));
  if (blocks.every(({ parsed }) => parsed?.ifExists))
    return keys.length === 1
      ? say`: with \`IfExists\` the condition on ${named} holds for a request without it, too`
      : say`: with \`IfExists\` the condition on ${named} holds for a request without them, too`;
  return say`: the condition on ${named} fixes no account, organization, resource or network`;
}

const whom: Readonly<Record<Strangers, Sentence>> = {
  everybody: say`Everybody, also without an account of AWS,`,
  accounts: say`Everybody with an account of AWS`,
  services: say`Every service of AWS`,
};

function publicResourceRule(
  about: Pick<PolicyRule, "id" | "title" | "severity" | "confidence">,
  documentation: RuleDocumentation,
  fits: (opening: Opening) => boolean,
  message: (opening: Opening) => Text,
  fixes: (opening: Opening, policies: readonly Policy[]) => readonly PolicyFix[],
): PolicyRule {
  return {
    kind: "policy",
    ...about,
    recommendation: "least-privilege",
    accessAnalyzer: null,
    types: ["resource"],
    documentation,
    *check(policy, { policies }): Iterable<PolicyReport> {
      for (const opening of openings(policy, policies)) {
        const { everybody } = opening;
        if (fits(opening))
          yield {
            at: everybody.node.span,
            path: everybody.path,
            message: message(opening),
            fixes: () => fixes(opening, policies),
          };
      }
    },
  };
}

const example = (principal: string, action: string, condition = ""): string =>
  `{\n  "Effect": "Allow",\n  "Principal": ${principal},\n  "Action": "${action}",\n  "Resource": "arn:aws:sqs:eu-central-1:111122223333:invoices"${condition}\n}`;
const links = [
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
];

export default [
  publicResourceRule(
    { id: "risk/public-resource", title: "Resource open to everybody", severity: "error", confidence: "high" },
    {
      why: '`"Principal": "*"` in the policy of a resource means everybody: every account of AWS, and those who call without one. Only a condition on who calls, or from where, keeps strangers out. Names of buckets, queues and functions are no secrets; they are searched for.',
      avoid: { language: "json", code: example('"*"', "sqs:SendMessage") },
      prefer: {
        language: "json",
        code: example(
          '"*"',
          "sqs:SendMessage",
          ',\n  "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-exampleorgid" } }',
        ),
      },
      links,
    },
    ({ who, isWebsite }) => who !== "services" && !isWebsite,
    ({ statement, who }) =>
      say`${whom[who]} may use ${whatIsAllowed(statement)} here${despite(statement)}. Name the principals that are meant, or add a condition on \`aws:PrincipalOrgID\`, \`aws:SourceArn\` or \`aws:SourceVpce\`.`,
    ofOrganization,
  ),
  publicResourceRule(
    { id: "risk/public-objects", title: "Objects that everybody can read", severity: "warning", confidence: "medium" },
    {
      why: "Everybody in the world can read these objects. For a website that is meant; else it is how most data leaks. A distribution of CloudFront can serve a bucket that is not public.",
      avoid: {
        language: "json",
        code: '{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::website/*" }',
      },
      prefer: {
        language: "json",
        code: '{\n  "Effect": "Allow",\n  "Principal": { "Service": "cloudfront.amazonaws.com" },\n  "Action": "s3:GetObject",\n  "Resource": "arn:aws:s3:::website/*",\n  "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:cloudfront::111122223333:distribution/EDFDVBD6EXAMPLE" } }\n}',
      },
      links: [
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
      ],
    },
    ({ who, isWebsite }) => who !== "services" && isWebsite,
    ({ statement, who }) =>
      say`${who === "everybody" ? say`Everybody in the world` : whom[who]} can read these objects${despite(statement)}. If that is not meant, name the principals; for a website, serve the bucket by CloudFront and let in only the distribution, with \`aws:SourceArn\`.`,
    // A website has no organization, and who else is meant nobody but its owner knows.
    () => [],
  ),
  publicResourceRule(
    {
      id: "risk/open-to-services",
      title: "Resource open to every service of AWS",
      severity: "warning",
      confidence: "medium",
    },
    {
      why: "A service works for all its customers under one name. Where a policy lets in services without saying for whom, anybody can configure one in their own account to use this resource (the confused deputy).",
      avoid: {
        language: "json",
        code: example(
          '"*"',
          "sqs:SendMessage",
          ',\n  "Condition": { "Bool": { "aws:PrincipalIsAWSService": "true" } }',
        ),
      },
      prefer: {
        language: "json",
        code: example(
          '{ "Service": "events.amazonaws.com" }',
          "sqs:SendMessage",
          ',\n  "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }',
        ),
      },
      links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
    },
    ({ who }) => who === "services",
    ({ statement }) =>
      say`Every service of AWS may use ${whatIsAllowed(statement)} here, whoever has it do so. Name the service, and for whom with \`aws:SourceAccount\`, \`aws:SourceOrgID\` or \`aws:SourceArn\`.`,
    ({ statement }, policies) => {
      const account = ownAccount(policies);
      return account === null ? [] : withCondition(statement, "StringEquals", "aws:SourceAccount", account);
    },
  ),
];
