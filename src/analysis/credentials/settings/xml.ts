/** Takes keys out of XML: elements that hold nothing else, and attributes; the text around them stays as it was written. */
import { contains, linesAround, type Span, type TextEdit } from "../../text";
import type { CredentialFix } from "../fix";
import { roleOfName } from "../names";

const fixTitle = "Remove the key from this file; what is given none looks for credentials itself";

/** `<name>value</name>`. */
const textElement = /<([A-Za-z_][\w.:-]{0,80})>[ \t\r\n]{0,200}[A-Za-z0-9/+=]{16,64}[ \t\r\n]{0,200}<\/\1>/g;
/** `<add key="…" value="…" />`, or an element with attributes of its own. */
const element =
  /<([A-Za-z_][\w.:-]{0,80})((?:[ \t\r\n]{1,40}[A-Za-z_][\w.:-]{0,80}="[^"<]{0,500}"){1,20})[ \t\r\n]{0,40}\/?>/g;
const attribute = /[ \t\r\n]{1,40}([A-Za-z_][\w.:-]{0,80})="([^"<]{0,500})"/g;
/** A setting of Hadoop. */
const property =
  /<property>[ \t\r\n]{0,200}<name>([\w.-]{1,120})<\/name>[ \t\r\n]{0,200}<value>[A-Za-z0-9/+=]{16,64}<\/value>[ \t\r\n]{0,200}(?:<(?:final|description)>[^<]{0,300}<\/(?:final|description)>[ \t\r\n]{0,200})?<\/property>/g;
const ofS3a = /^fs\.s3a\.(?:bucket\.[\w-]{1,63}\.)?(?:access\.key|secret\.key|session\.token)$/;
/** Settings of .NET's SDK, and variables of the environment. */
const named = /^AWS_?(?:ACCESS_?KEY(?:_?ID)?|SECRET_?(?:ACCESS_?)?KEY|SESSION_?TOKEN)$/i;
/** Settings that Spring Cloud AWS and appenders for CloudWatch read. */
const known = /^(?:aws-context:simple-credentials|CloudWatch\w{0,20}|appender)$/;
/** In place of an element that would be empty. */
const instead: Readonly<Record<string, string>> = {
  "aws-context:simple-credentials": "<aws-context:instance-profile-credentials/>",
};

/** Nothing where one part of the key stands in what is not known to do without. */
export function xmlFixes(file: string, text: string, parts: readonly Span[]): CredentialFix[] {
  if (!/\.(?:xml|config|xml\.\w{1,20})$/.test(file) || !/^\s*</.test(text.slice(0, 200))) return [];
  const edits = new Map<number, TextEdit>();
  for (const part of parts) {
    const edit =
      propertyEdit(text, part) ??
      namedElementEdit(text, part) ??
      attributeEdits(text, parts, part) ??
      textEdit(text, part);
    if (!edit) return [];
    for (const one of edit) edits.set(one.span.start, one);
  }
  const all = [...edits.values()].sort((a, b) => a.span.start - b.span.start);
  return [{ title: fixTitle, kind: "suggestion", edits: all }];
}

/** The match of an expression that a part lies in, as far as the text around it. */
function around(
  text: string,
  part: Span,
  matches: (near: string) => Iterable<RegExpExecArray>,
): { readonly match: RegExpExecArray; readonly span: Span } | null {
  const from = Math.max(0, part.start - 1500);
  for (const match of matches(text.slice(from, part.end + 1500))) {
    const span = { start: from + match.index, end: from + match.index + match[0].length };
    if (contains(span, part)) return { match, span };
  }
  return null;
}

function propertyEdit(text: string, part: Span): TextEdit[] | null {
  const found = around(text, part, (near) => near.matchAll(property));
  return found && ofS3a.test(found.match[1]!) ? [{ span: withLines(text, found.span), newText: "" }] : null;
}

/** `<add key="AWSAccessKey" value="…" />`, `<env name="AWS_ACCESS_KEY_ID" value="…" />`. */
function namedElementEdit(text: string, part: Span): TextEdit[] | null {
  const found = around(text, part, (near) => near.matchAll(element));
  if (!found || !found.match[0].endsWith("/>")) return null;
  const attributes = new Map([...found.match[2]!.matchAll(attribute)].map(([, name, value]) => [name!, value!]));
  const name = attributes.get("key") ?? attributes.get("name");
  const isValue = attributes.get("value") === text.slice(part.start, part.end);
  return attributes.size === 2 && isValue && name !== undefined && named.test(name)
    ? [{ span: withLines(text, found.span), newText: "" }]
    : null;
}

/** Attributes that are called as keys are; one that is for keys alone gets another in its place. */
function attributeEdits(text: string, parts: readonly Span[], part: Span): TextEdit[] | null {
  const found = around(text, part, (near) => near.matchAll(element));
  if (!found || !known.test(found.match[1]!)) return null;
  const offset = found.span.start + 1 + found.match[1]!.length;
  const all = [...found.match[2]!.matchAll(attribute)].map(({ 0: written, 1: name, index }) => ({
    name: name!,
    span: { start: offset + index, end: offset + index + written.length },
  }));
  const gone = all.filter(({ span }) => parts.some((one) => contains(span, one)));
  if (!gone.every(({ name }) => roleOfName(name) !== null)) return null;
  const other = instead[found.match[1]!];
  if (gone.length < all.length) return other === undefined ? gone.map(({ span }) => ({ span, newText: "" })) : null;
  return other === undefined || !found.match[0].endsWith("/>") ? null : [{ span: found.span, newText: other }];
}

/** `<accessKeyId>…</accessKeyId>` of an appender. */
function textEdit(text: string, part: Span): TextEdit[] | null {
  const found = around(text, part, (near) => near.matchAll(textElement));
  const isAppender = /<appender\b/.test(text.slice(Math.max(0, part.start - 1500), part.start));
  return found && isAppender && roleOfName(found.match[1]!) !== null
    ? [{ span: withLines(text, found.span), newText: "" }]
    : null;
}

/** With the lines, where nothing else stands on them. */
function withLines(text: string, { start, end }: Span): Span {
  const lines = linesAround(text, { start, end });
  const isAlone = text.slice(lines.start, start).trim() === "" && text.slice(end, lines.end).trim() === "";
  return isAlone ? lines : { start, end };
}
