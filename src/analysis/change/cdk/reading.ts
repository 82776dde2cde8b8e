/** A program of AWS CDK as it is read for what it allows beside its policies and grants: how it calls what it makes, and the policies of that. */
import type { CodeFile } from "../../code/code-file";
import type { GrantMethod } from "../../knowledge/cdk-grants";
import { literalsOf } from "../../locate/code/literals";
import type { Place } from "../../policy/model";
import { readPolicy } from "../../policy/read";
import { shortName } from "../../short-name";
import { unknown } from "../../source/intrinsics";
import { objectOf } from "../../source/made-values";
import { calleeOf, childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { type Span, spanOf } from "../../text";
import type { Construct, Constructs } from "../../units/cdk/constructs";
import { madePolicy, type MadeStatement } from "../../units/made-policy";
import type { TextPart } from "../../value";
import { type Kept, type LetIn, policyOfKept, policyOfLetIn } from "../let-in";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { unreadPolicy } from "../unread-policies";
import { grantedAsWritten } from "./grants";

const longestName = 100;
/** `<IRole>role` */
const asType = /^<[\w.]{1,80}>/;

export class CdkReading {
  private readonly byClass = new Map<RegExp, ReadonlySet<SyntaxNode>>();

  constructor(
    readonly file: CodeFile,
    readonly constructs: Constructs,
    readonly document: ChangedDocument,
  ) {}

  /** How the file calls it, and of the role of a function the function. */
  nameOf(expression: SyntaxNode): string {
    const written = this.file.text(expression).replace(/\s+/g, "").replace(asType, "");
    const own = /^\(*([\w.]+?)[!?]?\.(?:role[!?]?\.)?node\.default_?[cC]hild/.exec(written)?.[1];
    const root = own ?? written.replace(/(?<!^(?:this|self))[!?]?\.role[!?]?$/, "");
    return (own === undefined && this.constructs.at(expression)?.written) || shortName(root, longestName);
  }

  /** What is made there, by its variable or its id. */
  madeName(node: SyntaxNode): string {
    return this.constructs.variableOf(node) ?? this.idOf(node);
  }

  private idOf(node: SyntaxNode): string {
    const id = this.file.argumentsOf(node)[1];
    const written = id && id.type !== "keyword_argument" ? this.file.text(id) : this.file.text(node);
    return (id && this.constructs.textOf(id)) ?? shortName(written, longestName);
  }

  /** The role that a construct is given; null where it has one of its own. */
  roleOf(properties: ReadonlyMap<string, SyntaxNode>, property = "role"): string | null {
    const role = properties.get(property);
    return role ? this.nameOf(role) : null;
  }

  /** What a call is given, whatever the names of its parameters. */
  given(call: SyntaxNode): readonly SyntaxNode[] {
    return this.file.argumentsOf(call).map((one) => (one.type === "keyword_argument" && childOf(one, "value")) || one);
  }

  itemsOf(list: SyntaxNode): readonly SyntaxNode[] {
    const { base } = this.file.resolve(list);
    if (base.type !== "array" && base.type !== "list") return [list];
    return partsOf(base).filter(({ named, type }) => named && type !== "comment");
  }

  /** The ARN of a construct in the terms of the file. */
  arnOf(expression: SyntaxNode): readonly TextPart[] {
    const construct = this.constructs.at(expression);
    const [arn] = construct?.kind
      ? grantedAsWritten(construct, [{ actions: [], on: [""] }]).flatMap(({ resources }) => resources)
      : [];
    return arn ?? [{ name: this.file.shortName(expression, longestName) }];
  }

  /** The constructs of classes that the file makes. @param type of their modules and names: `/^cloudfront\.Distribution$/` */
  allOf(type: RegExp): ReadonlySet<SyntaxNode> {
    let all = this.byClass.get(type);
    if (!all) {
      all = new Set(this.file.tree.nodes.filter((node) => type.test(this.constructs.classOf(node) ?? "")));
      this.byClass.set(type, all);
    }
    return all;
  }

  /** The one construct of a class that something belongs to: of those beside it, or of all; null where there are several, or none. */
  theOnly(type: RegExp, beside: readonly SyntaxNode[]): SyntaxNode | null {
    const all = this.allOf(type);
    const [only] = beside.length > 0 ? beside : all;
    return only && (beside.length > 0 ? beside.length : all.size) === 1 ? only : null;
  }

  /** What is made around something, of a class; null where nothing is. */
  around(node: SyntaxNode, type: RegExp): SyntaxNode | null {
    const all = this.allOf(type);
    let one = node.parent;
    while (one && !all.has(one)) one = one.parent;
    return one;
  }

  /** What a call is given by name: the keywords of Python, or what those of its arguments have that are objects. */
  optionsOf(call: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
    if (call.type === "call") return this.constructs.propertiesOf(call).of;
    return this.constructs.optionsIn(this.file.argumentsOf(call)).of;
  }

  /** What an object has, or a call with keywords, by the names of TypeScript. */
  propertiesIn(object: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
    return object.type === "call" ? this.constructs.propertiesOf(object).of : this.constructs.optionsIn([object]).of;
  }

  /** What is allowed on an expression, whatever is known of it. */
  grantedOn(of: SyntaxNode, grants: readonly GrantMethod[], holder: string, at: SyntaxNode): ReadPolicy {
    const construct = this.constructs.at(of);
    if (construct?.kind) return this.granted(construct, grants, holder, at);
    const name: TextPart = { name: this.nameOf(of) };
    const statements = grants.map(({ actions, on }) => ({
      actions,
      resources: on.map((behind) => (behind === "*" ? ["*"] : behind === "" ? [name] : [name, behind])),
    }));
    return this.made(statements, holder, at);
  }

  /** The resources that a list names. */
  resourcesIn(list: SyntaxNode): readonly (readonly TextPart[])[] {
    return this.itemsOf(list).map((one) => {
      const text = this.constructs.textOf(one);
      if (text !== null) return [text];
      return this.constructs.attributeAt(one) ?? this.partsOf(one) ?? [{ name: this.nameOf(one) }];
    });
  }

  /** Of a text with expressions in it; null for anything else. */
  private partsOf(expression: SyntaxNode): readonly TextPart[] | null {
    const { stretches } = literalsOf[this.constructs.isPython ? "python" : "typescript"];
    const found = stretches(this.file.tree, this.file.resolve(expression).base);
    return (
      found?.map((one): TextPart => {
        if (typeof one === "string") return one;
        return this.constructs.textOf(one) ?? { name: this.nameOf(one) };
      }) ?? null
    );
  }

  /** A use of which nobody knows here what it allows: what is made, and what it is given of the program. */
  unreadUse(node: SyntaxNode, of: ReadonlyMap<string, SyntaxNode>, holder: string): readonly ReadPolicy[] {
    const callee = calleeOf(node) ?? node;
    const given = [...of.values()].filter(({ type }) => /^(?:identifier|member_expression|attribute)$/.test(type));
    return [callee, ...given].map((one) => this.unread(one, { policyType: "identity", label: holder }));
  }

  granted(construct: Construct, grants: readonly GrantMethod[], holder: string, at: SyntaxNode): ReadPolicy {
    return this.made(grantedAsWritten(construct, grants), holder, at);
  }

  made(statements: readonly MadeStatement[], holder: string, at: SyntaxNode): ReadPolicy {
    return { policy: madePolicy(statements, spanOf(at), holder), document: this.document, at: spanOf(at) };
  }

  letIn(one: LetIn, node: SyntaxNode): ReadPolicy {
    const at = spanOf(node);
    return { policy: policyOfLetIn(one, at), document: this.document, at };
  }

  /** What is denied by the policy of a resource. */
  kept(one: Kept, node: SyntaxNode): ReadPolicy {
    const at = spanOf(node);
    return { policy: policyOfKept(one, at), document: this.document, at };
  }

  /** What allows something that nobody knows here. */
  unread(node: SyntaxNode, place: Place, at: SyntaxNode = node): ReadPolicy {
    return { ...unreadPolicy({ span: spanOf(node) }, place, this.document), at: spanOf(at) };
  }

  /** What may allow something, and may as well keep something back: nobody knows what it comes to, nor what its end does. */
  eitherWay(node: SyntaxNode, label: string): readonly ReadPolicy[] {
    const span: Span = spanOf(node);
    const open = unknown(span);
    const root = objectOf(span, { Statement: objectOf(span, { Effect: open, Action: open }) });
    const policy = readPolicy(root, { policyType: "identity", label });
    return policy ? [{ policy, document: this.document, at: span, isUnread: true }] : [];
  }
}
