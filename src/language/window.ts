/** A large text with only what matters around a cursor, so that it is read in a moment. */
import type { PolicyForm } from "../analysis/locate/locate";
import { startOfLine } from "../analysis/text";

export interface Window {
  readonly text: string;
  /** How many characters were left out before the cursor: what stands there stands so much farther on in the whole text. */
  readonly shift: number;
}

const smallEnough = 12_000;
const mostNear = 150;
const mostBeside = 40;

/**
 * The text around an offset. Kept whole is the largest block around the cursor of a moderate length, by indentation;
 * farther out only the lines that enclose it, and some of those beside them, such as the type of a resource. Brackets
 * that were balanced stay so.
 */
export function windowAround(text: string, offset: number, form: PolicyForm): Window {
  if (text.length <= smallEnough) return { text, shift: 0 };
  const lines = text.split("\n");
  const at = text.slice(0, offset).split("\n").length - 1;
  const indent = indentOf(lines[at]!) ?? nearestIndent(lines, at);
  const blocks = form === "hcl" ? terraformBlock : null;
  const before = keptLines(lines, at, indent, -1, blocks).reverse();
  const after = keptLines(lines, at, indent, 1, blocks);
  const length = (some: readonly number[]): number => some.reduce((sum, line) => sum + lines[line]!.length + 1, 0);
  const lineStart = startOfLine(text, offset);
  return { text: [...before, at, ...after].map((line) => lines[line]).join("\n"), shift: lineStart - length(before) };
}

/** What a file of Terraform declares is told by the first lines of its blocks. */
const terraformBlock = /^(?:resource|data|module|variable|output|provider|terraform|locals)\b.*\{\s*$|^\}\s*$/;

/** Goes away from the cursor: near it every line is kept, then only what encloses it. The nearest line first. */
function keptLines(
  lines: readonly string[],
  from: number,
  indent: number,
  step: 1 | -1,
  blocks: RegExp | null,
): number[] {
  const last = nearest(lines, from, indent, step);
  const isNear = (at: number): boolean => (step < 0 ? at >= last : at <= last);
  const kept: number[] = [];
  let least = indent;
  let beside = 0;
  /** Blocks beside the cursor's own of which the farther bracket is still to come. */
  let pending = 0;
  for (let at = from + step; at >= 0 && at < lines.length; at += step) {
    const here = indentOf(lines[at]!);
    if (here === null || (here > least && !isNear(at))) continue;
    const begins = /[{[(]\s*$/.test(lines[at]!);
    const ends = /^\s*[\])}]/.test(lines[at]!);
    const encloses = here < least;
    if (encloses) beside = pending = 0;
    least = Math.min(least, here);
    // A bracket whose partner was not passed is one around the cursor, also where it stands no farther out; `}, {` is both.
    const [near, far] = step < 0 ? [ends && !begins, begins && !ends] : [begins && !ends, ends && !begins];
    const isAround = far && here === least && pending === 0;
    if (!encloses && here === least && (near || far)) pending = Math.max(0, pending + (near ? 1 : -1));
    if (
      isNear(at) ||
      encloses ||
      isAround ||
      (!begins && !ends && beside++ < mostBeside) ||
      (here === 0 && blocks?.test(lines[at]!))
    )
      kept.push(at);
  }
  return kept;
}

/** The last line of the largest block around the cursor that is not too long. */
function nearest(lines: readonly string[], from: number, indent: number, step: 1 | -1): number {
  let least = indent;
  let near = from;
  for (let at = from + step, count = 0; at >= 0 && at < lines.length && count < mostNear; at += step, count++) {
    const here = indentOf(lines[at]!);
    if (here === null || here >= least) continue;
    near = at - step;
    least = here;
  }
  return near;
}

/** In characters; null for a blank line. */
function indentOf(line: string): number | null {
  const at = line.search(/\S/);
  return at < 0 ? null : at;
}

function nearestIndent(lines: readonly string[], at: number): number {
  for (let before = at - 1; before >= 0; before--) {
    const indent = indentOf(lines[before]!);
    if (indent !== null) return indent;
  }
  return 0;
}
