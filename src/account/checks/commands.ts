/** Commands of a remediation with what fails put in: the resource, its Region, the account and the profile. */
import { exampleAccount } from "../../analysis/rules/support/every-resource";
import type { Remediation, ResourceVerdict } from "../posture";
import type { Snapshot } from "../snapshot";

/** A command each for so many; how many more there are is said. */
const mostResources = 20;

/** What a shell takes as it stands. What an account names otherwise is left to be filled in by hand. */
const plain = /^[A-Za-z0-9_=@./][A-Za-z0-9_=,.@:/#-]{0,511}$/;

/** Services that are asked in any Region alike. */
const global = new Set(["account", "budgets", "ce", "iam", "organizations", "s3api"]);

type Names = Readonly<Record<string, string>>;

/** The same ways with the names of this account in them. */
export function filledIn(
  remediation: readonly Remediation[],
  resources: readonly ResourceVerdict[],
  { account, profile = null }: Pick<Snapshot, "account" | "profile">,
): readonly Remediation[] {
  const own = /^\d{12}$/.test(account.id) ? account.id : null;
  const failing = resources.filter(({ verdict }) => verdict === "fail");
  return remediation.map(({ kind, text }) => {
    if (kind === "console") return { kind, text };
    const ofAccount = inPartition(own === null ? text : text.replaceAll(exampleAccount, own), account.partition);
    return { kind, text: kind === "cli" ? commands(ofAccount, failing, own, profile) : ofAccount };
  });
}

function inPartition(text: string, partition: string): string {
  return partition === "aws" || !/^aws-[a-z-]{1,20}$/.test(partition)
    ? text
    : text.replace(/\barn:aws:/g, `arn:${partition}:`);
}

function commands(
  text: string,
  failing: readonly ResourceVerdict[],
  account: string | null,
  profile: string | null,
): string {
  const each = forEachResource(inRegions(text, failing), failing);
  const whole = account === null ? each : put(each, { ACCOUNT_ID: account });
  if (profile === null || profile.includes("'") || /\p{C}/u.test(profile)) return whole;
  const called = `aws --profile ${quoted(profile)} `;
  return whole
    .split("\n")
    .map((line) => {
      const command = line.trimStart();
      const own = command.startsWith("aws ")
        ? `${line.slice(0, line.length - command.length)}${called}${command.slice("aws ".length)}`
        : line;
      return own.replaceAll("$(aws ", `$(${called}`);
    })
    .join("\n");
}

function quoted(text: string): string {
  return plain.test(text) ? text : `'${text}'`;
}

/** `for region in REGION_1 REGION_2` */
function inRegions(text: string, failing: readonly ResourceVerdict[]): string {
  const regions = [
    ...new Set(failing.flatMap(({ region }) => (region !== null && plain.test(region) ? [region] : []))),
  ];
  return regions.length === 0
    ? text
    : text.replace("for region in REGION_1 REGION_2;", `for region in ${regions.join(" ")};`);
}

/** The lines from the first to the last that name a resource, once for each. */
function forEachResource(text: string, failing: readonly ResourceVerdict[]): string {
  const named = failing.map(namesOf).filter((names) => mentions(text, Object.keys(names)));
  if (named.length === 0) return text;
  const lines = text.split("\n");
  const isNamed = (line: string) => !line.startsWith("#") && mentions(line, known);
  const last = lines.findLastIndex(isNamed);
  let first = lines.findIndex(isNamed);
  if (first < 0) return text;
  // What is said before the first kind of resource goes with it.
  if (lines.slice(first, last).some((line) => line.startsWith("#"))) while (lines[first - 1]?.startsWith("#")) first--;
  const block = lines.slice(first, last + 1);
  const blocks = named.slice(0, mostResources).map((names) => blockFor(block, names));
  const rest = named.length - mostResources;
  return [
    ...lines.slice(0, first),
    ...new Set(blocks),
    ...(rest > 0 ? [`# And the same for ${rest} more: --format json names them.`] : []),
    ...lines.slice(last + 1),
  ].join("\n");
}

/** Without the lines, and what is said before them, that are for another kind of resource. */
function blockFor(block: readonly string[], names: Names): string {
  const meant = Object.keys(names).filter((name) => known.includes(name));
  const kept: string[] = [];
  let said: string[] = [];
  let afterCommand = false;
  for (const line of block) {
    if (line.startsWith("#")) {
      said = afterCommand ? [line] : [...said, line];
    } else if (mentions(line, meant) || !mentions(line, known)) {
      kept.push(...said, inRegionOf(put(line, names), line, names));
      said = [];
    }
    afterCommand = !line.startsWith("#");
  }
  return kept.join("\n");
}

/** A command about something that is in one Region is sent there. */
function inRegionOf(line: string, template: string, { REGION }: Names): string {
  const service = /^aws ([a-z0-9-]+) /.exec(line)?.[1];
  return REGION === undefined || service === undefined || global.has(service) || /--region\b|REGION/.test(template)
    ? line
    : line.replace(/^(aws [a-z0-9-]+ [a-z0-9-]+)/, `$1 --region ${REGION}`);
}

/** What stands in commands for a resource that fails. */
const known = [
  "ACCOUNT",
  "BUCKET",
  "EVENT_DATA_STORE_ARN",
  "GROUP",
  "GROUP_ID",
  "HOME_REGION",
  "INSTANCE_ARN",
  "INSTANCE_ID",
  "KEY_ARN",
  "NETWORK_ACL_ID",
  "OIDC_PROVIDER_ARN",
  "POLICY_ARN",
  "REGION",
  "ROLE",
  "ROLE_ARN",
  "SAML_PROVIDER_ARN",
  "SERVER_CERTIFICATE",
  "TRAIL_ARN",
  "TRAIL_LOG_GROUP",
  "USER",
  "VPC_ID",
];

/** The names of a resource by what stands for them, of those that a shell takes as they are. */
function namesOf({ id, region }: ResourceVerdict): Names {
  const behind = id.endsWith(")") ? id.indexOf(" (") : -1;
  const [bare, within] = behind < 0 ? [id, ""] : [id.slice(0, behind), id.slice(behind + 2, -1)];
  const inline = /^inline policy ([^,]+)/.exec(within)?.[1];
  const names: Record<string, string> = {
    ...(region === null ? {} : { REGION: region, HOME_REGION: region }),
    ...ofArn(bare),
    ...(/^sg-[0-9a-z]+$/.test(bare) ? { GROUP_ID: bare } : {}),
    ...(/^i-[0-9a-z]+$/.test(bare) ? { INSTANCE_ID: bare } : {}),
    ...(/^acl-[0-9a-z]+$/.test(bare) ? { NETWORK_ACL_ID: bare } : {}),
    ...(/^vpc-[0-9a-z-]+$/.test(bare) ? { VPC_ID: bare } : {}),
    ...(/^\d{12}$/.test(bare) ? { ACCOUNT: bare } : {}),
    ...(inline === undefined ? {} : { POLICY: inline }),
  };
  return Object.fromEntries(Object.entries(names).filter(([, name]) => plain.test(name)));
}

function ofArn(arn: string): Names {
  const [scheme, , service, , , ...rest] = arn.split(":");
  if (scheme !== "arn") return {};
  const resource = rest.join(":");
  const [type = ""] = resource.split("/");
  const last = resource.slice(resource.lastIndexOf("/") + 1);
  switch (`${service} ${type}`) {
    case "iam user":
      return { USER: last };
    case "iam role":
      return { ROLE: last, ROLE_ARN: arn };
    case "iam group":
      return { GROUP: last };
    case "iam policy":
      return { POLICY_ARN: arn };
    case "iam saml-provider":
      return { SAML_PROVIDER_ARN: arn };
    case "iam oidc-provider":
      return { OIDC_PROVIDER_ARN: arn };
    case "iam server-certificate":
      return { SERVER_CERTIFICATE: last };
    case "cloudtrail trail":
      return { TRAIL_ARN: arn };
    case "cloudtrail eventdatastore":
      return { EVENT_DATA_STORE_ARN: arn };
    case "kms key":
      return { KEY_ARN: arn };
    case "sso instance":
      return { INSTANCE_ARN: arn };
  }
  if (service === "s3") return { BUCKET: resource };
  return service === "logs" ? { TRAIL_LOG_GROUP: resource.replace(/^log-group:/, "").replace(/:\*$/, "") } : {};
}

function mentions(text: string, names: readonly string[]): boolean {
  return (text.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []).some((word) => names.includes(word));
}

function put(text: string, names: Names): string {
  return text.replace(/\b[A-Z][A-Z0-9_]+\b/g, (word) => (Object.hasOwn(names, word) ? names[word]! : word));
}
