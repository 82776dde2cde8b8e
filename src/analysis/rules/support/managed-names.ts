/** Names of managed policies in messages, and what takes their place. */
import type { ManagedPolicy } from "../../../catalog/managed-policies";
import type { CredentialFix } from "../../credentials/fix";
import type { NamedPolicy } from "../../managed/named";
import type { AttachmentContext } from "../rule";

/** As the place takes it: `service-role/AWSLambdaRole`, without the path where a name alone is meant. */
export function writtenFor({ path }: NamedPolicy, { path: own, name }: ManagedPolicy): string {
  return path === null ? name : `${own}${name}`;
}

export function writtenOf({ path, name }: NamedPolicy): string {
  return `${path ?? ""}${name}`;
}

/** The text with the policy that is meant; none where the text does not have the name once and in one piece. */
export function renamedTo(
  named: NamedPolicy,
  meant: ManagedPolicy,
  { text }: AttachmentContext,
): readonly CredentialFix[] {
  const { start, end } = named.attached.node.span;
  const source = text.slice(start, end);
  const [written, newText] = [writtenOf(named), writtenFor(named, meant)];
  const at = source.indexOf(written);
  if (at < 0 || source.includes(written, at + 1)) return [];
  const span = { start: start + at, end: start + at + written.length };
  return [{ title: `Write ${newText}`, kind: "suggestion", edits: [{ span, newText }] }];
}
