/** What the parts of following ask of each other, and what an SDK says of the values that they find. */
import type { SyntaxNode } from "../source/syntax-tree";
import type { ReadFile } from "./read-file";
import type { CallSyntax, FunctionSyntax } from "./syntax";
import type { Frame, Thing } from "./things";

/** What an SDK says of the things that it makes. */
export interface SdkMeaning {
  /** What a name of a library is, if it is more than a name: `process.env.TABLE`. */
  named(name: string, at: Place): Thing | null;
  /** What calling or constructing what a library has under this name gives; null where that is not known. */
  call(name: string, call: CallSyntax, at: At): readonly Thing[] | null;
  /** What a member of a thing of an SDK is; a method where nothing else is known. */
  member(of: Extract<Thing, { kind: "sdk" }>, key: string, at: At): readonly Thing[];
  /** What a method of a thing of an SDK gives. */
  method(method: Extract<Thing, { kind: "method" }>, call: CallSyntax, at: At): readonly Thing[];
  /** What is of a type with this name: `@aws-sdk/client-s3.S3Client`. */
  typed(name: string, at: Place): Thing | null;
  /** What a parameter is by its documentation. */
  documented?(text: string, at: Place): Thing | null;
  /** One of the things that a loop goes through. */
  element(things: readonly Thing[], at: Place): readonly Thing[];
}

export interface Place {
  readonly file: ReadFile;
  readonly node: SyntaxNode;
}

/** Where something is followed from. */
export interface At {
  readonly flow: Following;
  readonly file: ReadFile;
  readonly frame: Frame | null;
}

export interface Following {
  readonly files: readonly ReadFile[];
  readonly meaning: SdkMeaning;
  readonly progress: Progress;
  /** What an expression may be; empty where that is not known. */
  value(file: ReadFile, expression: SyntaxNode, frame?: Frame | null): readonly Thing[];
  /** The values in lists; null where one of these is none. */
  elements(things: readonly Thing[]): readonly Thing[] | null;
  /** All that stands in dictionaries, maps and lists, with what is put into them later. */
  items(things: readonly Thing[]): readonly Thing[];
  /** What a method of a dictionary, a map or a list gives. */
  itemsCalled(of: readonly Thing[], file: ReadFile, call: CallSyntax, frame: Frame | null): readonly Thing[];
  /** The objects among these, and in lists among them. */
  objectsIn(things: readonly Thing[]): readonly Extract<Thing, { kind: "object" }>[];
  /** What these have under a key. */
  member(things: readonly Thing[], key: string, at: Place, frame: Frame | null): readonly Thing[];
  /** What these have under one key after the other. */
  walk(things: readonly Thing[], path: readonly string[], file: ReadFile, node: SyntaxNode): readonly Thing[];
  memberOfClass(file: ReadFile, node: SyntaxNode, key: string, self: Thing): readonly Thing[];
  /** What is of a type that is written here. */
  typed(file: ReadFile, type: SyntaxNode): readonly Thing[];
  /** What a name of a library is. */
  library(name: string, file: ReadFile, node: SyntaxNode): Thing;
  /** What a file exports under a name. */
  exported(file: ReadFile, name: string): readonly Thing[];
  /** What a call calls. */
  callee(file: ReadFile, call: CallSyntax, frame: Frame | null): readonly Thing[];
  /** What a function gives. */
  returned(file: ReadFile, made: FunctionSyntax, frame: Frame | null): readonly Thing[];
  /** What is given to a function as one of its parameters. */
  parameter(
    file: ReadFile,
    parameter: { readonly of: SyntaxNode; readonly index: number },
    frame: Frame | null,
  ): readonly Thing[];
}

/** For each node of the program: what nobody writes ends there. */
const stepsForNode = 12;
const stepsAtLeast = 20_000;
/** How deep expressions are followed into one another. */
const deepest = 120;

/** How far following has come, and how far it may still go. */
export class Progress {
  /** Whether following ended before everything was followed. */
  exhausted = false;
  depth = 0;
  /** How often something was given up, so that what was found may not be all. */
  cuts = 0;
  /** How often something was given up because it lies too deep. */
  deepCuts = 0;
  private left: number;

  constructor(files: readonly ReadFile[]) {
    this.left = stepsAtLeast + stepsForNode * files.reduce((sum, { tree }) => sum + tree.nodes.length, 0);
  }

  /** Whether what lies deeper is given up; that is counted. */
  get isDeepest(): boolean {
    if (this.depth <= deepest) return false;
    this.deepCuts++;
    return true;
  }

  get hasEnded(): boolean {
    return this.left <= 0;
  }

  /** Whether there is one more step to take. */
  step(): boolean {
    return this.left-- > 0;
  }
}
