/** Whether policies grant what a call needs, where parts of both are known only when the template is deployed. */
import { arnOf, hasWildcard } from "../policy/arn";
import { conditionMatches } from "../policy/match-condition";
import { actionMatches, hasVariables } from "../policy/match-statement";
import type {
  ConditionElement,
  ConditionKey,
  Item,
  ListElement,
  Policy,
  PrincipalElement,
  Statement,
} from "../policy/model";
import { and, every, or, some, type Truth } from "../policy/truth";
import { expandVariables } from "../policy/variables";
import { Pattern, type PatternPart } from "../policy/wildcard";
import type { TextPart } from "../value";

/** An action on a resource: an ARN with `*` for what the code leaves open and holes for what the template does; `*` alone for an action that takes no resource. */
export interface Wanted {
  /** `dynamodb:PutItem` */
  readonly action: string;
  readonly resource: readonly TextPart[];
  /** The action knows no resources: only a statement for all of them grants it. */
  readonly withoutResource: boolean;
  /** The service that asks in the name of the caller, as `kms:ViaService` has it: `s3`; absent where the code asks itself. */
  readonly via?: string | undefined;
}

/** `conditional`: only by statements with a condition of which it is not known whether the call meets it. `unmet`: with one that it certainly does not meet. */
export type Granted = "yes" | "no" | "denied" | "conditional" | "unmet" | "unknown";

export interface Verdict {
  readonly granted: Granted;
  /** The statements that decide: those that allow, deny, or would allow. */
  readonly statements: readonly { readonly policy: Policy; readonly statement: Statement }[];
  /** The policy of the key that lets neither the role in nor its account decide. */
  readonly refusedBy?: Policy;
}

/** What is known of the names in both. */
export interface Names {
  resolve(parts: readonly TextPart[]): readonly TextPart[];
  isGenerated(name: string): boolean;
  /** Whether a name stands for what may be `*`; absent: nobody knows that of any. */
  mayBeStar?(name: string): boolean;
  /** The ARNs of the customer's keys of what a resource lies in, where the document says it. */
  keysOf?(resource: readonly TextPart[]): readonly (readonly TextPart[])[];
}

/** The policy of a key; `default` where it has the one that AWS KMS gives it, null where it is not at hand. */
export type KeyPolicy = Policy | "default" | null;

/** What the policies of a role say of one need. */
export function grantedBy(wanted: Wanted, policies: readonly Policy[], names: Names): Verdict {
  const action = wanted.action.toLowerCase();
  const found: Record<"yes" | "denied" | "conditional" | "unmet", Verdict["statements"][number][]> = {
    yes: [],
    denied: [],
    conditional: [],
    unmet: [],
  };
  let perhaps = false;
  let perhapsDenied = false;
  for (const policy of policies) {
    if (!policy.complete) perhaps = perhapsDenied = true;
    for (const statement of policy.statements) {
      const about = matches(statement, policy, action, wanted, names);
      if (about === false) continue;
      const condition = statement.condition ? ofCode(statement.condition, wanted.via) : true;
      const matched = and(about, condition);
      if (statement.effect !== "Allow" && matched !== false) {
        if (statement.effect === "Deny" && matched === true) found.denied.push({ policy, statement });
        else perhapsDenied = true;
      }
      if (statement.effect === "Deny") continue;
      if (statement.effect === null) perhaps = true;
      else if (matched === true) found.yes.push({ policy, statement });
      else if (about === true && condition === "unknown") found.conditional.push({ policy, statement });
      else if (condition === false) found.unmet.push({ policy, statement });
      else perhaps = true;
    }
  }
  if (found.denied.length > 0) return { granted: "denied", statements: found.denied };
  if (found.yes.length > 0) return { granted: perhapsDenied ? "unknown" : "yes", statements: found.yes };
  if (perhaps) return { granted: "unknown", statements: [] };
  if (found.conditional.length > 0) return { granted: "conditional", statements: found.conditional };
  return found.unmet.length > 0 ? { granted: "unmet", statements: found.unmet } : { granted: "no", statements: [] };
}

/** Whoever began an upload may end it and look at its parts (Amazon S3: "Multipart upload API and permissions"). */
const allowedByDefault: ReadonlySet<string> = new Set(["s3:abortmultipartupload", "s3:listmultipartuploadparts"]);

/**
 * Whether the policy of a resource may let a role of its account in that has no such permission itself. Who may assume a
 * role is said there alone; for keys, see `withKeyPolicy`.
 */
