/** Documents of every form, changed at random but the same for the same seed, and what must hold of each. */
import { type Analysis, analyze, needs } from "../../src/analysis/analyze";
import type { SourceDocument } from "../../src/analysis/document";
import type { Grammar, Parsers } from "../../src/analysis/syntax";
import { applyEdits } from "../../src/analysis/text";
import type { Catalog } from "../../src/catalog/catalog";
import { readFixtures } from "./fixtures";
import { random } from "./random";

export const everyGrammar: readonly Grammar[] = [
  "javascript",
  "typescript",
  "tsx",
  "python",
  "csharp",
  "go",
  "java",
  "php",
  "ruby",
  "rust",
  "hcl",
];

/** What breaks readers: brackets and quotes out of place, holes, tabs, control characters, half of a surrogate pair. */
const tokens = [
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  '"',
  "'",
  "`",
  ",",
  ":",
  "=",
  "\n",
  "\r\n",
  "\t",
  " ",
  "\\",
  "\u0000",
  "\uFEFF",
  "\uD83D",
  "💥",
  "#",
  "//",
  "/*",
  "*/",
  "<<EOF\n",
  "\nEOF\n",
  "${",
  "${aws:username}",
  "$${",
  "{{",
  "}}",
  "%{",
  "!Sub ",
  "!Ref x",
  "!If [a, b, c]",
  "&a ",
  "*a",
  "<<: *a",
  "---\n",
  "...",
  "null",
  "-1e999",
  '"Statement"',
  '"Statement": [',
  "Statement",
  "Effect",
  '"Version": "2012-10-17"',
  '"Action": "*"',
  '"Condition": {',
  "NotAction",
  "s3:*",
  "arn:aws:s3:::",
  '"Fn::If": ["a", {}, {"Ref": "AWS::NoValue"}]',
  "jsonencode(",
  "new PolicyStatement({",
  'dynamic "statement" {',
  "constructor",
  "__proto__",
  "toString: ",
  '"hasOwnProperty": ',
  'f"',
  "\u0391KIA",
];

/** Without end: fixtures of every rule, each changed in one to four places. */
export function* mutatedDocuments(seed: number): Generator<SourceDocument> {
  const next = random(seed);
  const fixtures = readFixtures();
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const change = (text: string): string => {
    const start = below(text.length + 1);
    const end = Math.min(text.length, start + below(below(2) ? 4 : 200));
    switch (below(7)) {
      case 0:
        return text.slice(0, start) + text.slice(end);
      case 1:
        return text.slice(0, end) + text.slice(start);
      case 2:
        return text.slice(0, start) + pick(tokens) + text.slice(start);
      case 3:
        return text.slice(0, start) + pick(tokens) + text.slice(end);
      case 4:
        return text.slice(0, start);
      case 5: {
        const lines = text.split("\n");
        [lines[below(lines.length)], lines[below(lines.length)]] = [pick(lines), pick(lines)];
        return lines.join("\n");
      }
      default:
        return text.slice(0, start) + pick(fixtures).text.slice(start, start + below(400)) + text.slice(end);
    }
  };
  for (;;) {
    const { name, text } = pick(fixtures);
    let changed = text;
    for (let changes = 1 + below(4); changes > 0; changes--) changed = change(changed);
    yield { name, text: changed };
  }
}

/** What is wrong with an analysis: an exception that was caught, a place outside of the text, an edit that cannot be made. Empty where all is well. */
export function complaintsAbout({ text }: SourceDocument, { findings, problems }: Analysis): string[] {
  const complaints = problems
    .filter(({ message }) => message.includes("Please report it"))
    .map(({ message }) => message);
  const isInside = (start: number, end: number): boolean => start >= 0 && start <= end && end <= text.length;
  for (const { ruleId, range, related, fixes } of findings) {
    for (const one of [range, ...related.map(({ range: place }) => place)])
      if (!isInside(one.start.offset, one.end.offset)) complaints.push(`${ruleId}: a place outside of the text`);
    for (const { title, edits } of fixes) {
      const spans = edits
        .map((edit) => ({
          span: { start: edit.range.start.offset, end: edit.range.end.offset },
          newText: edit.newText,
        }))
        .sort((a, b) => a.span.start - b.span.start);
      const isSound = spans.every(
        ({ span }, index) =>
          isInside(span.start, span.end) && (index === 0 || spans[index - 1]!.span.end <= span.start),
      );
      if (!isSound || applyEdits(text, spans) === text) complaints.push(`${ruleId}: the fix "${title}" cannot be made`);
    }
  }
  return complaints;
}

/** `analyze` with everything lent that the document needs. */
export function examine(document: SourceDocument, catalog: Catalog, parsers: Parsers, fixes: boolean): Analysis {
  return analyze(document, { catalog: needs(document).catalog ? catalog : null, parsers, fixes });
}
