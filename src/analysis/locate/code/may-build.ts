/** The gate of `built.ts`, which is read of every document of these languages. */
import type { Form } from "../../source/forms";
import { longestParsed } from "../../source/syntax-tree";
import { isTestFile } from "../../source/test-files";
import { mayBuildForAws, mayListActionsInCode } from "../gate";
import type { BuiltGrammar } from "./typed-literals";

const builtGrammars: readonly BuiltGrammar[] = ["csharp", "go", "java", "php", "ruby"];

/** Whether policies of a document may be put together in one of these languages. */
export function mayBuildPolicy(
  { name, text }: { readonly name: string; readonly text: string },
  form: Form,
): form is BuiltGrammar {
  return (
    (builtGrammars as readonly string[]).includes(form) &&
    text.length <= longestParsed &&
    !isTestFile(name) &&
    ((mayBuildForAws(text) &&
      /Policy(?:Document)?Statement|\b[aA]ssumedBy\b|\bIam(?:Statement|Policy)\b|\.[gG]rant\(/.test(text)) ||
      mayListActionsInCode(text) ||
      (/\bEffect\b/.test(text) && /\bAction\b/.test(text)) ||
      /["'](?:lambda|events):[A-Z]/.test(text)) &&
    /\b[aA]ssumedBy\b|["'][a-z0-9-]{2,40}:(?:\*|[A-Za-z][\w*?]{2,80})["']/.test(text)
  );
}
