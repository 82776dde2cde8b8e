/** The engine with what its project's configuration makes of each file: how the editor, the terminal and the language server check. */
import { basename } from 'node:path';
import type { Analysis, AnalyzeOptions } from '../analysis/analyze';
import type { SourceDocument } from '../analysis/document';
import { configurationFile } from './configuration/configuration';
import { type Configurations, problemsIn } from './configuration/find';
import type { Engine } from './engine';

export interface ProjectAnalysis extends Analysis {
  /** The configuration leaves the file out: nothing was looked for. */
  readonly excluded: boolean;
}

const nothing: Analysis = { findings: [], problems: [], policies: 0, keys: [] };

export class Project {
  constructor(private readonly engine: Engine, readonly configurations: Configurations) {}

  /** Never rejects. `path` is where the document is, absolute; `options` decide before the configuration. */
  async analyze(document: SourceDocument, options: Pick<AnalyzeOptions, 'policyType' | 'fixes'> = {}, path = document.name): Promise<ProjectAnalysis> {
    if (basename(path) === configurationFile) return { ...nothing, problems: problemsIn(document), excluded: false };
    const { options: configured, excluded } = await this.configurations.configurationFor(path);
    if (excluded) return { ...nothing, excluded };
    const { policyType = configured.policyType, fixes } = options;
    return { ...await this.engine.analyze(document, { ...configured, policyType, fixes }), excluded };
  }
}
