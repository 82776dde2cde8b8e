/** Records of CloudTrail (AWS: "CloudTrail record contents") as requests that a policy can be asked about. */
import type { Catalog } from "../../catalog/catalog";
import { isObject } from "../json-object";
import { actionsOfOperation } from "../knowledge/api-names";
import { principalContext, type Request } from "../policy/request";
import { tableOf } from "../table";
import { type Fields, objectAt, textAt } from "./record";
import { ownerOf, resourcesOf } from "./trail-resources";

export interface TrailCall {
  /** One for each action that authorises it, on each resource that the record names; `*`: it names none. */
  readonly requests: readonly Request[];
  /** Some of them are enough: which of the actions is asked about depends on what the call is given. */
  readonly isEither: boolean;
  /** Of the trail. */
  readonly account: string;
  /** Whoever called: the ARN of the role of a session. */
  readonly principal: string;
  readonly action: string;
  /** ISO 8601. */
  readonly time: string;
  readonly eventId: string;
  /** The keys, in small letters, that are known not to be there where they are not in the context. */
  readonly known: ReadonlySet<string>;
  /** Somebody of another account, a service of AWS, or nobody with an account: of what organization they are, no record tells. */
  readonly isOther: boolean;
  /** The resource is of another account than the trail: an RCP reaches it where it is attached there. */
  readonly isElsewhere: boolean;
  /** Where nobody knows which action authorises it: the services that the host may stand for. */
  readonly services: readonly string[] | null;
}

/** A record that does not tell who called what. */
export interface UntoldCall extends Pick<TrailCall, "principal" | "action" | "time" | "eventId"> {
  /** Whoever has a token of an identity provider alone. */
  readonly isProvider: boolean;
}

/** Where the host of a service is not called as IAM calls it. */
const prefixes: { readonly [host: string]: string | undefined } = tableOf({
  email: "ses",
  monitoring: "cloudwatch",
  tagging: "tag",
  "models.lex": "lex",
  "runtime.lex": "lex",
  "runtime.sagemaker": "sagemaker",
  "entitlement.marketplace": "aws-marketplace",
  "metering.marketplace": "aws-marketplace",
  streams: "dynamodb",
});

/**
 * Null for what control policies do not touch, what was refused then, and what is no call of an API. An RCP limits what others do with
 * the resources of the account too: other accounts, services of AWS and whoever has no account (AWS: "Resource control policies").
 */
export function callOf(record: unknown, catalog: Catalog, type: "scp" | "rcp" = "scp"): TrailCall | UntoldCall | null {
  const fields = isObject(record) ? record : {};
  const identity = objectAt(fields, "userIdentity");
  const [source, event] = [textAt(fields, "eventSource"), textAt(fields, "eventName")];
  const service = serviceOf(source);
  const [time, eventId] = [textAt(fields, "eventTime"), textAt(fields, "eventID")];
  const untold = (principal: string, isProvider: boolean): UntoldCall => ({
    principal: principal || "nobody that it names",
    action: event === "" ? "an unknown operation" : `${service || "?"}:${event}`,
    time,
    eventId,
    isProvider,
  });
  if (!isObject(record) || !identity || source === "" || event === "") return untold("", false);
  if (/Denied|Unauthorized/i.test(textAt(record, "errorCode"))) return null;
  if (!/^(?:AwsApiCall|)$/.test(textAt(record, "eventType"))) return null;
  const known = actionsOf(service, event, catalog);
  if (known?.length === 0) return null;
  const issuer = objectAt(objectAt(identity, "sessionContext"), "sessionIssuer");
  const caller = textAt(identity, "arn");
  const principal = textAt(issuer, "arn") || caller;
  const kind = textAt(identity, "type");
  if (/:role\/aws-service-role\/|AWSServiceRoleFor/.test(principal)) return null;
  const other = /^(?:AWSAccount|AWSService)$/.test(kind) ? otherOf(identity) : null;
  if (/^(?:AWSAccount|AWSService)$/.test(kind) && (type === "scp" || !other)) return null;
  const isOther = isOfAnother(record, identity, other);
  // An SCP limits the roles and users of the accounts that it is attached to.
  if (isOther && type === "scp") return null;
  if (!other && !/^arn:[\w-]+:(?:iam|sts)::\d{12}:/.test(caller))
    return untold(principal || textAt(identity, "principalId"), /^(?:WebIdentityUser|SAMLUser)$/.test(kind));
  const actions = known ?? [`${service}:${operationOf(event)}`];
  const owner = ownerOf(record);
  const context = { ...contextOf(record, identity, principal), ...other?.context };
  const account = textAt(record, "recipientAccountId") || textAt(identity, "accountId");
  const requests = actions.flatMap((action) => {
    const { resources, isOther: isOfSource } = resourcesOf(record, action, event, catalog);
    const of = isOfSource ? null : owner;
    return resources.map((resource): Request => ({
      principal: other?.principal ?? caller,
      action,
      resource,
      resourceAccount: of ?? account,
      context: { ...(of !== null && { "aws:ResourceAccount": of }), ...context },
    }));
  });
  return {
    requests,
    isEither: eitherOf.has(`${service}:${event}`),
    account,
    principal: other?.shown ?? principal,
    action: actions[0]!,
    time,
    eventId,
    known: new Set((other?.without ?? alwaysKnown).map((key) => key.toLowerCase())),
    isOther,
    isElsewhere: (owner ?? account) !== account,
    services: known ? null : [...new Set([service, ...hostOf(source).split(".")])],
  };
}

