/** What can be done at a place of an open document, once for VS Code and the language server: they lend the analyses and the language, and translate. */
import type { Analysis } from "../analysis/analysis";
import type { Edit, PermissionDelta } from "../analysis/finding";
import type { FixesFor, WantedTogether } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import type { Span, TextEdit } from "../analysis/text";
import { type Language, type Wording, wordingIn } from "../wording/language";
import { type Action, actionsAt, kindsToFix, reachOf } from "./actions";
import type { Cancellation } from "./cancellation";
import type { OpenDocument } from "./current-analyses";
import { fixAll, lineEdits } from "./fix-all";

/** Both reject, as `isCanceled` tells, where nobody wants the answer any more. */
export interface DocumentAnalyses {
  /** The analysis of the document as it stands, without fixes: whoever asks shares it. */
  atOnce(document: OpenDocument, cancellation?: Cancellation): Promise<Analysis>;
  analyze(
    source: SourceDocument,
    options: { readonly fixes: FixesFor },
    cancellation?: Cancellation,
  ): Promise<Analysis>;
}

export interface Offer {
  readonly title: string;
  readonly action: Action;
  /** In the order of the text: clients apply edits that touch in the order in which they are named. */
  readonly edits: readonly Edit[];
  /** What a person agrees to before the edit is made; null where nobody is asked. */
  readonly confirmation: { readonly label: string; readonly description: string } | null;
}

export interface Offers {
  readonly offers: readonly Offer[];
  /** Rules whose safe fixes may be made in the whole file. */
  readonly kinds: readonly string[];
}

/** Titles that are much longer are cut by the menu, in the middle of a word. */
const longestTold = 90;

export async function offersAt(
  document: OpenDocument,
  span: Span,
  analyses: DocumentAnalyses,
  language: Language,
  cancellation: Cancellation,
): Promise<Offers> {
  const reach = reachOf(await analyses.atOnce(document, cancellation), span);
  if (!reach) return { offers: [], kinds: [] };
  const analysis = await analyses.analyze(document.source, { fixes: { touching: reach } }, cancellation);
  return {
    offers: actionsAt(analysis, span, language).map((action) => offerOf(action, language)),
    kinds: kindsToFix(analysis, span),
  };
}

function offerOf(action: Action, language: Language): Offer {
  if (action.kind === "explain")
    return {
      title: wordingIn(language).text`Show the documentation of ${action.ruleId}`,
      action,
      edits: [],
      confirmation: null,
    };
  const { title, delta, finding, confirm } = action;
  const change = delta && changes(delta, wordingIn(language));
  return {
    title: change === null ? title : `${title} (${shortened(change)})`,
    action,
    edits: [...action.edits].sort(
      ({ range: a }, { range: b }) => a.start.offset - b.start.offset || a.end.offset - b.end.offset,
    ),
    confirmation: confirm ? { label: title, description: change ?? finding.ruleId } : null,
  };
}

function changes({ newlyAllowed, noLongerAllowed }: PermissionDelta, wording: Wording): string {
  const parts = [
    ...(newlyAllowed.length > 0 ? [wording.text`newly allows ${newlyAllowed.join("; ")}`] : []),
    ...(noLongerAllowed.length > 0 ? [wording.text`no longer allows ${noLongerAllowed.join("; ")}`] : []),
  ];
  return parts.length > 0 ? parts.join("; ") : wording.text`allows the same as before, as far as can be told`;
}

function shortened(text: string): string {
  return text.length <= longestTold ? text : `${text.slice(0, longestTold)}…`;
}

/** Every safe fix of a document, or those that are wanted, as edits of its lines; empty where there is none. */
export async function fixedLines(
  { source }: OpenDocument,
  analyses: Pick<DocumentAnalyses, "analyze">,
  wanted?: WantedTogether,
  cancellation?: Cancellation,
): Promise<readonly TextEdit[]> {
  const { text, applied } = await fixAll(
    source,
    (document, options) => analyses.analyze(document, options, cancellation),
    wanted,
  );
  return applied === 0 ? [] : lineEdits(source.text, text);
}
