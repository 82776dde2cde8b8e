/** What an origin of CloudFront lets CloudFront do with a bucket or function in a program of AWS CDK: it adds that to the policy of the resource. */
import type { Binding } from "../../code/scopes";
import { type Origin, originOf } from "../../knowledge/cdk-origins";
import { camelCase } from "../../locate/code/letter-case";
import type { Policy } from "../../policy/model";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { TextPart } from "../../value";
import { policyOfLetIn } from "../let-in";
import type { ReadPolicy } from "../subject";
import { grantedAsWritten } from "./grants";
import { isInBranch } from "./open-policies";
import type { CdkReading } from "./reading";

const cloudFront = "cloudfront.amazonaws.com";
const distribution = /^cloudfront\.\w{0,40}Distribution$/;

export class Origins {
  /** What several origins of a distribution say is added once. */
  private readonly seen = new Set<string>();
  /** By a variable that keeps an origin, the distributions that name it. */
  private readonly namedWithin = new Map<Binding, readonly SyntaxNode[]>();

  constructor(private readonly reading: CdkReading) {}

  /** What a class or method of CDK allows where it is an origin; empty for any other. @param name `cloudfront-origins.S3Origin` */
  allowedBy(node: SyntaxNode, name: string): readonly ReadPolicy[] {
    const origin = originOf(name.replace(/\bwith_\w{1,60}$/, camelCase));
    if (!origin) return [];
    const [first, second] = this.reading.file.argumentsOf(node);
    const on = first && ((first.type === "keyword_argument" && childOf(first, "value")) || first);
    if (!on) return [];
    const construct = this.reading.constructs.at(on);
    // The policy of what is only named by the program is not its own.
    const isImported =
      construct?.made != null && /\.from_?[A-Za-z]/.test(this.reading.file.text(construct.made).slice(0, 300));
    if (isImported || (origin.isOfBuckets && construct?.made && this.isWebsite(construct.made, origin))) return [];
    const properties = this.propertiesOf(node, second);
    const label = this.reading.nameOf(on);
    const actions = this.actionsOf(origin, properties.get("originAccessLevels"));
    const at = spanOf(node);
    if (!actions) return [this.reading.unread(node, { policyType: "resource", label })];
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
    const ofKey = key ? this.reading.constructs.propertiesOf(key).of.get("encryptionKey") : undefined;
    if (ofKey)
      policies.push(
        policyOfLetIn(
          {
            label: this.reading.nameOf(ofKey),
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
    return policies.map((policy) => ({ policy, document: this.reading.document, at }));
  }

  /** By what stands behind the ARN; null where nobody knows. */
  private actionsOf(
    { actions, levels }: Origin,
    given: SyntaxNode | undefined,
  ): ReadonlyMap<string, readonly string[]> | null {
    if (!given || !levels) return new Map([["/*", actions]]);
    const { base } = this.reading.file.resolve(given);
    if (!/^(?:array|list)$/.test(base.type)) return null;
    const named = partsOf(base)
      .filter((one) => one.named && one.type !== "comment")
      .map((one) => levels[this.reading.file.ownName(one)]);
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
    if (node.type === "call") return this.reading.constructs.propertiesOf(node).of;
    const entries = (second && this.reading.file.entries(this.reading.file.resolve(second).base)) ?? [];
    return new Map(entries.flatMap(({ key, value }) => (key === null ? [] : [[key, value] as const])));
  }

  /** A bucket that is a website is reached over HTTP by the class that is to be used no more. */
  private isWebsite(made: SyntaxNode, { isOldest }: Origin): boolean {
    const { of } = this.reading.constructs.propertiesOf(made);
    return isOldest && (of.has("websiteIndexDocument") || of.has("websiteRedirect"));
  }

  private identityOf(given: SyntaxNode | undefined): string {
    return given ? this.reading.nameOf(given) : "OriginAccessIdentity";
  }

  private onBucket(on: SyntaxNode, behind: string): readonly TextPart[] {
    const construct = this.reading.constructs.at(on);
    const [statement] = construct?.kind ? grantedAsWritten(construct, [{ actions: [], on: [behind] }]) : [];
    return statement?.resources[0] ?? [{ name: `${this.reading.nameOf(on)}.bucketArn` }, behind];
  }

  /** By its id: which distribution it is. */
  private distributionOf(origin: SyntaxNode): string {
    const only = this.reading.theOnly(distribution, this.distributionsAround(origin));
    return (only && this.reading.constructs.idOf(only)) ?? "distribution";
  }

  /** The distributions that an origin stands within, itself or by the variable that keeps it. */
  private distributionsAround(origin: SyntaxNode): readonly SyntaxNode[] {
    const own = this.within(origin);
    const binding = own.length > 0 ? undefined : this.reading.file.ownerOf(origin)?.binding;
    if (!binding) return own;
    const known = this.namedWithin.get(binding) ?? [...new Set(binding.references.flatMap((one) => this.within(one)))];
    this.namedWithin.set(binding, known);
    return known;
  }

  private within(expression: SyntaxNode): readonly SyntaxNode[] {
    const all = this.reading.allOf(distribution);
    const found: SyntaxNode[] = [];
    for (let node: SyntaxNode | null = expression; node; node = node.parent) if (all.has(node)) found.push(node);
    return found;
  }
}

/** A policy without the places in which it stands. */
function saidBy({ node }: Policy): string {
  return JSON.stringify(node, (key, value: unknown) => (/span$/i.test(key) ? undefined : value));
}

const decrypting = ["kms:Decrypt"];
const encrypting = ["kms:Encrypt", "kms:GenerateDataKey*"];
