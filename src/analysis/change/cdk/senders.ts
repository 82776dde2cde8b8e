/** Whose messages a service brings to a queue, topic or function of AWS CDK: what `aws:SourceArn` has to be (aws-cdk-lib 2.276: aws-sns-subscriptions, aws-s3-notifications; read in November 2026). */
import { camelCase } from "../../locate/code/letter-case";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
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
  const senders = bySender.test(service) ? sendersOf(reading, destination) : [];
  if (senders.length === 0) return [{}];
  const account: readonly [string, TextPart] = ["aws:SourceAccount", { name: "AWS::AccountId" }];
  const isOfAccount = service.startsWith("s3.") && actions.includes("lambda:InvokeFunction");
  const seen = new Map(senders.map((one) => [reading.nameOf(one), one]));
  return [...seen.values()].map((one) => ({ from: reading.arnOf(one), ...(isOfAccount && { equals: account }) }));
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
