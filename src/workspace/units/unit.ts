import type { DeclaredResource, Writer } from "../../analysis/locate/located";
import type { Span } from "../../analysis/text";
import type { CdkApp } from "../../analysis/units/cdk/cdk-units";
import type { Terms } from "../../analysis/units/grant-call";
import type { DeclaredUnit, UnitRole } from "../../analysis/units/unit";
import type { ValueNode } from "../../analysis/value";
import type { CodeText } from "./code-files";
import type { Program } from "./program";

/** A unit with what is known of it. Files are named by their absolute paths. */
export interface Unit {
  readonly declared: DeclaredUnit;
  /** The document that declares it. */
  readonly document: CodeText;
  /** Null where its code is not in the workspace. */
  readonly program: Program | null;
  /** The files that the document was put together of, where it is the whole of a Terraform module: each with where it begins in it. */
  readonly parts?: readonly { readonly start: number; readonly file: CodeText }[];
  /** How its document can be changed; absent where that is not known. */
  readonly reading?: UnitReading;
}

/** A document that declares units, as it was read. */
export interface UnitReading {
  readonly terms: Terms;
  readonly resources: readonly DeclaredResource[];
  readonly units: readonly DeclaredUnit[];
  /** Policies that could not be read, and the like. */
  readonly problems: number;
  /** Where the document is a template: what stands in it, and how it is written. */
  readonly templates: readonly ValueNode[];
  readonly writer: Writer | null;
  /** Where the document is an app of CDK. */
  readonly app?: CdkApp;
  /** The role with this name in AWS that is assumed with tokens of others, such as those of GitHub; null for none, absent where nobody looks for it. */
  readonly roleCalled?: (name: string) => UnitRole | null;
  /** The same of another text in its place. */
  readonly again: (text: string) => UnitReading | null;
}

/** Where a place of its code is: in a file of its program, or, where the code stands in the document of the unit, in that. */
export function placeOfCode(unit: Unit, path: string, span: Span): { readonly file: CodeText; readonly span: Span } {
  const file = unit.program!.files.find((one) => one.path === path)!;
  const { offsets } = file;
  return offsets ? placeIn(unit, { start: offsets[span.start]!, end: offsets[span.end]! }) : { file, span };
}

/** The path of the file that has a file of the program of a unit. */
export function pathOfCode(unit: Unit, { path, offsets }: CodeText): string {
  return offsets ? placeIn(unit, { start: offsets[0]!, end: offsets[0]! }).file.path : path;
}

/** Where a place of the document of a unit is: in one of its files. */
export function placeIn(
  { document, parts }: Pick<Unit, "document" | "parts">,
  { start, end }: Span,
): { readonly file: CodeText; readonly span: Span } {
  const part = parts?.findLast((one) => one.start <= start);
  return part
    ? { file: part.file, span: { start: start - part.start, end: end - part.start } }
    : { file: document, span: { start, end } };
}
