/** The engine with what its project's configuration makes of each file: how the editor, the terminal and the language server check. */
import { dirname } from "node:path";

import type { Analysis } from "../analysis/analysis";
import type { Finding } from "../analysis/finding";
import { placeOf } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import type { SuppressionEntry } from "./configuration/configuration";
import { findingsInEntries } from "./configuration/entries";
import type { Configurations } from "./configuration/find";
import type { Engine, EngineOptions } from "./create-engine";
import { today } from "./day";
import { leadsOut } from "./files";
import { withLocalModules } from "./local-modules";
import { withSources } from "./made-from";
import type { Cancellation } from "./thread/cancellation";

type AskedFixes = EngineOptions["fixes"];

export interface ProjectAnalysis extends Analysis {
  /** The configuration leaves the file out: nothing was looked for. */
  readonly excluded: boolean;
  /** How many findings of the baseline are not found any more; 0 where that cannot be told. */
  readonly stale: number;
}

const nothing: ProjectAnalysis = {
  findings: [],
  problems: [],
  suppressed: [],
  policies: 0,
  keys: [],
  excluded: false,
  stale: 0,
};

export class Project {
  constructor(
    private readonly engine: Engine,
    readonly configurations: Configurations,
  ) {}

  /** Rejects where it is cancelled alone. `path` is where the document is, absolute; `options` decide before the configuration. */
  async analyze(
    document: SourceDocument,
    options: Pick<EngineOptions, "policyType" | "fixes"> = {},
    path = document.name,
    cancellation?: Cancellation,
  ): Promise<ProjectAnalysis> {
    if (this.configurations.isConfiguration(path)) return this.analyzeConfiguration(document, path, options.fixes);
    const { options: configured, excluded, baseline } = await this.configurations.configurationFor(path);
    if (excluded) return { ...nothing, excluded };
    const { policyType = configured.policyType, fixes } = options;
    const whole = await withLocalModules(document, path);
    const analyze = async (fixes: AskedFixes): Promise<Analysis> => {
      const analysis = await this.engine.analyze(whole, { ...configured, policyType, fixes }, cancellation);
      return { ...analysis, findings: withSources(analysis.findings, document, path) };
    };
    if (!baseline) return { ...nothing, ...(await analyze(fixes)) };
    const analysis = await analyze(
      await withoutAccepted(fixes, async () => baseline.compare(path, (await analyze(false)).findings).findings),
    );
    const { findings, suppressed, stale } = baseline.compare(path, analysis.findings);
    return {
      ...nothing,
      ...analysis,
      findings,
      suppressed: [...analysis.suppressed, ...suppressed],
      stale: analysis.problems.length === 0 ? stale : 0,
    };
  }

  private async analyzeConfiguration(
    document: SourceDocument,
    path: string,
    fixes: AskedFixes,
  ): Promise<ProjectAnalysis> {
    const unusedIn = (file: string, entries: readonly SuppressionEntry[]) => this.unusedIn(path, file, entries);
    const { proven, failures } = await findingsInEntries(document, path, today(), unusedIn, fixes);
    const failed = failures.map((message) => ({ file: document.name, message, range: null }));
    return { ...nothing, ...proven, problems: [...(await this.configurations.problemsIn(document, path)), ...failed] };
  }

  /** Null where the configuration does not decide for the file, or the file cannot be read. */
  private async unusedIn(
    source: string,
    path: string,
    entries: readonly SuppressionEntry[],
  ): Promise<Analysis["unused"] | null> {
    const { options, excluded, source: governing } = await this.configurations.configurationFor(path);
    if (excluded || governing !== source || leadsOut(path, dirname(source))) return null;
    try {
      const text = await this.configurations.text(path);
      if (text === null) return entries.map(({ rules }) => rules);
      return (
        (
          await this.engine.analyze(
            { name: path, text },
            { ...options, control: { ...options.control, suppressions: entries } },
          )
        ).unused ?? null
      );
    } catch {
      return null;
    }
  }
}

/** What a baseline accepts is not fixed with the rest. */
async function withoutAccepted(asked: AskedFixes, findings: () => Promise<readonly Finding[]>): Promise<AskedFixes> {
  if (typeof asked !== "object" || !("together" in asked)) return asked;
  return { together: { ...asked.together, places: (await findings()).map(placeOf) } };
}
