/** Roles of clusters of Amazon EKS in programs of AWS CDK, and whom they trust: the lines of a change, and those of its opposite. */
import assert from "node:assert/strict";

import { type Change, programsBothWays } from "../../support/both-ways";
import { diffTrees } from "../../support/diff-trees";

const stack = (lines: string) => `import { CfnJson, Stack } from "aws-cdk-lib";
import * as eks from "aws-cdk-lib/aws-eks";
import * as second from "aws-cdk-lib/aws-eks-v2";
import * as iam from "aws-cdk-lib/aws-iam";
class S extends Stack { constructor(scope: any, id: string, props: any) {
  super(scope, id);
  const cluster = props.cluster;
  const provider = new iam.OpenIdConnectProvider(this, "P", { url: props.url });
  ${lines}
}
  private own(who: string) {
    const json = new CfnJson(this, "J", { value: { "example.com:sub": \`system:serviceaccount:\${who}\` } });
    return new iam.OpenIdConnectPrincipal(this.provider, { StringEquals: json });
  }
}
`;
const python = (lines: string) => `from aws_cdk import CfnJson, Stack, aws_eks as eks, aws_iam as iam

class S(Stack):
    def __init__(self, scope, id, cluster):
        super().__init__(scope, id)
        ${lines.replaceAll("\n", "\n        ")}
`;
const json = (who: string, key = "value") =>
  `const json = new CfnJson(this, "C", { ${key}: { "example.com:aud": "sts.amazonaws.com", "example.com:sub": "system:serviceaccount:${who}" } });
  const job = new iam.Role(this, "R", { assumedBy: new iam.OpenIdConnectPrincipal(provider, { StringEquals: json }) });`;
const trusted = (who: string, of = "R", by = "${provider}") =>
  `${of} trust: sts:AssumeRoleWithWebIdentity by Federated ${by}:oidc-provider/example.com where StringEquals example.com:aud sts.amazonaws.com and StringEquals example.com:sub system:serviceaccount:${who}`;
const inPython = (who: string) => `provider = iam.OpenIdConnectProvider(self, "P", url="https://example.com")
json = CfnJson(self, "C", value={"example.com:aud": "sts.amazonaws.com", "example.com:sub": "system:serviceaccount:${who}"})
job = iam.Role(self, "R", assumed_by=iam.OpenIdConnectPrincipal(provider, {"StringEquals": json}))`;
const claims = (account: string, of = "sa") =>
  `${of} trust: sts:AssumeRoleWithWebIdentity by Federated \${cluster.openIdConnectProvider} where StringEquals cluster.openIdConnectProvider:aud sts.amazonaws.com and StringEquals cluster.openIdConnectProvider:sub system:serviceaccount:${account}`;
const pods = "sa trust: sts:AssumeRole, sts:TagSession by Service pods.eks.amazonaws.com";

const roleOf = 'const role = new iam.Role(this, "R", {});';
const federated = (given: string) => `new iam.Role(this, "R", { assumedBy: new iam.FederatedPrincipal(${given}) });`;
const assumes = (by: string, action = "sts:AssumeRole", where = "") => `R trust: ${action} by Federated ${by}${where}`;
const ofWeb = "sts:AssumeRoleWithWebIdentity";
const web = (subject: string, operator = "StringEquals") =>
  `iam.Role(self, "R", assumed_by=iam.WebIdentityPrincipal("example.com", conditions={"${operator}": {"example.com:sub": "${subject}"}}))`;
const webTrust = (subject: string, operator = "StringEquals") =>
  assumes("example.com", ofWeb, ` where ${operator} example.com:sub ${subject}`);

const ofAccount = (id: string) =>
  `R trust: sts:AssumeRole by arn:aws:iam::\${props.account}:root where StringEquals sts:ExternalId ${id}`;

