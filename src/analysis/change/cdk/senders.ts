/** Whose messages a service brings to a queue, topic or function of AWS CDK: what `aws:SourceArn` has to be (aws-cdk-lib 2.276: aws-sns-subscriptions, aws-s3-notifications, aws-apigateway, aws-apigatewayv2-authorizers, aws-apigatewayv2-integrations; read in November 2026). */
import { camelCase } from "../../locate/code/letter-case";
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import { cdkName } from "../../units/cdk/declarations";
import type { TextPart } from "../../value";
import type { LetIn } from "../let-in";
import type { CdkReading } from "./reading";

const adding = /^add(?:Subscription|EventNotification|Object(?:Created|Removed)Notification)$/;
const passing = /^(?:arguments|argument_list|keyword_argument|parenthesized_expression|as_expression)$/;
const bySender = /^(?:sns|s3)\.amazonaws\.com$/;

/** What the policy asks of a request, once for each sender that is seen; once with nothing where none is. @param destination `new SqsSubscription(queue)` */
export function sentBy(
  reading: CdkReading,
  destination: SyntaxNode,
  service: string,
  actions: readonly string[],
): readonly Pick<LetIn, "from" | "equals">[] {
  const authorizer = authorizerAt(reading, destination);
  if (authorizer) return [{ from: [{ name: `${authorizer}.authorizerArn` }] }];
  // CDK names the method or route in it: which one makes no difference to who may call.
  if (service === "apigateway.amazonaws.com") return [{ from: [{ name: "the API" }] }];
  const senders = bySender.test(service) ? sendersOf(reading, destination) : [];
  if (senders.length === 0) return [{}];
  const account: readonly [string, TextPart] = ["aws:SourceAccount", { name: "AWS::AccountId" }];
  const isOfAccount = service.startsWith("s3.") && actions.includes("lambda:InvokeFunction");
  const seen = new Map(senders.map((one) => [reading.nameOf(one), one]));
  return [...seen.values()].map((one) => ({ from: reading.arnOf(one), ...(isOfAccount && { equals: account }) }));
}

const ofRest = /^apigateway\.(?:Token|Request)Authorizer$/;
const ofHttp = /^apigatewayv2-authorizers(?:-alpha)?\.\w{0,40}LambdaAuthorizer$/;

/** How the file calls an authorizer that asks a function; null for anything else. */
function authorizerAt(reading: CdkReading, node: SyntaxNode): string | null {
  const name = className(reading, node);
  if (ofRest.test(name)) return reading.madeName(node);
  if (!ofHttp.test(name)) return null;
  const [id] = reading.given(node);
  return reading.constructs.variableOf(node) ?? (id && reading.constructs.textOf(id)) ?? "authorizer";
}

/** Whether it is an authorizer that asks a function. */
export function asksFunction(reading: CdkReading, node: SyntaxNode): boolean {
  return authorizerAt(reading, node) !== null;
}

/** Whether an authorizer calls its function by a role that it is given: then the function lets nobody in. */
export function byRole(reading: CdkReading, node: SyntaxNode): boolean {
  const name = className(reading, node);
  const role = ofRest.test(name) ? "assumeRole" : ofHttp.test(name) ? "role" : null;
  return role !== null && reading.optionsOf(node).has(role);
}

function className({ file }: CdkReading, node: SyntaxNode): string {
  const callee = calleeOf(node);
  return (callee && cdkName(file, callee)) ?? "";
}

/** The topics and buckets that are given a destination, also by the variable that keeps it. */
function sendersOf({ file }: CdkReading, destination: SyntaxNode): readonly SyntaxNode[] {
  const senderAt = (given: SyntaxNode): readonly SyntaxNode[] => {
    let node = given.parent;
    while (node && passing.test(node.type)) node = node.parent;
    const callee = node && /^call/.test(node.type) ? childOf(node, "function") : null;
    const member = callee && file.language.member(file.tree, callee);
    return member && adding.test(camelCase(member.key)) ? [member.object] : [];
  };
  const declared = /^(?:variable_declarator|assignment)$/.test(destination.parent?.type ?? "")
    ? (childOf(destination.parent!, "name") ?? childOf(destination.parent!, "left"))
    : null;
  if (!declared) return senderAt(destination);
  const uses = file.language.isReference(declared) ? file.scopes.bindingOf(declared)?.references : [];
  return (uses ?? []).filter((one) => one !== declared).flatMap(senderAt);
}
