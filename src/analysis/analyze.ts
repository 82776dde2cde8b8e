/** The one entry of the analysis: a document in, findings out. Pure, and it never throws. */
import type { Catalog } from "../catalog/catalog";
import { grammarsForComments, mayHaveSuppressions } from "./control/comments";
import { type Control, severityOf } from "./control/control";
import { settle } from "./control/settle";
import { credentialGate, grammarsFor, readCredentials } from "./credentials/credentials";
import { type Fingerprint, type KeyPlace, keyPlace, tellOtherPlaces } from "./credentials/key-place";
import type { SourceDocument } from "./document";
import type { Finding, PolicyPath, Problem, Severity, SuppressedFinding } from "./finding";
import { grammarsForPolicies, locatePolicies, mayHavePolicies } from "./locate/locate";
import type { LocatedPolicy } from "./locate/located";
import type { Policy, PolicyType } from "./policy/model";
import { readPolicy } from "./policy/read";
import { type Examined, type FixProposal, provenFixes } from "./proof/proven-fixes";
import { findingOf, inOrder, type Report } from "./rules/finding-of";
import { rules } from "./rules/generated/index";
import type { CredentialRule, PolicyRule, Rule } from "./rules/rule";
import type { Grammar, Parsers } from "./syntax";
import { LineIndex, type Span } from "./text";

/** Documents over this many characters are not read (shared/CLI.md); a problem says so. */
export const sizeLimit = 2 * 1024 * 1024;

/** Findings that are to carry their fixes: those that a span touches, or those of a family such as `credentials`. Plain data, which threads can be sent. */
export type FixesFor = { readonly touching: Span } | { readonly family: string };

export interface AnalyzeOptions {
  /** Lent by the caller where `needs` asks for it. */
  readonly catalog: Catalog | null;
  readonly parsers: Parsers | null;
  /** Says the type of the policies of this document; else it is inferred. */
  readonly policyType?: PolicyType | undefined;
  /** What the project decides; all by default without it. */
  readonly control?: Control | undefined;
  /** The day, as `YYYY-MM-DD`: without it no suppression expires. */
  readonly today?: string | undefined;
  /** Whether findings carry their fixes, or which do: each is applied and analysed again before it is offered. */
  readonly fixes?: boolean | FixesFor | ((finding: Finding) => boolean) | undefined;
  /** Lent by callers who compare the keys of several documents; without it `keys` stays empty. */
  readonly fingerprint?: Fingerprint | undefined;
  /** What `needs` said of this very document, where the caller has asked. */
  readonly needs?: Needs | undefined;
}

export interface Analysis {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** What was found and is accepted. */
  readonly suppressed: readonly SuppressedFinding[];
  /** By entry of `Control.suppressions`: the ids of its rules that find nothing there; absent where there are no entries. */
  readonly unused?: readonly (readonly string[])[];
  /** How many policies the document has. */
  readonly policies: number;
  /** Where its keys stand. */
  readonly keys: readonly KeyPlace[];
}

/** What must be loaded before `analyze` can say everything about a document; most documents need nothing. */
export interface Needs {
  readonly catalog: boolean;
  /** Whether it may have credentials. */
  readonly credentials: boolean;
  readonly grammars: readonly Grammar[];
}

export function needs(document: SourceDocument): Needs {
  const { text } = document;
  if (text.length > sizeLimit) return { catalog: false, credentials: false, grammars: [] };
  const catalog = mayHavePolicies(document);
  const credentials = credentialGate(text);
  return {
    catalog,
    credentials,
    grammars: [
      ...new Set([
        ...(credentials ? grammarsFor(document) : []),
        ...(catalog ? grammarsForPolicies(document) : []),
        ...(mayHaveSuppressions(text) ? grammarsForComments(document) : []),
      ]),
    ],
  };
}

/** Findings in the order of the text. The same text and options give the same findings wherever it is called. */
export function analyze(document: SourceDocument, options: AnalyzeOptions): Analysis {
  const examination = examine(document, options);
  const settled = settle(document, options, examination);
  const { analysis } = settled;
  const wanted = takerOf(options.fixes);
  const related = (findings: readonly Finding[]) => tellOtherPlaces(findings, analysis.keys, analysis.keys);
  if (!wanted) return { ...analysis, findings: related(analysis.findings) };
  const again = (text: string) => examine({ ...document, text }, { ...options, needs: undefined });
  // What is fixed besides a suppression is proven without regard to them: a fix is none for being hidden.
  const settledAgain = (text: string) => settle({ ...document, text }, options, again(text));
  const findings = analysis.findings.map((finding) => {
    if (!wanted(finding)) return finding;
    const proposal = settled.proposals.get(finding) ?? null;
    const about = examination.proposals.has(finding);
    return {
      ...finding,
      fixes: provenFixes(
        document,
        finding,
        about ? examination : settled,
        proposal,
        options.catalog,
        about ? again : settledAgain,
      ),
    };
  });
  return { ...analysis, findings: related(findings) };
}

function takerOf(fixes: AnalyzeOptions["fixes"]): ((finding: Finding) => boolean) | false {
  if (typeof fixes === "function") return fixes;
  if (typeof fixes !== "object") return fixes === true && (() => true);
  if ("family" in fixes) return ({ ruleId }) => ruleId.startsWith(`${fixes.family}/`);
  const { start, end } = fixes.touching;
  return ({ range }) => range.start.offset <= end && range.end.offset >= start;
}

