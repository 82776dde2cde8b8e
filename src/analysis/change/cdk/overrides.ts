/** What changes a template of AWS CDK behind its constructs: overrides, properties of L1 constructs, aspects, and boundaries for what is not seen. */
import { camelCase } from "../../locate/code/letter-case";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import type { ReadPolicy } from "../subject";
import { Attaching } from "./attaching";
import { CdkBoundaries } from "./boundaries";
import type { CdkReading } from "./reading";

const overriding = /^add(?:Property)?(?:Deletion)?Override$/;
/** What a template says of somebody's access, by the last part of a path or the name of a property. */
const ofAccess =
  /polic|principal|role|statement|permission|public|auth|condition|access|boundary|assume|action|resource|effect|grant|managed|^type$/i;
const ofOther =
  /^(?:(?:Properties\.)?(?:Tags|Description|RoleName|Environment|MemorySize|Timeout)|(?:UpdateReplace|Deletion|Update|Creation)Policy|Metadata|DependsOn)\b/;
/** The L1 constructs that are about nothing else. */
const ofPolicies = /\bCfn(?:\w*Policy|Role|User|Group|Permission|Url)\b/;
const assigned =
  /^(?:managedPolicyArns|policies|policyDocument|assumeRolePolicyDocument|permissionsBoundary|keyPolicy|resourcePolicy|repositoryPolicyText|fileSystemPolicy|accessControl|publicAccessBlockConfiguration|authType|principal|roles|users|groups)$/;
/** Programs of projen write files of a project, whose overrides are none of a template. */
const ofProjen = /(?:\bfrom |\brequire\()["']projen["'/]/;
/** Aspects that only look (cdk-nag), or write tags. */
const looking = /Checks$|^Tags?$|Nag/;

export class Overrides {
  private readonly boundaries: CdkBoundaries;

  constructor(private readonly reading: CdkReading) {
    this.boundaries = new CdkBoundaries(new Attaching(reading.file, reading.constructs));
  }

  /** @param method the name in camelCase @param object what has the method */
  byCall(node: SyntaxNode, method: string, object: SyntaxNode): readonly ReadPolicy[] {
    const { file } = this.reading;
    if (overriding.test(method)) return this.override(node, object);
    const [first] = this.reading.given(node);
    const of = file.text(object);
    if (method === "add" && /(?:^|\.)Aspects\.of\(/.test(of) && first) return this.aspect(node, first);
    if (!/^(?:apply|clear)$/.test(method) || !/(?:^|\.)PermissionsBoundary\.of\(/.test(of)) return [];
    return method === "clear" || this.boundaries.isOpen(node)
      ? this.reading.eitherWay(node, "PermissionsBoundary")
      : [];
  }

  /** `cfnRole.managedPolicyArns = […]` */
  byAssignment(node: SyntaxNode): readonly ReadPolicy[] {
    const { file } = this.reading;
    const left = childOf(node, "left");
    const member = left && file.language.member(file.tree, left);
    if (!member || member.object.type === "this" || file.text(member.object) === "self") return [];
    if (!assigned.test(camelCase(member.key)) || !this.isOfTemplate(member.object)) return [];
    return this.reading.eitherWay(node, this.reading.nameOf(member.object));
  }

  /** What a construct of others, or a stack, is given as a boundary for roles that are not seen. */
  byConstruct(node: SyntaxNode): readonly ReadPolicy[] {
    if (!this.boundaries.isOpen(node)) return [];
    const value = this.reading.constructs.propertiesOf(node).of.get("permissionsBoundary");
    return value ? this.reading.eitherWay(value, this.reading.madeName(node)) : [];
  }

  private override(node: SyntaxNode, object: SyntaxNode): readonly ReadPolicy[] {
    const { file } = this.reading;
    if (ofProjen.test(file.tree.text)) return [];
    const [path] = this.reading.given(node);
    const written = (path && file.language.literal(file.tree, file.resolve(path).base)?.text) ?? null;
    if (written !== null && !ofAccess.test(written) && !this.isOfPolicies(object)) return [];
    return ofOther.test(written ?? "") ? [] : this.reading.eitherWay(node, this.reading.nameOf(object));
  }

  private isOfPolicies(object: SyntaxNode): boolean {
    const { file } = this.reading;
    return ofPolicies.test(`${file.text(object)} ${file.text(file.resolve(object).base)}`);
  }

  /** An L1 construct, or what a construct has of one. */
  private isOfTemplate(object: SyntaxNode): boolean {
    const { file } = this.reading;
    const { base, path } = file.resolve(object);
    const callee = calleeOf(base);
    const written = `${file.text(object)} ${callee ? file.text(callee) : ""} ${path.join(".")}`;
    return /\bCfn[A-Z]|default_?[cC]hild/.test(written);
  }

  private aspect(node: SyntaxNode, given: SyntaxNode): readonly ReadPolicy[] {
    const { file } = this.reading;
    const callee = calleeOf(file.resolve(given).base);
    return callee && looking.test(file.ownName(callee)) ? [] : this.reading.eitherWay(node, "Aspects");
  }
}
