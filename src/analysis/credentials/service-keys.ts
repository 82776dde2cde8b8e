/** Credentials that are no access keys: those of Bedrock, SES, AppSync, MWS and CodeCommit, and URLs that carry a signature. */
import type { Span } from "../text";
import { accountOf, findAccessKeyIds } from "./access-key-id";
import { endpointOf } from "./endpoint";
import { looksRandom } from "./secret";

export type ServiceKeyKind =
  "bedrock-long-term" | "bedrock-short-term" | "ses-smtp" | "presigned-url" | "mws" | "appsync" | "codecommit";

export interface ServiceKey {
  readonly kind: ServiceKeyKind;
  readonly span: Span;
  readonly value: string;
  /** Twelve digits, where the key tells. */
  readonly account: string | null;
  /** When it ends, as `2026-01-31 12:00 UTC`, where it tells. */
  readonly expires: string | null;
  /** Where the access key id stands that is its user name (SES). */
  readonly userName: number | null;
}

/** Every such credential of a text, in the order of the text. */
export function findServiceKeys(text: string): ServiceKey[] {
  return [
    ...bedrockKeys(text),
    ...smtpPasswords(text),
    ...presignedUrls(text),
    ...plainKeys(text),
    ...codeCommitPasswords(text),
  ].sort((a, b) => a.span.start - b.span.start);
}

type Told = Partial<Pick<ServiceKey, "account" | "expires" | "userName">>;

function found(kind: ServiceKeyKind, start: number, value: string, told: Told = {}): ServiceKey {
  return {
    kind,
    span: { start, end: start + value.length },
    value,
    account: null,
    expires: null,
    userName: null,
    ...told,
  };
}

const bedrockLongTerm = /(?<![A-Za-z0-9+/])ABSK[A-Za-z0-9+/]{109,269}={0,2}(?![A-Za-z0-9+/=])/g;
const bedrockShortTerm = /(?<![\w-])bedrock-api-key-([A-Za-z0-9+/]{100,6000}={0,2})(?![A-Za-z0-9+/=])/g;

function* bedrockKeys(text: string): Iterable<ServiceKey> {
  for (const { 0: value, index } of text.matchAll(bedrockLongTerm)) {
    if (looksRandom(value))
      yield found("bedrock-long-term", index, value, {
        account: /-at-(\d{12})(?!\d)/.exec(decoded(value.slice(4)))?.[1] ?? null,
      });
  }
  for (const { 0: value, 1: encoded, index } of text.matchAll(bedrockShortTerm)) {
    if (looksRandom(value)) yield found("bedrock-short-term", index, value, signatureTold(decoded(encoded!)));
  }
}

function decoded(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}

const smtpPassword = /(?<![A-Za-z0-9+/])B[A-P][A-Za-z0-9+/]{42}(?![A-Za-z0-9+/=])/g;

/** A name with what gives it a value: a sign, perhaps a type, or the word `value`. */
const passwordBefore = /(?:pass(?:word|wd)?|pwd|secret)(?:\W{1,30}(?:string|str|value)\W{1,10}|\W{1,12})$/i;

/** Forty-four characters of base64 are nothing special: their user name or SES's mail server must stand near. */
function* smtpPasswords(text: string): Iterable<ServiceKey> {
  if (!/smtp/i.test(text)) return;
  const ids = findAccessKeyIds(text);
  for (const { 0: value, index } of text.matchAll(smtpPassword)) {
    const around = text.slice(Math.max(0, index - 800), index + 800);
    const userName = ids.find(({ span }) => Math.abs(span.start - index) < 400) ?? null;
    const isPassword = passwordBefore.test(text.slice(Math.max(0, index - 60), index));
    if (!looksRandom(value) || !/smtp/i.test(around) || !(userName || (isPassword && /email-smtp\./.test(around))))
      continue;
    yield found("ses-smtp", index, value, {
      account: userName?.account ?? null,
      userName: userName?.span.start ?? null,
    });
  }
}

const signature = /X-Amz-Signature(?:=|%3D)[0-9a-f]{64}(?![0-9a-zA-Z])/g;
/** Longer URLs are not looked at whole. */
const longestUrl = 6000;

function* presignedUrls(text: string): Iterable<ServiceKey> {
  let last = 0;
  for (const { 0: match, index } of text.matchAll(signature)) {
    const before = text.slice(Math.max(last, index - longestUrl), index);
    const start = index - before.length + before.lastIndexOf("http");
    last = index + match.length;
    const head = text.slice(start, index);
    if (!/^https?:\/\//.test(head) || /[\s"'`<>]/.test(head) || endpointOf(head) !== "aws" || head.includes("EXAMPLE"))
      continue;
    const rest = /^[^\s"'`<>)\]]{0,3000}/.exec(text.slice(last, last + 3000))![0];
    yield found("presigned-url", start, head + match + rest, signatureTold(head + rest));
  }
}

/** What the parameters of a signed request say. */
function signatureTold(url: string): Told {
  const id = /X-Amz-Credential(?:=|%3D)(A[A-Z]{3}[A-Z0-9]{16})/.exec(url)?.[1];
  const date = /X-Amz-Date(?:=|%3D)(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(url)?.slice(1).map(Number);
  const seconds = /X-Amz-Expires(?:=|%3D)(\d{1,7})(?!\d)/.exec(url)?.[1];
  const told = { account: id === undefined ? null : accountOf(id), expires: null };
  if (!date || seconds === undefined) return told;
  const end = new Date(
    Date.UTC(date[0]!, date[1]! - 1, date[2]!, date[3]!, date[4]!, date[5]!) + Number(seconds) * 1000,
  );
  return {
    ...told,
    expires: Number.isNaN(end.getTime()) ? null : `${end.toISOString().slice(0, 16).replace("T", " ")} UTC`,
  };
}

const mws = /(?<![\w.])amzn\.mws\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/g;
const appSync = /(?<![\w-])da2-[a-z0-9]{26}(?![\w-])/g;

function* plainKeys(text: string): Iterable<ServiceKey> {
  for (const { 0: value, index } of text.matchAll(mws))
    if (!isMonotonous(value.slice("amzn.mws.".length))) yield found("mws", index, value);
  for (const { 0: value, index } of text.matchAll(appSync))
    if (!isMonotonous(value.slice("da2-".length))) yield found("appsync", index, value);
}

/** What people make up says few characters again and again. */
function isMonotonous(random: string): boolean {
  return new Set(random).size < 9;
}

const gitUser = /-at-(\d{12})(?!\d)/g;
const passwordInUrl = /^:([A-Za-z0-9+/=%]{30,120})@git-codecommit\./;
const namedPassword =
  /pass(?:word|wd)?["'`]?[ \t]{0,4}[:=,][ \t]{0,4}["'`]?([A-Za-z0-9+/=]{40,120})(?![A-Za-z0-9+/=])/i;

/** The account of AWS's own examples. */
const exampleAccount = "123456789012";

/** A user name as IAM gives it out for git, with the password that belongs to it. */
function* codeCommitPasswords(text: string): Iterable<ServiceKey> {
  for (const { 0: ending, 1: account, index } of text.matchAll(gitUser)) {
    if (account === exampleAccount || !/[\w+=,.@-]/.test(text[index - 1] ?? "")) continue;
    const from = index + ending.length;
    const rest = text.slice(from, from + 400);
    const match = passwordInUrl.exec(rest) ?? namedPassword.exec(rest.split("\n", 2).join("\n"));
    if (!match || !looksRandom(match[1]!)) continue;
    yield found("codecommit", from + match.index + match[0].indexOf(match[1]!), match[1]!, { account: account! });
  }
}
