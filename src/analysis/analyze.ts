/** The one entry of the analysis: a document in, findings out. Pure, and it never throws. */
import type { Catalog } from '../catalog/catalog';
import { credentialGate, grammarsFor, readCredentials } from './credentials/credentials';
import { type Fingerprint, type KeyPlace, keyPlace, tellOtherPlaces } from './credentials/key-place';
import { type Control, severityOf } from './control/control';
import type { SourceDocument } from './document';
import { provenFixes, type Examined, type FixProposal } from './edits/proven-fixes';
import type { Finding, PolicyPath, Problem, Severity } from './finding';
import type { LocatedPolicy } from './locate/located';
import { grammarsForPolicies, locatePolicies, mayHavePolicies } from './locate/locate';
import type { Policy, PolicyType } from './policy/model';
import { readPolicy } from './policy/read';
import { rules } from './rules/generated/index';
import type { CredentialRule, PolicyRule, RelatedReport, Rule } from './rules/rule';
import type { Grammar, Parsers } from './syntax';
import { LineIndex, type Span } from './text';

/** Documents over this many characters are not read (shared/CLI.md); a problem says so. */
export const sizeLimit = 2 * 1024 * 1024;

export interface AnalyzeOptions {
  /** Lent by the caller where `needs` asks for it. */
  readonly catalog: Catalog | null;
  readonly parsers: Parsers | null;
  /** Says the type of the policies of this document; else it is inferred. */
  readonly policyType?: PolicyType | undefined;
  /** What the project decides; all by default without it. */
  readonly control?: Control | undefined;
  /** Whether findings carry their fixes, each applied and analysed again before it is offered. */
  readonly fixes?: boolean | ((finding: Finding) => boolean) | undefined;
  /** Lent by callers who compare the keys of several documents; without it `keys` stays empty. */
  readonly fingerprint?: Fingerprint | undefined;
  /** What `needs` said of this very document, where the caller has asked. */
  readonly needs?: Needs | undefined;
}

export interface Analysis {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
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
  if (document.text.length > sizeLimit) return { catalog: false, credentials: false, grammars: [] };
  const catalog = mayHavePolicies(document);
  const credentials = credentialGate(document.text);
  return { catalog, credentials, grammars: [...new Set([...credentials ? grammarsFor(document) : [], ...catalog ? grammarsForPolicies(document) : []])] };
}

/** Findings in the order of the text. The same text and options give the same findings wherever it is called. */
export function analyze(document: SourceDocument, options: AnalyzeOptions): Analysis {
  const examination = examine(document, options);
  const { analysis, proposals } = examination;
  const wanted = options.fixes === true ? () => true : options.fixes;
  const related = (findings: readonly Finding[]) => tellOtherPlaces(findings, analysis.keys, analysis.keys);
  if (!wanted) return { ...analysis, findings: related(analysis.findings) };
  const examineAgain = (text: string) => examine({ ...document, text }, { ...options, needs: undefined });
  const findings = analysis.findings.map(finding =>
    wanted(finding) ? { ...finding, fixes: provenFixes(document, finding, examination, proposals.get(finding) ?? null, options.catalog, examineAgain) } : finding);
  return { ...analysis, findings: related(findings) };
}

interface Examination extends Examined {
  readonly proposals: ReadonlyMap<Finding, FixProposal>;
}

function examine(document: SourceDocument, options: AnalyzeOptions): Examination {
  if (document.text.length > sizeLimit) {
    const size = (document.text.length / 1024 / 1024).toFixed(1);
    return nothingBut(document, `The file is ${size} million characters long and was not checked: the limit is 2 million.`);
  }
  const { catalog, credentials } = options.needs ?? needs(document);
  const examiner = new Examiner(document, options);
  try {
    if (catalog) examiner.policies();
    if (credentials) examiner.credentials();
  } catch (error) {
    examiner.problem(`Planeguard could not read this file to the end (${text(error)}). Please report it; what was read is shown.`, { start: 0, end: 0 });
  }
  return examiner.result();
}

function nothingBut(document: SourceDocument, message: string): Examination {
  const range = new LineIndex('').range({ start: 0, end: 0 });
  return { analysis: { findings: [], problems: [{ file: document.name, message, range }], policies: 0, keys: [] }, policies: [], proposals: new Map() };
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

  constructor(private readonly document: SourceDocument, private readonly options: AnalyzeOptions) {}

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
    this.read = read.map(one => one.policy);
    if (!this.options.catalog) return;
    const syntaxErrors = new Map(read.map(one => [one.policy, one.located.syntaxErrors ?? []] as const));
    const trustedAccounts = new Set(this.options.control?.trustedAccounts);
    const context = { catalog: this.options.catalog, policies: this.read, declared: located.declared ?? [], syntaxErrors, trustedAccounts };
    for (const { policy, located: { writer } } of read) {
      for (const rule of policyRules) {
        if (rule.types && !rule.types.includes(policy.type)) continue;
        this.run(rule, () => {
          for (const report of rule.check(policy, context)) this.finding(rule, report, report.path, () => (report.fixes?.() ?? []).map(({ title, kind, changes, edits }) => ({ title, kind, edits: edits ?? writer.edits(changes) })));
        });
      }
    }
  }

  credentials(): void {
    const credentials = readCredentials(this.document, this.options.parsers);
    for (const { message, span } of credentials.problems) this.problem(message, span);
    const { fingerprint } = this.options;
    if (fingerprint) this.keys = credentials.keys.map(key => keyPlace(this.document.name, key, this.lines.range((key.id ?? key.secret ?? key.token)!.span), fingerprint));
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
      this.problem(`The rule ${rule.id} failed on this file (${text(error)}). Please report it; the other rules ran.`, { start: 0, end: 0 });
    }
  }

  private finding(rule: Rule, report: { at: Span; message: string; related?: readonly RelatedReport[] }, policyPath: PolicyPath | null, propose: FixProposal): void {
    // A template that chooses between elements makes several statements of one: what holds for each is said once.
    const key = `${rule.id} ${report.at.start} ${report.at.end} ${report.message}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    const file = this.document.name;
    const finding: Finding = {
      ruleId: rule.id,
      accessAnalyzer: rule.accessAnalyzer,
      recommendation: rule.recommendation,
      severity: this.severityOf(rule)!,
      confidence: rule.confidence,
      message: report.message,
      file,
      range: this.lines.range(report.at),
      policyPath,
      related: (report.related ?? []).map(({ at, path, message }) => ({ file, range: this.lines.range(at), policyPath: path ?? null, message })),
      unnecessary: rule.unnecessary ?? false,
      fixes: [],
    };
    this.findings.push(finding);
    this.proposals.set(finding, propose);
  }

  problem(message: string, span: Span): void {
    this.problems.push({ file: this.document.name, message, range: this.lines.range(span) });
  }

  result(): Examination {
    const findings = this.findings.sort((a, b) =>
      a.range.start.offset - b.range.start.offset || a.range.end.offset - b.range.end.offset || (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0));
    return { analysis: { findings, problems: this.problems, policies: this.read.length, keys: this.keys }, policies: this.read, proposals: this.proposals };
  }
}

const policyRules = rules.filter((rule): rule is PolicyRule => rule.kind === 'policy');
const credentialRules = rules.filter((rule): rule is CredentialRule => rule.kind === 'credentials');

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
