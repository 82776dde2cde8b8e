/**
 * What a template leaves open as texts of its own, so that a policy can be decided: the same text wherever the same is
 * written. What every deployment fills in alike, such as the partition, is filled in.
 */
import { anyArn, standInOf } from "../decide/stand-ins";
import type { Item } from "../policy/model";
import type { Request } from "../policy/request";
import type { TextPart } from "../value";
import { expressionOf, nameIn, nameOf, saidAt, writtenAlike } from "./canonical";
import { arnBefore, type GivenNames, ownPlace, withArn } from "./named-arn";

/** The account of documentation (AWS: "Example account IDs") stands for the one that is deployed to. */
export const ownAccount = "111122223333";

const filledIn: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[.:])partition$/i, "aws"],
  [/^AWS::URLSuffix$|(?:^|\.)(?:dns_suffix|url_?suffix)$/i, "amazonaws.com"],
  [
    /^(?:AWS::AccountId|aws:accountId)$|(?:^|\.)aws_caller_identity\.[\w-]+\.account_id$|^local\.account_id$|(?:^|\.)Aws\.ACCOUNT_ID$|^(?:this|self)\.account$/,
    ownAccount,
  ],
];
/** All of them are the Region that is deployed to. */
const region =
  /^(?:AWS::Region|aws:region)$|(?:^|\.)aws_region\.[\w-]+\.(?:name|region|id)$|^local\.region$|(?:^|\.)Aws\.REGION$|^(?:this|self)\.region$/;

/** Whether a name is that of the Region that is deployed to. */
export function isRegion(name: string): boolean {
  return region.test(name);
}

/** An item for people: what is left open as `${name}`, or as it is written. */
export function shownItem(item: Item, source: string): string {
  if (item.value !== null) return item.value;
  return item.parts
    .map((part) => {
      if (typeof part === "string") return part;
      const expression = expressionOf(part, item.node, source);
      return `\${${expression === null ? nameOf(part) || unwrapped(writtenOf(item, source)) || "…" : inLine(expression)}}`;
    })
    .join("");
}

function writtenOf({ node: { span } }: Item, source: string): string {
  return inLine(saidAt(span, source));
}

function inLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** What a tool fills in has its braces already, and a reference to a name is that name. */
function unwrapped(text: string): string {
  const [, filled] = /^["']?\$\{([^\n]{1,1000})\}["']?$/.exec(text) ?? [];
  if (filled !== undefined && isBalanced(filled)) return filled;
  const [, short, long] =
    /^(?:!Ref ["']?([\w:]{1,300})["']?|(?:\{ ?)?["']?Ref["']? ?: ?["']?([\w:]{1,300})["']?(?: ?\})?)$/.exec(text) ?? [];
  return short ?? long ?? text;
}

/** Whether each brace of a text has its other one in it. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === "{") depth++;
    else if (sign === "}" && --depth < 0) return false;
  }
  return depth === 0;
}

/** What is known of the names of resources on both sides. */
export interface ArnNames {
  /** By its address the name that a resource has in the account. */
  readonly names: GivenNames;
  /** The ARNs that both sides name, each in one place, of which one is their own. */
  readonly inOnePlace: ReadonlySet<string>;
}

const noNames: ArnNames = { names: new Map(), inOnePlace: new Set() };

export class Symbols {
  private readonly ordinals = new Map<string, number>();
  private readonly shown: string[] = [];
  /** ARNs whose form is known, with what they are written as. */
  private readonly arns = new Map<string, string>();

  /** @param names of resources of Terraform whose name is written out */
  constructor(private readonly given: ArnNames = noNames) {}

  /** A text, of which nobody knows more than that it is the same one. */
  text(item: Item, source: string): string {
    return this.parts(item, source).join("");
  }

  /** The same as an ARN, where all that it begins with is left open, or some of its segments. */
  resource(item: Item, source: string): string {
    const [first = "", ...rest] = this.parts(item, source);
    const symbol = asSymbol.exec(first)?.[1];
    if (symbol !== undefined) return [`${anyArn}${symbol}`, ...rest].join("");
    const text = [first, ...rest].join("");
    const isCut = item.value === null && cutArn.test(text);
    return isCut ? anyArn + this.symbol(`written ${writtenAlike(text)}`, this.restored(text)) : text;
  }

