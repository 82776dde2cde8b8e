/** What an editor shows of findings and problems, as plain data for VS Code and the language server alike. */
import type { Finding, Problem, RelatedPlace, Severity } from "../analysis/finding";
import type { Range } from "../analysis/text";
import { plainText } from "../escape/label";
import { english, type Language, messageIn } from "../wording/language";
import { linesOf, type Told, toldOf } from "./one-cause";

export interface FoundInFile {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

export interface Shown {
  /** Null for the file as a whole. */
  readonly range: Range | null;
  readonly severity: Severity;
  /** Plain text: editors do not render what a diagnostic says. What follows from the same cause is a line of it. */
  readonly message: string;
  /** Null for a problem. */
  readonly ruleId: string | null;
  /** The rules of what follows from it, which the message tells. */
  readonly also: readonly string[];
  /** Has no effect, and may be shown faded. */
  readonly unnecessary: boolean;
  /** AWS has retired it: may be shown struck through. */
  readonly deprecated: boolean;
  readonly related: readonly Pick<RelatedPlace, "file" | "range" | "message">[];
}

/** Findings, one a cause, then problems. `namesRules` where a client has no other way to tell the rules of what follows. */
export function shownOf(found: FoundInFile, { namesRules = false, language = english } = {}): Shown[] {
  return [
    ...toldOf(found.findings).map((told) => shownFinding(told, namesRules, language)),
    ...unexplained(found).map(shownProblem),
  ];
}

/** The problems of a file without the mistakes that a rule explains: those are not told twice. */
export function unexplained({ findings, problems }: FoundInFile): readonly Problem[] {
  const explained = new Set(findings.map(({ range }) => placeOf(range)));
  return problems.filter(({ range }) => !range || !explained.has(placeOf(range)));
}

function placeOf({ start, end }: Range): string {
  return `${start.offset} ${end.offset}`;
}

function shownFinding(told: Told, namesRules: boolean, language: Language): Shown {
  const { range, severity, ruleId, also, unnecessary, deprecated, related } = told;
  return {
    range,
    severity,
    message: linesOf(told, { namesRules, language }).map(plain).join("\n"),
    ruleId,
    also: also.map(({ finding }) => finding.ruleId),
    unnecessary,
    deprecated,
    related: related.map((place) => ({
      file: place.file,
      range: place.range,
      message: plain(messageIn(place, language)),
    })),
  };
}

/** What could not be read is no fault of the person's: information, so that its findings are not thought complete. */
function shownProblem({ message, range }: Problem): Shown {
  return {
    range,
    severity: "info",
    message: plain(message),
    ruleId: null,
    also: [],
    unnecessary: false,
    deprecated: false,
    related: [],
  };
}

/** Code is quoted in plain text, not set; nothing in it is hidden. */
export function plain(message: string): string {
  return plainText(message.replaceAll("`", "'"));
}
