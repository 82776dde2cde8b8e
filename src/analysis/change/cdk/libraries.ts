/** Constructs of libraries and of other files that a program of AWS CDK gives a role, and their policies: what those allow stands in them. */
import type { CodeFile } from "../../code/code-file";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import { cdkName } from "../../units/cdk/declarations";
import type { Standing } from "../../units/cdk/own-types";
import type { ReadPolicy } from "../subject";
import { holdersOf, isReadHere } from "./allow-policies";
import { Attaching } from "./attaching";
import { type Handed, isRole, partsOfGiven } from "./handed-on";
import { shortText } from "./looped";
import { openPolicy } from "./open-policies";
import type { CdkReading } from "./reading";

const ofPolicies = /Polic(?:y|ies)$/;
/** What is called a policy and is none of IAM. */
const ofOther =
  /(?:Resource|Retry|Cache|Caching|Removal|Deletion|Scaling|Update|Lifecycle|Headers?|Request|Security|Tls|Ssl|Password|Backoff|Retention|Restart|Deployment|Routing|Termination|Placement|Fault|Firewall|Waf|Dns|Backup)Polic(?:y|ies)$/;
/** What may as well keep something back. */
const denies = /Den(?:y|ies|ied)|Forbid|Restrict|Prevent|Guard|Bound/;
/** What comes out of a construct and lets nobody do anything. */
const harmless =
  /^Cfn|Output$|^(?:App|Stack|Stage|Construct|Tags?|Annotations|Fn|Token|Lazy|Duration|Size|Arn)$|Nag|Suppression|Monitor|Dashboard|Alarm/;
/** What a class does that gives somebody something. */
const gives = /[gG]rant|Polic(?:y|ies)\b|_polic(?:y|ies)\b|attach/;
/** What a construct is given that says nothing of what its role may do. */
const ofItsOwn =
  /^(?:\w{0,20}(?:timeout|memory\w{0,10}|description|retention|runtime|handler|entry|architecture|tags|logLevel|schedule|vpcSubnets|securityGroups?|cpu|desiredCount|environment|bundling|layers|code|image|alarms?|monitoring))$/i;

export class Libraries {
  private readonly attaching: Attaching;

  constructor(private readonly reading: CdkReading) {
    this.attaching = new Attaching(reading.file, reading.constructs);
  }

  /** What a construct that is none of CDK's may give whoever it is given, or whoever has it. */
  madeBy(node: SyntaxNode): readonly ReadPolicy[] {
    if (libraryClass(this.reading.file, node) === null) return [];
    if (isLibraryPolicy(this.reading, node)) return this.policy(node);
    const own = this.reading.constructs.types.madeClass(node);
    const roles = own && !this.mayGive(own) ? [] : this.rolesIn(node);
    return roles.map((one) => this.open(node, this.reading.nameOf(one.node)));
  }

  private rolesIn(node: SyntaxNode): readonly Handed[] {
    const { file, constructs } = this.reading;
    const found = new Map<string, Handed>();
    for (const one of file.argumentsOf(node).flatMap((given) => this.given(given)))
      if (isRole(file, constructs, one.node) || (isNamedRole(this.keyOf(one)) && isExpression(one.node)))
        found.set(this.reading.nameOf(one.node), one);
    return [...found.values()];
  }

  private given(argument: SyntaxNode): readonly Handed[] {
    const value = argument.type === "keyword_argument" ? childOf(argument, "value") : argument;
    return value ? partsOfGiven(this.reading.file, value) : [];
  }

