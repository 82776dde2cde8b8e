/** The policies of a folder with what is said of each, for somebody to judge one by one. */
import { join } from "node:path";

import { readChanged } from "../../../src/analysis/change/read";
import { oneDocument } from "../../../src/analysis/change/terraform/join";
import type { Finding } from "../../../src/analysis/finding";
import { needs } from "../../../src/analysis/needs";
import { isTestFile } from "../../../src/analysis/source/test-files";
import { LineIndex } from "../../../src/analysis/text";
import { loadParsers } from "../../../src/data/grammars";
import { createEngine } from "../../../src/workspace/create-engine";
import { walk } from "../../../src/workspace/walk";
import { readFile } from "./read-file";

/** A policy where it stands. */
export interface WildPolicy {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly type: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** All of them, but for those of tests and snapshots. */
export async function policiesOf(folder: string): Promise<WildPolicy[]> {
  const engine = createEngine();
  const results: WildPolicy[] = [];
  for (const file of await walk(folder, { onUnreadable: () => undefined, onNote: () => undefined })) {
    const text = readFile(join(folder, file));
    if (text === null || isTestFile(file) || file.endsWith(".snap")) continue;
    const document = { name: file, text };
    const { findings, policies } = await engine.analyze(document);
    if (policies === 0) continue;
    const { grammars } = needs(document);
    const parsers = grammars.length > 0 ? await loadParsers(grammars) : null;
    const lines = new LineIndex(text);
    for (const { policy, at } of readChanged(oneDocument(document), document, { parsers, managed: null }).policies) {
      const { start, end } = lines.range(at);
      const { resourceType } = policy.place;
      results.push({
        file,
        line: start.line,
        type: policy.type === "resource" && resourceType ? `${policy.type} of ${resourceType}` : policy.type,
        text: text.slice(at.start, at.end),
        findings: findings.filter(({ range }) => start.line <= range.start.line && range.start.line <= end.line),
      });
    }
  }
  return results;
}

/** Longer ones are cut: the findings name their lines. */
const longest = 3000;

export function judged(folder: string, policies: readonly WildPolicy[]): string {
  const blocks = policies.map(({ file, line, type, text, findings }) => {
    const said = findings.map(
      ({ range, severity, ruleId, message }) => `  >> ${range.start.line} ${severity} ${ruleId}: ${message}\n`,
    );
    const cut = text.length > longest ? `${text.slice(0, longest)}\n…` : text;
    return `### ${folder}/${file}:${line} (${type})\n${cut}\n${said.join("")}`;
  });
  return blocks.join("\n");
}
