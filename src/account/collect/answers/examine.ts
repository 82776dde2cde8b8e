/** Looks at each answer before a collector does: what is not what AWS answers to this call is no answer, whatever its status says. */
import { parseXML } from "@aws-sdk/xml-builder";
import { NormalizedSchema } from "@smithy/core/schema";
import { getSmithyContext } from "@smithy/core/transport";
import type { HandlerExecutionContext, HttpResponse, Pluggable, StaticOperationSchema } from "@smithy/types";

import { whatIsMissing } from "./complete";
import { UnusableAnswer } from "./unusable";
import { checkJson, checkXml, jsonNameOf, WrongType } from "./wire-shape";

/** The wire protocols of AWS as their schemas name them. */
export type WireProtocol =
  | "aws.protocols#awsJson1_0"
  | "aws.protocols#awsJson1_1"
  | "aws.protocols#restJson1"
  | "aws.protocols#awsQuery"
  | "aws.protocols#ec2Query"
  | "aws.protocols#restXml";

/** More than any answer of AWS has; each takes far more memory than its text. In JSON objects, lists and items; in XML the signs `<`. */
const mostParts = { json: 500_000, xml: 300_000 };
/** Entities, and attributes, of an XML answer: the parser makes objects of each. Policies come percent-encoded, and reports in Base64. */
const mostMarks = 100_000;
/**
 * Texts without an element in them, in UTF-16 units. The longest are policies, percent-encoded; a credential report has a line for each
 * of 5,000 users, in Base64.
 */
const longestText = 256 * 1024;
const longestReport = 4 * 1024 * 1024;

/** For the middleware of a client. An answer that is none throws an UnusableAnswer. */
export function examineAnswers<Input extends object, Output extends object>(
  protocol: string,
): Pluggable<Input, Output> {
  return {
    applyToStack(stack) {
      // Between the connection and what turns its bytes into members.
      stack.add(
        (next, context) => async (args) => {
          const result = await next(args);
          const response = result.response as HttpResponse;
          if (response.statusCode >= 300) return result;
          const [, , operation, , , output] = operationOf(context);
          const text = (response.body as Buffer).toString("utf8");
          const answer = { text, operation, statusCode: response.statusCode };
          checkBody(answer, NormalizedSchema.of(output), protocol as WireProtocol);
          // A body of REST may be no XML, but what its reader knows.
          if (/Query$/.test(protocol) && hasLongTexts(text)) response.body = Buffer.from(inPieces(text));
          return result;
        },
        { step: "deserialize", priority: "low", name: "planeguardCheckBody" },
      );
      stack.add(
        (next, context) => async (args) => {
          const result = await next(args);
          const response = result.response as HttpResponse;
          // What has been read is not needed again, and errors keep the response.
          response.body = undefined;
          const missing = whatIsMissing(operationOf(context)[2], result.output as object);
          if (missing !== null) throw new UnusableAnswer(`the answer has no ${missing}`, response.statusCode);
          return result;
        },
        { step: "deserialize", priority: "high", name: "planeguardCheckComplete" },
      );
    },
  };
}

/** [9, namespace, name, traits, input, output] */
function operationOf(context: HandlerExecutionContext): StaticOperationSchema {
  const { operationSchema } = getSmithyContext(context) as { readonly operationSchema?: StaticOperationSchema };
  if (!operationSchema) throw new Error("the operation has no schema");
  return operationSchema;
}

/** Signs of a text that the parser puts together at a time: it does so sign by sign, which takes thirty times its length. */
const longestPiece = 4_000;

/** Whether it is worth the while to spare the parser long texts. Comments and the like stay as they are. */
function hasLongTexts(xml: string): boolean {
  return !xml.includes("<!") && longestRun(xml) > longestPiece;
}

