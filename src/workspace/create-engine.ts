/** `analyze` with what it needs loaded on first use: the same on a machine and in a browser. */
import { type Analysis, analyze, type AnalyzeOptions, needs } from "../analysis/analyze";
import type { SourceDocument } from "../analysis/source/document";
import { loadCatalog } from "../data/catalog-file";
import { loadParsers } from "../data/grammars";
import { today } from "./day";
import { fingerprintKey, fingerprintWith } from "./fingerprint";

export interface Engine {
  /** Never rejects: what could not be loaded or read is a problem of the analysis. */
  analyze(
    document: SourceDocument,
    options?: Pick<AnalyzeOptions, "policyType" | "fixes" | "control" | "today">,
  ): Promise<Analysis>;
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
