/**
 * On what AWS checks an action to which the service reference gives no resource type. Mostly that is `*`; but many
 * services check such an action on an ARN nevertheless, as their messages of denied access ("is not authorized to
 * perform … on resource: …"), their guides and AWS's own policies show, and which do is written down nowhere. So this
 * names those that are known. As of November 2026.
 */
import { tableOf } from "../table";

/** Actions, and the resource parts of the ARNs of their service on which they are checked; none where only `*` meets them. */
type Checked = readonly [actions: RegExp, resources: readonly string[]];

const known: Readonly<Record<string, readonly Checked[]>> = tableOf({
  acm: [[/^listcertificates$/, ["*", "certificate/*"]]],
  autoscaling: [[/^describe/, []]],
  cloudformation: [
    [/^liststacks$/, ["*", "stack/*", "stack/*/*"]],
    [/^(validatetemplate|listexports|listimports|describeaccountlimits|estimatetemplatecost)$/, []],
    [/organizationsaccess$/, []],
  ],
  cloudtrail: [[/^(lookupevents|describetrails)$/, []]],
  cloudwatch: [[/metric/, []]],
  dynamodb: [[/^listtables$/, ["*", "table/*"]]],
  ec2: [[/./, []]],
  ecr: [[/^getauthorizationtoken$/, []]],
  "ecr-public": [[/^getauthorizationtoken$/, []]],
  ecs: [
    [/^(listclusters|listtaskdefinitions|listtaskdefinitionfamilies|describetaskdefinition)$/, []],
    [/^listaccountsettings$/, ["*"]],
    [/^listservices(bynamespace)?$/, ["*", "cluster/*", "service/*"]],
  ],
  eks: [[/^listclusters$/, ["*", "cluster/*"]]],
  elasticloadbalancing: [[/^describe/, []]],
  events: [[/^listrules$/, ["*", "rule/*"]]],
  iam: [
    [/^listusers$/, ["*", "user/"]],
    [/^listgroups$/, ["*", "group/"]],
    [/^listroles$/, ["*", "role/"]],
    [/^listpolicies$/, ["*", "policy/"]],
    [/^listinstanceprofiles$/, ["*", "instance-profile/"]],
    [/^listvirtualmfadevices$/, ["*", "mfa/"]],
    // Of the account itself, and of no resource (IAM User Guide: "Account alias", "Password policy", "Credential reports").
    [/account(?:alias|aliases|passwordpolicy|summary|authorizationdetails)$|credentialreport$|custompolicy$/, []],
    [/^(?:dis|en)ableorganizationsroot|^setsecuritytokenservicepreferences$/, []],
  ],
  kinesis: [[/^liststreams$/, ["*", "stream/*"]]],
  kms: [[/^(listkeys|listaliases|createkey|generaterandom)$|customkeystores?$/, []]],
  lambda: [[/^(listfunctions|listlayers|listeventsourcemappings|getaccountsettings)$/, []]],
  logs: [[/^describeloggroups$/, ["*", "log-group:*", "log-group::log-stream:"]]],
  organizations: [
    [/^(listroots|listaccounts|describeorganization|(create|delete)organization|create(govcloud)?account)$/, []],
  ],
  route53: [[/^(listhostedzones|listhostedzonesbyname|gethostedzonecount)$/, []]],
  s3: [
    [/^listallmybuckets$/, ["*"]],
    // AWS's own guardrails deny it on `arn:aws:s3:::*`.
    [/^(get|put)accountpublicaccessblock$/, ["*"]],
    [/./, []],
  ],
  secretsmanager: [[/^(listsecrets|getrandompassword|batchgetsecretvalue)$/, []]],
  sns: [[/^list(topics|subscriptions|platformapplications)$/, ["*"]]],
  sqs: [[/^listqueues$/, ["*", ""]]],
  ssm: [[/^describe(parameters|instanceinformation)$/, ["*"]]],
  sts: [[/./, []]],
  xray: [[/^(puttracesegments|puttelemetryrecords)$/, []]],
});

/** Services whose actions are checked on the ARNs of another. */
const kin: Readonly<Record<string, string>> = tableOf({ ec2messages: "ssm", ssmmessages: "ssm" });

/** The service whose ARNs an action of this one may be checked on, where the reference does not say it. */
export function ownArns(service: string): string {
  return kin[service] ?? service;
}

/** Services whose resources an action takes though the reference names those of others only (AWS's guide to zonal shift). */
const further: Readonly<Record<string, readonly string[]>> = tableOf({ "arc-zonal-shift": ["autoscaling", "eks"] });

/** The services whose resources an action of this one may take beside those of its types. */
export function furtherServices(service: string): readonly string[] {
  return further[service] ?? [];
}

/**
 * Actions of which the reference names every type that they are checked on, though it mostly lacks some of those that
 * tag, and those that take resources of another service only (AWS: "Actions, resources, and condition keys for Amazon S3").
 */
const precise: Readonly<Record<string, RegExp>> = tableOf({
  ec2: /^create(?:volume|snapshots?|networkinterface)$/,
  s3: /tagging$|forobjectlambda$/,
});

/** Whether an action is checked on no other types than the reference names; in lower case. */
export function namesEveryType(service: string, action: string): boolean {
  return precise[service]?.test(action) ?? false;
}

/** The resource parts on which an action without resource types is checked; null where it is not known. All in lower case. */
export function checkedResources(service: string, action: string): readonly string[] | null {
  const found = known[service]?.find(([actions]) => actions.test(action));
  return found?.[1] ?? null;
}
