/** What an origin of CloudFront lets CloudFront do with a bucket or function in a program of AWS CDK: it adds that to the policy of the resource. */
import type { CodeFile } from "../code/code-file";
import { type Origin, originOf } from "../knowledge/cdk-origins";
import { camelCase } from "../locate/code/letter-case";
import type { Policy } from "../policy/model";
import { childOf, partsOf, type SyntaxNode } from "../source/syntax-tree";
import { spanOf } from "../text";
import type { Constructs } from "../units/cdk/constructs";
import { grantedOn } from "../units/cdk/role-policies";
import type { TextPart } from "../value";
import { unreadPolicy } from "./attachments";
import { asWritten, isInBranch } from "./grants";
import { policyOfLetIn } from "./let-in";
import type { ChangedDocument, ReadPolicy } from "./subject";

const cloudFront = "cloudfront.amazonaws.com";
const longestName = 100;

export class Origins {
  /** What several origins of a distribution say is added once. */
  private readonly seen = new Set<string>();
  private distributions: readonly SyntaxNode[] | null = null;

  constructor(
    private readonly file: CodeFile,
    private readonly constructs: Constructs,
    private readonly document: ChangedDocument,
    private readonly nameOf: (expression: SyntaxNode) => string,
  ) {}

  /** What a class or method of CDK allows where it is an origin; empty for any other. @param name `cloudfront-origins.S3Origin` */
  allowedBy(node: SyntaxNode, name: string): readonly ReadPolicy[] {
    const origin = originOf(name.replace(/\bwith_\w{1,60}$/, camelCase));
    if (!origin) return [];
    const [first, second] = this.file.argumentsOf(node);
    const on = first && ((first.type === "keyword_argument" && childOf(first, "value")) || first);
    if (!on) return [];
    const construct = this.constructs.at(on);
    // The policy of what is only named by the program is not its own.
    const isImported = construct?.made != null && /\.from_?[A-Za-z]/.test(this.file.text(construct.made).slice(0, 300));
    if (isImported || (origin.isOfBuckets && construct?.made && this.isWebsite(construct.made, origin))) return [];
    const properties = this.propertiesOf(node, second);
    const label = this.nameOf(on);
    const actions = this.actionsOf(origin, properties.get("originAccessLevels"));
    const at = spanOf(node);
    if (!actions) return [{ ...unreadPolicy({ span: at }, { policyType: "resource", label }, this.document), at }];
    const policies = [...actions].map(([behind, own]) =>
      policyOfLetIn(
        {
          label,
          principal: origin.byIdentity
            ? ["CanonicalUser", { name: this.identityOf(properties.get("originAccessIdentity")) }]
            : ["Service", cloudFront],
          actions: own,
          resources: [origin.isOfBuckets ? this.onBucket(on, behind) : [{ name: label }]],
          from: origin.byIdentity ? null : { name: this.distributionOf(node) },
        },
        at,
      ),
    );
    const key = origin.isOfBuckets && !origin.byIdentity ? construct?.made : null;
    const ofKey = key ? this.constructs.propertiesOf(key).of.get("encryptionKey") : undefined;
    if (ofKey)
      policies.push(
        policyOfLetIn(
          {
            label: this.nameOf(ofKey),
            principal: ["Service", cloudFront],
            actions: [...actions.values()].flat().includes("s3:PutObject")
              ? [...decrypting, ...encrypting]
              : decrypting,
            resources: [["*"]],
            from: { name: this.distributionOf(node) },
          },
          at,
        ),
      );
    const said = JSON.stringify([name, label, ...policies.map(saidBy), isInBranch(node)]);
    if (this.seen.has(said)) return [];
    this.seen.add(said);
    return policies.map((policy) => ({ policy, document: this.document, at }));
  }

  /** By what stands behind the ARN; null where nobody knows. */
  private actionsOf(
    { actions, levels }: Origin,
    given: SyntaxNode | undefined,
  ): ReadonlyMap<string, readonly string[]> | null {
    if (!given || !levels) return new Map([["/*", actions]]);
    const { base } = this.file.resolve(given);
    if (!/^(?:array|list)$/.test(base.type)) return null;
    const named = partsOf(base)
      .filter((one) => one.named && one.type !== "comment")
      .map((one) => levels[this.file.ownName(one)]);
    if (named.some((one) => one === undefined)) return null;
    const all = named.filter((one) => one !== undefined);
    const [onBucket, onObjects] = [
      all.filter((one) => one === "s3:ListBucket"),
      all.filter((one) => one !== "s3:ListBucket"),
    ];
    return new Map([
      ...(onObjects.length > 0 ? [["/*", onObjects] as const] : []),
      ...(onBucket.length > 0 ? [["", onBucket] as const] : []),
    ]);
  }

  private propertiesOf(node: SyntaxNode, second: SyntaxNode | undefined): ReadonlyMap<string, SyntaxNode> {
    if (node.type === "call") return this.constructs.propertiesOf(node).of;
    const entries = (second && this.file.entries(this.file.resolve(second).base)) ?? [];
    return new Map(entries.flatMap(({ key, value }) => (key === null ? [] : [[key, value] as const])));
  }

  /** A bucket that is a website is reached over HTTP by the class that is to be used no more. */
  private isWebsite(made: SyntaxNode, { isOldest }: Origin): boolean {
    const { of } = this.constructs.propertiesOf(made);
    return isOldest && (of.has("websiteIndexDocument") || of.has("websiteRedirect"));
  }

  private identityOf(given: SyntaxNode | undefined): string {
    return given ? this.nameOf(given) : "OriginAccessIdentity";
  }

  private onBucket(on: SyntaxNode, behind: string): readonly TextPart[] {
    const construct = this.constructs.at(on);
    const [statement] = construct?.kind ? grantedOn(asWritten(construct), [{ actions: [], on: [behind] }]) : [];
    return statement?.resources[0] ?? [{ name: `${this.nameOf(on)}.bucketArn` }, behind];
  }

  /** By its id: which distribution it is. */
  private distributionOf(origin: SyntaxNode): string {
    this.distributions ??= this.file.tree.nodes.filter((node) =>
      /^cloudfront\.\w{0,40}Distribution$/.test(this.constructs.classOf(node) ?? ""),
    );
    const own = this.distributions.filter((one) => this.isWithin(origin, one));
    const [only, ...others] = own.length > 0 ? own : this.distributions;
    return (only && others.length === 0 && this.constructs.idOf(only)) || "distribution";
  }

  private isWithin(origin: SyntaxNode, distribution: SyntaxNode): boolean {
    for (let node: SyntaxNode | null = origin; node; node = node.parent) if (node === distribution) return true;
    const owner = this.file.ownerOf(origin);
    const name = owner?.binding.name.slice(0, longestName);
    const { start, end } = spanOf(distribution);
    return (
      name !== undefined &&
      this.file.tree.nodes.some(
        (one) =>
          /identifier$/.test(one.type) &&
          spanOf(one).start > start &&
          spanOf(one).end < end &&
          this.file.text(one) === name &&
          this.file.scopes.bindingOf(one) === owner?.binding,
      )
    );
  }
}

/** A policy without the places in which it stands. */
function saidBy({ node }: Policy): string {
  return JSON.stringify(node, (key, value: unknown) => (/span$/i.test(key) ? undefined : value));
}

const decrypting = ["kms:Decrypt"];
const encrypting = ["kms:Encrypt", "kms:GenerateDataKey*"];
