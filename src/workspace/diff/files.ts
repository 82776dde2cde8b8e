/** `diff --policies`: two files, in any form. */
import { oneDocument } from "../../analysis/change/terraform/join";
import type { Problem } from "../../analysis/finding";
import type { PolicyOption } from "../../analysis/policy/model";
import type { SourceDocument } from "../../analysis/source/document";
import type { DiffReport } from "../../report/diff-report";
import { tooLargeMessage } from "../check-file";
import { absolute, readContent } from "../files";
import { reasonOf } from "../reason";
import { compareSides } from "./compare-sides";
import type { SideDocument } from "./documents";

export interface FilesRequest {
  /** What relative names are relative to. */
  readonly folder: string;
  readonly old: string;
  readonly current: string;
  /** What the policies are; else it is inferred. */
  readonly policyType?: PolicyOption | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Names mean the same in both files. */
const both = "";

/** Compares the policies of two files, by subjects where they have several. What cannot be read is a problem. */
export async function diffFiles({ folder, old, current, policyType, signal }: FilesRequest): Promise<DiffReport> {
  const started = performance.now();
  const problems: Problem[] = [];
  const read = (name: string): SideDocument[] => {
    const problem = (message: string) => void problems.push({ file: name, message, range: null });
    try {
      const content = readContent(absolute(name, folder));
      if (!("unread" in content)) {
        if (content.damage) problem(content.damage.message);
        return [sideOf({ name, text: content.text })];
      }
      problem(content.unread === "binary" ? "It is a binary file." : tooLargeMessage(content.bytes));
    } catch (error) {
      problem(`Could not read it: ${reasonOf(error)}.`);
    }
    return [];
  };
  return diffSides({ name: old, sides: read(old) }, { name: current, sides: read(current) }, started, problems, {
    policyType,
    signal,
  });
}

/** The same of two texts, whose names tell their forms. */
export async function diffTexts(
  old: SourceDocument,
  current: SourceDocument,
  options: Pick<FilesRequest, "policyType" | "signal"> = {},
): Promise<DiffReport> {
  const [before, after] = [old, current].map((one) => ({ name: one.name, sides: [sideOf(one)] }));
  return diffSides(before!, after!, performance.now(), [], options);
}

function sideOf({ name, text }: SourceDocument): SideDocument {
  return { document: oneDocument({ name, text }, both), source: { name, text, mustHoldPolicy: true }, path: name };
}

interface NamedSides {
  readonly name: string;
  readonly sides: readonly SideDocument[];
}

async function diffSides(
  old: NamedSides,
  current: NamedSides,
  started: number,
  problems: readonly Problem[],
  { policyType, signal }: Pick<FilesRequest, "policyType" | "signal">,
): Promise<DiffReport> {
  const options = { policyType, control: {} };
  const compared = await compareSides(old.sides, current.sides, { optionsOf: async () => options, signal });
  const all = [...problems, ...compared.problems];
  return {
    ...compared,
    base: old.name,
    head: current.name,
    verdict: all.length > 0 ? "unknown" : compared.verdict,
    problems: all,
    stats: { ...compared.stats, durationMs: Math.round(performance.now() - started) },
  };
}
