/** What modules of elsewhere are given that may allow somebody something: policies, principals, accounts, and where they are told what to allow also ARNs and actions. */
import type { LocalModule } from "../../source/document";
import { spanOf } from "../../text";
import { entryOf, type ObjectNode, type ValueNode } from "../../value";
import type { LocatedPolicy } from "../located";
import { addressOf, type Argument, argumentOf, type Block } from "../terraform/blocks";
import { joinedFolder } from "../terraform/called-modules";
import type { BlockValues } from "../terraform/values";
import type { Door } from "./door";
import { holeOf, leavesOf } from "./leaves";
import { takesRole } from "./role-users";

/** What is known of a document besides its blocks. */
export interface Besides {
  readonly unread?: readonly Door[];
  readonly missing?: ReadonlySet<string>;
  readonly read?: readonly LocatedPolicy[];
}

export interface Given {
  readonly node: ValueNode;
  /** It may be somebody, and not a policy: what matters beside other things alone. */
  readonly isWhom: boolean;
}

/**
 * Whether a module stands neither in the folder nor beside it.
 * @param missing local folders in which there is none, as those of another repository that is put there
 */
export function isForeign(block: Block, values: BlockValues, missing: ReadonlySet<string> = new Set()): boolean {
  const source = argumentOf(block, "source");
  const said = source && values.value(source);
  if (block.type !== "module" || said?.kind !== "string") return false;
  return !/^\.{1,2}(?:\/|$)/.test(said.value) || missing.has(joinedFolder("", said.value));
}

/** The local folders of modules in which there is none. */
export function missingModules(modules: readonly LocalModule[] = []): ReadonlySet<string> {
  return new Set(modules.flatMap(({ folder, files }) => (files.length === 0 ? [folder] : [])));
}

/** Whether a text may call such a module with somebody; the test is cheap. */
export function mayGiveToForeign(text: string): boolean {
  return (
    /\bmodule\s{1,20}"/.test(text) &&
    /\bsource\s{0,40}=\s{0,40}"[^."]/.test(text) &&
    /\barn:|\baws_iam_|"[a-z0-9-]{2,60}:[A-Z*]|polic|role|principal|trust|assum|attach_|member|subject|service_account|"\d{12}"/.test(
      text,
    )
  );
}

