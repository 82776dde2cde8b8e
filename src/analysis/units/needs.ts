/** What a unit needs, and whether its role grants it: the calls of its code beside the policies of its role. */
import type { Catalog } from "../../catalog/catalog";
import type { Call, CallGrant, CallResource, CodeCalls, UnknownCall } from "../calls/call";
import type { Policy } from "../policy/model";
import type { Hole, TextPart } from "../value";
import { joined, writtenParts } from "./declared-names";
import { type Granted, grantedBy, mayBeLetIn, type Names, type Verdict, type Wanted } from "./granted";
import { withKeyPolicy } from "./key-verdict";
import { resourceVariants } from "./resource-variants";
import type { DeclaredUnit, UnitRole } from "./unit";

export interface NeedOfCall {
  readonly file: string;
  readonly call: Call;
  readonly wants: readonly Want[];
  /** All of its needs together; null without a role. */
  readonly granted: Granted | null;
}

/** One action on one resource, and what the role says of it. */
export interface Want {
  readonly wanted: Wanted;
  /** The resource as it is written in `Fn::Sub`. */
  readonly written: string;
  readonly verdict: Verdict | null;
}

export interface UnitNeeds {
  readonly calls: readonly NeedOfCall[];
  readonly unknown: readonly { readonly file: string; readonly call: UnknownCall }[];
}

/** What stands for the names of a program that no template declares. */
export const noNames: Names = { resolve: (parts) => parts, isGenerated: () => false };

/**
 * @param calls by file, in the order in which they are told
 * @param hasOtherCredentials some calls may not be made as the role of the unit
 */
export function needsOf(
  unit: DeclaredUnit,
  calls: ReadonlyMap<string, CodeCalls>,
  catalog: Catalog,
  hasOtherCredentials: boolean,
): UnitNeeds {
  const all: NeedOfCall[] = [];
  const unknown: { file: string; call: UnknownCall }[] = [];
  for (const [file, { calls: made, unknown: open }] of calls) {
    for (const call of made) {
      const wants = call.grants.flatMap((grant) => wantsOf(grant, unit, catalog));
      const onKeys = wantedOfKeys(call, wants, unit);
      const granted = unit.role && gravest([together(call, wants), ...onKeys.granted]);
      all.push({
        file,
        call,
        wants: [...wants, ...onKeys.wants],
        granted:
          unit.role && (isElsewhere(call, unit) ? "unknown" : underDoubt(unit.role, hasOtherCredentials, granted!)),
      });
    }
    for (const call of open) unknown.push({ file, call });
  }
  return { calls: all, unknown };
}

function wantsOf(grant: CallGrant, unit: DeclaredUnit, catalog: Catalog): readonly Want[] {
  const colon = grant.action.indexOf(":");
  const action = catalog.service(grant.action.slice(0, colon))?.action(grant.action.slice(colon + 1));
  const withoutResource = action !== undefined && action.resourceTypes.length === 0;
  const names = unit.role?.names ?? noNames;
  const policies = unit.role?.policies.map(({ policy }) => policy);
  const seen = new Set<string>();
  const resources = grant.resources.flatMap((resource) =>
    withoutResource || isPhone(grant.action, resource) ? [["*"]] : resourceVariants(resourceParts(resource, unit)),
  );
  return resources.flatMap((parts): Want[] => {
    const written = writtenParts(parts);
    if (seen.has(written)) return [];
    seen.add(written);
    const via = grant.action === "iam:PassRole" ? undefined : (grant.via ?? undefined);
    const wanted = { action: grant.action, resource: parts, withoutResource, via };
    if (!policies) return [{ wanted, written, verdict: null }];
    const verdict = (one: Wanted) => verdictOn(one, policies, names, unit.role!);
    return [{ wanted, written, verdict: underCondition(grant, wanted, unit, verdict) }];
  });
}

/** What may not be asked for, or another action in its place, fails for certain only where all that may be asked for does. */
function underCondition(
  { perhaps, instead, among }: CallGrant,
  wanted: Wanted,
  { environment }: DeclaredUnit,
  verdictOf: (wanted: Wanted) => Verdict,
): Verdict {
  const verdict = verdictOf(wanted);
  if (among && verdict.granted !== "yes") {
    const isSame = among.every((action) => verdictOf({ ...wanted, action }).granted === verdict.granted);
    return isSame ? verdict : unknown;
  }
  const isAsked = !perhaps || (perhaps.length > 0 && perhaps.every((name) => environment.get(name) != null));
  if (instead && !(isAsked && perhaps)) {
    if (verdict.granted === "yes" && !instead.isSeen) return verdict;
    const other = verdictOf({ ...wanted, action: instead.action });
    return other.granted === verdict.granted ? verdict : unknown;
  }
  return isAsked || verdict.granted === "yes" ? verdict : unknown;
}

