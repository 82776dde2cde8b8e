/** The findings that a project began with: they are accepted until they are put right. Holds hashes, and nothing of what was found. */
import { dirname, relative, resolve, sep } from "node:path";

import type { Finding, Problem, SuppressedFinding } from "../analysis/finding";
import { parseJson } from "../analysis/source/json-tree";
import { stringNode } from "../analysis/source/made-values";
import { LineIndex, type Span } from "../analysis/text";
import { entryOf, type ValueNode } from "../analysis/value";
import { jsonLine } from "../escape/json";
import { identitiesOf } from "../report/identity";
import { shortHash } from "./fingerprint";

/** A finding as a baseline that holds it makes it. */
export function accepted(finding: Finding): SuppressedFinding {
  return { finding, reason: "It was there when the baseline was written.", source: "baseline" };
}

/** What of the findings of a file is in the baseline. */
export interface Compared {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** How many entries of the file are not found any more. */
  readonly stale: number;
}

interface Entry {
  readonly ruleId: string;
  /** Relative to the folder of the baseline, with slashes. */
  readonly file: string;
  readonly fingerprint: string;
}

export class Baseline {
  private readonly byFile = new Map<string, Set<string>>();

  private constructor(
    readonly path: string,
    entries: readonly Entry[],
    readonly problems: readonly Problem[],
  ) {
    for (const { file, fingerprint } of entries)
      this.byFile.set(file, (this.byFile.get(file) ?? new Set()).add(fingerprint));
  }

  /** Of the text of a baseline; what is wrong in it is a problem, and the other entries count. */
  static read(path: string, text: string): Baseline {
    const { root, problems } = parseJson(text, { string: stringNode });
    const lines = new LineIndex(text);
    const found: Problem[] = problems.map(({ message, span }) => ({ file: path, message, range: lines.range(span) }));
    const mistake = (span: Span, message: string) => void found.push({ file: path, message, range: lines.range(span) });
    const list = root?.kind === "object" ? entryOf(root, "findings")?.value : undefined;
    if (list?.kind !== "array") {
      if (problems.length === 0)
        mistake(
          root?.span ?? { start: 0, end: 0 },
          "This is no baseline: it has no list of `findings`, as `planeguard check --write-baseline FILE` writes it.",
        );
      return new Baseline(path, [], found);
    }
    const entries = list.items.flatMap((item, index) => {
      const entry = entryIn(item);
      if (!entry)
        mistake(
          item.span,
          `\`findings[${index}]\` must have a \`ruleId\`, a \`file\` and a \`fingerprint\`; it is left out.`,
        );
      return entry ?? [];
    });
    return new Baseline(path, entries, found);
  }

  static unreadable(path: string, reason: string): Baseline {
    return new Baseline(
      path,
      [],
      [{ file: path, message: `The baseline could not be read (${reason}): nothing is accepted.`, range: null }],
    );
  }

  /** Splits the findings of one file, of which `file` is the absolute path. */
  compare(file: string, findings: readonly Finding[]): Compared {
    const name = nameBeside(this.path, file);
    const entries = this.byFile.get(name);
    if (!entries) return { findings, suppressed: [], stale: 0 };
    const known = fingerprints(findings, () => name).map((fingerprint) => entries.has(fingerprint));
    const suppressed = findings.filter((_, index) => known[index]).map(accepted);
    return {
      findings: findings.filter((_, index) => !known[index]),
      suppressed,
      stale: entries.size - suppressed.length,
    };
  }

  /** The files that it speaks of, absolute, with how many entries each has. */
  files(): (readonly [file: string, entries: number])[] {
    return [...this.byFile].map(([name, entries]) => [resolve(dirname(this.path), name), entries.size] as const);
  }
}

/** The text of a baseline of these findings, to be written to `path`; the same findings give the same text. `absolute` gives the path of a file. */
export function baselineOf(findings: readonly Finding[], path: string, absolute: (file: string) => string): string {
  const nameOf = (file: string) => nameBeside(path, absolute(file));
  const hashes = fingerprints(findings, nameOf);
  const entries = findings.map(({ ruleId, file }, index): Entry => ({
    file: nameOf(file),
    ruleId,
    fingerprint: hashes[index]!,
  }));
  const lines = entries.map((entry) => `    ${jsonLine(entry)}`).sort();
  return `{\n  "schema": 1,\n  "findings": [${lines.length > 0 ? `\n${lines.join(",\n")}\n  ` : ""}]\n}\n`;
}

function fingerprints(findings: readonly Finding[], nameOf: (file: string) => string): string[] {
  return identitiesOf(findings, nameOf).map(shortHash);
}

function nameBeside(baseline: string, file: string): string {
  return relative(dirname(baseline), file).split(sep).join("/");
}

function entryIn(node: ValueNode): Entry | null {
  const text = (key: string) => {
    const value = node.kind === "object" ? entryOf(node, key)?.value : undefined;
    return value?.kind === "string" ? value.value : null;
  };
  const [ruleId, file, fingerprint] = [text("ruleId"), text("file"), text("fingerprint")];
  return ruleId === null || file === null || fingerprint === null ? null : { ruleId, file, fingerprint };
}