export function mayBeLetIn({ action }: Wanted, ofResources: readonly Policy[]): boolean {
  if (/^sts:(?:AssumeRole|TagSession|SetSourceIdentity)/.test(action) || allowedByDefault.has(action.toLowerCase()))
    return true;
  return ofResources.some(({ statements, complete }) =>
    statements.some(
      (statement) =>
        statement.effect !== "Deny" &&
        actionMatches(statement, action.toLowerCase()) !== false &&
        (!complete || !statement.principal || isOfAccounts(statement.principal)),
    ),
  );
}

function isOfAccounts({ bare, groups, complete }: PrincipalElement): boolean {
  return bare !== null || !complete || groups.some(({ type }) => type !== "Service");
}

/** Whether a statement speaks about a need, its condition aside. */
function matches(statement: Statement, policy: Policy, action: string, wanted: Wanted, names: Names): Truth {
  const named = actionMatches(statement, action);
  if (named === false) return false;
  const truth = and(named, resourceMatches(statement, policy, wanted, names));
  return truth === true && (statement.conditional || !statement.complete) ? "unknown" : truth;
}

function resourceMatches(statement: Statement, policy: Policy, wanted: Wanted, names: Names): Truth {
  if (statement.resource) return anyOf(statement.resource, policy, wanted, names);
  if (!statement.notResource) return "unknown";
  const left = anyOf(statement.notResource, policy, wanted, names);
  return left === "unknown" ? left : !left;
}

function anyOf(element: ListElement, policy: Policy, wanted: Wanted, names: Names): Truth {
  let found: Truth = element.complete ? false : "unknown";
  for (const item of element.items) {
    const truth = itemCovers(item, policy, wanted, names);
    found = or(found, truth === true && item.conditional ? "unknown" : truth);
  }
  return found;
}

function itemCovers(item: Item, policy: Policy, wanted: Wanted, names: Names): Truth {
  const resolved = inDeployment(names.resolve(item.completed ?? item.parts));
  const isSet = hasVariables(policy);
  const certain = isSet ? expandVariables(resolved, () => null) : resolved;
  if (certain && Pattern.of(certain).isAny) return true;
  // For all resources of a service or a type, `arn:aws:s3:::*` and `rule/*`, some services take actions that have none.
  if (wanted.withoutResource)
    return certain && !isOpen(certain) && !/^(?:[\w-]{1,60}[:/])?\*{1,9}$/.test(resourceOf(certain))
      ? false
      : "unknown";
  const resource = inDeployment(wanted.resource);
  if (certain && Pattern.of(certain).covers(Pattern.of(resource)))
    return isOfOtherRegion(item.completed ?? item.parts, wanted.resource) ? "unknown" : true;
  const loose = isSet ? expandVariables(resolved, () => null, "*")! : resolved;
  const both = hasGenerated(loose, names) && hasGenerated(resource, names);
  const bothOfStack = [loose, resource].every((parts) => holesIn(parts).some((name) => ofStack.test(name)));
  const isDistinct = (name: string): boolean =>
    ofStack.test(name) ? bothOfStack : name.startsWith("AWS::") || (both && names.isGenerated(name));
  const distinct = (parts: readonly PatternPart[]): Pattern => Pattern.of(filled(parts, isDistinct));
  return distinct(loose).overlaps(distinct(resource)) ? "unknown" : false;
}

/** Whether something of it is not known but the Region and the account. */
function isOpen(parts: readonly PatternPart[]): boolean {
  return parts.some((part) => typeof part !== "string" && "name" in part && !part.name.startsWith("AWS::"));
}

/** What stands behind the account of an ARN. */
function resourceOf(parts: readonly PatternPart[]): string {
  const text = parts.map((part) => (typeof part === "string" ? part : "_")).join("");
  return text.split(":").slice(5).join(":");
}

/** Whether two ARNs name two Regions: which of them is that of the deployment is not known. */
function isOfOtherRegion(one: readonly TextPart[], other: readonly TextPart[]): boolean {
  const [own, wanted] = [one, other].map((parts) => arnOf(parts)?.region.join("") ?? "");
  return [own, wanted].every((name) => /^[a-z]{2}-[a-z-]{1,24}\d$/.test(name!)) && own !== wanted;
}

/** An ARN with the Region and the account of the deployment, whichever it names: who writes them means those of the code. */
function inDeployment(written: readonly TextPart[]): readonly TextPart[] {
  const parts = written.flatMap(stackWritten);
  const arn = arnOf(parts);
  if (!arn) return parts;
  const own = (segment: readonly TextPart[], name: string): readonly TextPart[] =>
    segment.length === 0 || hasWildcard(segment) ? segment : [{ name }];
  return [
    "arn:aws:",
    ...arn.service,
    ":",
    ...own(arn.region, "AWS::Region"),
    ":",
    ...own(arn.account, "AWS::AccountId"),
    ":",
    ...arn.resource,
  ];
}

