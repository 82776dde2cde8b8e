/** Buckets that CDK's code opens to everybody: `bucket.grantPublicAccess()`, and `publicReadAccess: true` (aws-cdk-lib/aws-s3). */
import { type Options, optionsIn } from "../../code/options";
import { textNode, unknown } from "../../source/intrinsics";
import { listNode, objectNode, objectOf, openEntry, stringNode } from "../../source/made-values";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { type Span, spanOf } from "../../text";
import type { ValueNode } from "../../value";
import { documentAround } from "../document-around";
import { camelCase } from "./letter-case";
import type { Lone } from "./lone-statements";
import { nameOfMade } from "./made";
import { type CodeValues, openAt } from "./values";

/** What CDK allows where no action is named. */
const reading = "s3:GetObject";

/** With one of them S3 lets nobody in whom a policy does not name: CDK refuses to make such a policy, or S3 to take it. */
const closing = ["blockPublicPolicy", "restrictPublicBuckets"];

/** The policies that open buckets of the file. */
export function publicAccess(values: CodeValues): Lone[] {
  const { file, usesCdk } = values;
  if (!usesCdk || !/grant_?[pP]ublic_?[aA]ccess|public_?[rR]ead_?[aA]ccess/.test(file.tree.text)) return [];
  const buckets = file.tree.nodes.filter((node) => isBucket(node, values));
  return [
    ...buckets.flatMap((node) => openedBucket(node, values) ?? []),
    ...file.tree.nodes.flatMap((node) => (/^call/.test(node.type) ? (granted(node, buckets, values) ?? []) : [])),
  ];
}

function granted(call: SyntaxNode, buckets: readonly SyntaxNode[], values: CodeValues): Lone | null {
  const { file } = values;
  const callee = childOf(call, "function");
  const member = callee && file.language.member(file.tree, callee);
  if (!member || !/^grant(?:PublicAccess|_public_access)$/.test(member.key)) return null;
  const receiver = file.text(member.object);
  const { base } = file.resolve(member.object);
  const made = buckets.filter((one) => one === base || nameOf(one, values) === receiver);
  // What stands elsewhere by its name has no policy here.
  const isClosed = made.map((one) => keepsOut(one, values));
  if (/\bfrom_?[bB]ucket/.test(file.text(base)) || isClosed.includes(true)) return null;
  const given = file.argumentsOf(call);
  const isNamed = given.some(({ type }) => type === "keyword_argument" || /spread|splat/.test(type));
  const at = { start: callee.end - member.key.length, end: callee.end };
  const actions = isNamed ? [unknown(at)] : given.slice(1).map((one) => values.value(one));
  // Whoever keeps the grant may put a condition on its statement.
  const isKept = call.parent?.type !== "expression_statement";
  return loneOf(receiver, call, at, actions, isKept || isNamed || made.length === 0 || isClosed.includes(null));
}

function openedBucket(made: SyntaxNode, values: CodeValues): Lone | null {
  const given = optionOf(made, "publicReadAccess", values);
  const value = given && values.value(given);
  const isClosed = keepsOut(made, values);
  if (!value || isClosed) return null;
  if (value.kind === "boolean")
    return value.value
      ? loneOf(
          nameOf(made, values),
          made,
          value.span,
          [],
          isClosed === null || isHanded(made, "publicReadAccess", values),
        )
      : null;
  return value.kind === "unknown" ? loneOf(nameOf(made, values), made, value.span, [], true) : null;
}

/** Whether the public is kept out of a bucket (`BLOCK_ALL`, `new BlockPublicAccess({ … })`); null where that is left open. */
function keepsOut(made: SyntaxNode, values: CodeValues): boolean | null {
  const { file } = values;
  const block = optionOf(made, "blockPublicAccess", values);
  if (!block) return false;
  const { base, path } = file.resolve(block);
  const [last] = path.slice(-1);
  if (last !== undefined) return last === "BLOCK_ALL" ? true : /^BLOCK_ACLS(?:_ONLY)?$/.test(last) ? false : null;
  const callee = calleeOf(base);
  if (!callee || file.ownName(callee) !== "BlockPublicAccess") return null;
  const said = closing.map((name) => {
    const given = optionOf(base, name, values);
    const value = given && values.value(given);
    return value ? (value.kind === "boolean" ? value.value : null) : false;
  });
  return said.includes(true) ? true : said.includes(null) ? null : false;
}

/** What is given by a name: in the last object, or as a keyword of Python. */
function optionOf(made: SyntaxNode, name: string, values: CodeValues): SyntaxNode | undefined {
  const { of, perhaps } = optionsOf(made, values);
  const named = (all: Options["of"]) => [...all].find(([key]) => camelCase(key) === name)?.[1];
  return named(of) ?? named(perhaps);
}

/** Whether an option is only given to something that may hand it on. */
function isHanded(made: SyntaxNode, name: string, values: CodeValues): boolean {
  return ![...optionsOf(made, values).of.keys()].some((key) => camelCase(key) === name);
}

function optionsOf(made: SyntaxNode, { file }: CodeValues): Options {
  const list = made.type === "call" ? childOf(made, "arguments") : null;
  return optionsIn(file, list ? [list] : file.argumentsOf(made).slice(-1));
}

/** `new s3.Bucket(…)`, and Python's `s3.Bucket(…)`. */
function isBucket(node: SyntaxNode, { file }: CodeValues): boolean {
  const callee = childOf(node, "constructor") ?? (node.type === "call" ? childOf(node, "function") : null);
  return callee !== null && file.ownName(callee) === "Bucket";
}

/** What the code calls what it makes: a variable, a field, else the id of the construct. */
function nameOf(made: SyntaxNode, { file }: CodeValues): string | undefined {
  const id = file.argumentsOf(made)[1];
  return nameOfMade(file, made) ?? (id && file.language.literal(file.tree, id)?.text);
}

function loneOf(
  label: string | undefined,
  node: SyntaxNode,
  at: Span,
  actions: readonly ValueNode[],
  isOpen: boolean,
): Lone {
  const text = (value: string): ValueNode => stringNode(at, value);
  const elements = objectOf(at, {
    Effect: text("Allow"),
    Principal: objectOf(at, { AWS: text("*") }),
    Action: listNode(at, actions.length > 0 ? actions : [text(reading)]),
    Resource: textNode(at, [{ name: `${label ?? "bucket"}.bucketArn` }, "/*"]),
  }).entries;
  const statement = objectNode(spanOf(node), [...elements, ...(isOpen ? [openEntry(at)] : [])]);
  const document = documentAround(statement);
  return {
    root: { ...document, entries: [...document.entries, openAt(node)] },
    place: { policyType: "resource", label, isAdded: true },
  };
}
