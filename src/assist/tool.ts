/** A question that a language model may ask, the same in an editor and over the Model Context Protocol. All of them only read. */
import type { Posture } from "../account/posture";
import type { Analysis } from "../analysis/analysis";
import type { PolicyOption } from "../analysis/policy/model";
import type { FixesFor } from "../analysis/proof/asked";
import type { SourceDocument } from "../analysis/source/document";
import type { Cancellation } from "../language/cancellation";
import type { Lens } from "../language/summary/lens";
import type { ReportedDenial } from "../report/denied-report";
import type { DiffReport } from "../report/diff-report";
import type { NeedsReport, ReportedUnit } from "../report/needs-report";
import type { Answer } from "./answer";
import { checkedInput, type InputOf, type InputSchema } from "./input";

/** What whoever calls a tool provides. Each rejects as `isCanceled` tells where nobody waits any more. */
export interface Services {
  /** Throws, with what the model can do about it, where there is no such document or it may not be read. */
  documentOf(input: DocumentInput): Promise<SourceDocument>;
  /** As the project of the document has configured it. */
  analyze(
    document: SourceDocument,
    options: { readonly fixes?: boolean | FixesFor },
    cancellation?: Cancellation,
  ): Promise<Analysis>;
  lensesOf(document: SourceDocument, cancellation?: Cancellation): Promise<readonly Lens[]>;
  policyPage(document: SourceDocument, offset: number, cancellation?: Cancellation): Promise<string | null>;
  /** What the second text newly allows. Rejects where that takes too long. */
  compare(
    before: SourceDocument,
    after: SourceDocument,
    options: { readonly policyType?: PolicyOption },
    cancellation?: Cancellation,
  ): Promise<DiffReport>;
  /** What the code at a path of a file or folder calls. Throws as `documentOf`; rejects where it takes too long. */
  needsAt(path: string, unit: string | undefined, cancellation?: Cancellation): Promise<NeedsAnswer>;
  /** The denials that a text tells of, explained by the policies at a path of a folder. Throws as `documentOf`; rejects where it takes too long. */
  deniedAt(path: string, text: string, cancellation?: Cancellation): Promise<readonly ReportedDenial[]>;
  /** The page of a rule or check; null where there is none. */
  explain(id: string): Promise<string | null>;
  /** The ids of all rules and checks. */
  ruleIds(): Promise<readonly string[]>;
  postures(): Promise<KnownPostures>;
}

/** With the least policy under which its calls are allowed. */
export interface NeededUnit extends ReportedUnit {
  readonly policy: PlainValue;
}

export interface NeedsAnswer extends Omit<NeedsReport, "units"> {
  readonly units: readonly NeededUnit[];
}

type PlainValue =
  | null
  | boolean
  | number
  | string
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue | undefined };

/** What was collected of accounts before; a tool collects nothing. */
export interface KnownPostures {
  readonly postures: readonly Posture[];
  /** Why it is not all; null: it is. */
  readonly incomplete: string | null;
  /** Why others could not be had. */
  readonly failures: readonly string[];
  /** How a person has one collected: a sentence for the model. */
  readonly howTo: string;
}

/** A text, or a file that may be read. */
export interface DocumentInput {
  readonly text?: string | undefined;
  readonly fileName?: string | undefined;
  readonly file?: string | undefined;
}

/** Of every tool that looks at a document. */
export const documentProperties = {
  text: { type: "string", description: "The text to look at: a whole policy, template or source file." },
  fileName: {
    type: "string",
    description:
      "With text: the name that the file has or would have. Its ending tells the form, such as policy.json, template.yaml, main.tf, stack.ts. Default: policy.json.",
  },
  file: {
    type: "string",
    description: "In place of text: the path of a file of the workspace, as it is in the editor, saved or not.",
  },
} as const;

interface Definition<Schema extends InputSchema> {
  /** In camel case; how each protocol spells it follows from it. */
  readonly id: string;
  readonly title: string;
  /** What is shown while it works: `Checking with Planeguard`. */
  readonly doing: string;
  /** Of the editor, whose manifest has its texts in all languages. */
  readonly icon: string;
  /** For the model: what it answers, and when to ask. */
  readonly description: string;
  readonly schema: Schema;
  /** Throws sentences for the model. */
  run(input: InputOf<Schema>, services: Services, cancellation?: Cancellation): Promise<Answer>;
}

export interface Tool extends Omit<Definition<InputSchema>, "run"> {
  /** `input` is what the model gave, of which nothing is known yet. */
  run(input: unknown, services: Services, cancellation?: Cancellation): Promise<Answer>;
}

export function tool<const Schema extends InputSchema>(definition: Definition<Schema>): Tool {
  return {
    ...definition,
    run: async (input, services, cancellation) =>
      definition.run(checkedInput(definition.schema, input), services, cancellation),
  };
}
