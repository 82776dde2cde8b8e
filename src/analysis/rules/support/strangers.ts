/** Who of strangers a statement about everybody lets in, after its condition and what the policy denies. */
import { oncePer } from "../../memo";
import { membersOf, uncovered } from "../../policy/covers";
import { everybodyIn } from "../../policy/elements";
import { conditionMatches } from "../../policy/match-condition";
import { hasVariables } from "../../policy/match-statement";
import type { ConditionBlock, ConditionElement, Policy, Statement } from "../../policy/model";
import { operatorInfo } from "../../policy/operators";
import { type Region, regionsOf } from "../../policy/region";
import { keepsStrangersOut, tellsCaller } from "./narrowing";

/** `everybody`: also who has no account; `accounts`: who has one of whichever; `services`: those of AWS, for whomever. */
export type Strangers = "everybody" | "accounts" | "services";

const account = "900100200300";
const organization = "o-strangersown";
const resource = `arn:aws:s3:::${organization}`;

/** What AWS puts into the requests of strangers; of keys that are not here they choose the value themselves, or have none. */
interface Stranger {
  readonly kind: Strangers;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

const called = { "aws:sourceip": ["73.45.67.89"], "aws:viaawsservice": ["false"] };
const signed = {
  ...called,
  "aws:principalaccount": [account],
  "aws:principalarn": [`arn:aws:iam::${account}:role/stranger`],
  "aws:principalisawsservice": ["false"],
  "aws:principaltype": ["AssumedRole"],
  "aws:userid": ["AROASTRANGERSOWNROLE:stranger"],
  "kms:calleraccount": [account],
};

const strangers: readonly Stranger[] = [
  { kind: "everybody", context: { ...called, "aws:principaltype": ["Anonymous"] } },
  { kind: "accounts", context: signed },
  {
    kind: "accounts",
    context: {
      ...signed,
      "aws:principalorgid": [organization],
      "aws:principalorgpaths": [`${organization}/r-abcd/`],
      "aws:principalorgmasteraccountid": [account],
    },
  },
  {
    kind: "services",
    context: {
      "aws:principalisawsservice": ["true"],
      "aws:principalservicename": ["events.amazonaws.com"],
      "aws:principalservicenameslist": ["events.amazonaws.com"],
      "aws:sourceaccount": [account],
      "aws:sourcearn": [resource],
      "aws:sourceorgid": [organization],
      "aws:sourceorgpaths": [`${organization}/r-abcd/`],
      "aws:viaawsservice": ["false"],
    },
  },
];

/** Keys that are facts about a stranger, so that a Deny that asks for them cannot be avoided. */
const facts = new Set(["aws:principalisawsservice", "aws:principaltype", "aws:viaawsservice"]);

/** In small letters. Only the requests of those who sign have these. */
const ofSigned =
  /^(?:aws:(?:principal(?:account|arn|org.*|tag\/.*|type)|userid|username|multifactorauth.*|tokenissuetime|sourceidentity|federatedprovider)|kms:calleraccount)$/;
const ofServices = /^aws:(?:principalservicename(?:slist)?|principalisawsservice)$/;
/** A service calls, but for a resource that a stranger may have made. */
const onBehalf = /^aws:source(?:account|arn|org.*|owner)$/;

/** Who of strangers is let in by a statement that names everybody as its principal; null where none is, for all that is known. */
export function strangersIn(policy: Policy, statement: Statement): Strangers | null {
  if (!statement.complete || keepsStrangersOut(statement)) return null;
  const asked = askedBy(statement.condition).filter((kind) => kind !== "everybody" || !onlySigned(statement));
  const [region] = regionsOf(asKnown(policy, [statement]), null);
  // In the order of who is worst: the first that nothing denies tells.
  const at = strangers.findIndex(
    (one, index) =>
      asked.includes(one.kind) &&
      (policy.type !== "trust" || one.kind === "accounts") &&
      !isDenied(policy, region, index),
  );
  return strangers[at]?.kind ?? null;
}

/** Services that answer signed requests alone, whatever a policy says. */
const signedAlone = new Set([
  "acm-pca",
  "backup",
  "bedrock",
  "cloudtrail",
  "codeartifact",
  "codebuild",
  "dynamodb",
  "ecr",
  "events",
  "glue",
  "kinesis",
  "kms",
  "lambda",
  "logs",
  "redshift",
  "redshift-serverless",
  "rekognition",
  "s3express",
  "s3tables",
  "s3vectors",
  "schemas",
  "secretsmanager",
  "ses",
  "ssm",
  "states",
  "sts",
  "xray",
]);

/** Whether nobody without an account can do any of what a statement allows. */
function onlySigned({ action }: Statement): boolean {
  return (
    action !== null &&
    action.complete &&
    action.items.every(({ value }) => {
      const [service, name = ""] = value?.toLowerCase().split(":") ?? [];
      // A function's URL may take requests of anybody.
      return (
        service !== undefined &&
        signedAlone.has(service) &&
        (service !== "lambda" || !/^invokefunctionurl$|\*/.test(name))
      );
    })
  );
}

/** Whose requests can have the keys that the condition asks for. */
function askedBy(condition: ConditionElement | null): readonly Strangers[] {
  let kinds: readonly Strangers[] = ["everybody", "accounts", "services"];
  for (const block of condition?.blocks ?? []) {
    const { parsed, keys } = block;
    const info = parsed && operatorInfo(parsed.name);
    if (keepsOutAnonymous(condition!, block)) kinds = kinds.filter((kind) => kind !== "everybody");
    if (!info || parsed.ifExists || parsed.qualifier === "ForAllValues") continue;
    for (const { name, items } of keys) {
      const key = name.toLowerCase();
      const says = (text: string): boolean => items.every(({ value }) => value?.toLowerCase() === text);
      if (info.type === "Null" ? !says("false") : info.negated) continue;
      if (key === "aws:principalisawsservice" && info.type === "Bool" && !says("true")) continue;
      // A service calls with what the caller has signed.
      const isForCaller = key === "aws:viaawsservice" && info.type === "Bool" && says("true");
      if (ofServices.test(key)) kinds = kinds.filter((kind) => kind === "services");
      else if (ofSigned.test(key) || onBehalf.test(key) || isForCaller)
        kinds = kinds.includes("accounts") ? ["accounts"] : kinds.filter((kind) => kind !== "everybody");
    }
  }
  return kinds;
}

/** Whether a block asks for a type of principal, and whoever calls without an account has another: as `StringNotEquals` with `Anonymous`. */
function keepsOutAnonymous(condition: ConditionElement, block: ConditionBlock): boolean {
  const keys = block.keys.filter(({ name }) => name.toLowerCase() === "aws:principaltype");
  return (
    keys.length > 0 &&
    conditionMatches(
      { ...condition, complete: true, blocks: [{ ...block, keys }] },
      { values: () => ["Anonymous"], variable: null },
    ) === false
  );
}

/** A policy that denies strangers more than this says so in few of its statements. */
const mostDenials = 30;

const denialsOf = oncePer((policy: Policy): readonly (readonly Region[])[] => {
  const denying = policy.statements.filter(({ effect }) => effect === "Deny");
  return strangers.map((stranger) =>
    regionsOf(
      asKnown(
        policy,
        denying.filter((one) => isMeant(one) && hits(one, policy, stranger)),
      ),
      null,
    ).slice(0, mostDenials),
  );
});

/** The statements about what they speak about alone, whoever it is and under whatever condition. */
function asKnown(policy: Policy, statements: readonly Statement[]): Policy {
  return {
    ...policy,
    statements: statements.map((one) => ({
      ...one,
      principal: null,
      notPrincipal: null,
      condition: null,
      conditional: false,
      complete: true,
    })),
  };
}

function isDenied(policy: Policy, region: Region | undefined, stranger: number): boolean {
  const denied = denialsOf(policy)[stranger]!;
  return (
    denied.length > 0 &&
    region !== undefined &&
    uncovered(region, membersOf(region.actions), denied, false).length === 0
  );
}

/** Whether a Deny is about strangers: about everybody, or about all but those whom it names. */
function isMeant({ principal, notPrincipal }: Statement): boolean {
  return notPrincipal !== null || (principal !== null && (everybodyIn(principal) !== null || !principal.complete));
}

/** Whether the condition of a Deny holds for the stranger, whatever they choose that they can choose. */
function hits({ condition }: Statement, policy: Policy, { context }: Stranger): boolean {
  if (!condition) return true;
  for (const { parsed, keys } of condition.blocks)
    for (const { name } of keys) {
      const key = name.toLowerCase();
      if (parsed && !facts.has(key) && !tellsCaller(key)) return false;
    }
  const values = (key: string): readonly string[] | null => context[key.toLowerCase()] ?? null;
  const variable = (key: string): string | null => ofOwner[key.toLowerCase()] ?? values(key)?.[0] ?? null;
  return conditionMatches(condition, { values, variable: hasVariables(policy) ? variable : null }) !== false;
}

const ofOwner: Readonly<Record<string, string>> = {
  "aws:resourceaccount": "111122223333",
  "aws:resourceorgid": "o-exampleorgid",
};
