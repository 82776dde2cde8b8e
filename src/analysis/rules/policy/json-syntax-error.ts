import { analyzerRule } from "../support/analyzer-rule";

/** Only of documents that are one policy: what a template with a mistake in it comes to is another matter. */
export default analyzerRule(
  {
    code: "JSON_SYNTAX_ERROR",
    kind: "ERROR",
    title: "Policy that is not valid JSON",
    why: "AWS takes a policy only where its text is JSON: with a comma too many or too few, a quote or a brace that is missing, it rejects the whole policy, and what it should have denied stays allowed.",
    avoid: '"Action": ["s3:GetObject", "s3:PutObject",]',
    prefer: '"Action": ["s3:GetObject", "s3:PutObject"]',
  },
  function* check(policy, { syntaxErrors }) {
    for (const { message, span, repair } of syntaxErrors.get(policy) ?? []) {
      yield {
        at: span,
        path: [],
        message: `${message} AWS rejects this policy: correct it here, or where what it belongs to begins.`,
        fixes: () =>
          repair
            ? [
                {
                  title: repair.newText === "" ? "Remove the comma" : "Add a comma",
                  kind: "suggestion",
                  changes: [],
                  edits: [repair],
                },
              ]
            : [],
      };
    }
  },
);
