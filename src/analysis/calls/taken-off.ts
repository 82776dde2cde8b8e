/** Methods that are taken off a client without being called on it, by its prototype or by taking it apart: what is called then is not known. */
import { nameOf, partsOf, type SyntaxNode } from "../source/syntax-tree";
import type { At } from "./following";
import type { CallSyntax } from "./syntax";
import type { Thing } from "./things";

export const takenOff = "A method is taken off a client in a way that is not followed.";

/** What objects of JavaScript and Python have beside their own members, and by which these can be reached. */
const roots =
  /^(?:__proto__|prototype|constructor|__class__|__dict__|__getattribute__|__getattr__|_make_api_call|_make_request|makeUnauthenticatedRequest)$/;
/** Functions of the languages that give a value's members, or another value with them. */
const reflecting =
  /^(?:(?:Object|Reflect)\.(?!(?:freeze|keys|is|isFrozen|hasOwn|has|seal)$)\w{1,40}|Proxy|vars|type|object\.__getattribute__|inspect\.\w{1,40}|copy\.(?:deep)?copy)$/;
const prototypes = /^(?:@aws-sdk\/client-|aws-sdk\b)[^\n]{0,200}\.prototype$/;
/** Of a client that is taken apart, what calls nothing but commands, which are counted where they are made. */
const harmless = /^(?:send|config|destroy|middlewareStack)$/;

/** Whether a call takes a method off a client. */
export function callTakesOff(call: CallSyntax, callee: readonly Thing[], at: At): boolean {
  if (callee.some((thing) => thing.kind === "named" && reflecting.test(thing.name)))
    return call.arguments.slice(0, 3).some(({ value }) => isClient(value, at));
  if (callee.some(isRoot)) return true;
  // `operator.methodcaller("put_object")(client)`
  if (
    callee.length === 0 &&
    call.callee &&
    /^call(?:_expression)?$/.test(at.file.code.language.unwrap(call.callee).type)
  )
    return call.arguments.slice(0, 3).some(({ value }) => isClient(value, at));
  // `getObject.call(client, …)`
  const isLate = call.of !== null && /^(?:call|apply|bind)$/.test(call.name ?? "");
  return (
    isLate &&
    at.flow
      .value(at.file, call.of!, at.frame)
      .some((thing) => thing.kind === "method" && thing.of.kind === "client" && !harmless.test(thing.name))
  );
}

/** Whether a node that is no plain member may be looked at for that. */
export function mayTakeOff({ type }: SyntaxNode): boolean {
  return type === "object_pattern" || type === "spread_element" || type === "subscript_expression";
}

/** Whether an expression or a pattern that is no call takes a method off a client. */
export function takesOff(node: SyntaxNode, at: At): boolean {
  const { file, flow } = at;
  switch (node.type) {
    case "member_expression":
    case "attribute":
      return flow
        .value(file, node, at.frame)
        .some((thing) => isRoot(thing) || (thing.kind === "named" && prototypes.test(thing.name)));
    case "object_pattern": {
      const taken = node.parent && partsOf(node.parent).find((one) => one.start >= node.end);
      return taken?.field !== "type" && isClient(taken, at) && !partsOf(node).every((one) => isHarmless(one, at));
    }
    case "spread_element":
      return isClient(partsOf(node)[0], at);
    case "subscript_expression":
      return file.code.language.member(file.tree, node) === null && isClient(partsOf(node)[0], at);
    default:
      return false;
  }
}

function isRoot(thing: Thing): boolean {
  return thing.kind === "method" && thing.of.kind === "client" && roots.test(thing.name);
}

function isHarmless(part: SyntaxNode, { file: { tree } }: At): boolean {
  const key = part.type === "pair_pattern" ? partsOf(part)[0] : part;
  return key !== undefined && harmless.test(nameOf(tree, key));
}

function isClient(expression: SyntaxNode | null | undefined, { flow, file, frame }: At): boolean {
  return (
    expression !== null &&
    expression !== undefined &&
    flow.value(file, expression, frame).some((thing) => thing.kind === "sdk" && thing.sdk.kind === "client")
  );
}
