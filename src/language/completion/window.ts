/** A large text with only what matters around a cursor, so that it is read in a moment. */

const smallEnough = 12_000;
const mostLines = 150;

/**
 * The text around an offset with the rest made blank; offsets stay. Kept whole is the largest block around the cursor
 * of a moderate length, by indentation; farther out only the lines that enclose it, and those beside them.
 */
export function windowAround(text: string, offset: number): string {
  if (text.length <= smallEnough) return text;
  const lines = text.split('\n');
  const at = text.slice(0, offset).split('\n').length - 1;
  const keep = new Uint8Array(lines.length);
  keep[at] = 1;
  const own = indentOf(lines[at]!) ?? nearestIndent(lines, at);
  mark(lines, keep, at, own, -1);
  mark(lines, keep, at, own, 1);
  return lines.map((line, index) => (keep[index] ? line : ' '.repeat(line.length))).join('\n');
}

/** Goes away from the cursor: near it every line is kept, then only those that are indented as little as any before. */
function mark(lines: readonly string[], keep: Uint8Array, from: number, indent: number, step: 1 | -1): void {
  const near = nearest(lines, from, indent, step);
  let least = indent;
  for (let at = from + step; at >= 0 && at < lines.length; at += step) {
    const here = indentOf(lines[at]!);
    if (here === null) continue;
    if (step < 0 ? at >= near : at <= near) {
      keep[at] = 1;
      least = Math.min(least, here);
    } else if (here <= least) {
      keep[at] = 1;
      least = here;
    }
  }
}

/** The last line of the largest block around the cursor that is not too long. */
function nearest(lines: readonly string[], from: number, indent: number, step: 1 | -1): number {
  let least = indent;
  let near = from;
  for (let at = from + step, count = 0; at >= 0 && at < lines.length && count < mostLines; at += step, count++) {
    const here = indentOf(lines[at]!);
    if (here === null || here > least) continue;
    // Where a line encloses more, the block inside it is whole.
    if (here < least || near === from) near = at;
    least = here;
  }
  return near;
}

/** In characters; null for a blank line. */
function indentOf(line: string): number | null {
  const at = line.search(/[^\s]/);
  return at < 0 ? null : at;
}

function nearestIndent(lines: readonly string[], at: number): number {
  for (let before = at - 1; before >= 0; before--) {
    const indent = indentOf(lines[before]!);
    if (indent !== null) return indent;
  }
  return 0;
}
