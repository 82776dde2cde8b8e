/** `analyze` with what it needs loaded on first use: the same on a machine and in a browser. */
import type { Analysis, AnalyzeOptions } from "../analysis/analysis";
import { analyze, loadRules } from "../analysis/analyze";
import type { Fingerprint } from "../analysis/credentials/key-place";
import { lazily } from "../analysis/lazily";
import { needs } from "../analysis/needs";
import type { FixesFor } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import { loadCatalog } from "../data/catalog-file";
import { loadParsers } from "../data/grammars";
import { loadManagedPolicies } from "../data/managed-policies-file";
import { today } from "./day";
import { fingerprintKey, fingerprintWith } from "./fingerprint";
import { canceled, type Cancellation, isCanceled } from "./thread/cancellation";

type LocalOptions = Pick<AnalyzeOptions, "policyType" | "fixes" | "control" | "today">;

/** Plain data, which a thread can be sent. */
export interface EngineOptions extends Omit<LocalOptions, "fixes"> {
  readonly fixes?: boolean | FixesFor | undefined;
}

export interface Engine {
  /** Rejects where it is cancelled, and never else: what could not be loaded or read is a problem of the analysis. */
  analyze(document: SourceDocument, options?: EngineOptions, cancellation?: Cancellation): Promise<Analysis>;
}

/** One that works where it is called. */
export interface LocalEngine {
  /** Loads what the first policy needs. Rejects where that cannot be read. */
  prepare(): Promise<void>;
  analyze(document: SourceDocument, options?: LocalOptions, cancellation?: Cancellation): Promise<Analysis>;
}

/** Engines that are to know each other's keys again share `key`; that of the process where absent. */
export function createEngine(key?: Uint8Array): LocalEngine {
  // Most documents have no key.
  const withKey = lazily(() => fingerprintWith(key ?? fingerprintKey()));
  const fingerprint: Fingerprint = (value) => withKey()(value);
  return {
    async prepare() {
      const catalog = loadCatalog();
      loadRules();
      await catalog;
    },
    async analyze(document, options = {}, cancellation) {
      const wanted = needs(document);
      try {
        const asked = Promise.all([
          wanted.catalog ? loadCatalog() : null,
          wanted.managed ? loadManagedPolicies() : null,
          wanted.grammars.length > 0 ? loadParsers(wanted.grammars) : null,
        ]);
        if (wanted.catalog) loadRules();
        const [catalog, managed, parsers] = await asked;
        if (cancellation?.isCancellationRequested) throw canceled();
        return analyze(document, { today: today(), ...options, catalog, managed, parsers, fingerprint, needs: wanted });
      } catch (error) {
        if (isCanceled(error)) throw error;
        const message = `Planeguard's own data could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
        const analysis = analyze(document, { today: today(), ...options, catalog: null, parsers: null, fingerprint });
        return { ...analysis, problems: [...analysis.problems, { file: document.name, message, range: null }] };
      }
    },
  };
}