/** The id of a stack is its ARN, with its name in it (AWS CloudFormation: "Pseudo parameters"). */
function stackWritten(part: TextPart): readonly TextPart[] {
  if (typeof part === "string" || part.name !== "AWS::StackId") return [part];
  const [region, account, name] = ["AWS::Region", "AWS::AccountId", "AWS::StackName"].map((one) => ({ name: one }));
  return ["arn:aws:cloudformation:", region!, ":", account!, ":stack/", name!, "/", part];
}

/** A stack may be called like anything that a policy writes out. */
const ofStack = /^AWS::Stack(?:Name|Id)$/;

function holesIn(parts: readonly PatternPart[]): readonly string[] {
  return parts.flatMap((part) => (typeof part !== "string" && "name" in part ? [part.name] : []));
}

function hasGenerated(parts: readonly PatternPart[], names: Names): boolean {
  return holesIn(parts).some((name) => names.isGenerated(name));
}

/** With a text of its own in place of each name that is known to differ from all others. */
function filled(parts: readonly PatternPart[], isDistinct: (name: string) => boolean): readonly PatternPart[] {
  return parts.map((part) =>
    typeof part !== "string" && "name" in part && isDistinct(part.name) ? { literal: `\0${part.name}\0` } : part,
  );
}

/** What holds for every call of code that runs with the role of its environment (AWS: "AWS global condition context keys"). */
const known: ReadonlyMap<string, readonly string[] | null> = new Map([
  ["aws:securetransport", ["true"]],
  ["aws:viaawsservice", ["false"]],
  // Nobody asks AWS KMS in the name of the code.
  ["kms:viaservice", null],
  ["aws:principalisawsservice", ["false"]],
  // Only a service that acts for a resource has these.
  ["aws:sourcearn", null],
  ["aws:sourceaccount", null],
  ["aws:multifactorauthpresent", null],
  ["aws:multifactorauthage", null],
]);

/** Whether a request of code meets a condition; `via` is the service that makes it in the name of the code. */
export function ofCode(condition: ConditionElement, via: string | undefined): Truth {
  if (via === undefined) return ofKnown(condition, known);
  const isForwarding = ({ name }: ConditionKey): boolean => forwardingKeys.test(name);
  const forwarding = every(condition.blocks, ({ parsed, keys }) =>
    every(keys.filter(isForwarding), (key) => (parsed ? ofForwarded(parsed.name, key, via) : "unknown")),
  );
  const blocks = condition.blocks.map((block) => ({ ...block, keys: block.keys.filter((key) => !isForwarding(key)) }));
  return and(forwarding, ofKnown({ ...condition, blocks }, new Map([...known, ["aws:viaawsservice", ["true"]]])));
}

function ofKnown(condition: ConditionElement, context: ReadonlyMap<string, readonly string[] | null>): Truth {
  const isKnown = condition.blocks.every((block) => block.keys.every(({ name }) => context.has(name.toLowerCase())));
  if (!isKnown) return "unknown";
  return conditionMatches(condition, { values: (key) => context.get(key.toLowerCase()) ?? null, variable: null });
}

const forwardingKeys = /^kms:(?:ViaService|CallerAccount)$/i;

/** Of a request that a service makes of AWS KMS (AWS KMS Developer Guide: "kms:ViaService", "kms:CallerAccount"). */
function ofForwarded(operator: string, { name, items, complete }: ConditionKey, via: string): Truth {
  if (!/^String(?:Equals|Like|EqualsIgnoreCase)$/.test(operator)) return "unknown";
  const isVia = /viaservice$/i.test(name);
  const found = some(items, ({ parts, conditional }): Truth => {
    const written = parts.map((part) => (typeof part === "string" ? part : `\${${part.name}}`)).join("");
    const truth = isVia ? isService(written, via) : /^(?:\d{12}|\$\{AWS::AccountId\})$/.test(written) || "unknown";
    return conditional && truth === true ? "unknown" : truth;
  });
  return complete ? found : or(found, "unknown");
}

/** `s3.${AWS::Region}.amazonaws.com`; a Region that is written out is taken for that of the deployment. */
function isService(written: string, via: string): Truth {
  const [service = "", rest = ""] = [written.split(".", 1)[0]!, written.slice(written.indexOf("."))];
  if (/[*?$]/.test(service)) return "unknown";
  if (service !== via) return false;
  return /^\.(?:\*|\$\{AWS::Region\}|[a-z]{2}-[a-z-]{1,24}\d)\.(?:amazonaws\.com(?:\.cn)?|\$\{AWS::URLSuffix\})$/.test(
    rest,
  )
    ? true
    : "unknown";
}
