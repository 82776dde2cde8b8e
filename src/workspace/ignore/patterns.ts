/** The patterns of a `.gitignore`, or of a list in its form, asked about paths: in linear time, whatever they are. */
import { RE2Set } from "re2js";

import { addTo } from "../../analysis/group-by";
import { lazily } from "../../analysis/lazily";
import { asBytes, foldCase, patternLines, readPattern } from "./pattern";

/** What a list of patterns may have; the largest that people write have a tenth of it. */
export const bounds = {
  /** Bytes of an ignore file. */
  file: 1024 * 1024,
  /** Characters of the patterns with wildcards. */
  wild: 32 * 1024,
  /** Bytes of a path; no system has longer ones. */
  path: 32 * 1024,
} as const;

/** More states of the automaton are not kept. */
const memory = 1024 * 1024;

/** Milliseconds that many patterns may take together, however many paths there are, and for each path besides. */
const defaultPatience = { atAll: 2000, aPath: 0.5 };
/** In milliseconds. */
const addedUpAfter = 10;

/**
 * The time that the patterns of one walk, or of one configuration, have taken: by the clock or of the processor, whichever
 * is less. On a busy machine the clock goes on while nothing is done, and other threads use the processor too.
 */
export class MatchingTime {
  private spent = 0;
  private paths = 0;
  /** By the clock, since the processor was last asked. */
  private pending = 0;
  private processor: NodeJS.CpuUsage | undefined;

  constructor(private readonly patience = defaultPatience) {}

  /** Whether there is time left; `match` is what takes it. */
  measure<T>(match: () => T): { readonly result: T; readonly over: boolean } {
    this.processor ??= process.cpuUsage();
    const started = performance.now();
    const result = match();
    this.pending += performance.now() - started;
    this.paths++;
    // To ask the processor takes longer than most paths do.
    if (this.pending >= addedUpAfter) this.addUp();
    return { result, over: this.spent > this.patience.atAll + this.patience.aPath * this.paths };
  }

  private addUp(): void {
    const { user, system } = process.cpuUsage(this.processor);
    this.spent += Math.min(this.pending, (user + system) / 1000);
    this.pending = 0;
    this.processor = process.cpuUsage();
  }
}

export type Verdict = "ignored" | "kept";

interface Rule {
  /** The index of its line. */
  readonly line: number;
  readonly verdict: Verdict;
  readonly foldersOnly: boolean;
}

export class IgnorePatterns {
  private readonly rules: Rule[] = [];
  /** The rules that name no wildcard, by what they name. */
  private readonly byName = new Map<string, number[]>();
  private readonly byPath = new Map<string, number[]>();
  /** Those whose wildcard is one star in a name. */
  private readonly starred: { readonly before: string; readonly after: string; readonly index: number }[] = [];
  private readonly wild: number[] = [];
  private readonly set = lazily(() => new RE2Set(RE2Set.ANCHOR_BOTH, 0, memory));
  /** Why they are not heeded: nothing is ignored then. */
  private failure: string | null = null;

  /** `fold`: `A` and `a` are the same, as with git's `core.ignoreCase`. */
  constructor(
    lines: readonly string[],
    private readonly fold = false,
    private readonly time = new MatchingTime(),
  ) {
    let size = 0;
    for (const [at, line] of lines.entries()) {
      const pattern = readPattern(line, fold);
      if (!pattern) continue;
      const { literal, starred, expression, negated, foldersOnly } = pattern;
      const index = this.rules.push({ line: at, verdict: negated ? "kept" : "ignored", foldersOnly }) - 1;
      if (literal) {
        const table = literal.of === "name" ? this.byName : this.byPath;
        addTo(table, literal.text, index);
      } else if ((size += line.length) > bounds.wild) break;
      else if (starred) this.starred.push({ ...starred, index });
      else this.wild[this.add(expression!)] = index;
    }
    if (size > bounds.wild) this.failure = "has too many patterns";
  }

  static ofFile(text: string, fold?: boolean, time?: MatchingTime): IgnorePatterns {
    return new IgnorePatterns(patternLines(text), fold, time);
  }

  /** Why the patterns are not heeded, in words that follow what holds them; null where they are. */
  get unheeded(): string | null {
    return this.failure;
  }

  /** What the last pattern says that names this very path, relative to the patterns and with slashes; null where none does. */
  verdictOn(path: string, isFolder: boolean): Verdict | null {
    return this.lastOn(path, isFolder)?.verdict ?? null;
  }

  /** Whether a file, or a folder that it is in, is ignored. */
  ignores(path: string): boolean {
    return (
      foldersOf(path).some((folder) => this.verdictOn(folder, true) === "ignored") ||
      this.verdictOn(path, false) === "ignored"
    );
  }

  /** The index of the last line that names a file, or a folder that it is in; -1 where none does. */
  lastLineOn(path: string): number {
    const lines = [...foldersOf(path), path].map((at) => this.lastOn(at, at !== path)?.line ?? -1);
    return Math.max(...lines);
  }

  private lastOn(path: string, isFolder: boolean): Rule | null {
    if (this.failure !== null || this.rules.length === 0 || path.length > bounds.path) return null;
    const bytes = this.fold ? foldCase(asBytes(path)) : asBytes(path);
    const name = bytes.slice(bytes.lastIndexOf("/") + 1);
    let last = -1;
    const consider = (index: number) => {
      if (index > last && (isFolder || !this.rules[index]!.foldersOnly)) last = index;
    };
    this.byName.get(name)?.forEach(consider);
    this.byPath.get(bytes)?.forEach(consider);
    this.wildRulesOn(bytes, name).forEach(consider);
    if (this.failure !== null) return null;
    return this.rules[last] ?? null;
  }

  private add(expression: string): number {
    try {
      return this.set().add(`(?s)${expression}`);
    } catch {
      this.failure = "has a pattern that is too complicated";
      return 0;
    }
  }

  private wildRulesOn(bytes: string, name: string): number[] {
    if (this.starred.length + this.wild.length === 0) return [];
    try {
      const { result, over } = this.time.measure(() => [
        ...this.starred.flatMap((one) => (isStarred(name, one) ? one.index : [])),
        ...(this.wild.length > 0
          ? this.set()
              .match(bytes)
              .map((id) => this.wild[id]!)
          : []),
      ]);
      if (!over) return result;
      this.failure = "has patterns that take too long";
    } catch {
      this.failure = "has patterns that are too complicated";
    }
    return [];
  }
}

function isStarred(name: string, { before, after }: { readonly before: string; readonly after: string }): boolean {
  return name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
}

/** `a/b/c` is in `a` and `a/b`. */
function foldersOf(path: string): string[] {
  const steps = path.split("/");
  return steps.slice(1).map((_, depth) => steps.slice(0, depth + 1).join("/"));
}