const unknown: Verdict = { granted: "unknown", statements: [] };

/**
 * What AWS asks for on the key of what is called on, where the template says that it has one. On one resource or another it depends
 * on which.
 */
function wantedOfKeys(
  call: Call,
  wants: readonly Want[],
  unit: DeclaredUnit,
): { readonly wants: readonly Want[]; readonly granted: readonly Granted[] } {
  const { role } = unit;
  if (!role?.names.keysOf || call.ifEncrypted.length === 0) return { wants: [], granted: [] };
  const policies = role.policies.map(({ policy }) => policy);
  const found = new Map<string, Want>();
  const granted = call.ifEncrypted.map((grant): Granted => {
    const verdicts = new Set<Granted>();
    for (const { wanted } of wants) {
      if (!isOnKeyOf(call.operation, grant.action, wanted)) continue;
      const keys = role.names.keysOf!(wanted.resource);
      if (keys.length === 0) verdicts.add("yes");
      for (const resource of keys) {
        const asked: Wanted = { action: grant.action, resource, withoutResource: false, via: grant.via ?? undefined };
        const own = verdictOn(asked, policies, role.names, role);
        const verdict = grant.perhaps && own.granted !== "yes" ? unknown : own;
        const written = writtenParts(resource);
        found.set(`${grant.action} ${written}`, { wanted: asked, written, verdict });
        verdicts.add(verdict.granted);
      }
    }
    return verdicts.size > 1 ? "unknown" : ([...verdicts][0] ?? "yes");
  });
  return { wants: [...found.values()], granted };
}

const copies = /^s3:(?:CopyObject|UploadPartCopy)$/;

/** Whether a call asks for an action on the key of what it asks for: of a copy, the source is decrypted, and what is made encrypted. */
function isOnKeyOf(operation: string, action: string, { action: own, via }: Wanted): boolean {
  if (via !== undefined || own.slice(0, own.indexOf(":")) !== operation.slice(0, operation.indexOf(":"))) return false;
  if (!copies.test(operation)) return true;
  if (own.startsWith("s3:GetObject")) return action === "kms:Decrypt";
  return own === "s3:PutObject" && (action !== "kms:Decrypt" || operation === "s3:UploadPartCopy");
}

/** What is published to no topic that is known may be published to a phone, which has no ARN. */
function isPhone(action: string, { pattern }: CallResource): boolean {
  return action === "sns:Publish" && pattern.endsWith(":*");
}

function verdictOn(wanted: Wanted, policies: readonly Policy[], names: Names, role: UnitRole): Verdict {
  const { ofResources } = role;
  const verdict = grantedBy(wanted, policies, names);
  if (wanted.action.startsWith("kms:")) return withKeyPolicy(verdict, wanted, role, wanted.via !== undefined);
  const isMissing = verdict.granted === "no" || verdict.granted === "unmet";
  return isMissing && mayBeLetIn(wanted, ofResources) ? unknown : verdict;
}

/** Whether a call may go to what is not AWS, where no role counts (AWS SDKs and Tools: "Service-specific endpoints"). */
function isElsewhere({ elsewhere }: Call, { environment }: DeclaredUnit): boolean {
  const isSet = (name: string): boolean => environment.has(name);
  return elsewhere?.length === 0 || elsewhere?.some(isSet) === true || [...environment.keys()].some(givesEndpoint);
}

function givesEndpoint(name: string): boolean {
  return /^AWS_ENDPOINT_URL(?:_|$)/.test(name);
}

/** Where not all policies of a role are known, only what allows or denies is certain. */
function underDoubt({ doubt, isLimited }: UnitRole, hasOtherCredentials: boolean, granted: Granted): Granted {
  if (hasOtherCredentials && granted !== "yes") return "unknown";
  if (isLimited && granted !== "denied") return "unknown";
  return doubt === null || granted === "yes" || granted === "denied" ? granted : "unknown";
}

