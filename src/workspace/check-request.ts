/** What a check is asked for, what it tells on the way, and what comes of it. */
import type { KeyPlace } from "../analysis/credentials/key-place";
import type { Finding, Problem, SuppressedFinding } from "../analysis/finding";
import type { UnitFact } from "../analysis/source/facts";
import type { CheckOptions } from "./check-file";
import type { CheckMemory } from "./check-memory";
import type { Engine } from "./create-engine";
import type { ListedRepository } from "./git/listing";

export interface CheckRequest extends CheckOptions {
  /** Files and folders; findings name files as they were given here. */
  readonly paths: readonly string[];
  /** What relative paths are relative to. */
  readonly folder: string;
  /** Of what a walk of `paths` would find, only these files and what is in these folders; absolute. */
  readonly only?: readonly string[] | undefined;
  /** Only what is staged in the repository of `folder`, as it is staged. */
  readonly staged?: boolean | undefined;
  /** Only files that differ from this commit; null: from where the work of the branch began. */
  readonly changedSince?: string | null | undefined;
  /** The same of the whole repository, where somebody has begun to ask git; null where nobody has, or it takes a walk. */
  readonly listedChanges?: (() => Promise<ListedRepository | null>) | undefined;
  readonly engine?: Engine | undefined;
  /** Files beyond so many are not checked. */
  readonly maximumFiles?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What units and assertions say of the files, by their names; else the paths say what can be known. */
  readonly facts?: ReadonlyMap<string, readonly UnitFact[]> | undefined;
  /** The process is the check's own and ends soon after it: what is best for others in it does not matter. */
  readonly endsSoon?: boolean | undefined;
  /** Of earlier checks with the same options. */
  readonly memory?: CheckMemory | undefined;
}

export interface CheckEvents {
  /** A file has been checked: `done` of `total` files. Again where more is known of it; what it was told to have is no more. */
  onFile?(file: string, findings: readonly Finding[], problems: readonly Problem[], done: number, total: number): void;
  /** A folder has been looked through: absolute, without links. */
  onFolder?(folder: string): void;
  /** Something that the report does not hold but a person should know: a file is not looked at, or something about all. */
  onNote?(note: string, about: "file" | "run"): void;
}

export interface CheckSummary {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly stats: CheckStats;
  /** Where keys stand, to compare with those of other documents. */
  readonly keys: readonly KeyPlace[];
  /** The configurations and baselines that decided: absolute. */
  readonly governing: readonly string[];
}

export interface CheckStats {
  readonly files: number;
  readonly bytes: number;
  readonly policies: number;
  /** Findings that comments, configurations and baselines accept. */
  readonly suppressed: number;
  readonly durationMs: number;
}
