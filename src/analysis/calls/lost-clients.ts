/**
 * Calls on what comes out of a container, a loop or a function that is not followed: where they are called like an operation of a service
 * of which the program makes clients, they may be calls of one, and nobody here knows of which.
 */
import type { Catalog } from "../../catalog/catalog";
import { oncePer } from "../memo";
import type { SyntaxNode } from "../source/syntax-tree";
import type { Following } from "./following";
import { operationOf } from "./operations";
import type { ReadFile } from "./read-file";
import type { CallSyntax } from "./syntax";

const makes = /^(?:client|resource|create_client)$/;
/** Of several words: `get` and `put` are called of much else. */
const severalWords = /^[a-z]{2,20}(?:_[a-z0-9]{1,30}){1,8}$|^[a-z]{2,20}[A-Z]\w{1,60}$/;
/** What makes clients is handed on: `map(boto3.client, names)`. */
const makerHandedOn = /\b(?:boto3|session)\.(?:client|resource)\b(?!\s{0,9}\()/;
/** Whatever makes clients of a service that is not known. */
const usual =
  "dynamodb ec2 ecs events iam kinesis kms lambda logs s3 secretsmanager sns sqs ssm states sts cloudformation".split(
    " ",
  );

export function mayBeLostClient(file: ReadFile, call: CallSyntax, flow: Following, catalog: Catalog): boolean {
  const { name, of } = call;
  if (!of || call.isNew || name === null || !severalWords.test(name.slice(0, 200)) || !isTakenOut(file, of, flow, 0))
    return false;
  return [...servicesOf(flow)].some((service) => operationOf(service, name, catalog) !== null);
}

/** The services of the clients that the program makes. */
const servicesOf = oncePer((flow: Following): ReadonlySet<string> => {
  const found = new Set<string>();
  const addUsual = (): void => usual.forEach((one) => found.add(one));
  for (const file of flow.files) {
    if (makerHandedOn.test(file.tree.text)) addUsual();
    for (const [node, call] of file.calls) {
      if (!call.isNew && !makes.test(call.name ?? "")) continue;
      for (const thing of flow.value(file, node)) {
        if (thing.kind !== "sdk" || (thing.sdk.kind !== "client" && thing.sdk.kind !== "resource")) continue;
        if (thing.sdk.service === null) addUsual();
        else found.add(thing.sdk.service);
      }
    }
  }
  return found;
});

/** Whether an expression is an item of something, what a call gives, or a name for one of these. */
function isTakenOut(file: ReadFile, expression: SyntaxNode, flow: Following, depth: number): boolean {
  if (depth > 4) return false;
  const { code, syntax, tree } = file;
  const plain = code.language.unwrap(expression);
  const same = syntax.same(tree, plain);
  if (same) return isTakenOut(file, same, flow, depth + 1);
  const call = file.calls.get(plain);
  if (call) return !makesOwn(file, call, flow);
  if (syntax.item?.(tree, plain)) return true;
  const choices = code.language.choices(tree, plain);
  if (choices) return choices.some((one) => isTakenOut(file, one, flow, depth + 1));
  const member = syntax.member?.(tree, plain) ?? code.language.member(tree, plain);
  if (member) {
    const self = syntax.self(tree, code.language.unwrap(member.object));
    const values = self ? (file.classes.get(self)?.members.get(member.key) ?? []) : [];
    return values.slice(0, 5).some((one) => one.kind === "value" && isTakenOut(file, one.node, flow, depth + 1));
  }
  const binding = code.language.isReference(plain) ? code.scopes.bindingOf(plain) : null;
  return (
    binding?.declarations.slice(0, 5).some((declaration) => {
      const origin = syntax.origin(tree, declaration);
      if (origin?.isElement) return true;
      const parameter = syntax.parameter(tree, declaration);
      if (parameter) return file.functions.get(parameter.of)?.name === null;
      const value = declaration.value ?? origin?.value;
      return value ? isTakenOut(file, value, flow, depth + 1) : false;
    }) ?? false
  );
}

/** Whether a call makes an object of a class of another library, or is one of the language's own: `MagicMock()`, `type(value)`. */
function makesOwn(file: ReadFile, call: CallSyntax, flow: Following): boolean {
  if (call.isNew || call.name === "new") return true;
  return flow
    .callee(file, call, null)
    .some((thing) => thing.kind === "named" && !/\.[^.A-Z][^.]*$/.test(thing.name) && !/client$/i.test(thing.name));
}
