/** Runs every rule over one document: findings before anybody accepts or fixes them. */
import type { Catalog } from "../catalog/catalog";
import type { AnalyzeOptions, Examination } from "./analysis";
import { readCalled } from "./called";
import { noControl, rulesUnder } from "./control/active-rules";
import { severityOf } from "./control/control";
import { readCredentials } from "./credentials/credentials";
import { type KeyPlace, keyPlace } from "./credentials/key-place";
import type { PolicyPath, Severity } from "./finding";
import { Gathered } from "./gathered";
import { inTest } from "./in-test";
import type { AttachedPolicy } from "./locate/attached/attached";
import { locatePolicies } from "./locate/locate";
import type { Change, LocatedPolicy } from "./locate/located";
import { namedPolicy } from "./managed/named";
import { needs, sizeLimit } from "./needs";
import type { Policy } from "./policy/model";
import { readPolicy } from "./policy/read";
import type { Examined } from "./proof/examined";
import type { FixProposal } from "./proof/prover";
import { inOrder, type Report } from "./rules/finding-of";
import toBeFilledIn from "./rules/policy/to-be-filled-in";
import type { Rule } from "./rules/rule";
import { isPlaceholder } from "./rules/support/placeholders";
import type { SourceDocument } from "./source/document";
import { isAbout, type UnitFact } from "./source/facts";
import { isCode } from "./source/forms";
import type { Source } from "./source/source";
import { isOnlyShown, isTestFile } from "./source/test-files";
import { endOfLine, type Span, type TextEdit } from "./text";

/** Has examined the document, which may lack what it was not given. */
export function examinerOf(source: Source, options: AnalyzeOptions): Examiner {
  const { document } = source;
  const examiner = new Examiner(source, options);
  if (document.text.length > sizeLimit) {
    const size = (document.text.length / 1024 / 1024).toFixed(1);
    examiner.problem(
      `The file is ${size} million characters long and was not checked: the limit is 2 million.`,
      nowhere,
    );
    return examiner;
  }
  const { catalog, managed, credentials, grammars } = options.needs ?? needs(document);
  try {
    if (catalog) examiner.policies();
    if (credentials) examiner.credentials();
    if (document.facts) examiner.units(document.facts);
    if (document.mustHoldPolicy) examiner.missingPolicy();
  } catch (error) {
    examiner.problem(
      `Planeguard could not read this file to the end (${text(error)}). Please report it; what was read is shown.`,
      nowhere,
    );
  }
  if (
    (catalog && options.catalog === null) ||
    (managed && !options.managed) ||
    (grammars.length > 0 && options.parsers === null)
  )
    examiner.lacksSomething();
  return examiner;
}

const nowhere: Span = { start: 0, end: 0 };

/** One document's examination: gathers findings and problems from every rule. */
class Examiner {
  private readonly gathered: Gathered;
  private read: readonly Policy[] = [];
  private located: readonly LocatedPolicy[] = [];
  private readonly called: Policy[] = [];
  private keys: readonly KeyPlace[] = [];
  private lacking = false;
  private readonly onlyShown: boolean;
  private readonly rules: ReturnType<typeof rulesUnder>;
  private readonly isTest: boolean;

  constructor(
    private readonly source: Source,
    private readonly options: AnalyzeOptions,
  ) {
    this.gathered = new Gathered(source.document);
    this.rules = rulesUnder(options.control ?? noControl);
    this.onlyShown = isOnlyShown(source, options.control?.untrusted);
    this.isTest = this.onlyShown && isCode(source.form) && isTestFile(source.document.name);
  }

  private get document(): SourceDocument {
    return this.source.document;
  }

  policies(): void {
    const located = locatePolicies(this.source);
    for (const { message, span } of located.problems) this.problem(message, span);
    const read: { policy: Policy; located: LocatedPolicy }[] = [];
    for (const one of located.policies) {
      const policy = readPolicy(one.root, one.place, this.options.policyType);
      if (policy) read.push({ policy, located: one });
    }
    this.read = read.map((one) => one.policy);
    this.located = read.map((one) => one.located);
    if (!this.options.catalog) return;
    const syntaxErrors = new Map(read.map((one) => [one.policy, one.located.syntaxErrors ?? []] as const));
    const trustedAccounts = new Set(this.options.control?.trustedAccounts);
    const context = {
      catalog: this.options.catalog,
      policies: this.read,
      declared: located.declared ?? [],
      syntaxErrors,
      trustedAccounts,
    };
    const rules = read.length > 0 ? this.rules.policy() : [];
    for (const {
      policy,
      located: { writer, unread },
    } of read) {
      if (unread) continue;
      for (const rule of rules) {
        if (rule.types && !rule.types.includes(policy.type)) continue;
        this.run(rule, () => {
          for (const report of rule.check(policy, context)) {
            if (this.isOfPlaceholder(rule, policy, report)) continue;
            this.finding(rule, report, report.path, () =>
              (report.fixes?.() ?? []).map(({ title, kind, changes, edits, blanks }) => ({
                title,
                kind,
                edits: edits ?? writer.edits(changes),
                blanks,
              })),
            );
          }
        });
      }
    }
    this.attachments(located.attached ?? []);
    this.calledPolicies(this.options.catalog);
  }

