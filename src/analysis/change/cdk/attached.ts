/** Who has which policies in a program of AWS CDK, and which boundaries limit whom. */
import type { ManagedPolicies } from "../../../catalog/managed-policies";
import { valuesWithImports } from "../../locate/code/imported-values";
import { camelCase } from "../../locate/code/letter-case";
import { literalsOf } from "../../locate/code/literals";
import type { CodeValues } from "../../locate/code/values";
import { documentAround } from "../../locate/document-around";
import type { Statement } from "../../policy/model";
import { readPolicy } from "../../policy/read";
import { unknown } from "../../source/intrinsics";
import { stringNode } from "../../source/made-values";
import type { Source } from "../../source/source";
import { childOf, nodeAt, type SyntaxNode } from "../../source/syntax-tree";
import { contains, type Span, spanOf } from "../../text";
import type { ValueNode } from "../../value";
import { ofElsewhere } from "../attachments";
import { inSomeDeployments } from "../canonical";
import type { Meanings } from "../names";
import type { Bound, ChangedDocument, ReadPolicy } from "../subject";
import { Attaching, type Holding } from "./attaching";
import { CdkBoundaries } from "./boundaries";
import { type Calls, callsIn, type Given } from "./given";
import { cdkFileOf, constructsOf, isCdkForm } from "./program";