const ofPolicy = /^(?:data\.aws_iam_policy(?:_document)?|aws_iam_policy)\.[\w-]/;
const ofDocument = /^\(?data\.aws_iam_policy_document\./;
/** What such a module calls that which it allows. */
const ofAccess = /(?:^|_)(?:actions?|permissions?|polic(?:y|ies)|principals?|statements?)(?:_|$)/;
const arn = /^arn:[\w-]{1,30}:[\w-]{1,60}:/;
const action = /^[a-z][a-z0-9-]{1,60}:[A-Z*][A-Za-z0-9*?]{0,100}$/;

/** What such a module calls a policy that it attaches. */
const ofNamedPolicy =
  /^(?:(?:access|additional|attach|bucket|custom|endpoint|execution|extra|function|group|iam|inline|key|kms|lambda|managed|queue|registry|repository|resource|role|s3|secret|sns|sqs|table|task|topic|user|vault)_){0,4}polic(?:y|ies)(?:_(?:arns?|content|documents?|json|statements?|string|template|text))?$/;

/** What only limits, describes, or is handed on to what runs. */
const otherwise =
  /boundar|stage_variables|(?:^|_)(?:tags?|labels?|env|environments?|description|duration)(?:_|$)|(?:^|_)(?:ami|image)_owners?$|^owners?$/;
/** What may be given to a program that runs, and may fill in a policy: the names of the former are written in capitals. */
const ofVariables = /(?:^|_)variables$/;
const ofProgram = /^[A-Z][A-Z0-9_]{0,200}$/;
/** Read as the trust that they are. */
const readAsTrust = /^trusted_role_(?:arns|services)$/;
/** What such a module calls those whom it lets in. */
const ofWhom =
  /(?:^|_)(?:trust(?:s|ed)?|assum\w{0,12}|principals?|subjects?|service_accounts?|members?|memberships?|group_users)(?:_|$)/;
/** The subject of a certificate or of a message lets nobody in. */
const ofNobody =
  /(?:^|_)subject_(?:alt(?:ernative)?|common|dn|line|text|distinguished_names?|organi[sz]ation\w{0,10}|country|state|province|locality)(?:_|$)|(?:^|_)(?:certs?|certificates?|csr|tls|ssl|x509|e?mail|message|notification|alert)_subject/;
const ofTrust = /assume|trust/;
/** What stands beside them: whether there are any, and what they are called. */
const besideWhom = /^(?:create|enable|is|use)_|_(?:enabled|path|prefix|policy_name|conditions?)$|(?:^|_)type$/;

const entity =
  /^arn:[\w-]{1,30}:(?:iam|sts)::[^:]{0,80}:(?:root$|(?:assumed-role|role|user|group|policy|[a-z]{3,8}-provider)\/)/;
const account = /^\d{12}$/;
const reference =
  /\baws_iam_(?:role|user|group|openid_connect_provider|saml_provider)\.[^.\s]{1,100}\.(?:arn|unique_id)\b|\bmodule\.[^.\s]{1,100}\.(?:\w{1,60}_)?(?:roles?|role_arns?|(?:user|group|principal)_arns?|(?:oidc|saml|openid_connect)_provider(?:_arn)?s?)\b/;
/** What switches on that which a module has in itself. */
const switching = /^attach_(?!\w{0,60}(?:deny|require|insecure|latest_tls|unencrypted|incorrect))/;

/** So deep objects are read. */
const deepest = 5;
const longestWritten = 2000;

/** @param read policies that are read, and are not told a second time as what nobody knows */
export function givenToForeign(block: Block, values: BlockValues, read: readonly LocatedPolicy[]): readonly Given[] {
  const own = read.filter(({ place }) => place.label === addressOf(block)).map(({ root }) => root.span);
  return allGiven(block, values).filter(
    ({ node: { span } }) => !own.some(({ start, end }) => start <= span.start && span.end <= end),
  );
}

function allGiven(block: Block, values: BlockValues): readonly Given[] {
  const given = block.arguments.filter(({ name }) => name !== "source" && name !== "version" && !otherwise.test(name));
  const isAboutAccess = given.some(({ name }) => ofAccess.test(name) && !ofTrust.test(name));
  return given.flatMap((argument): readonly Given[] => {
    const { name, value } = argument;
    if (readAsTrust.test(name)) return [];
    const node = values.value(value);
    if (switching.test(name)) return isOff(node) ? [] : [{ node: whole(argument, node), isWhom: true }];
    const isTrust = ofTrust.test(name);
    return new Reader(values, isAboutAccess && !isTrust)
      .within(node, [name], deepest)
      .map((one) => (isTrust ? { ...one, isWhom: true } : one));
  });
}

class Reader {
  constructor(
    private readonly values: BlockValues,
    private readonly isAboutAccess: boolean,
  ) {}

  /** @param names the argument, and the keys of the objects that it stands in */
  within(node: ValueNode, names: readonly string[], depth: number): readonly Given[] {
    return leavesOf(node).flatMap(({ node: one }): readonly Given[] => {
      if (one.kind !== "object") {
        if (this.isOfPolicy(one) || this.isUnread(one, names)) return [{ node: one, isWhom: false }];
        return this.isWhom(one, names) ? [{ node: one, isWhom: true }] : [];
      }
      // Who is assigned what, and where, counts together.
      if (isAssignment(one)) return [{ node: one, isWhom: true }];
      // Read as the statement that it is.
      const isStatement = saysActions(one);
      if (depth === 0 || (isStatement && ofTrust.test(names[0]!))) return [];
      const isOfProgram = ofVariables.test(names.at(-1)!);
      return one.entries
        .filter(({ key }) => !otherwise.test(key) && !(isOfProgram && ofProgram.test(key)))
        .flatMap(({ key, value }) => this.within(value, [...names, key], depth - 1))
        .filter(({ isWhom }) => !isStatement || !isWhom);
    });
  }

  /** A policy, or what is told to a module that is told what to allow. */
  private isOfPolicy(node: ValueNode): boolean {
    const hole = holeOf(node);
    if (hole !== null) return ofPolicy.test(hole) || (this.isAboutAccess && /\.arn$/.test(hole));
    const first = node.kind === "string" ? node.value : node.kind === "template" ? node.parts[0] : null;
    return (
      this.isAboutAccess &&
      typeof first === "string" &&
      (arn.test(first) || (node.kind === "string" && action.test(first)))
    );
  }

  /** Whether nobody can read it, and it is called a policy; of documents of the folder the documents tell. */
  private isUnread(node: ValueNode, [name = ""]: readonly string[]): boolean {
    const isOpen = holeOf(node) !== null || (node.kind === "unknown" && node.alternatives.length === 0);
    return isOpen && ofNamedPolicy.test(name) && !ofDocument.test(this.writtenAt(node));
  }

  private isWhom(node: ValueNode, names: readonly string[]): boolean {
    const [last = ""] = names.slice(-1);
    if (node.kind === "boolean" || node.kind === "null" || node.kind === "object" || node.kind === "array")
      return false;
    const isNamed =
      names.some((one) => ofWhom.test(one) && !ofNobody.test(one)) &&
      !besideWhom.test(last) &&
      !besideWhom.test(names[0]!);
    // What the module works with.
    if (/^(?:\w{0,60}_)?assume_role(?:_arns?)?$/.test(last)) return false;
    if (isNamed) return true;
    if (takesRole(last)) return false;
    if (node.kind === "number") return account.test(String(node.value));
    const first = node.kind === "string" ? node.value : node.kind === "template" ? node.parts[0] : "";
    if (typeof first === "string" && (entity.test(shownText(node)) || account.test(first))) return true;
    const text = node.kind === "string" ? "" : this.writtenAt(node);
    return reference.test(text) && !/^(?:templatefile|jsonencode|yamlencode|file)\(/.test(text);
  }

  private writtenAt({ span: { start, end } }: ValueNode): string {
    return this.values.tree.text.slice(start, Math.min(end, start + longestWritten)).replace(/\[[^\]]{0,60}\]/g, "");
  }
}

/** A text with its first hole. */
function shownText(node: ValueNode): string {
  if (node.kind === "string") return node.value;
  return node.kind === "template" ? node.parts.map((part) => (typeof part === "string" ? part : "x")).join("") : "";
}

/** An entry that says whom something is given to: an assignment of Identity Center, an entry of a cluster of EKS. */
function isAssignment(node: ObjectNode): boolean {
  if (saysActions(node)) return false;
  return node.entries.some(({ key }) => /^(?:principal(?:_(?:arn|id|name))?|rolearn|userarn)$/.test(key));
}

function saysActions(node: ObjectNode): boolean {
  return ["actions", "not_actions", "Action"].some((name) => entryOf(node, name));
}

function isOff(node: ValueNode): boolean {
  return (
    (node.kind === "boolean" && !node.value) ||
    (node.kind === "unknown" && node.alternatives.length > 0 && node.alternatives.every((one) => !one))
  );
}

/** A value with its argument, for `true` alone says nothing. */
function whole({ head, value }: Argument, node: ValueNode): ValueNode {
  return { ...node, span: { start: spanOf(head).start, end: spanOf(value).end } };
}