/** Whether the caller is not of the account of the trail; a role or user, where the record tells both accounts. */
function isOfAnother(record: Fields, identity: Fields, other: Other | null): boolean {
  const [own, recipient] = [textAt(identity, "accountId"), textAt(record, "recipientAccountId")];
  return own !== recipient && (other !== null || (/^\d{12}$/.test(own) && recipient !== ""));
}

/** Operations whose statements or items decide which of several actions are asked about. */
const eitherOf: ReadonlySet<string> = new Set([
  "dynamodb:BatchExecuteStatement",
  "dynamodb:ExecuteStatement",
  "dynamodb:ExecuteTransaction",
  "dynamodb:TransactWriteItems",
  "neptune-graph:ExecuteQuery",
]);

/** Keys of which a record tells that the request has none where it does not have them. */
const alwaysKnown = [
  "aws:ViaAWSService",
  "aws:CalledVia",
  "aws:SourceVpce",
  "aws:MultiFactorAuthPresent",
  "aws:PrincipalServiceName",
  "aws:SourceAccount",
  "aws:SourceArn",
];

/** Keys that a request has only of somebody with an account. */
const ofPrincipals = [
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:userid",
  "aws:username",
  "aws:MultiFactorAuthPresent",
];
const ofServices = [
  "aws:PrincipalServiceName",
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:SourceOrgID",
  "aws:SourceOrgPaths",
];

interface Other extends Pick<Request, "principal" | "context"> {
  readonly shown: string;
  /** The keys of which the request has none. */
  readonly without: readonly string[];
}

/** Who calls from outside of the account; null where nothing tells. */
function otherOf(identity: Fields): Other | null {
  const account = textAt(identity, "accountId");
  if (textAt(identity, "type") === "AWSService") {
    const service = textAt(identity, "invokedBy");
    const without = ofPrincipals.filter((key) => key !== "aws:MultiFactorAuthPresent");
    return service === "" ? null : { principal: service, shown: service, context: principalContext(service), without };
  }
  if (/^(?:anonymous|ANONYMOUS_PRINCIPAL)$/i.test(account)) {
    const context = { ...principalContext("*"), "aws:PrincipalIsAWSService": "false" };
    const without = [...ofPrincipals, ...ofServices, "aws:ViaAWSService", "aws:CalledVia", "aws:SourceVpce"];
    return { principal: "*", shown: "anonymous", context, without };
  }
  if (!/^\d{12}$/.test(account)) return null;
  const context = { "aws:PrincipalAccount": account, "aws:PrincipalIsAWSService": "false" };
  const principal = `arn:aws:iam::${account}:root`;
  return { principal, shown: `account ${account}`, context, without: ofServices };
}

function hostOf(source: string): string {
  return source.replace(/\.amazonaws\.com(?:\.cn)?$/, "");
}

/** As IAM calls the service of a host. */
function serviceOf(source: string): string {
  const host = hostOf(source);
  return prefixes[host] ?? host.split(".")[0]!;
}

/** Some services put the version of their API behind the name: `Invoke20150331`, `CreateInvalidation2020_05_31`. */
function operationOf(event: string): string {
  return event.replace(/20\d\d(?:[-_]?\d\d){2}(?:v\d)?$/, "");
}

/** Null where nobody knows what authorises it; none where no policy is asked. */
function actionsOf(prefix: string, event: string, catalog: Catalog): readonly string[] | null {
  const name = operationOf(event);
  if (prefix === "sts" && name === "GetCallerIdentity") return [];
  const service = catalog.service(prefix);
  const action = service?.action(name);
  // Whoever signs in is authorised by no action: `ConsoleLogin`, `SwitchRole`.
  if (prefix === "signin" && !action) return [];
  const mapped = actionsOfOperation(prefix, name);
  if (mapped.length > 0) return mapped;
  return service && action ? [`${service.prefix}:${action.name}`] : null;
}

function contextOf(record: Fields, identity: Fields, principal: string): Record<string, string> {
  const address = textAt(record, "sourceIPAddress");
  const isOfService = /^[\w.-]+\.amazonaws\.com$|^AWS Internal$/.test(address) || textAt(identity, "invokedBy") !== "";
  const mfa = textAt(objectAt(objectAt(identity, "sessionContext"), "attributes"), "mfaAuthenticated");
  const pairs: readonly (readonly [string, string])[] = [
    ...Object.entries(principalContext(textAt(identity, "arn"))),
    ["aws:PrincipalArn", principal],
    ["aws:RequestedRegion", textAt(record, "awsRegion")],
    ["aws:CurrentTime", textAt(record, "eventTime")],
    ["aws:UserAgent", textAt(record, "userAgent")],
    ["aws:SourceIp", isOfService ? "" : address],
    ["aws:SourceVpce", textAt(record, "vpcEndpointId")],
    ["aws:ViaAWSService", String(isOfService)],
    ["aws:MultiFactorAuthPresent", mfa],
    ["aws:SecureTransport", objectAt(record, "tlsDetails") ? "true" : ""],
  ];
  return Object.fromEntries(pairs.filter(([, value]) => value !== ""));
}