  /** The same as the number of an account. */
  account(item: Item, source: string): string {
    const text = this.text(item, source);
    const [, ordinal] = /^open-(\d{1,9})-open$/.exec(text) ?? [];
    return ordinal === undefined ? text : accountOf(Number(ordinal));
  }

  /** The same as a principal of a type, of a kind that requests can have. */
  principal(type: string, item: Item, source: string): string {
    const text = this.text(item, source);
    switch (type) {
      case "Service":
        return text === "*" || /(?:^|\.)amazonaws\.com(?:\.cn)?$/.test(text) ? text : `${text}.amazonaws.com`;
      case "AWS": {
        const told = withAccount(text);
        const isKnown = /^\d{12}$|^arn:[\w-]+:(?:iam|sts)::\d{12}:./.test(told) && !openPlace.test(told);
        return told === "*" || isKnown ? told : this.somebody(text);
      }
      case "CanonicalUser":
        return this.somebody(text);
      default:
        return text;
    }
  }

  /** The same as `aws:PrincipalArn` has it, perhaps with wildcards: the ARN of a principal that requests can have. */
  principalArn(item: Item, source: string): string {
    const text = this.text(item, source);
    if (item.value !== null) return text;
    const [, symbol, rest = ""] = symbolFirst.exec(text) ?? [];
    if (symbol !== undefined) return this.somebody(symbol) + rest;
    const told = withAccount(text).replace(nameless, "$1role/");
    return openPlace.test(told) ? this.somebody(text) : told;
  }

  /** A principal of which only is known how it is written. */
  somebody(text: string): string {
    return anyRole + (asSymbol.test(text) ? text : this.symbol(`written ${writtenAlike(text)}`, this.restored(text)));
  }

  /** A resource of which only is known how it is written. */
  something(text: string): string {
    const name = nameIn(text.trim());
    const arn = name === null ? null : this.arn(name);
    if (arn !== null) return arn;
    return anyArn + this.symbol(name === null ? `at 0 ${writtenAlike(text)}` : `named ${name}`, text);
  }

  /** What is written somewhere, as a text. */
  written(text: string): string {
    return this.symbol(`written ${writtenAlike(text)}`, text);
  }

  /** A text in which symbols stand, for people. */
  restored(text: string): string {
    let said = text;
    for (const [arn, name] of this.arns) said = said.replaceAll(arn, () => `\${${name}}`);
    return said
      .replace(standIns, "")
      .replace(/\b9(\d{11})\b/g, (account, ordinal: string) => this.named(Number(ordinal)) ?? account)
      .replace(symbols, (symbol, ordinal: string) => this.named(Number(ordinal)) ?? symbol)
      .replace(/name-(\d+)-name/g, (symbol, ordinal: string) => this.named(Number(ordinal)) ?? symbol);
  }

  /** The same of a request. */
  restoredRequest({ principal, action, resource, resourceAccount, context }: Request): Request {
    const text = (one: string): string => this.restored(one);
    return {
      principal: text(principal),
      action,
      resource: text(resource),
      resourceAccount,
      context: Object.fromEntries(
        Object.entries(context).map(([key, value]) => [
          text(key),
          typeof value === "string" ? text(value) : value.map(text),
        ]),
      ),
    };
  }

  private named(ordinal: number): string | undefined {
    const shown = this.shown[ordinal];
    return shown === undefined ? undefined : `\${${shown}}`;
  }

  private parts(item: Item, source: string): string[] {
    if (item.value !== null) return [item.value];
    const { names, inOnePlace } = this.given;
    const named = withArn(item.parts, names, (arn, place) => place !== ownPlace && !inOnePlace.has(arn));
    return named.map((part, at) => {
      if (typeof part === "string") return part;
      const expression = expressionOf(part, item.node, source);
      if (expression !== null) return this.symbol(`at 0 ${writtenAlike(withoutFirst(expression))}`, inLine(expression));
      const name = nameOf(part) || (item.parts.length === 1 ? nameIn(writtenOf(item, source)) : null);
      if (!name) return this.nameless(item, source, at);
      const arn = at === 0 ? this.arn(name) : null;
      if (arn !== null) return arn;
      if (at > 0 && isBehindArn(named[at - 1], name)) return this.nameIn(name);
      const known = filledIn.find(([pattern]) => pattern.test(name));
      if (known) return known[1];
      if (isPartition(named, at)) return "aws";
      return this.symbol(isRegion(name) ? "Region" : `named ${writtenAlike(withoutFirst(name))}`, inLine(name));
    });
  }

