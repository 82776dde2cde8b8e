/** Takes keys out of the `sh` steps of a Jenkinsfile: the role of the agent, or of `withAWS`, takes their place. */
import { addTo } from "../../group-by";
import { countOfName } from "../../scan";
import { applyEdits, contains, type Span, startOfLine, type TextEdit } from "../../text";
import type { CredentialFix } from "../fix";
import { commandRemoval } from "./command-removal";
import { lineFixes } from "./line-removal";

const fixTitle =
  "Remove the key from the script; the role of the agent takes its place, or that of withAWS(role: …) around the step";

const file = /(?:^|[\\/])[\w.-]{0,60}Jenkinsfile[\w.-]{0,60}$|\.(?:jenkinsfile|groovy)$/i;

/** `sh '…'`, `sh(script: "…")`, up to the quote. */
const step =
  /\bsh\b[ \t]{0,8}\(?[ \t]{0,8}(?:\w{1,20}:[ \t]{0,4}\w{1,20},[ \t]{0,4}){0,3}(?:script:[ \t]{0,4})?("""|'''|"|')/g;

/** A block of variables, and one of them with what leads to its value. */
const environment = /^[ \t]{0,60}environment[ \t]{0,8}\{[ \t]{0,8}\r?\n([^{}]{0,4000}?)^[ \t]{0,60}\}[ \t]{0,8}\r?\n/gm;
const variable = /^[ \t]{0,60}\w{1,80}[ \t]{0,8}=[ \t]{0,8}["']$/;
const environmentTitle =
  "Remove the key from the environment; the role of the agent takes its place, or that of withAWS(role: …) around the steps";

interface Step {
  readonly whole: Span;
  /** What stands between the quotes. */
  readonly script: Span;
}

/** Nothing where a part stands in no script, or a block would be left without a step. */
export function jenkinsFixes(name: string, text: string, parts: readonly Span[]): CredentialFix[] {
  if (!file.test(name)) return [];
  const inEnvironment = environmentEdits(text, parts);
  if (inEnvironment) return [{ title: environmentTitle, kind: "suggestion", edits: inEnvironment }];
  const byStep = new Map<Step, Span[]>();
  const steps = stepsIn(text);
  for (const part of parts) {
    const own = steps.find(({ script }) => contains(script, part));
    if (!own) return [];
    addTo(byStep, own, part);
  }
  const edits: TextEdit[] = [];
  for (const [own, inside] of byStep) {
    const removed = scriptEdits(text, own, inside);
    if (!removed) return [];
    edits.push(...removed);
  }
  edits.sort((a, b) => a.span.start - b.span.start);
  return leavesEmptyBlock(text, edits) ? [] : [{ title: fixTitle, kind: "suggestion", edits }];
}

/** The removal of variables of one block, with the block where nothing is left in it. Null where a part is no variable of it, or something reads it. */
function environmentEdits(text: string, parts: readonly Span[]): TextEdit[] | null {
  for (const { 0: block, index } of text.matchAll(environment)) {
    const whole = { start: index, end: index + block.length };
    if (!parts.every((part) => contains(whole, part))) continue;
    const lines = parts.map((part) => lineOf(text, part, true));
    const isVariable = (line: Span, part: Span): boolean =>
      variable.test(text.slice(line.start, part.start)) && /^["'][ \t]*\r?\n$/.test(text.slice(part.end, line.end));
    if (!lines.every((line, at) => isVariable(line, parts[at]!))) return null;
    const edits = lines.map((span): TextEdit => ({ span, newText: "" })).sort((a, b) => a.span.start - b.span.start);
    const left = applyEdits(text.slice(0, whole.end), edits).slice(whole.start);
    const names = lines.map((line) => /\w+/.exec(text.slice(line.start, line.end))![0]);
    const rest = applyEdits(text, edits);
    if (names.some((name) => countOfName(rest, name, /\w/, /\w/) > 0)) return null;
    return /\{\s*\}\s*$/.test(left) ? [{ span: whole, newText: "" }] : edits;
  }
  return null;
}

function stepsIn(text: string): Step[] {
  const steps: Step[] = [];
  let from = 0;
  for (const { 0: opening, 1: quote, index } of text.matchAll(step)) {
    if (index < from) continue;
    const start = index + opening.length;
    const end = endOfString(text, start, quote!);
    if (end === null) continue;
    const close = /^(?:[ \t]{0,8},[ \t]{0,8}\w{1,20}:[ \t]{0,8}\w{1,20}){0,3}[ \t]{0,8}\)/.exec(
      text.slice(end + quote!.length, end + 200),
    );
    from = end + quote!.length + (opening.includes("(") ? (close?.[0].length ?? 0) : 0);
    steps.push({ whole: { start: index, end: from }, script: { start, end } });
  }
  return steps;
}

/** Where a string of Groovy ends; null where it does not. */
function endOfString(text: string, from: number, quote: string): number | null {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith(quote, at)) return at;
    else if (quote.length === 1 && text[at] === "\n") return null;
  }
  return null;
}

function scriptEdits(text: string, { whole, script }: Step, parts: readonly Span[]): readonly TextEdit[] | null {
  const firstBreak = text.indexOf("\n", script.start);
  if (firstBreak >= 0 && firstBreak < script.end) {
    // The lines of the quotes hold more than the script.
    const lines = { start: firstBreak + 1, end: text.lastIndexOf("\n", script.end - 1) + 1 };
    if (!parts.every((part) => contains(lines, part))) return null;
    return lineFixes(text, parts, "shell", undefined, lines.start)[0]?.edits ?? null;
  }
  const removal = commandRemoval(text, script, parts);
  if (!removal) return null;
  return removal.whole ? [{ span: lineOf(text, whole), newText: "" }] : removal.edits;
}

/** A step with its line, where nothing else stands on it. */
function lineOf(text: string, { start, end }: Span, isWithin = false): Span {
  const lineStart = startOfLine(text, start);
  const lineEnd = text.indexOf("\n", end);
  const isAlone =
    text.slice(lineStart, start).trim() === "" && text.slice(end, lineEnd < 0 ? text.length : lineEnd).trim() === "";
  return (isAlone || isWithin) && lineEnd >= 0 ? { start: lineStart, end: lineEnd + 1 } : { start, end };
}

/** Whether a script or block has nothing left: Jenkins wants a step in each. */
function leavesEmptyBlock(text: string, edits: readonly TextEdit[]): boolean {
  return edits.some(({ span, newText }, index) => {
    const next = edits.slice(index).findLast((edit, at) => at === 0 || isJoined(text, edits[index + at - 1]!, edit));
    const before = text.slice(Math.max(0, span.start - 200), span.start).trimEnd();
    const after = text.slice(next!.span.end, next!.span.end + 200).trimStart();
    return newText === "" && /(?:\{|"""|''')$/.test(before) && /^(?:\}|"""|''')/.test(after);
  });
}

function isJoined(text: string, one: TextEdit, other: TextEdit): boolean {
  return text.slice(one.span.end, other.span.start).trim() === "";
}
