/** The one entry of the analysis: a document in, findings out. Pure, and it never throws. */
import type { Analysis, AnalyzeOptions, Examination, Needs } from "./analysis";
import { applySuppressions } from "./control/apply-suppressions";
import { tellOtherPlaces } from "./credentials/known-keys";
import { examinerOf } from "./examiner";
import type { Problem } from "./finding";
import { needs, sizeLimit } from "./needs";
import { proveAsked } from "./proof/asked";
import { Budget } from "./proof/budget";
import type { Examined } from "./proof/examined";
import { Prover } from "./proof/prover";
import { rules } from "./rules/generated/index";
import { allComments } from "./source/comments";
import type { SourceDocument } from "./source/document";
import { formOf } from "./source/forms";
import { Source } from "./source/source";

/** Loads the rules where they are not yet there, for whoever waits for the catalogue meanwhile: the first policy does so too. */
export function loadRules(): void {
  void rules.length;
}

/** Findings in the order of the text. The same text and options give the same findings wherever it is called. */
export function analyze(document: SourceDocument, given: AnalyzeOptions): Analysis {
  const options = { ...given, needs: given.needs ?? needs(document) };
  if (holdsNothing(document, options)) return nothing(options);
  const budget = Budget.of(formOf(document));
  const metered = options.fixes ? { ...options, parsers: options.parsers && budget.metered(options.parsers) } : options;
  const source = new Source(document, metered.parsers);
  const examination = examinerOf(source, metered).examination();
  const resolved = applySuppressions(source, metered, examination);
  const { analysis } = resolved;
  const { proven, failures } = proveAsked(
    analysis.findings,
    options.fixes,
    sourcesOf(source, document, options, examination, resolved, budget),
  );
  const failed = failures.map((message): Problem => ({ file: document.name, message, range: null }));
  return {
    ...analysis,
    ...proven,
    findings: tellOtherPlaces(proven.findings, analysis.keys),
    problems: failed.length > 0 ? [...analysis.problems, ...failed] : analysis.problems,
  };
}

/** Whether nothing can be found in a document, nor anything be accepted: so it is with most of a workspace. */
function holdsNothing(
  { text, facts, mustHoldPolicy }: SourceDocument,
  { needs: { catalog, credentials, suppressions }, control = {} }: AnalyzeOptions & { readonly needs: Needs },
): boolean {
  return (
    !catalog &&
    !credentials &&
    !facts &&
    !mustHoldPolicy &&
    text.length <= sizeLimit &&
    !control.suppressions?.length &&
    (control.untrusted || !suppressions)
  );
}

function nothing({ fixes }: AnalyzeOptions): Analysis {
  const { proven } = proveAsked([], fixes, () => null);
  return { ...proven, problems: [], suppressed: [], policies: 0, keys: [] };
}

/** Where the fixes of findings come from. What is fixed besides a suppression is proven without regard to them: a fix is none for being hidden. */
function sourcesOf(
  source: Source,
  document: SourceDocument,
  options: AnalyzeOptions,
  examination: Examination,
  resolved: Examination,
  budget: Budget,
): Parameters<typeof proveAsked>[2] {
  const again = { ...options, needs: undefined, fingerprint: undefined };
  const proverFrom = ({ analysis, policies }: Examination, appliesSuppressions: boolean): Prover =>
    new Prover(
      {
        document,
        before: { text: document.text, findings: analysis.findings, problems: analysis.problems, policies },
        catalog: options.catalog,
        examine: (text) => examinedAgain({ ...document, text }, again, appliesSuppressions),
        comments: () => allComments(source),
      },
      budget,
    );
  const [plain, ofSuppressions] = [proverFrom(examination, false), proverFrom(resolved, true)];
  return (finding) => {
    const propose = resolved.proposals.get(finding);
    return propose ? { propose, prover: examination.proposals.has(finding) ? plain : ofSuppressions } : null;
  };
}

function examinedAgain(document: SourceDocument, options: AnalyzeOptions, appliesSuppressions: boolean): Examined {
  const source = new Source(document, options.parsers);
  const examined = examinerOf(source, options);
  if (!appliesSuppressions) return examined.examined();
  const { analysis, policies } = applySuppressions(source, options, examined.examination());
  return { text: document.text, findings: analysis.findings, problems: analysis.problems, policies };
}