  /** The ARN of a resource of Terraform, as far as its name; null for what is none, or of a type that is not known here. */
  private arn(name: string): string | null {
    const before = arnBefore(name);
    if (!before) return null;
    const begin = before
      .map((part) => (part === "{region}" ? this.symbol("Region", "region") : part === "{account}" ? ownAccount : part))
      .join("");
    const written = this.writtenName(name);
    if (written !== null) return begin + written;
    const arn = begin + this.nameIn(name);
    this.arns.set(arn, name);
    return arn;
  }

  /** The name in an ARN: it has no other segments behind it, and is no stand-in of any text. */
  private nameIn(arn: string): string {
    return this.writtenName(arn) ?? this.symbol(`named ${arn}`, arn).replaceAll("open", "name");
  }

  /** The name of a resource where nothing of it is left open. */
  private writtenName(arn: string): string | null {
    const [name, ...more] = this.given.names.get(arn.slice(0, -".arn".length)) ?? [];
    return typeof name === "string" && more.length === 0 ? name : null;
  }

  private nameless(item: Item, source: string, at: number): string {
    const written = writtenOf(item, source);
    return this.symbol(
      `at ${item.parts.length > 1 ? at : 0} ${writtenAlike(written)}`,
      written === "" ? "…" : unwrapped(written),
    );
  }

  private symbol(key: string, shown: string): string {
    let ordinal = this.ordinals.get(key);
    if (ordinal === undefined) {
      this.ordinals.set(key, (ordinal = this.shown.length));
      this.shown.push(shown);
    }
    return standInOf(ordinal);
  }
}

/** Whether what is left open stands in an ARN where its partition does, whatever it is called. */
function isPartition(parts: readonly TextPart[], at: number): boolean {
  const [before, behind] = [parts[at - 1], parts[at + 1]];
  return at === 1 && before === "arn:" && typeof behind === "string" && behind.startsWith(":");
}

const firstOfCount = /\b((?:data\.)?aws_\w{1,100}\.[\w-]{1,200})\[0\](?=\.)/g;

/** Whether a text ends with what stands before the name in an ARN of which that is the name. */
function isBehindArn(before: TextPart | undefined, arn: string): boolean {
  const end = arnBefore(arn)?.at(-1);
  return typeof before === "string" && end !== undefined && end !== "" && before.endsWith(end);
}

/** The first of what Terraform counts is what was there before it was counted. */
function withoutFirst(text: string): string {
  return text.replace(firstOfCount, "$1");
}

/** An ARN of which the last of the six segments are left open, as one. */
const cutArn = /^arn:(?:[^:]*:){0,3}[^:]*open-\d{1,9}-open$/;
const symbols = /open-(\d+)-open/g;
const asSymbol = /^(open-\d+-open)$/;
const anyRole = `arn:aws:iam::${ownAccount}:role/`;
const standIns = /(?:arn:aws:any:::|arn:aws:iam::111122223333:role\/)(?=open-\d)/g;
const accountSegment = /^(arn:[\w-]{1,20}:[\w-]{1,20}::)open-(\d{1,9})-open(?=:|$)/;
const symbolFirst = /^(open-\d{1,9}-open)(.*)$/s;
/** What comes before the kind of a principal, where that is left open with its name. */
const nameless = /^(arn:[\w*?-]{1,20}:iam::[\d*?]{0,12}:)(?=open-\d)/;
/** An account or kind that is written in part. */
const openPlace = /^arn:[^/]{0,200}open-\d/;

/** The ARN of a principal whose account is left open with a number in its place. */
function withAccount(text: string): string {
  return text.replace(accountSegment, (_, begin: string, ordinal: string) => begin + accountOf(Number(ordinal)));
}

/** An account number for a symbol. */
function accountOf(ordinal: number): string {
  return `9${String(ordinal).padStart(11, "0")}`;
}
