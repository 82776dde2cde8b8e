import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Analysis } from "../analysis/analysis";
import type { FixesFor } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import { CurrentAnalyses } from "../language/current-analyses";
import { pathOf } from "../language/document-uri";
import type { CheckedText } from "../language/open-documents";
import type { FolderSettings } from "../workspace/configuration/find";
import { filePath, openDocument, sourceOf } from "./places";

type EngineModule = typeof import("../workspace/engine");

interface Loaded extends Pick<EngineModule, "checkPaths" | "explain" | "rulesAt" | "withDependency"> {
  /** As the project of the document has configured it. */
  analyze(document: SourceDocument, options?: { readonly fixes?: boolean | FixesFor }): Promise<Analysis>;
  /** The configuration is to be read anew. */
  configure(settings: readonly FolderSettings[]): void;
  readonly understanding: InstanceType<EngineModule["Understanding"]>;
}

/** The analysis of each document as it stands. The engine loads on first use. */
export class Analyses {
  private readonly current = new CurrentAnalyses(async ({ source }) => (await this.engine()).analyze(source));
  private loaded: Promise<Loaded> | undefined;
  private settings: readonly FolderSettings[] = [];

  engine(): Promise<Loaded> {
    return (this.loaded ??= load(this.settings).catch((error: unknown) => {
      this.loaded = undefined;
      throw error;
    }));
  }

  /** Rejects where the document is edited or closed before the analysis has come to its end. */
  of(document: TextDocument): Promise<Analysis> {
    return this.current.of(openDocument(document));
  }

  /** With the fixes of the findings that are wanted. */
  async withFixes(document: TextDocument, fixes: FixesFor): Promise<Analysis> {
    return (await this.engine()).analyze(sourceOf(document), { fixes });
  }

  /** What is found in a file as it is on the disk. */
  async ofSaved(uri: string): Promise<CheckedText> {
    const { checkPaths } = await this.engine();
    return checkPaths({ paths: [filePath(uri)!], folder: "", settings: this.settings });
  }

  /** What was found is no longer true: the configuration has changed. */
  async configure(settings = this.settings): Promise<void> {
    this.settings = settings;
    (await this.loaded)?.configure(settings);
    this.current.forgetAll();
  }

  forget(uri: string): void {
    this.current.forget(uri);
  }
}

async function load(settings: readonly FolderSettings[]): Promise<Loaded> {
  const { checkPaths, Configurations, createEngine, explain, Project, rulesAt, Understanding, withDependency } =
    await import("../workspace/engine");
  const engine = createEngine();
  const projectWith = (settings: readonly FolderSettings[]) => new Project(engine, new Configurations({ settings }));
  let project = projectWith(settings);
  return {
    checkPaths,
    explain,
    withDependency,
    rulesAt,
    understanding: new Understanding(),
    configure: (settings) => void (project = projectWith(settings)),
    analyze: (document, options) => project.analyze(document, options, pathOf(document.name)),
  };
}