const rows: readonly Change[] = [
  [
    "whom a cluster lets in as its master",
    roleOf,
    `${roleOf} cluster.awsAuth.addMastersRole(role);`,
    ["?role identity"],
    [],
  ],
  [
    "whom a cluster lets in by a mapping",
    roleOf,
    `${roleOf} cluster.awsAuth.addRoleMapping(role, { groups: ["system:masters"] });`,
    ["?role identity"],
    [],
  ],
  [
    "whom an entry lets in",
    roleOf,
    `${roleOf} new eks.AccessEntry(this, "E", { cluster, principal: role.roleArn, accessPolicies: [] });`,
    ["?role.roleArn identity"],
    [],
  ],
  [
    "the action by which a provider is trusted that says none",
    federated('"example.com", {}, "sts:AssumeRoleWithWebIdentity"'),
    federated('"example.com", {}'),
    [assumes("example.com"), `-${assumes("example.com", ofWeb)}`],
    [assumes("example.com", ofWeb), `-${assumes("example.com")}`],
  ],
  [
    "another provider that is trusted so",
    federated('"a.example.com"'),
    federated('"b.example.com"'),
    [assumes("b.example.com"), `-${assumes("a.example.com")}`],
    [assumes("a.example.com"), `-${assumes("b.example.com")}`],
  ],
  [
    "a key of a condition that is put together",
    federated('"example.com", { StringEquals: { "example.com:sub": props.who } }'),
    `const host = "example.com"; ${federated("host, { StringEquals: { [`${host}:sub`]: props.who } }")}`,
    [],
    [],
  ],
  [
    "another key that is put together",
    `const host = "example.com"; ${federated("host, { StringEquals: { [`${host}:sub`]: props.who } }")}`,
    `const host = "example.com"; ${federated("host, { StringEquals: { [`${host}:aud`]: props.who } }")}`,
    [
      assumes("example.com", undefined, " where StringEquals example.com:aud ${props.who}"),
      `-${assumes("example.com", undefined, " where StringEquals example.com:sub ${props.who}")}`,
    ],
    [
      assumes("example.com", undefined, " where StringEquals example.com:sub ${props.who}"),
      `-${assumes("example.com", undefined, " where StringEquals example.com:aud ${props.who}")}`,
    ],
  ],
  [
    "a key that is put together in Python",
    'host = "example.com"\niam.Role(self, "R", assumed_by=iam.FederatedPrincipal(host, {"StringEquals": {"example.com:sub": cluster.who}}))',
    'host = "example.com"\niam.Role(self, "R", assumed_by=iam.FederatedPrincipal(host, {"StringEquals": {f"{host}:sub": cluster.who}}))',
    [],
    [],
    python,
  ],
  [
    "the account that a role trusts",
    "",
    'new iam.Role(this, "R", { assumedBy: new iam.AccountRootPrincipal() });',
    ["R trust: sts:AssumeRole by arn:aws:iam::${AWS::AccountId}:root"],
    ["-R trust: sts:AssumeRole by arn:aws:iam::${AWS::AccountId}:root"],
  ],
  [
    "an account of a parameter, with what it has to say",
    'new iam.Role(this, "R", { assumedBy: new iam.AccountPrincipal(props.account), externalIds: ["one"] });',
    'new iam.Role(this, "R", { assumedBy: new iam.AccountPrincipal(props.account), externalIds: ["two"] });',
    [ofAccount("two"), `-${ofAccount("one")}`],
    [ofAccount("one"), `-${ofAccount("two")}`],
  ],
  [
    "conditions of a service",
    'new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ec2.amazonaws.com", { conditions: { StringEquals: { "aws:SourceAccount": "111122223333" } } }) });',
    'new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ec2.amazonaws.com", { region: "us-east-1" }) });',
    ["R trust: sts:AssumeRole by Service ec2.amazonaws.com"],
    ["-R trust: sts:AssumeRole by Service ec2.amazonaws.com"],
  ],
  [
    "conditions that are named in Python",
    web("one"),
    web("*", "StringLike"),
    [webTrust("*", "StringLike")],
    [`-${webTrust("*", "StringLike")}`],
    python,
  ],
  [
    "what else is named in Python",
    'iam.Role(self, "R", assumed_by=iam.FederatedPrincipal("example.com", conditions={}, assume_role_action="sts:AssumeRoleWithWebIdentity"))',
    'iam.Role(self, "R", assumed_by=iam.FederatedPrincipal(federated="example.com", conditions={}, assume_role_action="sts:AssumeRoleWithWebIdentity"))',
    [],
    [],
    python,
  ],
  [
    "another service account in conditions that a template fills in",
    json("ns:a"),
    json("ns:b"),
    [`-${trusted("ns:a")}`, trusted("ns:b")],
    [`-${trusted("ns:b")}`, trusted("ns:a")],
  ],
  [
    "the same in Python",
    inPython("ns:a"),
    inPython("ns:b"),
    [`-${trusted("ns:a")}`, trusted("ns:b")],
    [`-${trusted("ns:b")}`, trusted("ns:a")],
    python,
  ],
  ["the same service account under another id", json("ns:a"), json("ns:a").replace('"C"', '"D"'), [], []],
  [
    "another provider",
    json("ns:a"),
    json("ns:a").replace("Principal(provider", "Principal(props.other"),
    [`-${trusted("ns:a")}`, trusted("ns:a", "R", "${props.other}")],
    [trusted("ns:a"), `-${trusted("ns:a", "R", "${props.other}")}`],
  ],
  [
    "another service account in conditions of which the type is asserted",
    json("ns:a").replace("{ StringEquals: json }", "<any>{ StringEquals: json }"),
    json("ns:b").replace("{ StringEquals: json }", "<any>{ StringEquals: json }"),
    [`-${trusted("ns:a")}`, trusted("ns:b")],
    [`-${trusted("ns:b")}`, trusted("ns:a")],
  ],
  [
    "a type that is asserted of the same",
    json("ns:a"),
    json("ns:a").replace("{ StringEquals: json }", "<any>{ StringEquals: json }"),
    [],
    [],
  ],
  [
    "a principal that a method gives, for another service account",
    'new iam.Role(this, "R", { assumedBy: this.own("ns:a") });',
    'new iam.Role(this, "R", { assumedBy: this.own("ns:b") });',
    ["?R trust"],
    ["?R trust"],
  ],
  [
    "a service account that a cluster is given",
    "",
    'const sa = cluster.addServiceAccount("Sa", { name: "web", namespace: "shop" });',
    [claims("shop:web")],
    [`-${claims("shop:web")}`],
  ],
  [
    "a service account of another name",
    'const sa = cluster.addServiceAccount("Sa", { name: "web" });',
    'const sa = cluster.addServiceAccount("Sa", { name: "job" });',
    [`-${claims("default:web")}`, claims("default:job")],
    [`-${claims("default:job")}`, claims("default:web")],
  ],
  [
    "a service account with more labels",
    'const sa = cluster.addServiceAccount("Sa", { name: "web" });',
    'const sa = cluster.addServiceAccount("Sa", { name: "web", labels: { app: "web" } });',
    [],
    [],
  ],
  [
    "a service account for pods that have an identity",
    'const sa = new eks.ServiceAccount(this, "Sa", { cluster, name: "web" });',
    'const sa = new eks.ServiceAccount(this, "Sa", { cluster, name: "web", identityType: eks.IdentityType.POD_IDENTITY });',
    [`-${claims("default:web")}`, pods],
    [claims("default:web"), `-${pods}`],
  ],
  [
    "a service account in Python",
    "",
    'sa = cluster.add_service_account("Sa", name="web", namespace="shop")',
    [claims("shop:web")],
    [`-${claims("shop:web")}`],
    python,
  ],
  [
    "what is added to something else by the name of a cluster's method",
    "",
    'props.list.addServiceAccountName("web");',
    [],
    [],
  ],
];

