/** `analyze` with what it needs loaded on first use: the way the editor, the terminal and the tests all call it. */
import { analyze, needs, type Analysis, type AnalyzeOptions } from '../analysis/analyze';
import type { SourceDocument } from '../analysis/document';
import { today } from './day';
import { fingerprintKey, fingerprintWith } from './fingerprint';
import { loadCatalog, loadParsers } from './resources';

export { rules } from '../analysis/rules/generated/index';
export { catalogDate } from '../catalog/generated/about';
export { explain, listRules, type RuleListing } from '../report/explain';
export { checkPaths, type CheckEvents, type CheckRequest, type CheckSummary } from './check';
export { KnownKeys } from '../analysis/credentials/key-place';
export { workflowSubjects } from '../analysis/credentials/data/workflow-subjects';
export { checkFile, isClean } from './check-file';
export { suppressingComment } from '../analysis/control/new-comment';
export { baselineOf } from './baseline';
export { placeOfSetting, settingMistakes } from './configuration/settings';
export { statementOf, withSuppression } from './configuration/write';
export { Configurations, type FileConfiguration, type FolderSettings } from './configuration/find';
export { EngineThread } from './thread/engine-thread';
export { Project, type ProjectAnalysis } from './project';
export { decode } from './files';
export { roleInPlaceOfKey, templateFiles } from './runtime';
export { withDependency } from './manifest';
export { ignoreEntry, isPrivateFile } from './ignored-files';
export { rulesAt, Understanding } from './understanding';

export interface Engine {
  /** Never rejects: what could not be loaded or read is a problem of the analysis. */
  analyze(document: SourceDocument, options?: Pick<AnalyzeOptions, 'policyType' | 'fixes' | 'control' | 'today'>): Promise<Analysis>;
}

/** Engines that are to know each other's keys again share `key`. */
export function createEngine(key = fingerprintKey): Engine {
  const fingerprint = fingerprintWith(key);
  return {
    async analyze(document, options = {}) {
      const wanted = needs(document);
      try {
        const [catalog, parsers] = await Promise.all([
          wanted.catalog ? loadCatalog() : null,
          wanted.grammars.length > 0 ? loadParsers(wanted.grammars) : null,
        ]);
        return analyze(document, { today: today(), ...options, catalog, parsers, fingerprint, needs: wanted });
      } catch (error) {
        const message = `Planeguard's own data could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
        const analysis = analyze(document, { today: today(), ...options, catalog: null, parsers: null, fingerprint });
        return { ...analysis, problems: [...analysis.problems, { file: document.name, message, range: null }] };
      }
    },
  };
}
