import { maskKeys } from "../../analysis/credentials/mask";
import type { Edit, Finding, Fix } from "../../analysis/finding";
import type { SourceDocument } from "../../analysis/source/document";
import { LineIndex, type Range } from "../../analysis/text";
import { plain } from "../../language/diagnostics";
import { Answer } from "../answer";
import { fixSummary } from "../summary";
import { documentProperties, tool } from "../tool";

/** The edits behind the fixes of findings. Nothing is written: whoever asks applies them, or does not. */
export default tool({
  id: "proposeFix",
  title: "Propose a fix",
  doing: "Working out fixes with Planeguard",
  icon: "lightbulb",
  description:
    'Returns the edits that put findings right, as JSON, and changes no file: apply an edit yourself only after you have shown it, or where its kind is "safe" (it keeps what the policy allows). Each replaces the text from line and column to endLine and endColumn (from 1, columns in UTF-16 units, the end excluded) by newText. Fixes of one answer may overlap: apply one of them, and ask again; or ask with together for the edits of all safe fixes at once. Offline and read-only.',
  schema: {
    type: "object",
    properties: {
      ...documentProperties,
      rule: { type: "string", description: "Only findings of this rule, such as policy/invalid-action." },
      line: { type: "integer", description: "Only findings that touch this line, from 1." },
      together: {
        type: "boolean",
        description: "In place of a list: the edits of all safe fixes at once, proven together.",
      },
    },
  },
  async run({ rule, line, together, ...input }, { documentOf, analyze }, cancellation) {
    const document = await documentOf(input);
    if (together) {
      const { together: proven } = await analyze(
        document,
        { fixes: { together: { kinds: "safe", rule } } },
        cancellation,
      );
      const lines = new LineIndex(document.text);
      const edits = (proven?.edits ?? []).map(({ span, newText }) => ({ range: lines.range(span), newText }));
      return Answer.json({
        fixed: proven?.applied ?? 0,
        complete: proven?.isComplete ?? true,
        ...editsSummary(edits),
      });
    }
    const isAsked = ({ ruleId, range: { start, end } }: Finding) =>
      (rule === undefined || ruleId === rule) && (line === undefined || (start.line <= line && line <= end.line));
    const { findings } = await analyze(document, { fixes: true }, cancellation);
    const asked = findings.filter(isAsked);
    return Answer.json({
      findings: asked
        .filter(({ fixes }) => fixes.length > 0)
        .map(({ ruleId, message, range, fixes }) => ({
          rule: ruleId,
          message: plain(message),
          line: range.start.line,
          fixes: fixes.map((fix) => proposed(fix, document)),
        })),
      withoutFix: asked.filter(({ fixes }) => fixes.length === 0).length,
    });
  },
});

function proposed(fix: Fix, document: SourceDocument) {
  const { dependency, edits } = fix;
  const isElsewhere = edits.some(({ file }: Edit) => file !== document.name);
  return {
    ...fixSummary(fix),
    ...(dependency === undefined ? {} : { needsPackage: dependency }),
    ...(isElsewhere
      ? { editsNotShown: "They are in other files as well: make them in the editor." }
      : editsSummary(edits)),
  };
}

/** None of them where a key would be shown: half of a fix is none. */
function editsSummary(edits: readonly { readonly range: Range; readonly newText: string }[]) {
  if (edits.some(({ newText }) => maskKeys(newText) !== newText))
    return { editsNotShown: "A key stands in them: make them in the editor, or with `planeguard check --fix`." };
  return {
    edits: edits.map(({ range: { start, end }, newText }) => ({
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      newText,
    })),
  };
}