describe("whom roles of pods trust", () => {
  programsBothWays(rows, stack, python);
});

/** Whose roles are said to do more, and of whom it is not known. */
const roles: readonly (readonly [title: string, before: string, after: string, more: readonly string[]])[] = [
  ["a cluster", "", 'const own = new eks.Cluster(this, "C", { defaultCapacity: 0 });', ["?own.adminRole", "own.role"]],
  [
    "a cluster that begins with nodes",
    "",
    'const own = new eks.Cluster(this, "C", {});',
    ["?own.adminRole", "own.defaultNodegroup", "own.role"],
  ],
  [
    "a cluster of the second kind",
    "",
    'const own = new second.Cluster(this, "C", { role: props.role });',
    ["own.nodePoolRole"],
  ],
  [
    "the same with nodes alone",
    "",
    'const own = new second.Cluster(this, "C", { defaultCapacityType: second.DefaultCapacityType.NODEGROUP, defaultCapacity: 0 });',
    ["own.role"],
  ],
  [
    "a cluster without nodes of its own",
    "",
    'const own = new eks.FargateCluster(this, "C", {});',
    ["?own.adminRole", "own.defaultProfile", "own.role"],
  ],
  ["nodes", "", 'cluster.addNodegroupCapacity("nodes", { minSize: 1 });', ["cluster.nodes"]],
  ["nodes of a class", "", 'const more = new eks.Nodegroup(this, "N", { cluster });', ["more"]],
  ["nodes that are given a role", "", 'cluster.addNodegroupCapacity("nodes", { nodeRole: props.role });', []],
  [
    "more nodes of the same",
    'cluster.addNodegroupCapacity("nodes", { minSize: 1 });',
    'cluster.addNodegroupCapacity("nodes", { minSize: 2 });',
    [],
  ],
  ["a profile", "", 'const pods = cluster.addFargateProfile("F", { selectors: [] });', ["pods"]],
  [
    "a profile that is given a role",
    "",
    'cluster.addFargateProfile("F", { podExecutionRole: props.role, selectors: [] });',
    [],
  ],
  ["a cluster that is named", "", 'eks.Cluster.fromClusterAttributes(this, "C", { clusterName: "c" });', []],
];

describe("the roles that clusters make", () => {
  const holdersOf = (lines: readonly string[]) =>
    [...new Set(lines.map((line) => line.replace(/ (?:identity|trust).*$/s, "")))].sort();
  for (const [title, before, after, more] of roles)
    it(title, async () => {
      const [old, current] = [before, after].map((lines) => ({ "s.ts": stack(lines) }));
      assert.deepEqual(holdersOf(await diffTrees(old!, current!)), [...more].sort());
      const less = more.filter((one) => !one.startsWith("?")).map((one) => `-${one}`);
      assert.deepEqual(holdersOf(await diffTrees(current!, old!)), less.sort());
    });
});
