/** What gives permissions and is not read where it stands: grants of CDK, constants for other files, what fills a template. */
import { brief } from "../brief";
import type { Problem } from "../finding";
import type { SourceDocument } from "../source/document";
import { formOf, isCode } from "../source/forms";
import { endOfLine, type Span, startOfLine } from "../text";
import { endOf } from "./brackets";
import { writtenAlike } from "./canonical";
import type { ChangedDocument } from "./subject";

interface ChangedSource {
  readonly document: ChangedDocument;
  readonly source: SourceDocument;
}

interface Sign {
  /** The same on both sides: nothing has changed. */
  readonly key: string;
  readonly document: ChangedDocument;
  readonly span: Span;
  readonly shown: string;
}

/** Calls of grants that only one side has. */
export function changedGrants(before: readonly ChangedSource[], after: readonly ChangedSource[]): Problem[] {
  const [old, current] = [before.flatMap(grantsIn), after.flatMap(grantsIn)];
  return [...without(current, old, "has come"), ...without(old, current, "has gone")];
}

/** Exported constants with actions or ARNs, and what templates of Terraform are filled with, where both sides have them. */
export function changedElsewhere(before: readonly ChangedSource[], after: readonly ChangedSource[]): Problem[] {
  const old = new Map(before.flatMap(namedIn).map((one) => [one.name, one.key]));
  return after.flatMap(namedIn).flatMap(({ name, key, shown, document, span }): Problem[] => {
    const was = old.get(name);
    if (was === undefined || was === key) return [];
    return [
      problem(
        document,
        span,
        `What \`${shown}\` stands for has changed, and what is written with it was not compared.`,
      ),
    ];
  });
}

function without(signs: readonly Sign[], others: readonly Sign[], what: string): Problem[] {
  const left = new Map<string, number>();
  for (const { key } of others) left.set(key, (left.get(key) ?? 0) + 1);
  return signs.flatMap(({ key, document, span, shown }): Problem[] => {
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count > 0 ? [] : [problem(document, span, `\`${shown}\` ${what}, and what it allows is not read.`)];
  });
}

function problem(document: ChangedDocument, span: Span, message: string): Problem {
  return { ...document.placeOf(span), message: brief(message) };
}

const ofCdk = /aws-cdk|aws_cdk|awscdk|Amazon\.CDK/;

function grantsIn({ document, source }: ChangedSource): Sign[] {
  const { text } = source;
  if (!isCode(formOf(source)) || !ofCdk.test(text)) return [];
  const found: Sign[] = [];
  const add = (start: number, end: number) => {
    const line = text.slice(startOfLine(text, start), start);
    if (/^\s{0,80}(?:\/\/|\*|#|\/\*)/.test(line)) return;
    const shown = text.slice(start, end).replace(/\s+/g, " ");
    found.push({ key: shown.replace(/[\s;,]+/g, ""), document, span: { start, end }, shown });
  };
  // `grant` by itself names its actions, and is read, as is what opens a bucket to everybody.
  const calls = text.matchAll(/\.[gG]rant_?(?!_?[pP]ublic_?[aA]ccess)[A-Za-z]\w{0,60}\(/g);
  for (const { 0: call, index } of calls) {
    const receiver = /[\w$.!?]{1,100}$/.exec(text.slice(Math.max(0, index - 100), index))?.[0] ?? "";
    add(index - receiver.length, closing(text, index + call.length));
  }
  return found;
}

interface Named extends Sign {
  readonly name: string;
}

const permission = /["'`](?:[a-z][a-z0-9-]{1,40}:(?:\*|[A-Z][\w*?]{0,80})|arn:[\w-]{1,20}:)/;

function namedIn(one: ChangedSource): Named[] {
  const { source, document } = one;
  const form = formOf(source);
  const { text } = source;
  if (form === "hcl") return filledIn(one);
  if (!isCode(form)) return [];
  return [
    ...text.matchAll(
      /^export[ \t]{1,4}const[ \t]{1,4}([\w$]{1,100})(?:[ \t]{0,2}:[^=\n]{1,100})?[ \t]{0,4}=[ \t]{0,4}(?=["'`[])/gm,
    ),
  ].flatMap(({ 0: match, 1: name = "", index }) => {
    const start = index + match.length;
    const end = text[start] === "[" ? closing(text, start + 1) : endOfLine(text, start);
    const value = text.slice(start, end);
    if (!permission.test(value)) return [];
    return [
      {
        name: `${document.scope} ${name}`,
        key: writtenAlike(value),
        document,
        span: { start: index, end },
        shown: name,
      },
    ];
  });
}

/** What the policies of Terraform fill templates with, by the resource. */
function filledIn({ document, source: { text } }: ChangedSource): Named[] {
  const heads = [...text.matchAll(/^resource[ \t]{1,4}"(aws_\w{1,80})"[ \t]{1,4}"([\w-]{1,100})"/gm)];
  return [...text.matchAll(/^[ \t]{1,8}\w{0,40}policy[ \t]{0,40}=[ \t]{0,40}templatefile\(/gm)].flatMap(
    ({ 0: match, index }) => {
      const head = heads.findLast((one) => one.index < index);
      const start = index + match.length;
      const end = closing(text, start);
      const given = text.slice(start, end);
      if (!head || !given.includes(",")) return [];
      const [, type = "", label = ""] = head;
      const name = `${document.scope} ${type}.${label}`;
      return [
        {
          name,
          key: writtenAlike(given.slice(given.indexOf(","))),
          document,
          span: { start: index, end },
          shown: `templatefile(${given}`.replace(/\s+/g, " "),
        },
      ];
    },
  );
}

/** Behind the bracket that closes what begins at a place. */
function closing(text: string, start: number): number {
  const { at, limit } = endOf(text, start);
  return at === null ? limit : at + 1;
}