  private keyOf({ node }: Handed): string {
    const { parent } = node;
    if (node.type === "shorthand_property_identifier") return this.reading.file.text(node);
    const key =
      parent && /^(?:pair|keyword_argument)$/.test(parent.type)
        ? (childOf(parent, "key") ?? childOf(parent, "name"))
        : null;
    return key ? this.reading.file.text(key).replace(/^["']|["']$/g, "") : "";
  }

  private policy(node: SyntaxNode): readonly ReadPolicy[] {
    const holders = holdersOf(this.attaching, node);
    // One of the program is read where it stands.
    if (holders.length === 0 && this.reading.constructs.types.madeClass(node)) return [];
    const all = holders.length > 0 ? holders : [this.nameOf(node)];
    const isDeny = denies.test(this.reading.file.ownName(calleeOf(node)!));
    const eitherWay = (holder: string) =>
      this.reading.eitherWay(node, holder).map((one): ReadPolicy => ({ ...one, isUnread: false }));
    return all.flatMap((one) => (isDeny ? eitherWay(one) : [this.open(node, one)]));
  }

  private nameOf(node: SyntaxNode): string {
    const { constructs, file } = this.reading;
    return constructs.variableOf(node) ?? constructs.idOf(node) ?? file.ownName(calleeOf(node)!);
  }

  /** Whether a class of the program may give something to a role. */
  private mayGive({ in: { file }, node }: Standing): boolean {
    return gives.test(file.text(node)) || file.tree.nodes.some((one) => isWithin(one, node) && this.handsOn(file, one));
  }

  /** Whether a class hands a role on to another that is none of CDK's. */
  private handsOn(file: CodeFile, node: SyntaxNode): boolean {
    const callee = node.type === "new_expression" || node.type === "call" ? calleeOf(node) : null;
    if (!callee || !/^[A-Z]/.test(file.ownName(callee)) || cdkName(file, callee) !== null) return false;
    return file.argumentsOf(node).some((one) => /role/i.test(file.text(one).slice(0, longestArgument)));
  }

  private open(node: SyntaxNode, holder: string): ReadPolicy {
    const { file, document } = this.reading;
    const [, ...given] = file.argumentsOf(node);
    const said = given
      .flatMap((one) => this.saidBy(one))
      .join()
      .replace(/["']|,(?=[\]}])/g, "");
    const at = spanOf(node);
    const written = `new ${file.ownName(calleeOf(node)!)}(${said})`;
    return { policy: openPolicy(written, written, at, holder), document, at };
  }

  /** What an argument says of what is allowed. */
  private saidBy(argument: SyntaxNode): readonly string[] {
    const { file } = this.reading;
    const entries = file.entries(argument);
    if (!entries) return ofItsOwn.test(keywordOf(argument, file.text.bind(file))) ? [] : [shortText(file, argument)];
    const own = entries.filter(({ key }) => key === null || !ofItsOwn.test(key));
    return own.flatMap(({ key, value }) => {
      // What says nothing of it but in its parts says nothing.
      const parts = file.entries(value) ? this.saidBy(value) : null;
      const text = parts ? `{${parts.join()}}` : shortText(file, value);
      if (parts?.length === 0) return [];
      return key === null || key === text ? [text] : [`${key}:${text}`];
    });
  }
}

const longestArgument = 2_000;

/** Whether a policy of a library is made there that is read nowhere. */
export function isLibraryPolicy({ file, constructs }: CdkReading, node: SyntaxNode): boolean {
  const name = libraryClass(file, node);
  return name !== null && ofPolicies.test(name) && !ofOther.test(name) && !isReadHere(constructs, node);
}

/** The name of the class of what is made there, where that stands in another file; null for anything else. */
function libraryClass(file: CodeFile, node: SyntaxNode): string | null {
  const callee = /^(?:new_expression|call)$/.test(node.type) ? calleeOf(node) : null;
  const name = callee && file.ownName(callee);
  if (!name || !/^[A-Z]/.test(name) || harmless.test(name)) return null;
  const from = file.qualified(callee);
  if (from === null || cdkName(file, callee) !== null) return null;
  const [scope] = file.argumentsOf(node);
  return scope && /^(?:this|identifier|member_expression|attribute)$/.test(scope.type) ? name : null;
}

function keywordOf(argument: SyntaxNode, text: (node: SyntaxNode) => string): string {
  const name = argument.type === "keyword_argument" ? childOf(argument, "name") : null;
  return name ? text(name).replaceAll("_", "") : "";
}

/** `executionRole`, `data_access_role` */
function isNamedRole(key: string): boolean {
  return /(?:^r|R|_r)ole$/.test(key);
}

function isExpression({ type }: SyntaxNode): boolean {
  return /^(?:shorthand_property_identifier|identifier|member_expression|attribute|call_expression|call|new_expression)$/.test(
    type,
  );
}

function isWithin(one: SyntaxNode, other: SyntaxNode): boolean {
  return one.start >= other.start && one.end <= other.end;
}
