/** The policies of the local modules that a document of Terraform calls, where what it gives them stands in them. */
import { locateCalledPolicies } from "../../locate/locate";
import { readBlocks } from "../../locate/terraform/blocks";
import { type CalledPolicy, type CallingBlock, callingBlocks } from "../../locate/terraform/called-modules";
import { TerraformValues } from "../../locate/terraform/values";
import type { Policy, PolicyOption } from "../../policy/model";
import { readPolicy } from "../../policy/read";
import { textNode } from "../../source/intrinsics";
import type { Source } from "../../source/source";
import type { ValueNode } from "../../value";
import { withParts } from "../../value-parts";
import { writtenAlike } from "../canonical";
import { type Defaults, withDefaults } from "../defaults";
import { meaningsOf, type Written } from "../meanings";
import type { Definitions, Meanings } from "../names";
import type { ChangedDocument, ReadPolicy } from "../subject";

export interface CalledOptions {
  readonly policyType: PolicyOption | undefined;
  readonly defaults: Defaults | undefined;
  /** The calls of the other side that say the same; undefined: nothing is known of another side. */
  readonly kept: KeptCalls | undefined;
  readonly definitions: () => Definitions | null;
  /** Whether a call is compared as a document of its own. */
  readonly isApart?: ((call: string) => boolean) | undefined;
}

export interface KeptCalls {
  /** Whether the other side calls the same module so, with the same switches. */
  has(call: string): boolean;
  /** Whether the other side has the folder of a module. */
  hasFolder(folder: string): boolean;
}

/**
 * What modules say with what the document gives them, each policy named after its call; of a call that only one side has, all that the module
 * says. What else a module says is compared where it stands.
 */
export function calledIn(
  source: Source,
  document: ChangedDocument,
  { policyType, defaults, kept, definitions, isApart = () => false }: CalledOptions,
): readonly ReadPolicy[] {
  const fill = (given: ValueNode): ValueNode => written(withDefaults(given, defaults, source.text), source.text);
  return locateCalledPolicies(source, { fill, all: true }).flatMap((called) => {
    const { policy, call, text, end, cause, inModule, from } = called;
    const { root, place } = policy;
    const isWhole = from !== undefined && kept !== undefined && isOfOneSide(from, kept);
    if ((!isWhole && cause(root.span) === null) || (from && isNever(from)) || isApart(call)) return [];
    const within = (name: string | undefined) => name && `${call}.${name}`;
    const { label, principal } = place;
    const named = { ...place, label: within(label ?? "policy"), ...(principal && { principal: within(principal) }) };
    const whole = readPolicy(root, named, policyType);
    // What is there for some callers alone, and what a module says by itself, is told of the module.
    const statements = whole?.statements.filter(
      ({ node: { span }, conditional, complete }) =>
        isWhole || (!conditional && complete && span.start >= end && cause(span) !== null),
    );
    if (!whole || !statements?.length) return [];
    const own: ChangedDocument = {
      scope: document.scope,
      text,
      placeOf: (span) => {
        const given = cause(span) ?? cause(root.span) ?? from?.span;
        return (
          (given && given.end <= end ? document.placeOf(given) : inModule(span)) ??
          document.placeOf({ start: 0, end: 0 })
        );
      },
    };
    const read: Policy = isWhole ? whole : { ...whole, statements, complete: true };
    return [
      {
        policy: read,
        document: own,
        at: root.span,
        inModule: () => read.statements.flatMap(({ node: { span } }) => inModule(span) ?? []),
        meanings: () => meant(called, whole, definitions()),
      },
    ];
  });
}

/** What only one side calls, of a module that both have: nothing tells of the module itself. */
function isOfOneSide(from: CallingBlock, kept: KeptCalls): boolean {
  return !kept.has(callKey(from)) && kept.hasFolder(from.folder);
}

/** `count = 0` */
function isNever({ values }: CallingBlock): boolean {
  const count = values.get("count");
  return count?.kind === "number" && count.value === 0;
}

/** The calls of a document: what they are called, what they call, and how often or with which switches. */
export function callsIn(source: Source): ReadonlySet<string> {
  const tree = source.form === "hcl" ? source.syntax("hcl") : null;
  if (!tree) return new Set();
  const blocks = readBlocks(tree);
  const calls = callingBlocks(blocks, new TerraformValues(tree, blocks));
  return new Set(calls.filter((one) => !isNever(one)).map(callKey));
}

function callKey(from: CallingBlock): string {
  return JSON.stringify([
    from.name,
    from.folder,
    switchesIn(from)
      .map((one) => one.join(" "))
      .sort(),
  ]);
}

/** What is open in what a call gives, named as it is written. */
function written(node: ValueNode, text: string): ValueNode {
  if (node.kind !== "unknown" || node.alternatives.length > 0) return withParts(node, (one) => written(one, text));
  return textNode(node.span, [{ name: writtenAlike(text.slice(node.span.start, node.span.end)) }]);
}

/** What the names stand for that the document writes into the policy of a module. */
function meant(called: CalledPolicy, policy: Policy, definitions: Definitions | null): Meanings {
  const { text, end, from, argumentsAt } = called;
  const { root } = called.policy;
  const writtenOf = (node: ValueNode): Written | null => {
    const { start, end: behind } = node.span;
    if (behind <= end) return { said: text.slice(start, behind), at: start };
    const given = argumentsAt?.(node.span) ?? [];
    const [first] = given;
    return first ? { said: given.map((one) => text.slice(one.start, one.end)).join(" "), at: first.start } : null;
  };
  const found = definitions ? meaningsOf(root, from?.span.start ?? 0, text, definitions, writtenOf) : [];
  return new Map([...found, ["switches", switchesOf(called, policy)]]);
}

/** What decides whether something of the policy is there. */
function switchesOf({ from, deciding }: CalledPolicy, { statements }: Policy): ReadonlyMap<string, string> {
  if (!from || !deciding) return new Map();
  const text = statements.some(({ conditional }) => conditional) ? deciding.block : deciding.count;
  const found = switchesIn(from).filter(([name]) => text.includes(`var.${name}`) || text.includes("local."));
  return new Map(found.map(([name, value]) => [`${from.name}.${name}`, value]));
}

function switchesIn({ values }: CallingBlock): readonly (readonly [string, string])[] {
  return [...values].flatMap(([name, value]) =>
    value.kind === "boolean" || value.kind === "number" ? [[name, String(value.value)] as const] : [],
  );
}