  private attachments(attached: readonly AttachedPolicy[]): void {
    const { catalog, managed } = this.options;
    if (!catalog || !managed || attached.length === 0) return;
    const named = attached.flatMap((one) => namedPolicy(one, managed) ?? []);
    const context = { catalog, managed, text: this.document.text, policies: this.read, named };
    for (const rule of this.rules.attachment())
      this.run(rule, () => {
        for (const one of named)
          for (const report of rule.check(one, context)) this.finding(rule, report, null, () => report.fixes?.() ?? []);
      });
  }

  /** What is wrong in a module only by what this document gives it: said here, once, with the place in the module. */
  private calledPolicies(catalog: Catalog): void {
    for (const called of readCalled(this.source, catalog, new Set(this.options.control?.trustedAccounts))) {
      this.called.push(called.policy);
      for (const rule of this.rules.policy()) {
        this.run(rule, () => {
          for (const { report, fixes } of called.reports(rule)) {
            if (this.isOfPlaceholder(rule, called.policy, report) || this.gathered.hasOf(rule, report.at.start))
              continue;
            this.finding(rule, report, report.path, fixes);
          }
        });
      }
    }
  }

  /** A mistake in a value that is to be filled in, which one note says of all. Risks are those of the statement nevertheless. */
  private isOfPlaceholder({ id, severity }: Rule, policy: Policy, { at }: Report): boolean {
    return (
      (severity === "error" || severity === "warning") &&
      !id.startsWith("risk/") &&
      this.severityOf(toBeFilledIn) !== null &&
      isPlaceholder(policy, at)
    );
  }

  credentials(): void {
    const credentials = readCredentials(this.source);
    for (const { message, span } of credentials.problems) this.problem(message, span);
    const { fingerprint } = this.options;
    if (fingerprint)
      this.keys = credentials.keys.map((key) =>
        keyPlace(
          this.document.name,
          key,
          this.gathered.lines.range((key.id ?? key.secret ?? key.token)!.span),
          fingerprint,
        ),
      );
    for (const rule of this.rules.credentials()) {
      this.run(rule, () => {
        for (const report of rule.check(credentials)) this.finding(rule, report, null, () => report.fixes?.() ?? []);
      });
    }
  }

  /** What others of the workspace say about the document; facts of another text than this one are left out. */
  units(facts: readonly UnitFact[]): void {
    const known = facts.filter((fact) => isAbout(fact, this.document.text));
    for (const rule of this.rules.unit())
      this.run(rule, () => {
        for (const report of rule.check(known, { policies: this.read }))
          this.finding(rule, report, report.path ?? null, () => [
            ...(report.fixes?.() ?? []).map(({ title, kind, changes, edits }) => ({
              title,
              kind,
              edits: edits ?? this.editsOf(changes, report.at),
            })),
            ...(report.proven ?? []).map((proven) => ({ ...proven, edits: null, proven })),
          ]);
      });
  }

  /** Changes of the policy that has a place. */
  private editsOf(changes: readonly Change[], { start }: Span): readonly TextEdit[] | null {
    const policy = this.located.find(({ root: { span } }) => span.start <= start && start < span.end);
    return policy?.writer.edits(changes) ?? null;
  }

  /** A problem, where no policy was found and nothing says why. */
  missingPolicy(): void {
    if (this.read.length + this.gathered.problems.length > 0) return;
    const { text } = this.document;
    const start = Math.max(0, text.search(/\S/));
    this.problem(
      text.trim() === ""
        ? "The file is empty: there is no policy in it."
        : "No policy was found in this file. A policy is an object with a list of statements, `Statement`.",
      { start, end: endOfLine(text, start) },
    );
  }

  private severityOf(rule: Rule): Severity | null {
    return severityOf(rule, this.options.control ?? noControl, this.onlyShown);
  }

  /** A rule that fails must not silence the others. */
  private run(rule: Rule, check: () => void): void {
    try {
      check();
    } catch (error) {
      this.problem(
        `The rule ${rule.id} failed on this file (${text(error)}). Please report it; the other rules ran.`,
        nowhere,
      );
    }
  }

  private finding(rule: Rule, report: Report, policyPath: PolicyPath | null, propose: FixProposal): void {
    const offered = this.isTest ? () => inTest(rule, propose) : propose;
    this.gathered.finding({ rule, report, severity: this.severityOf(rule)!, policyPath, propose: offered });
  }

  problem(message: string, span: Span): void {
    this.gathered.problem(message, span);
  }

  /** Not everything was lent that the document needs: what was not found may be there. */
  lacksSomething(): void {
    this.lacking = true;
  }

  examination(): Examination {
    const { problems } = this.gathered;
    const proposals = this.gathered.proposals();
    const findings = inOrder([...proposals.keys()]);
    return {
      complete: !this.lacking && problems.length === 0,
      analysis: { findings, problems, suppressed: [], policies: this.read.length, keys: this.keys },
      policies: [...this.read, ...this.called],
      proposals,
    };
  }

  /** As much as a proof compares. */
  examined(): Examined {
    const { problems } = this.gathered;
    const findings = this.gathered.compared();
    return { text: this.document.text, findings, problems, policies: [...this.read, ...this.called] };
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
