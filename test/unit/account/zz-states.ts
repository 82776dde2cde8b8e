import { collectAll, fewRegions, postureOf } from "/work/trees/posture/test/unit/account/support";
import type { AccountDescription } from "/work/trees/posture/src/account/demo/server";
type D = any;
const base: D = fewRegions;
const [home, us] = ["eu-central-1", "us-east-1"];
const trail = (f: D = {}) => ({ name: "t", homeRegion: home, multiRegion: true, organization: false, logging: true, logFileValidation: true, kmsKeyId: null, bucket: "harbour-lights-trail-2019", deliveryError: null, ...f });
const trails = (...t: D[]) => ({ ...base, trails: t, eventDataStores: [] });
const store = (f: D = {}) => ({ name: "s", region: us, multiRegion: true, ingesting: true, terminationProtection: true, selectors: [{ FieldSelectors: [{ Field: "eventCategory", Equals: ["Management"] }] }], ...f });
const adv = (...sel: D[]) => ({ selectors: { advanced: sel.map((s) => ({ FieldSelectors: Object.entries(s).map(([Field, o]) => ({ Field, ...(o as D) })) })) } });
const mgmt = { eventCategory: { Equals: ["Management"] } };
const data = { eventCategory: { Equals: ["Data"] }, "resources.type": { Equals: ["AWS::S3::Object"] } };
const group = "arn:aws:logs:eu-central-1:111122223333:log-group:management-events:*";
const topic = "arn:aws:sns:eu-central-1:111122223333:security";
const rootPattern = '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';
const alarm = (f: D = {}) => ({ name: "a", region: home, metric: "CloudTrail root", actionsEnabled: true, actions: [topic], ...f });
const sub = (protocol: string, endpoint: string, confirmed = true) => ({ protocol, endpoint, confirmed });
const mon = ({ filter = rootPattern, alarms = [alarm()], subs = [sub("email", "a@b.example")], t = {}, rules = [] }: D = {}) => ({
  ...trails(trail({ logGroup: group, ...t })),
  logGroups: [{ name: "management-events", region: home, retentionDays: 400, metricFilters: { root: filter } }],
  alarms, eventRules: rules,
  topics: [{ arn: topic, subscriptions: subs }],
});
const usTopic = "arn:aws:sns:us-east-1:111122223333:security";
const ev = (rules: D[], t: D = {}) => ({
  ...trails(trail({ ...t })), logGroups: [], alarms: [], eventRules: rules,
  topics: [{ arn: topic, subscriptions: [sub("email", "a@b.example")] }, { arn: usTopic, subscriptions: [sub("email", "a@b.example")] }],
});
const rule = (region: string, pattern: D, f: D = {}) => ({ name: "r", region, pattern, targets: [region === us ? usTopic : topic], ...f });
const api = "AWS API Call via CloudTrail";
const signIn = "AWS Console Sign In via CloudTrail";
const org = (f: D) => ({ ...base, organization: { ...base.organization, policies: [], units: [], ...f } });
const scp = (statement: D, targets: string[] | undefined, f: D = {}) => ({ id: "p-x", name: "x", document: { Version: "2012-10-17", Statement: [statement] }, ...(targets ? { targets } : {}), ...f });
const deny = { Effect: "Deny", Action: "cloudtrail:StopLogging", Resource: "*" };
const member = base.organization.accounts.find((a: D) => a.id !== base.id && a.status !== "SUSPENDED").id;
const suspended = base.organization.accounts.find((a: D) => a.status === "SUSPENDED")?.id;
const reg = (f: D) => ({ ...base, regional: { ...base.regional, ...f } });
const sg = (ingress: D[], f: D = {}) => reg({ securityGroups: { [home]: [{ id: "sg-1", name: "x", ingress }] }, ...f });
const acl = (rules: D[]) => reg({ vpcs: [home], aclRules: { [home]: rules } });
const user = (f: D = {}) => ({ name: "u", createdDaysAgo: 400, password: null, mfa: "none", keys: [], ...f });
const users = (...u: D[]) => ({ ...base, users: u, groups: [] });
const key = (f: D = {}) => ({ active: true, rotatedDaysAgo: 10, lastUsed: { daysAgo: 1, region: us, service: "s3" }, ...f });
const both = [us, home];
const all = <T>(v: T) => Object.fromEntries(both.map((r) => [r, v]));
const bucket = (f: D) => ({ ...trails(trail()), buckets: [{ name: "harbour-lights-trail-2019", region: us, publicAcl: false, publicPolicy: false, ...f }] });
const states: [string, D, Record<string, string>][] = [
 ["ReadOnly+WriteOnly selectors", trails(trail({ selectors: { basic: [{ readWriteType: "ReadOnly", managementEvents: true }, { readWriteType: "WriteOnly", managementEvents: true }] } })), { "cloudtrail/all-regions": "pass" }],
 ["two trails halves", trails(trail({ selectors: { basic: [{ readWriteType: "ReadOnly", managementEvents: true }] } }), trail({ name: "w", selectors: { basic: [{ readWriteType: "WriteOnly", managementEvents: true }] } })), { "cloudtrail/all-regions": "pass" }],
 ["write half single Region", trails(trail({ selectors: { basic: [{ readWriteType: "ReadOnly", managementEvents: true }] } }), trail({ name: "w", multiRegion: false })), { "cloudtrail/all-regions": "fail" }],
 ["advanced without kms", trails(trail(adv({ ...mgmt, eventSource: { NotEquals: ["kms.amazonaws.com"] } }))), { "cloudtrail/all-regions": "pass" }],
 ["advanced without ec2", trails(trail(adv({ ...mgmt, eventSource: { NotEquals: ["ec2.amazonaws.com"] } }))), { "cloudtrail/all-regions": "fail" }],
 ["advanced iam only", trails(trail(adv({ ...mgmt, eventSource: { Equals: ["iam.amazonaws.com"] } }))), { "cloudtrail/all-regions": "fail" }],
 ["advanced data only", trails(trail(adv(data))), { "cloudtrail/all-regions": "fail", "cloudtrail/object-reads": "pass", "cloudtrail/object-writes": "pass" }],
 ["advanced data writes", trails(trail(adv(mgmt, { ...data, readOnly: { Equals: ["false"] } }))), { "cloudtrail/all-regions": "pass", "cloudtrail/object-reads": "fail", "cloudtrail/object-writes": "pass" }],
 ["advanced data one bucket", trails(trail(adv(mgmt, { ...data, "resources.ARN": { StartsWith: ["arn:aws:s3:::one/"] } }))), { "cloudtrail/object-reads": "fail" }],
 ["advanced data but the log bucket", trails(trail(adv(mgmt, { ...data, "resources.ARN": { NotStartsWith: ["arn:aws:s3:::harbour-lights-trail-2019/"] } }))), { "cloudtrail/object-reads": "pass" }],
 ["basic all objects", trails(trail({ selectors: { basic: [{ readWriteType: "All", managementEvents: true, objects: ["arn:aws:s3"] }] } })), { "cloudtrail/object-reads": "pass", "cloudtrail/object-writes": "pass" }],
 ["basic one bucket", trails(trail({ selectors: { basic: [{ readWriteType: "All", managementEvents: true, objects: ["arn:aws:s3:::one/"] }] } })), { "cloudtrail/object-reads": "fail", "cloudtrail/object-writes": "fail" }],
 ["lambda data only", trails(trail(adv(mgmt, { eventCategory: { Equals: ["Data"] }, "resources.type": { Equals: ["AWS::Lambda::Function"] } }))), { "cloudtrail/object-reads": "fail" }],
 ["stopped trail, whole store", { ...trails(trail({ logging: false })), eventDataStores: [store()] }, { "cloudtrail/all-regions": "pass" }],
 ["store of one Region", { ...trails(), eventDataStores: [store({ multiRegion: false })] }, { "cloudtrail/all-regions": "fail" }],
 ["store not ingesting", { ...trails(), eventDataStores: [store({ ingesting: false })] }, { "cloudtrail/all-regions": "fail" }],
 ["store unprotected", { ...trails(), eventDataStores: [store({ terminationProtection: false })] }, { "cloudtrail/event-data-stores": "fail" }],
 ["trails of one Region each", trails(trail({ multiRegion: false }), trail({ name: "u", homeRegion: us, multiRegion: false })), { "cloudtrail/all-regions": "fail" }],
 ["no trail", trails(), { "cloudtrail/all-regions": "fail", "cloudtrail/encryption": "not-applicable", "cloudtrail/log-validation": "not-applicable" }],
 ["delivered three days ago", trails(trail({ deliveredDaysAgo: 3 })), { "cloudtrail/delivery": "fail" }],
 ["key imported", { ...trails(trail({ kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1" })), keys: { "arn:aws:kms:eu-central-1:111122223333:key/1": { rotates: false, origin: "EXTERNAL" } } }, { "cloudtrail/key-rotation": "not-applicable", "cloudtrail/encryption": "pass" }],
 ["key rotates", { ...trails(trail({ kmsKeyId: "arn:aws:kms:eu-central-1:111122223333:key/1" })), keys: { "arn:aws:kms:eu-central-1:111122223333:key/1": { rotates: true } } }, { "cloudtrail/key-rotation": "pass" }],
 ["bucket public policy but blocked", bucket({ publicPolicy: true, blockPublicAccess: true }), { "cloudtrail/bucket-policy": "pass" }],
 ["bucket public acl but blocked", bucket({ publicAcl: true, blockPublicAccess: true }), { "cloudtrail/bucket-acl": "pass" }],
 ["bucket public acl", bucket({ publicAcl: true }), { "cloudtrail/bucket-acl": "fail" }],
 ["bucket versions suspended", bucket({ versioning: "Suspended" }), { "cloudtrail/bucket-versioning": "fail" }],
 // alarms
 ["alarm plain", mon(), { "monitoring/root-use": "pass" }],
 ["> 1", mon({ alarms: [alarm({ condition: { Threshold: 1, ComparisonOperator: "GreaterThanThreshold" } })] }), { "monitoring/root-use": "fail" }],
 ["> 0", mon({ alarms: [alarm({ condition: { Threshold: 0, ComparisonOperator: "GreaterThanThreshold" } })] }), { "monitoring/root-use": "pass" }],
 [">= 0", mon({ alarms: [alarm({ condition: { Threshold: 0, ComparisonOperator: "GreaterThanOrEqualToThreshold" } })] }), { "monitoring/root-use": "fail" }],
 ["maximum", mon({ alarms: [alarm({ condition: { Statistic: "Maximum" } })] }), { "monitoring/root-use": "pass" }],
 ["minimum with zeros", mon({ alarms: [alarm({ condition: { Statistic: "Minimum" } })] }), { "monitoring/root-use": "attest" }],
 ["average, no zeros", mon({ filter: { pattern: rootPattern, quiet: null }, alarms: [alarm({ condition: { Statistic: "Average" } })] }), { "monitoring/root-use": "pass" }],
 ["samples with zeros", mon({ alarms: [alarm({ condition: { Statistic: "SampleCount" } })] }), { "monitoring/root-use": "fail" }],
 ["2 of 2", mon({ alarms: [alarm({ condition: { EvaluationPeriods: 2 } })] }), { "monitoring/root-use": "fail" }],
 ["1 of 3", mon({ alarms: [alarm({ condition: { EvaluationPeriods: 3, DatapointsToAlarm: 1 } })] }), { "monitoring/root-use": "pass" }],
 ["less than", mon({ alarms: [alarm({ condition: { ComparisonOperator: "LessThanThreshold" } })] }), { "monitoring/root-use": "fail" }],
 ["breaching without zeros", mon({ filter: { pattern: rootPattern, quiet: null }, alarms: [alarm({ condition: { TreatMissingData: "breaching" } })] }), { "monitoring/root-use": "fail" }],
 ["unconfirmed", mon({ subs: [sub("email", "a@b.example", false)] }), { "monitoring/root-use": "fail" }],
 ["no subscription", mon({ subs: [] }), { "monitoring/root-use": "fail" }],
 ["queue alone", mon({ subs: [sub("sqs", "arn:aws:sqs:eu-central-1:111122223333:q")] }), { "monitoring/root-use": "attest" }],
 ["function alone", mon({ subs: [sub("lambda", "arn:aws:lambda:eu-central-1:111122223333:function:f")] }), { "monitoring/root-use": "attest" }],
 ["sms", mon({ subs: [sub("sms", "+15550100")] }), { "monitoring/root-use": "pass" }],
 ["queue and mail", mon({ subs: [sub("sqs", "arn:aws:sqs:eu-central-1:111122223333:q"), sub("email", "a@b.example")] }), { "monitoring/root-use": "pass" }],
 ["alarm in another Region", mon({ alarms: [alarm({ region: us })] }), { "monitoring/root-use": "fail" }],
 ["composite or", mon({ alarms: [alarm({ actions: [] }), { name: "c", region: home, rule: 'ALARM("a") OR ALARM("b")', actionsEnabled: true, actions: [topic] }] }), { "monitoring/root-use": "pass" }],
 ["composite and", mon({ alarms: [alarm({ actions: [] }), { name: "b", region: home, metric: "CloudTrail other", actionsEnabled: true, actions: [] }, { name: "c", region: home, rule: 'ALARM("a") AND ALARM("b")', actionsEnabled: true, actions: [topic] }] }), { "monitoring/root-use": "attest|fail" }],
 ["composite not", mon({ alarms: [alarm({ actions: [] }), { name: "c", region: home, rule: 'NOT ALARM("a")', actionsEnabled: true, actions: [topic] }] }), { "monitoring/root-use": "fail|attest" }],
 ["composite OK", mon({ alarms: [alarm({ actions: [] }), { name: "c", region: home, rule: 'OK("a")', actionsEnabled: true, actions: [topic] }] }), { "monitoring/root-use": "fail|attest" }],
 ["value 0", mon({ filter: { pattern: rootPattern, value: "0" } }), { "monitoring/root-use": "fail" }],
 ["value 5, threshold 5", mon({ filter: { pattern: rootPattern, value: "5" }, alarms: [alarm({ condition: { Threshold: 5 } })] }), { "monitoring/root-use": "pass" }],
 ["everything counted", mon({ filter: "" }), { "monitoring/root-use": "fail" }],
 ["one Region only", mon({ filter: rootPattern.replace(" }", ' && $.awsRegion = "us-east-1" }') }), { "monitoring/root-use": "fail" }],
 ["sign-ins only", mon({ filter: '{ $.userIdentity.type = "Root" && $.eventName = "ConsoleLogin" }' }), { "monitoring/root-use": "fail" }],
 ["trail of writes", mon({ t: { selectors: { basic: [{ readWriteType: "WriteOnly", managementEvents: true }] } } }), { "monitoring/root-use": "fail" }],
 ["trail of one Region", mon({ t: { multiRegion: false } }), { "monitoring/root-use": "fail" }],
 ["trail stopped", mon({ t: { logging: false } }), { "monitoring/root-use": "fail" }],
 ["two alarms, one bad", mon({ alarms: [alarm({ name: "bad", condition: { Threshold: 100 } }), alarm()] }), { "monitoring/root-use": "pass" }],
 // rules
 ["iam rule", ev([rule(us, { source: ["aws.iam"], "detail-type": [api] })]), { "monitoring/iam-changes": "pass" }],
 ["iam rule in the wrong Region", ev([rule(home, { source: ["aws.iam"], "detail-type": [api] })]), { "monitoring/iam-changes": "fail" }],
 ["iam rule disabled", ev([rule(us, { source: ["aws.iam"], "detail-type": [api] }, { state: "DISABLED" })]), { "monitoring/iam-changes": "fail" }],
 ["iam rule, trail stopped", ev([rule(us, { source: ["aws.iam"], "detail-type": [api] })], { logging: false }), { "monitoring/iam-changes": "fail" }],
 ["iam rule to a queue", ev([rule(us, { source: ["aws.iam"], "detail-type": [api] }, { targets: ["arn:aws:sqs:us-east-1:111122223333:q"] })]), { "monitoring/iam-changes": "attest" }],
 ["iam rule to nothing", ev([rule(us, { source: ["aws.iam"], "detail-type": [api] }, { targets: [] })]), { "monitoring/iam-changes": "fail" }],
 ["iam rule, some names", ev([rule(us, { source: ["aws.iam"], detail: { eventName: ["CreatePolicy"] } })]), { "monitoring/iam-changes": "fail" }],
 ["iam rule by prefixes", ev([rule(us, { source: ["aws.iam"], detail: { eventName: [{ prefix: "Create" }, { prefix: "Delete" }, { prefix: "Put" }, { prefix: "Attach" }, { prefix: "Detach" }] } })]), { "monitoring/iam-changes": "pass" }],
 ["iam rule but for root", ev([rule(us, { source: ["aws.iam"], detail: { userIdentity: { type: ["Root"] } } })]), { "monitoring/iam-changes": "fail" }],
 ["security group rule in both Regions", ev(both.map((r) => rule(r, { source: ["aws.ec2"], detail: { eventName: [{ wildcard: "*SecurityGroup*" }] } }))), { "monitoring/security-group-changes": "pass" }],
 ["security group rule in one Region", ev([rule(us, { source: ["aws.ec2"], detail: { eventName: [{ wildcard: "*SecurityGroup*" }] } })]), { "monitoring/security-group-changes": "fail" }],
 ["root rule everywhere", ev(both.map((r) => rule(r, { "detail-type": [api, signIn], detail: { userIdentity: { type: ["Root"] } } }))), { "monitoring/root-use": "attest|pass|fail" }],
 // SCP
 ["scp on a member", org({ policies: [scp(deny, [member])] }), { "organizations/service-control-policies": "pass" }],
 ["scp on an empty unit", org({ units: [{ id: "ou-1" }], policies: [scp(deny, ["ou-1"])] }), { "organizations/service-control-policies": "fail" }],
 ["scp above a unit with accounts", org({ units: [{ id: "ou-1", units: [{ id: "ou-2", accounts: [member] }] }], policies: [scp(deny, ["ou-1"])] }), { "organizations/service-control-policies": "pass" }],
 ["scp on management", org({ policies: [scp(deny, [base.organization.managementAccount])] }), { "organizations/service-control-policies": "fail" }],
 ["scp on a suspended one", org({ policies: [scp(deny, [suspended])] }), { "organizations/service-control-policies": "fail" }],
 ["scp allows all", org({ policies: [scp({ Effect: "Allow", Action: "*", Resource: "*" }, undefined)] }), { "organizations/service-control-policies": "fail" }],
 ["scp allows some beside full", org({ policies: [scp({ Effect: "Allow", Action: "s3:*", Resource: "*" }, undefined)] }), { "organizations/service-control-policies": "fail" }],
 ["scp allows some without full", org({ fullAccess: [], policies: [scp({ Effect: "Allow", Action: "s3:*", Resource: "*" }, undefined)] }), { "organizations/service-control-policies": "pass" }],
 ["scp denies misspelt", org({ policies: [scp({ Effect: "Deny", Action: "cloudtrail:StopLoging", Resource: "*" }, undefined)] }), { "organizations/policy-content": "fail" }],
 ["rcp attached to nothing", org({ policies: [scp({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*", Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } } }, [], { type: "RESOURCE_CONTROL_POLICY" })] }), { "organizations/resource-control-policies": "fail" }],
 ["rcp on root", org({ policies: [scp({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*", Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } } }, undefined, { type: "RESOURCE_CONTROL_POLICY" })] }), { "organizations/resource-control-policies": "pass" }],
 // passwords, keys, root
 ["policy at its limits", { ...base, passwordPolicy: { minimumLength: 14, reusePrevention: 24, allCharacters: true, maximumAge: 90 } }, { "password-policy/length": "pass", "password-policy/reuse": "pass", "password-policy/expiry": "pass", "password-policy/characters": "pass" }],
 ["policy below", { ...base, passwordPolicy: { minimumLength: 13, reusePrevention: 23, maximumAge: 91 } }, { "password-policy/length": "fail", "password-policy/reuse": "fail", "password-policy/expiry": "fail" }],
 ["policy age 0", { ...base, passwordPolicy: { minimumLength: 14, reusePrevention: 24, maximumAge: 0 } }, { "password-policy/expiry": "fail" }],
 ["no policy", { ...base, passwordPolicy: null }, { "password-policy/length": "fail", "password-policy/own-change": "fail" }],
 ["keys", users(user({ keys: [key({ rotatedDaysAgo: 89 })] }), user({ name: "v", keys: [key({ active: false, rotatedDaysAgo: 900 })] })), { "users/access-key-age": "pass", "users/two-active-keys": "pass", "users/never-used-keys": "pass" }],
 ["old key", users(user({ keys: [key({ rotatedDaysAgo: 91 })] })), { "users/access-key-age": "fail" }],
 ["two keys, one inactive", users(user({ keys: [key(), key({ active: false })] })), { "users/two-active-keys": "pass" }],
 ["two active", users(user({ keys: [key(), key()] })), { "users/two-active-keys": "fail" }],
 ["never used, a day old", users(user({ keys: [key({ rotatedDaysAgo: 0, lastUsed: null })] })), { "users/never-used-keys": "pass|fail" }],
 ["password never used", users(user({ password: { changedDaysAgo: 5, lastUsedDaysAgo: null } })), { "users/console-mfa": "fail", "users/unused-credentials": "pass" }],
 ["password set long ago and never used", users(user({ mfa: "virtual", password: { changedDaysAgo: 200, lastUsedDaysAgo: null } })), { "users/unused-credentials": "fail", "users/console-mfa": "pass" }],
 ["root with nothing", { ...base, root: { mfa: "none", password: null, keys: [] } }, { "root/mfa": "pass", "root/hardware-mfa": "pass", "root/access-keys": "pass" }],
 ["root, inactive key", { ...base, root: { mfa: "hardware", password: { lastUsedDaysAgo: 100 }, keys: [key({ active: false })] } }, { "root/access-keys": "fail", "root/hardware-mfa": "pass", "root/last-use": "fail|pass" }],
 ["root used 31 days ago", { ...base, root: { mfa: "hardware", password: { lastUsedDaysAgo: 31 }, keys: [] } }, { "root/last-use": "pass" }],
 ["root key used yesterday", { ...base, root: { mfa: "virtual", password: { lastUsedDaysAgo: 310 }, keys: [key()] } }, { "root/last-use": "fail", "root/hardware-mfa": "fail" }],
 // regional
 ["identity center of this account", { ...base, identityCenter: "111122223333" }, { "single-sign-on/organization-instance": "pass|fail" }],
 ["identity center of a member", { ...base, identityCenter: member, identityCenterRegion: us }, { "single-sign-on/organization-instance": "fail" }],
 ["detectors everywhere", reg({ detectors: all("ENABLED"), plansOff: {}, notOffered: {} }), { "guardduty/enabled": "pass", "guardduty/plans": "pass" }],
 ["one detector disabled", reg({ detectors: { [us]: "ENABLED", [home]: "DISABLED" }, notOffered: {} }), { "guardduty/enabled": "fail" }],
 ["detector only where offered", reg({ detectors: { [home]: "ENABLED" }, plansOff: {}, notOffered: { [us]: ["guardduty"] } }), { "guardduty/enabled": "pass" }],
 ["hubs everywhere, all Regions", reg({ hubs: { [us]: { standards: ["aws-foundational-security-best-practices/v/1.0.0"] }, [home]: { standards: ["aws-foundational-security-best-practices/v/1.0.0"], aggregates: { mode: "ALL_REGIONS" } } } }), { "securityhub/enabled": "pass", "securityhub/aggregation": "pass", "securityhub/standards": "pass" }],
 ["hub excepts the other", reg({ hubs: { [us]: { standards: [] }, [home]: { standards: [], aggregates: { mode: "ALL_REGIONS_EXCEPT_SPECIFIED", regions: [us] } } } }), { "securityhub/aggregation": "fail", "securityhub/standards": "fail" }],
 ["hub except one that is off", reg({ hubs: { [us]: { standards: [] }, [home]: { standards: [], aggregates: { mode: "ALL_REGIONS_EXCEPT_SPECIFIED", regions: ["af-south-1"] } } } }), { "securityhub/aggregation": "pass" }],
 ["recorders", reg({ recorders: { [us]: { recording: true }, [home]: { recording: true, global: true } } }), { "config/recording": "pass", "config/global-types": "pass", "config/all-types": "pass", "config/delivery": "pass" }],
 ["recorder of IAM types only", reg({ recorders: { [home]: { recording: true, onlyTypes: ["AWS::IAM::User", "AWS::IAM::Role", "AWS::IAM::Group", "AWS::IAM::Policy"] } } }), { "config/recording": "fail", "config/global-types": "pass", "config/all-types": "fail" }],
 ["recorder failing", reg({ recorders: { [us]: { recording: true, lastStatus: "FAILURE", lastErrorCode: "AccessDenied" }, [home]: { recording: true } } }), { "config/recording": "fail" }],
 ["organization's analyzers", reg({ analyzers: all([{ name: "o", type: "ORGANIZATION", status: "ACTIVE" }]) }), { "access-analyzer/external-access": "pass", "access-analyzer/unused-access": "fail", "access-analyzer/findings": "pass" }],
 ["analyzers being made", reg({ analyzers: all([{ name: "o", type: "ACCOUNT", status: "CREATING" }]) }), { "access-analyzer/external-access": "fail" }],
 ["unused-access analyzers alone", reg({ analyzers: all([{ name: "o", type: "ACCOUNT_UNUSED_ACCESS", status: "ACTIVE" }]) }), { "access-analyzer/external-access": "fail", "access-analyzer/unused-access": "pass", "access-analyzer/findings": "not-applicable" }],
 // network
 ["all tcp ports", sg([{ protocol: "tcp", ports: [0, 65535], ipv4: ["0.0.0.0/0"] }]), { "network/open-ssh": "fail", "network/open-rdp": "fail" }],
 ["every protocol", sg([{ protocol: "-1", ipv6: ["::/0"] }]), { "network/open-ssh": "fail", "network/open-rdp": "fail" }],
 ["udp 22, udp 3389", sg([{ protocol: "udp", ports: [22, 22], ipv4: ["0.0.0.0/0"] }, { protocol: "udp", ports: [3389, 3389], ipv4: ["0.0.0.0/0"] }]), { "network/open-ssh": "pass", "network/open-rdp": "fail|pass" }],
 ["inside", sg([{ protocol: "tcp", ports: [22, 22], ipv4: ["10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/12"] }]), { "network/open-ssh": "pass" }],
 ["quarters", sg([{ protocol: "tcp", ports: [22, 22], ipv4: ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"] }]), { "network/open-ssh": "fail" }],
 ["halves in two rules of different ports", sg([{ protocol: "tcp", ports: [20, 30], ipv4: ["0.0.0.0/1"] }, { protocol: "tcp", ports: [22, 22], ipv4: ["128.0.0.0/1"] }]), { "network/open-ssh": "fail" }],
 ["prefix list of everybody", sg([{ protocol: "tcp", ports: [22, 22], prefixLists: ["pl-1"] }], { prefixLists: { "pl-1": ["0.0.0.0/0"] } }), { "network/open-ssh": "fail" }],
 ["IPv4-mapped", sg([{ protocol: "tcp", ports: [22, 22], ipv6: ["2000::/3"] }]), { "network/open-ssh": "fail" }],
 ["icmp", sg([{ protocol: "icmp", ports: [8, 0], ipv4: ["0.0.0.0/0"] }]), { "network/open-ssh": "pass", "network/open-rdp": "pass" }],
 ["protocol 6", sg([{ protocol: "6", ports: [22, 22], ipv4: ["0.0.0.0/0"] }]), { "network/open-ssh": "fail" }],
 ["acl of the default", acl([{ number: 100, allows: true, range: "0.0.0.0/0" }]), { "network/open-network-acl": "fail" }],
 ["acl denies before", acl([{ number: 1, allows: false, protocol: "6", ports: [22, 22], range: "0.0.0.0/0" }, { number: 2, allows: false, protocol: "6", ports: [3389, 3389], range: "0.0.0.0/0" }, { number: 3, allows: true, range: "0.0.0.0/0" }]), { "network/open-network-acl": "pass" }],
 ["acl denies behind", acl([{ number: 100, allows: true, range: "0.0.0.0/0" }, { number: 101, allows: false, range: "0.0.0.0/0" }]), { "network/open-network-acl": "fail" }],
 ["acl open to IPv6", acl([{ number: 1, allows: false, range: "0.0.0.0/0" }, { number: 2, allows: true, range: "::/0" }]), { "network/open-network-acl": "fail" }],
 ["acl web only", acl([{ number: 1, allows: true, protocol: "6", ports: [443, 443], range: "0.0.0.0/0" }]), { "network/open-network-acl": "pass" }],
 ["acl ephemeral", acl([{ number: 1, allows: true, protocol: "6", ports: [1024, 65535], range: "0.0.0.0/0" }]), { "network/open-network-acl": "fail" }],
 ["acl inside", acl([{ number: 1, allows: true, range: "10.0.0.0/8" }]), { "network/open-network-acl": "pass" }],
];
void (async () => {
const collected = await collectAll(states.map(([, description]) => ({ description: description as AccountDescription })));
let bad = 0, n = 0;
states.forEach(([name, , want], i) => {
  const { checks, failures } = postureOf(collected[i]!.outcome);
  if (failures.length) console.log("failures", name, failures.slice(0, 2));
  for (const [id, verdict] of Object.entries(want)) {
    n++;
    const got = checks.find((c) => c.id === id);
    const ok = verdict.split("|").includes(got?.verdict ?? "none");
    if (!ok) bad++;
    if (!ok || verdict.includes("|")) console.log(ok ? "open" : "DIFF", name, id, "want", verdict, "got", got?.verdict, got?.reason.slice(0, 200));
  }
});
console.log(states.length, "states", n, "verdicts", bad, "differ");
})();
