/** The engine, loaded on first use: activation must not pay for it. */
import type * as vscode from 'vscode';
import type { AnalyzeOptions, Analysis } from '../analysis/analyze';
import type { SourceDocument } from '../analysis/document';

type EngineModule = typeof import('../workspace/engine');

export interface LoadedEngine extends Pick<EngineModule, 'checkPaths' | 'explain' | 'ignoreEntry' | 'isPrivateFile' | 'listRules' | 'roleInPlaceOfKey' | 'templateFiles' | 'withDependency' | 'workflowSubjects'> {
  /** Of every file that was checked. */
  readonly knownKeys: InstanceType<EngineModule['KnownKeys']>;
  analyze(document: SourceDocument, options?: Pick<AnalyzeOptions, 'fixes'>): Promise<Analysis>;
}

/** Call it to have the engine; the bundle is loaded once, and again after a failure. */
export type EngineLoader = () => Promise<LoadedEngine>;

export function engineLoader(log: vscode.LogOutputChannel): EngineLoader {
  let loaded: Promise<LoadedEngine> | undefined;
  return () => (loaded ??= load().catch((error: unknown) => {
    loaded = undefined;
    log.error('The analysis could not be loaded.', error as Error);
    throw error;
  }));

  async function load(): Promise<LoadedEngine> {
    const started = performance.now();
    const { createEngine, KnownKeys, ...others } = await import('../workspace/engine');
    log.debug(`Loaded the analysis in ${Math.round(performance.now() - started)} ms.`);
    const engine = createEngine();
    return { ...others, knownKeys: new KnownKeys(), analyze: (document, options) => engine.analyze(document, options) };
  }
}