/** Of texts, no tags, attributes or entities, which stay whole. */
function eachPiece(xml: string, put: (piece: string) => string): string {
  return xml.replace(/[^<>&="'\s]{1,4000}/g, (piece) => (piece.length === longestPiece ? put(piece) : piece));
}

/** The same document with comments in its long texts: the parser joins what stands around one. */
function inPieces(xml: string): string {
  return eachPiece(xml, (piece) => `${piece}<!---->`);
}

/** A document of the same elements, in which the beginnings of long texts stand for them. */
function inShort(xml: string): string {
  return eachPiece(xml, (piece) => piece.slice(0, longestPiece / 10));
}

interface Answer {
  readonly text: string;
  readonly operation: string;
  readonly statusCode: number;
}

function checkBody(answer: Answer, schema: NormalizedSchema, protocol: WireProtocol): void {
  const { text, operation, statusCode } = answer;
  const refuse = (message: string) => new UnusableAnswer(message, statusCode);
  if (text.trim() === "") throw refuse("the answer is empty");
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(text)) throw refuse("the answer is a web page");
  try {
    switch (protocol) {
      case "aws.protocols#awsJson1_0":
      case "aws.protocols#awsJson1_1":
      case "aws.protocols#restJson1":
        return checkJsonBody(schema, text, refuse);
      case "aws.protocols#awsQuery":
        return checkXml(
          schema,
          child(parsedXml(answer, [`${operation}Response`], refuse), `${operation}Result`, refuse),
        );
      case "aws.protocols#ec2Query":
        return checkXml(schema, parsedXml(answer, [`${operation}Response`], refuse));
      case "aws.protocols#restXml":
        return checkRestXml(schema, answer, refuse);
    }
  } catch (error) {
    if (error instanceof WrongType) throw refuse(`the answer has the wrong type in ${error.message || "its root"}`);
    throw error;
  }
}

type Refuse = (message: string) => UnusableAnswer;

function checkJsonBody(schema: NormalizedSchema, text: string, refuse: Refuse): void {
  const value = parsedJson(text, refuse);
  checkJson(schema, value);
  const names = Object.keys(value);
  const known = new Set(Array.from(schema.structIterator(), ([name, member]) => jsonNameOf(member) ?? name));
  if (names.length > 0 && !names.some((name) => known.has(name)))
    throw refuse("the answer is not the one to this call");
}

function checkRestXml(schema: NormalizedSchema, answer: Answer, refuse: Refuse): void {
  // Emulators name the root after the call where it has a name of its own.
  const roots = (name = "") => [name, `${answer.operation}Response`];
  for (const [name, member] of schema.structIterator()) {
    if (!member.getMemberTraits().httpPayload) continue;
    // The body as it is: its reader knows what it must be.
    if (member.isStructSchema()) checkXml(member, parsedXml(answer, roots(member.getName() ?? name), refuse));
    return;
  }
  const { xmlName } = schema.getMergedTraits() as { readonly xmlName?: string };
  checkXml(schema, parsedXml(answer, roots(xmlName ?? schema.getName()), refuse));
}

function parsedJson(text: string, refuse: Refuse): object {
  if (count(text, "{") + count(text, "[") + count(text, ",") > mostParts.json)
    throw refuse("the answer has too many parts");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse("the answer is no JSON, or only half of it");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw refuse("the answer is not a JSON object");
  return value;
}

/** The value of the root element. The SDK takes any name for it. @param roots the names that it may have */
function parsedXml({ text, operation }: Answer, roots: readonly string[], refuse: Refuse): unknown {
  if (/<!(?:doctype|entity)\b/i.test(text)) throw refuse("the answer defines entities");
  if (count(text, "<") > mostParts.xml || count(text, "&") > mostMarks || count(text, "=") > mostMarks)
    throw refuse("the answer has too many parts");
  if (operation === "GetCredentialReport" ? text.length > longestReport : longestRun(text) > longestText)
    throw refuse("the answer has a text that is too long");
  let parsed: Record<string, unknown>;
  try {
    parsed = parseXML(hasLongTexts(text) ? inShort(text) : text) as Record<string, unknown>;
  } catch {
    throw refuse("the answer is no XML, or only half of it");
  }
  const root = Object.keys(parsed)[0] ?? "";
  if (!roots.includes(root)) throw refuse(`the answer is not the one to this call (<${roots[0]}>)`);
  // The parser stops where the root element ends.
  const last = text.slice(text.lastIndexOf("<")).trimEnd();
  if (last !== `</${root}>` && !(last.startsWith(`<${root}`) && last.endsWith("/>")))
    throw refuse("the answer goes on behind its end");
  return parsed[root];
}

function child(value: unknown, name: string, refuse: Refuse): unknown {
  if (typeof value === "object" && value !== null && Object.hasOwn(value, name))
    return (value as Record<string, unknown>)[name];
  throw refuse(`the answer has no ${name}`);
}

function count(text: string, sign: string): number {
  let found = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found++;
  return found;
}

/** The most signs from one `<` to the next. */
function longestRun(text: string): number {
  let longest = 0;
  let from = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    longest = Math.max(longest, at - from);
    from = at;
  }
  return Math.max(longest, text.length - from);
}
