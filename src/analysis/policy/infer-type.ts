/** What type a policy is, from what it says. An SCP and a boundary cannot be told from their content. */
import { hasStar } from "./elements";
import type { PolicyType, Statement } from "./model";

/** The actions that a role's trust policy is about. */
const trustAction = /^sts:(assumerole\w*|tagsession|setsourceidentity|setcontext)$/i;

/** Those that no policy but a role's own is about. */
const federatedAction = /^sts:assumerolewith(?:webidentity|saml)$/i;

export function inferType(statements: readonly Statement[]): PolicyType {
  if (!statements.some((statement) => statement.principal || statement.notPrincipal))
    return statements.some(isFederation) && statements.every(isAboutTrust) ? "trust" : "identity";
  // A policy that only denies sts:AssumeRole to everybody is as likely an RCP.
  if (!statements.some((statement) => statement.effect !== "Deny") || !statements.every(isAboutTrust))
    return "resource";
  return isOfOrganization(statements) ? "rcp" : "trust";
}

/** Whether most statements deny everybody something on resources, as those of an RCP do: one of the others may be a mistake. */
function isOfOrganization(statements: readonly Statement[]): boolean {
  const denying = statements.filter((statement) => statement.effect === "Deny" && isAboutEverybody(statement));
  const others = statements.filter((statement) => !isAboutEverybody(statement));
  return denying.length > 0 && (others.length === 0 || denying.length > 2 * others.length);
}

/** Without a resource: the principal is what is missing, or misspelt. */
function isFederation({ action, resource, notResource }: Statement): boolean {
  return !resource && !notResource && (action?.items.some(({ value }) => federatedAction.test(value ?? "")) ?? false);
}

/** Whether services may do on no resource what the document does not tell: as roles are made with for any service. */
function isOpenToServices({ action, resource, notResource, principal }: Statement): boolean {
  return (
    !resource &&
    !notResource &&
    action !== null &&
    action.items.every(({ value }) => value === null || trustAction.test(value)) &&
    principal !== null &&
    principal.bare === null &&
    principal.groups.every(({ type }) => type === "Service")
  );
}

function isAboutTrust(statement: Statement): boolean {
  if (isOpenToServices(statement)) return true;
  const { action, resource, notResource } = statement;
  // Only a trust policy has statements without a resource: there a misspelt action of STS is meant for one of these.
  const isMeant = (resource ?? notResource) ? trustAction : /^sts:./i;
  return (
    action !== null &&
    action.items.length > 0 &&
    action.items.every((item) => item.value !== null && isMeant.test(item.value))
  );
}

/** `"Principal": "*"` with a `Resource`, which a resource control policy must have and a trust policy has not. */
function isAboutEverybody({ principal, resource, notResource }: Statement): boolean {
  return principal?.bare?.value === "*" && (resource ?? notResource) !== null;
}

/** Services whose resources have no policies: what is said of them to a principal can stand on a VPC endpoint only. */
const withoutPolicies: ReadonlySet<string> = new Set([
  "application-autoscaling",
  "athena",
  "autoscaling",
  "autoscaling-plans",
  "cloudformation",
  "cloudwatch",
  "codecommit",
  "codedeploy",
  "codepipeline",
  "config",
  "ec2",
  "ec2messages",
  "ecs",
  "eks",
  "elasticache",
  "elasticbeanstalk",
  "elasticloadbalancing",
  "elasticmapreduce",
  "rds",
  "rds-data",
  "servicecatalog",
  "ssmmessages",
  "states",
  "textract",
  "transcribe",
]);
/** Policies of a resource name one service, but for these, which stand beside another. */
const companions: ReadonlySet<string> = new Set(["sts", "kms", "s3-object-lambda"]);

/** A bucket's own policy names one; a second may be a mistake. */
const severalBuckets = 3;

function bucketsIn(statements: readonly Statement[]): ReadonlySet<string> {
  const names = statements.flatMap(({ resource }) =>
    (resource?.items ?? []).flatMap(({ value }) => /^arn:[\w-]{1,20}:s3:::([^/*?]+)/.exec(value ?? "")?.[1] ?? []),
  );
  return new Set(names);
}

/**
 * Whether a policy can only be that of a VPC endpoint: it allows everybody actions of several services, or of one whose
 * resources have no policies, on resources that it does not name; or it names several buckets.
 */
export function isOfEndpoint(statements: readonly Statement[]): boolean {
  const allows = statements.filter(({ effect }) => effect === "Allow");
  if (allows.length === 0 || !statements.every(({ principal, notPrincipal }) => principal ?? notPrincipal))
    return false;
  if (bucketsIn(allows).size >= severalBuckets) return true;
  const services = new Set<string>();
  for (const { action, resource } of allows) {
    if (!action?.complete || !hasStar(resource)) return false;
    for (const { value } of action.items) {
      const [prefix, name] = value?.split(":") ?? [];
      if (prefix === undefined || name === undefined || /[*?]/.test(prefix)) return false;
      services.add(prefix.toLowerCase());
    }
  }
  return (
    [...services].some((service) => withoutPolicies.has(service)) ||
    [...services].filter((service) => !companions.has(service)).length > 1
  );
}