/** A call is granted where all that it needs is; on one resource or another, it depends on which. */
function together(call: Call, wants: readonly Want[]): Granted {
  const ofGrants = call.grants.map(({ action }) => {
    const verdicts = new Set(
      wants.filter(({ wanted }) => wanted.action === action).map(({ verdict }) => verdict!.granted),
    );
    return verdicts.size === 1 ? [...verdicts][0]! : "unknown";
  });
  return gravest(ofGrants);
}

function gravest(all: readonly Granted[]): Granted {
  return (["denied", "no", "unmet", "unknown", "conditional"] as const).find((one) => all.includes(one)) ?? "yes";
}

const environmentVariable = /(\$\{[\w-]+\})/;

/** The resource with what the environment of the unit says, in the terms of its template. */
function resourceParts({ pattern, variables }: CallResource, { environment }: DeclaredUnit): readonly TextPart[] {
  if (pattern === "*") return ["*"];
  const made: TextPart[] = [];
  let whole: readonly TextPart[] | null = null;
  for (const piece of inDeployment(pattern).split(environmentVariable)) {
    const variable = piece.startsWith("${") ? variables.find(({ name }) => name === piece.slice(2, -1)) : undefined;
    if (!variable) {
      // Behind a whole ARN only what lies in it may stand.
      if (whole === null || /^[/:]/.test(piece)) made.push(...withPseudo(piece));
      continue;
    }
    const value = environment.get(variable.name) ?? null;
    if (value && isWholeArn(value)) {
      // The whole ARN stands where a name may be, too.
      whole = value;
      made.length = 0;
      made.push(...value);
    } else if (value && variable.part === "Url") {
      const queue = queueOf(value);
      made.length = 0;
      made.push(...(queue ?? [...withPseudo(inDeployment("arn:*:sqs:*:*:*"))]));
    } else if (value && variable.part === "Arn") {
      made.length = 0;
      made.push(...value);
    } else made.push(...(value && whole === null ? withoutSecondSlash(made, value) : ["*"]));
  }
  const all = joined(made.flatMap((part) => (typeof part !== "string" && part.name === "" ? ["*"] : [part])));
  return isOwnStack(all) ? [stackId] : all;
}

function isWholeArn([first, ...rest]: readonly TextPart[]): boolean {
  if (typeof first === "string") return first.startsWith("arn:");
  return rest.length === 0 && first !== undefined && (first.name.endsWith("Arn") || first.name === stackId.name);
}

/** The ARN of the stack itself. */
const stackId: Hole = { name: "AWS::StackId" };

/** Of all stacks, only one has the name of this one. */
function isOwnStack(parts: readonly TextPart[]): boolean {
  return /^(?:arn:aws:cloudformation:[^/]{0,200}:stack\/\$\{AWS::StackName\}|\$\{AWS::StackId\})\/\*$/.test(
    writtenParts(parts),
  );
}

/** The name of a parameter may begin with the slash that its ARN has before it. */
function withoutSecondSlash(made: readonly TextPart[], value: readonly TextPart[]): readonly TextPart[] {
  const [last, [first, ...rest]] = [made.at(-1), value];
  const isDouble = typeof last === "string" && last.endsWith(":parameter/") && typeof first === "string";
  return isDouble ? [first.replace(/^\//, ""), ...rest] : value;
}

/** The ARN of a queue by its address; null where that cannot be told. */
function queueOf(url: readonly TextPart[]): readonly TextPart[] | null {
  const slash = url.findLastIndex((part) => typeof part === "string" && part.includes("/"));
  if (slash < 0) return null;
  const last = url[slash] as string;
  const name = [last.slice(last.lastIndexOf("/") + 1), ...url.slice(slash + 1)];
  return joined([...withPseudo("arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:"), ...name]);
}

/** An ARN without a partition, a Region or an account has those of the deployment. */
function inDeployment(pattern: string): string {
  const match = /^arn:\*:([\w-]+|\*):(\*|[\w-]{0,30}):(\*?):/.exec(pattern);
  if (!match) return pattern.replace(/^arn:\*:/, "arn:aws:");
  const [head, service, region, account] = match;
  const place = region === "*" ? "${AWS::Region}" : region;
  return `arn:aws:${service}:${place}:${account && "${AWS::AccountId}"}:${pattern.slice(head.length)}`;
}

function withPseudo(text: string): readonly TextPart[] {
  return text
    .split(/(\$\{AWS::\w+\})/)
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("${AWS::") ? { name: part.slice(2, -1) } : part));
}
