/**
 * What a role grants and no code of it calls. Only services whose calls are certainly seen are judged: what AWS does with a
 * role's permissions on its own (logs, networks, keys, sources of events), and what is called by signed HTTP, is left out.
 */
import type { Catalog } from "../../catalog/catalog";
import { servicePrefixOf } from "../policy/action-name";
import type { Item, Policy, Statement } from "../policy/model";
import type { RolePolicy } from "./unit";

export interface UnusedGrant {
  readonly item: Item;
  readonly statement: Statement;
  readonly policy: Policy;
}

/** Services of which every permission is used by a call of its own. */
const judged = new Set([
  "dynamodb",
  "s3",
  "sqs",
  "sns",
  "events",
  "states",
  "lambda",
  "kinesis",
  "firehose",
  "ssm",
  "secretsmanager",
]);

/** Services that do nothing in the name of their caller that needs permissions of other services, but for keys. */
const plain = new Set([
  ...judged,
  "cloudwatch",
  "logs",
  "xray",
  "kms",
  "sts",
  "cognito-idp",
  "comprehend",
  "translate",
]);

/** A model may be given a place in Amazon S3 to read from, or to write to. */
const invoking = /^bedrock:invokemodel(?:withresponsestream)?$/;
const withModels = ["s3:getobject", "s3:putobject"];

/** What reads a source of events for a function, or goes with other calls: needed without a call of that name. */
const neededOtherwise = new Set([
  ...["sqs:receivemessage", "sqs:deletemessage", "sqs:deletemessagebatch", "sqs:changemessagevisibility"],
  ...["sqs:changemessagevisibilitybatch", "sqs:getqueueattributes", "sqs:getqueueurl"],
  ...["dynamodb:getrecords", "dynamodb:getsharditerator", "dynamodb:liststreams", "dynamodb:conditioncheckitem"],
  ...["s3:getbucketlocation", "s3:listmultipartuploadparts", "s3:abortmultipartupload"],
  ...["secretsmanager:describesecret", "lambda:getlayerversion"],
]);
const beginningsOfSuch = [
  ...["kinesis:get", "kinesis:describe", "kinesis:list", "kinesis:subscribe"],
  ...["dynamodb:describe", "s3:listbucket", "sns:get"],
];
const endingsOfSuch = ["acl", "version", "tagging", "attributes"];

/** @param action in small letters */
function isNeededOtherwise(action: string): boolean {
  return (
    neededOtherwise.has(action) ||
    beginningsOfSuch.some((beginning) => action.startsWith(beginning)) ||
    (action.startsWith("s3:") && endingsOfSuch.some((ending) => action.endsWith(ending)))
  );
}

/** Where a dead letter queue or a destination is given, AWS sends to it by the role. */
export const sentByLambda: readonly string[] = [
  "sqs:SendMessage",
  "sns:Publish",
  "lambda:InvokeFunction",
  "events:PutEvents",
  "s3:PutObject",
];

/**
 * The grants of a role that nothing needs. Empty where a call goes to a service that may need permissions of others.
 * @param called all actions that its code needs, in any order
 * @param exempt actions that AWS needs of this role
 * @param catalog what it does not know is misspelt, and said to be that
 */
export function unusedGrants(
  policies: readonly RolePolicy[],
  called: Iterable<string>,
  exempt: readonly string[],
  catalog: Catalog,
): readonly UnusedGrant[] {
  const actions = [...called].map((action) => action.toLowerCase());
  if (actions.some((action) => !plain.has(servicePrefixOf(action)) && !invoking.test(action))) return [];
  const read = actions.some((action) => invoking.test(action)) ? withModels : [];
  const needed = [...actions, ...read, ...exempt.map((action) => action.toLowerCase())];
  const services = new Set(actions.map(servicePrefixOf));
  return policies.flatMap(({ policy, located }) =>
    located
      ? policy.statements.flatMap((statement) =>
          statement.effect === "Allow" && statement.action
            ? statement.action.items
                .filter((item) => isUnused(item, needed, services) && isKnown(item, catalog))
                .map((item) => ({ item, statement, policy }))
            : [],
        )
      : [],
  );
}

function isUnused({ value, conditional }: Item, needed: readonly string[], services: ReadonlySet<string>): boolean {
  // With a wildcard more may be meant than calls tell.
  if (value === null || conditional || !/^[\w-]+:\w+$/.test(value)) return false;
  const action = value.toLowerCase();
  const service = servicePrefixOf(action);
  // Of a service that is called at all, the calls are seen.
  return judged.has(service) && services.has(service) && !isNeededOtherwise(action) && !needed.includes(action);
}

function isKnown({ value }: Item, catalog: Catalog): boolean {
  const [service = "", name = ""] = value!.split(":");
  return catalog.service(service)?.action(name) !== undefined;
}
