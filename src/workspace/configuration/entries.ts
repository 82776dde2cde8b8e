/** The suppressions of a planeguard.json, judged by the files that they name. */
import { dirname, join } from "node:path";

import { modify } from "jsonc-parser";

import type { Analysis } from "../../analysis/analysis";
import { findingsAbout, suppressible } from "../../analysis/control/apply-suppressions";
import { type Acceptance, asJudged } from "../../analysis/control/judge";
import { type Answer, type AskedFixes, proveAsked } from "../../analysis/proof/asked";
import { Prover } from "../../analysis/proof/prover";
import { inOrder } from "../../analysis/rules/finding-of";
import type { SourceDocument } from "../../analysis/source/document";
import type { TextEdit } from "../../analysis/text";
import type { SuppressionEntry } from "./configuration";
import { readConfiguration } from "./read";

/** The entries of a file that were not needed, by their index among those of the file; null where that cannot be told. */
export type UnusedIn = (file: string, entries: readonly SuppressionEntry[]) => Promise<Analysis["unused"] | null>;

const nowhere = { start: 0, end: 0 };

/** What the rules of `suppression/` find in the text of a planeguard.json at `path`, with the fixes that are asked for. */
export async function findingsInEntries(
  document: SourceDocument,
  path: string,
  today: string,
  unusedIn: UnusedIn,
  fixes: AskedFixes,
): Promise<Answer> {
  const { suppressions } = readConfiguration(document.text).configuration;
  if (suppressions.length === 0) return { proven: { findings: [] }, failures: [] };
  const unused = new Map<string, readonly string[]>();
  for (const file of new Set(suppressions.map((entry) => entry.path))) {
    const entries = suppressions.filter((entry) => entry.path === file);
    const found = await unusedIn(join(dirname(path), file), entries);
    entries.forEach((entry, index) => unused.set(identityOf(entry), found?.[index] ?? []));
  }
  const examine = (text: string) => {
    const {
      configuration: { rules, preset, suppressions: entries },
      mistakes,
    } = readConfiguration(text);
    const judged = entries.map((entry, index) => {
      const ofEntry = unused.get(identityOf(entry)) ?? [];
      return asJudged(acceptanceOf(entry, index, text), new Set(), today, suppressible(), (id) => ofEntry.includes(id));
    });
    const findings = findingsAbout(judged, { ...document, text }, { rules, preset });
    const problems = mistakes.map(({ message }) => ({ file: document.name, message, range: null }));
    return { proposals: findings, text, findings: [...findings.keys()], problems, policies: [] };
  };
  const before = examine(document.text);
  const prover = new Prover({ document, before, catalog: null, examine });
  return proveAsked(inOrder(before.findings), fixes, (finding) => ({
    propose: before.proposals.get(finding)!,
    prover,
  }));
}

function identityOf({ rules, path, policy, statement, reason, until }: SuppressionEntry): string {
  return JSON.stringify([rules, path, policy, statement, reason, until]);
}

function acceptanceOf({ named, reason, until, span }: SuppressionEntry, index: number, text: string): Acceptance {
  return {
    span,
    reason,
    source: index,
    line: null,
    rules: named,
    until: until === undefined ? null : { text: until, span: placeOf(until, span, text), valid: true },
    covers: () => false,
    removal: removalOf(index, text),
  };
}

function removalOf(index: number, text: string): TextEdit[] | null {
  try {
    return modify(text, ["suppressions", index], undefined, { formattingOptions: {} }).map(
      ({ offset, length, content }) => ({ span: { start: offset, end: offset + length }, newText: content }),
    );
  } catch {
    // What follows in a broken file may be nested without end.
    return null;
  }
}

function placeOf(until: string, span: { start: number; end: number }, text: string) {
  const at = text.slice(span.start, span.end).lastIndexOf(`"${until}"`);
  return at < 0 ? nowhere : { start: span.start + at, end: span.start + at + until.length + 2 };
}