const words =
  /add_?[tT]o_?(?:(?:[tT]ask_?|[eE]xecution_?)?[rR]ole_?|[pP]rincipal_?)?[pP]olicy|[mM]anaged_?[pP]olic|[pP]ermissions_?[bB]oundary|[iI]nline_?[pP]olic|\bPolicy\(/;
const naming = /^from(?:Aws)?ManagedPolicy(?:Name|Arn)$/;

/** The policies with whom they belong to, and the boundaries of roles, users and groups. */
export interface CdkAttached {
  readonly policies: readonly ReadPolicy[];
  readonly bounds: readonly Bound[];
}

/** @param managed null: nobody asks for what AWS itself has @param meant what a value is written with stands for */
export function attachedInCdk(
  source: Source,
  document: ChangedDocument,
  policies: readonly ReadPolicy[],
  managed: ManagedPolicies | null,
  meant: (node: ValueNode) => Meanings,
): CdkAttached {
  const file = words.test(source.text) ? cdkFileOf(source) : null;
  if (!file) return { policies, bounds: [] };
  const attaching = new Attaching(file, constructsOf(file, source));
  const values = isCdkForm(source.form) ? valuesWithImports(file, literalsOf[source.form], source) : null;
  const attached = new Attached(attaching, document, managed, meant, values);
  return {
    policies: attached.of(policies),
    bounds: new CdkBoundaries(attaching).bounds(document),
  };
}

class Attached {
  private readonly calls: Calls;

  constructor(
    private readonly attaching: Attaching,
    private readonly document: ChangedDocument,
    private readonly managed: ManagedPolicies | null,
    private readonly meant: (node: ValueNode) => Meanings,
    private readonly values: CodeValues | null,
  ) {
    this.calls = callsIn(attaching.file);
  }

  of(policies: readonly ReadPolicy[]): readonly ReadPolicy[] {
    const named = this.named(policies);
    const others = policies.filter((one) => !one.managed || !named.handled.some((span) => contains(span, one.at)));
    const held = others.flatMap((one) => this.ofHolders(one));
    return [...held, ...this.shared(held), ...named.found];
  }

  /** A statement that a variable keeps, for those who are given it beside the policy that it is read in. */
  private shared(policies: readonly ReadPolicy[]): readonly ReadPolicy[] {
    const keyOf = (holder: string | undefined, { node: { span } }: Statement) => `${span.start} ${holder}`;
    const known = new Set(
      policies.flatMap(({ policy: { statements, place } }) =>
        statements.map((one) => keyOf(place.principal ?? place.label, one)),
      ),
    );
    return policies.flatMap((read) =>
      read.managed || read.policy.type !== "identity"
        ? []
        : read.policy.statements.flatMap((statement): ReadPolicy[] => {
            const { span } = statement.node;
            const node = contains(read.at, span) ? null : nodeAt(this.attaching.file.tree, span);
            const made = node && readPolicy(documentAround(statement.node), { policyType: "identity" });
            return (made ? this.attaching.holdings(node, null) : []).flatMap((holding) => {
              const key = keyOf(holding.holder, statement);
              if (known.has(key) || holding.isBoundary) return [];
              known.add(key);
              return [held({ ...read, at: span, policy: made! }, holding)];
            });
          }),
    );
  }

  /** What a program names by the name or ARN of a policy, for each of those who have it. */
  private named(policies: readonly ReadPolicy[]): {
    readonly found: readonly ReadPolicy[];
    readonly handled: readonly Span[];
  } {
    const found: ReadPolicy[] = [];
    const handled: Span[] = [];
    for (const call of this.attaching.file.tree.nodes) {
      if (call.type === "pair") found.push(...this.writtenOut(call));
      if (!/^call(?:_expression)?$/.test(call.type)) continue;
      const name = camelCase(this.attaching.className(call));
      const span = spanOf(call);
      if (!naming.test(name)) continue;
      const all = this.calls.of(call.start);
      const own = policies.filter((one) => one.managed && contains(span, one.at));
      for (const given of all.length > 0 ? all : [null]) {
        const holdings = this.attaching.holdings(call, given);
        if (holdings.length > 0) handled.push(span);
        else if (own.length === 0) found.push(...this.policiesOf(call, name, nobody, given, own, all.length > 0));
        for (const one of holdings)
          if (!one.isBoundary) found.push(...this.policiesOf(call, name, one, given, own, all.length > 0));
      }
    }
    return { found, handled };
  }

  /** `{ managedPolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }` */
  private writtenOut(pair: SyntaxNode): readonly ReadPolicy[] {
    const { file } = this.attaching;
    const [key, value, object] = [childOf(pair, "key"), childOf(pair, "value"), pair.parent];
    const isArn = key && value && object?.type === "object" && file.text(key) === "managedPolicyArn";
    const text = isArn ? file.language.literal(file.tree, file.resolve(value).base)?.text : null;
    if (text == null || !object) return [];
    return this.attaching.holdings(object, null).flatMap((holding) => {
      if (holding.isBoundary) return [];
      const node = stringNode(spanOf(pair), text);
      const link = { holder: holding.holder, to: null, node, conditional: false, by: "arn" } as const;
      return [held(ofElsewhere(link, this.document, this.managed), holding)];
    });
  }

  private policiesOf(
    call: SyntaxNode,
    name: string,
    holding: Holding,
    given: Given | null,
    own: readonly ReadPolicy[],
    isCalled: boolean,
  ): readonly ReadPolicy[] {
    const argument = this.attaching.policyName(call, name);
    const texts = argument && name !== "fromManagedPolicyName" ? this.textsOf(argument, given) : null;
    if (!texts && own.length > 0) return own.map((one) => ({ ...held(one, holding), isCalled }));
    if (texts && !this.managed) return [];
    const span = spanOf(call);
    const nodes: readonly ValueNode[] = texts
      ? texts.map((value) => stringNode(span, value))
      : [unknown(argument ? spanOf(argument) : span)];
    const by = name === "fromManagedPolicyArn" ? "arn" : "path";
    return nodes.map((node) => {
      const link = { holder: holding.holder, to: null, node, conditional: false, by } as const;
      const read = ofElsewhere(link, this.document, this.managed);
      const meant = read.isUnread ? { ...read, meanings: () => this.meant(node) } : read;
      return { ...held(meant, holding), isCalled };
    });
  }

  /** Also of what stands in another file, or is put together. */
  private textsOf(argument: SyntaxNode, given: Given | null): readonly string[] | null {
    const texts = this.calls.textsOf(argument, given);
    const value = texts ? null : this.values?.value(argument);
    return value?.kind === "string" ? [value.value] : texts;
  }

  /** What stands in the program, for each of those who have it. */
  private ofHolders(one: ReadPolicy): readonly ReadPolicy[] {
    const { place, type } = one.policy;
    if (type !== "identity" || place.isAdded || (place.principal !== undefined && place.principal !== place.label))
      return [one];
    const node = nodeAt(this.attaching.file.tree, one.at);
    const holdings = node ? this.attaching.holdings(node, null) : [];
    if (holdings.length === 0) return node && this.attaching.isOfNobody(node) ? [] : [one];
    const holders = holdings.filter(({ isBoundary }) => !isBoundary);
    // What only limits somebody is had by nobody.
    const limits = holders.length < holdings.length && !one.managed ? [asBoundary(one)] : [];
    return [...limits, ...holders.map((holding) => held(one, holding))];
  }
}

/** Whom a policy is given to is not seen. */
const nobody: Holding = { holder: "", constructId: undefined, isBoundary: false, conditional: false };

/** A policy as somebody has it. */
export function held(one: ReadPolicy, { holder, constructId, conditional: mayBeMissing }: Holding): ReadPolicy {
  const { policy } = one;
  const place = {
    ...policy.place,
    policyType: "identity" as const,
    label: one.managed || one.isUnread ? holder : (policy.place.label ?? holder),
    principal: holder,
    constructId,
  };
  const own = mayBeMissing ? inSomeDeployments(policy) : policy;
  return { ...one, policy: { ...own, type: "identity", place } };
}

function asBoundary(one: ReadPolicy): ReadPolicy {
  const { policy } = one;
  return { ...one, policy: { ...policy, type: "boundary", place: { ...policy.place, policyType: "boundary" } } };
}