export interface Examination extends Examined {
  /** Everything was lent that the document needs: what was not found is not there. */
  readonly complete: boolean;
  readonly proposals: ReadonlyMap<Finding, FixProposal>;
}

function examine(document: SourceDocument, options: AnalyzeOptions): Examination {
  if (document.text.length > sizeLimit) {
    const size = (document.text.length / 1024 / 1024).toFixed(1);
    return nothingBut(
      document,
      `The file is ${size} million characters long and was not checked: the limit is 2 million.`,
    );
  }
  const wanted = options.needs ?? needs(document);
  const { catalog, credentials } = wanted;
  const examiner = new Examiner(document, options);
  try {
    if (catalog) examiner.policies();
    if (credentials) examiner.credentials();
  } catch (error) {
    examiner.problem(
      `Planeguard could not read this file to the end (${text(error)}). Please report it; what was read is shown.`,
      { start: 0, end: 0 },
    );
  }
  return examiner.result(
    (!catalog || options.catalog !== null) && (wanted.grammars.length === 0 || options.parsers !== null),
  );
}

function nothingBut(document: SourceDocument, message: string): Examination {
  const range = new LineIndex("").range({ start: 0, end: 0 });
  return {
    complete: false,
    analysis: {
      findings: [],
      problems: [{ file: document.name, message, range }],
      suppressed: [],
      policies: 0,
      keys: [],
    },
    policies: [],
    proposals: new Map(),
  };
}

/** One document's examination: gathers findings and problems from every rule. */
class Examiner {
  /** Made when something is found: most documents have nothing. */
  private lineIndex: LineIndex | null = null;
  private readonly findings: Finding[] = [];
  private readonly problems: Problem[] = [];
  private readonly proposals = new Map<Finding, FixProposal>();
  private readonly reported = new Set<string>();
  private read: readonly Policy[] = [];
  private keys: readonly KeyPlace[] = [];

  constructor(
    private readonly document: SourceDocument,
    private readonly options: AnalyzeOptions,
  ) {}

  private get lines(): LineIndex {
    return (this.lineIndex ??= new LineIndex(this.document.text));
  }

  policies(): void {
    const located = locatePolicies(this.document, this.options.parsers);
    for (const { message, span } of located.problems) this.problem(message, span);
    const read: { policy: Policy; located: LocatedPolicy }[] = [];
    for (const one of located.policies) {
      const policy = readPolicy(one.root, one.place, this.options.policyType);
      if (policy) read.push({ policy, located: one });
    }
    this.read = read.map((one) => one.policy);
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
    for (const {
      policy,
      located: { writer },
    } of read) {
      for (const rule of policyRules) {
        if (rule.types && !rule.types.includes(policy.type)) continue;
        this.run(rule, () => {
          for (const report of rule.check(policy, context))
            this.finding(rule, report, report.path, () =>
              (report.fixes?.() ?? []).map(({ title, kind, changes, edits }) => ({
                title,
                kind,
                edits: edits ?? writer.edits(changes),
              })),
            );
        });
      }
    }
  }

  credentials(): void {
    const credentials = readCredentials(this.document, this.options.parsers);
    for (const { message, span } of credentials.problems) this.problem(message, span);
    const { fingerprint } = this.options;
    if (fingerprint)
      this.keys = credentials.keys.map((key) =>
        keyPlace(this.document.name, key, this.lines.range((key.id ?? key.secret ?? key.token)!.span), fingerprint),
      );
    for (const rule of credentialRules) {
      this.run(rule, () => {
        for (const report of rule.check(credentials)) this.finding(rule, report, null, () => report.fixes?.() ?? []);
      });
    }
  }

  private severityOf(rule: Rule): Severity | null {
    const { control } = this.options;
    return control ? severityOf(rule, control) : rule.severity;
  }

  /** A rule that is off does not run; one that fails must not silence the others. */
  private run(rule: Rule, check: () => void): void {
    if (this.severityOf(rule) === null) return;
    try {
      check();
    } catch (error) {
      this.problem(`The rule ${rule.id} failed on this file (${text(error)}). Please report it; the other rules ran.`, {
        start: 0,
        end: 0,
      });
    }
  }

  private finding(rule: Rule, report: Report, policyPath: PolicyPath | null, propose: FixProposal): void {
    // A template that chooses between elements makes several statements of one: what holds for each is said once.
    const key = `${rule.id} ${report.at.start} ${report.at.end} ${report.message}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    const finding = findingOf(rule, report, {
      file: this.document.name,
      lines: this.lines,
      severity: this.severityOf(rule)!,
      policyPath,
    });
    this.findings.push(finding);
    this.proposals.set(finding, propose);
  }

  problem(message: string, span: Span): void {
    this.problems.push({ file: this.document.name, message, range: this.lines.range(span) });
  }

  result(lent: boolean): Examination {
    const findings = inOrder(this.findings);
    return {
      complete: lent && this.problems.length === 0,
      analysis: { findings, problems: this.problems, suppressed: [], policies: this.read.length, keys: this.keys },
      policies: this.read,
      proposals: this.proposals,
    };
  }
}

const policyRules = rules.filter((rule): rule is PolicyRule => rule.kind === "policy");
const credentialRules = rules.filter((rule): rule is CredentialRule => rule.kind === "credentials");

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
