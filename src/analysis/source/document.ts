import type { UnitFact } from "./facts";

/** A text to analyse. `name` is a path or URI: its ending tells the form where the language id does not. */
export interface SourceDocument {
  readonly name: string;
  readonly text: string;
  /** VS Code's language id, where the caller knows it. */
  readonly languageId?: string | undefined;
  /** Somebody says that there is a policy in it, as `--policy-type` does: if there is none, that is a problem. */
  readonly mustHoldPolicy?: boolean | undefined;
  /** Of Terraform: the folders of the local modules that the document calls, and of those that they call. */
  readonly modules?: readonly LocalModule[] | undefined;
  /** Of Terraform: the templates that the document fills in. */
  readonly templates?: readonly FilledTemplate[] | undefined;
  /** Of code: the other files of its program that it imports. */
  readonly imports?: readonly Imported[] | undefined;
  /** What the other files of its workspace say about it. */
  readonly facts?: readonly UnitFact[] | undefined;
}

export interface LocalModule {
  /** Relative to the folder of the document, without `.` and with `..` at its beginning alone: `modules/reader`, `../reader`. */
  readonly folder: string;
  /** Its files; `name` as findings are to name them. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export interface FilledTemplate {
  /** Relative to the folder of the document, as `LocalModule.folder` is. */
  readonly path: string;
  /** As findings are to name it. */
  readonly name: string;
  readonly text: string;
}

/** A file that code imports, by how it names it: `./storage`, `..constructs.table`. */
export interface Imported {
  readonly specifier: string;
  readonly file: ProgramFile;
}

/** A file of a program: the same object for all that import it. */
export interface ProgramFile {
  readonly name: string;
  readonly text: string;
  readonly imports: readonly Imported[];
}
