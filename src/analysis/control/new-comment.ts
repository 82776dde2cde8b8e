/** The comment that accepts a finding: where it may be written, and the proof that it does that and nothing else. */
import type { Analysis } from "../analysis";
import type { Finding } from "../finding";
import type { SourceDocument } from "../source/document";
import { type Form, formOf } from "../source/forms";
import { applyEdits, type TextEdit } from "../text";
import { marker } from "./suppression";

type Marks = readonly [open: string, close: string];

/** How a comment that ends with its line is written; null where the form has none. */
function marksOf(document: SourceDocument): Marks | null {
  const { name, languageId } = document;
  const form: Form = formOf(document);
  switch (form) {
    case "notebook":
      return null;
    // Many readers of JSON take no comment.
    case "json":
      return languageId === "jsonc" || /\.(?:jsonc|json5)$/i.test(name) ? ["// ", ""] : null;
    case "yaml":
    case "hcl":
    case "python":
    case "ruby":
    case "shell":
    case "powershell":
    case "dockerfile":
      return ["# ", ""];
    case "assignments":
      return /\.(?:bat|cmd)$/i.test(name) || languageId === "bat" ? ["REM ", ""] : ["# ", ""];
    case "markdown":
      return ["<!-- ", " -->"];
    case "text":
      return /\.(?:kts?|groovy|gradle|scala|swift|dart)$/i.test(name) ? ["// ", ""] : null;
    default:
      return ["// ", ""];
  }
}

/** Edits that may accept a finding, the best first: a comment in the line above, or at the end of its own. */
function candidates(
  document: SourceDocument,
  { range }: Finding,
  ruleIds: readonly string[],
  reason: string,
  until: string | null,
): TextEdit[] {
  const marks = marksOf(document);
  if (!marks) return [];
  const { text } = document;
  const said = `${marker} ${ruleIds.join(", ")}${until === null ? "" : ` until ${until}`}: ${reason.replace(/\s+/g, " ").trim()}`;
  const start = range.start.offset - (range.start.column - 1);
  const end = lineEnd(text, range.start.offset);
  const indent = /^[ \t]*/.exec(text.slice(start, end))![0];
  const lineBreak = /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  const above = ([open, close]: Marks): TextEdit => ({
    span: { start, end: start },
    newText: `${indent}${open}${said}${close}${lineBreak}`,
  });
  // In Markdown a key mostly stands in a block of shell commands.
  const others: TextEdit[] =
    formOf(document) === "markdown"
      ? [above(["# ", ""])]
      : marks[1] === "" && marks[0] !== "REM "
        ? [{ span: { start: end, end }, newText: ` ${marks[0]}${said}` }]
        : [];
  return [above(marks), ...others];
}

function lineEnd(text: string, from: number): number {
  const rest = /[\r\n]/.exec(text.slice(from));
  return rest ? from + rest.index : text.length;
}

/**
 * The first candidate after which these findings, which stand in the line of the first, are accepted, no other is gone or
 * new, and nothing has become unreadable; null where none is such.
 */
export async function suppressingComment(
  document: SourceDocument,
  findings: readonly [Finding, ...Finding[]],
  reason: string,
  until: string | null,
  analyze: (document: SourceDocument) => Promise<Analysis>,
): Promise<TextEdit | null> {
  const before = await analyze(document);
  for (const edit of candidates(document, findings[0], rulesOf(findings), reason, until)) {
    const after = await analyze({ ...document, text: applyEdits(document.text, [edit]) });
    if (
      after.problems.length === before.problems.length &&
      after.policies === before.policies &&
      acceptsOnly(findings, before, after, edit)
    )
      return edit;
  }
  return null;
}

/** The rules of findings, each once and in their order. */
function rulesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ ruleId }) => ruleId))];
}

/** Findings move with the text; those of the same rule in the same line are accepted with it. */
function acceptsOnly(
  findings: readonly Finding[],
  before: Analysis,
  after: Analysis,
  { span, newText }: TextEdit,
): boolean {
  const left = before.findings
    .filter(
      (one) =>
        !findings.some(({ ruleId, range }) => one.ruleId === ruleId && one.range.start.line === range.start.line),
    )
    .map((one) => {
      const moved = one.range.start.offset >= span.start ? newText.length : 0;
      return `${one.ruleId} ${one.range.start.offset + moved}`;
    });
  const found = after.findings.map((one) => `${one.ruleId} ${one.range.start.offset}`);
  return after.suppressed.length > before.suppressed.length && left.sort().join("\n") === found.sort().join("\n");
}
