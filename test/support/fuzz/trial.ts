/** One document of a run: analysed, edited, and asked about at places at random, as an editor does. */
import { analyze } from "../../../src/analysis/analyze";
import { needs } from "../../../src/analysis/needs";
import type { SourceDocument } from "../../../src/analysis/source/document";
import type { Grammar, Parsers } from "../../../src/analysis/source/grammar";
import type { Catalog } from "../../../src/catalog/catalog";
import { loadCatalog } from "../../../src/data/catalog-file";
import { loadParsers } from "../../../src/data/grammars";
import { Understanding } from "../../../src/workspace/understanding";
import {
  complaintsAboutAnalysis,
  complaintsAboutCompletions,
  complaintsAboutHover,
  complaintsAboutLenses,
  complaintsAboutSymbols,
  complaintsAboutTokens,
  Places,
} from "./complaints";
import { changed, type Dice, diceOf, type FuzzedDocument, fuzzedDocument } from "./documents";

const everyGrammar: readonly Grammar[] = [
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

/** Milliseconds of processor time that an answer may take. */
export interface Budget {
  /** Of an analysis without fixes, a hover, completions, lenses, symbols. */
  readonly answer: number;
  /** Of an analysis that proves every fix. */
  readonly fixes: number;
}

export interface Trial {
  readonly document: FuzzedDocument;
  readonly complaints: readonly string[];
  readonly findings: number;
  /** Milliseconds of the slowest answer without fixes. */
  readonly slowest: number;
}

/** One document in so many is analysed with every fix, which takes an analysis each. */
const withFixes = 10;
const edits = 2;

export class Trials {
  private constructor(
    private readonly seed: number,
    private readonly budget: Budget | null,
    private readonly catalog: Catalog,
    private readonly parsers: Parsers,
  ) {}

  /** Without a budget nothing is said of the time: tests run beside others. */
  static async load(seed: number, budget: Budget | null = null): Promise<Trials> {
    return new Trials(seed, budget, await loadCatalog(), await loadParsers(everyGrammar));
  }

  /** The document of this number. Always the same for the same seed. */
  async run(index: number): Promise<Trial> {
    const first = await this.try(index);
    // What took too long is tried again: the machine may have done something else meanwhile.
    if (first.late.length === 0) return first;
    const second = await this.try(index);
    return { ...second, complaints: [...second.complaints, ...second.late] };
  }

  private async try(index: number): Promise<Trial & { readonly late: readonly string[] }> {
    const dice = diceOf(this.seed, index);
    const document = fuzzedDocument(dice);
    const complaints: string[] = [];
    const late: string[] = [];
    let [findings, slowest] = [0, 0];
    const timed = async <Answer>(what: string, budget: number | undefined, ask: () => Promise<Answer> | Answer) => {
      const before = process.cpuUsage();
      const answer = await ask();
      const { user, system } = process.cpuUsage(before);
      const took = (user + system) / 1000;
      if (budget === this.budget?.answer) slowest = Math.max(slowest, took);
      if (budget !== undefined && took > budget) late.push(`${what}: ${took.toFixed(0)} ms`);
      return answer;
    };
    try {
      const fixes = index % withFixes === 0;
      const analysis = await timed("analysis", fixes ? this.budget?.fixes : this.budget?.answer, () =>
        this.analyze(document, fixes),
      );
      findings = analysis.findings.length;
      complaints.push(...complaintsAboutAnalysis(document, analysis));
      complaints.push(
        ...(await askAbout(
          document,
          dice,
          (what, ask) => timed(what, this.budget?.answer, ask),
          (edited) => complaintsAboutAnalysis(edited, this.analyze(edited, false)),
        )),
      );
    } catch (error) {
      complaints.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    return { document, complaints, late, findings, slowest };
  }

  private analyze(document: SourceDocument, fixes: boolean) {
    const { catalog, parsers } = this;
    return analyze(document, { catalog: needs(document).catalog ? catalog : null, parsers, fixes });
  }
}

type Timed = <Answer>(what: string, ask: () => Promise<Answer> | Answer) => Promise<Answer>;

/** Edits the document a few times, and asks about it after each. What was read before an edit may be kept: nothing of it may show. */
async function askAbout(
  document: SourceDocument,
  dice: Dice,
  timed: Timed,
  analyzed: (edited: SourceDocument) => string[],
): Promise<string[]> {
  const understanding = new Understanding();
  const complaints: string[] = [];
  let { text } = document;
  for (let edit = 0; edit <= edits; edit++) {
    if (edit > 0) text = changed(text, 1, dice);
    const edited = { ...document, text };
    const places = new Places(text);
    const offset = () => dice.below(text.length + 1);
    if (edit > 0) complaints.push(...(await timed("analysis after an edit", () => analyzed(edited))));
    for (const at of [offset(), offset()]) {
      const hover = await timed("hover", () => understanding.hoverAt(edited, at));
      complaints.push(...complaintsAboutHover(places, hover, at));
      const found = await timed("completion", () => understanding.completionsAt(edited, at));
      complaints.push(...complaintsAboutCompletions(places, found, at));
      const topic = found && dice.pick(found.items).topic;
      if (topic && (await understanding.documentationOf(topic)) === "") complaints.push("completion: an empty page");
    }
    const lenses = await timed("lens", () => understanding.lensesOf(edited));
    complaints.push(...complaintsAboutLenses(places, lenses));
    for (const { offset } of lenses.slice(0, 1))
      if (!(await timed("policy page", () => understanding.policyPage(edited, offset))))
        complaints.push("lens: there is no page of its policy");
    complaints.push(...complaintsAboutSymbols(places, await timed("symbols", () => understanding.symbolsOf(edited))));
    const whole = { start: 0, end: edited.text.length };
    for (const { at } of await timed("hints", () => understanding.inlayHintsOf(edited, whole)))
      complaints.push(...places.complaintsAbout("hint", { start: at, end: at }));
    complaints.push(...complaintsAboutTokens(text, await timed("tokens", () => understanding.tokensOf(edited, whole))));
    for (const { range } of await timed("links", () => understanding.linksOf(edited)))
      complaints.push(...places.complaintsAbout("link", range));
    const at = offset();
    const declared = await timed("definition", () => understanding.declarationAt(edited, at));
    if (declared) complaints.push(...places.complaintsAbout("definition", declared.selection));
    const renamed = await timed("rename", () => understanding.rename(edited, at, "Renamed"));
    if ("edits" in renamed)
      for (const { range } of renamed.edits) complaints.push(...places.complaintsAbout("rename", range));
    for (const range of await timed("folds", () => understanding.foldsOf(edited)))
      complaints.push(...places.complaintsAbout("fold", range));
  }
  return complaints;
}
