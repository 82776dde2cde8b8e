/** What several configurations make of a file together: each is a layer, and what a later one says decides. */
import { relative, resolve, sep } from "node:path";

import type { AnalyzeOptions } from "../../analysis/analysis";
import type { Problem } from "../../analysis/finding";
import { LineIndex, type Position, type Range, type Span } from "../../analysis/text";
import { IgnorePatterns, MatchingTime } from "../ignore/patterns";
import { type Configuration, defaults, type Override } from "./configuration";
import { quoted } from "./entries-reader";

/** Where something is said; null of the place: by a setting, or by nobody. */
export interface Origin {
  readonly file: string | null;
  readonly place: Position | null;
}

/** A value, and the place that decides it; null: the default. */
export interface Decided<Value> {
  readonly value: Value;
  readonly from: Origin | null;
}

export interface DecidedSettings {
  readonly preset: Decided<Configuration["preset"]>;
  readonly tests: Decided<Configuration["tests"]>;
  readonly rules: ReadonlyMap<string, Decided<Configuration["rules"][string]>>;
}

export interface LayerOf {
  /** Absolute; null for settings. */
  readonly path: string | null;
  /** What its patterns and paths are relative to; null: the whole of a path. */
  readonly folder: string | null;
  readonly configuration: Configuration;
  readonly said: ReadonlyMap<string, Span>;
  readonly text: string;
}

/** One configuration, ready to be asked about files. */
export class Layer {
  private readonly exclude: IgnorePatterns;
  private readonly policyTypes: IgnorePatterns;
  private readonly overrides: readonly { readonly files: IgnorePatterns; readonly override: Override }[];
  private readonly lines: LineIndex;
  readonly path: string | null;
  private readonly folder: string | null;
  readonly configuration: Configuration;
  private readonly said: ReadonlyMap<string, Span>;

  constructor({ path, folder, configuration, said, text }: LayerOf) {
    this.path = path;
    this.folder = folder;
    this.configuration = configuration;
    this.said = said;
    this.lines = new LineIndex(text);
    const time = new MatchingTime();
    const patterns = (lines: readonly string[]) => new IgnorePatterns(lines, false, time);
    this.exclude = patterns(configuration.exclude);
    this.policyTypes = patterns(configuration.policyTypes.map(({ pattern }) => pattern));
    this.overrides = configuration.overrides.map((override) => ({ files: patterns(override.files), override }));
  }

  /** Whether it says the same of all files. */
  get isUniform(): boolean {
    const { exclude, policyTypes, overrides, suppressions } = this.configuration;
    return exclude.length + policyTypes.length + overrides.length + suppressions.length === 0;
  }

  /** What turned out while it was used. */
  get unheeded(): readonly Problem[] {
    const { path: file, exclude, policyTypes } = this;
    if (file === null) return [];
    const overrides = this.overrides.map(({ files }, index) => [quoted(["overrides", index, "files"]), files] as const);
    return [...Object.entries({ "`exclude`": exclude, "`policyTypes`": policyTypes }), ...overrides].flatMap(
      ([key, { unheeded }]) =>
        unheeded === null ? [] : { file, message: `${key} is not heeded: it ${unheeded}.`, range: null },
    );
  }

  /** The path of the baseline; null: it names none. */
  get baseline(): string | null {
    const { baseline } = this.configuration;
    return baseline === null || this.folder === null ? null : resolve(this.folder, baseline.file);
  }

  /** Those that it says, with their places. */
  get assertions(): readonly (Configuration["assertions"][number] & {
    readonly file: string;
    readonly range: Range;
  })[] {
    const { path: file, lines } = this;
    return file === null
      ? []
      : this.configuration.assertions.map((one) => ({ ...one, file, range: lines.range(one.span) }));
  }

  /** Null where it says nothing of the file. */
  excludes(file: string): boolean | null {
    const name = this.nameOf(file);
    if (name === null) return null;
    if (this.exclude.ignores(name)) return true;
    return this.exclude.lastLineOn(name) >= 0 ? false : null;
  }

  policyTypeOf(file: string): AnalyzeOptions["policyType"] {
    const name = this.nameOf(file);
    return name === null ? undefined : this.configuration.policyTypes[this.policyTypes.lastLineOn(name)]?.type;
  }

  suppressionsOf(file: string): Configuration["suppressions"] {
    const name = this.nameOf(file);
    return this.configuration.suppressions.filter(({ path }) => path === name);
  }

  /** The overrides that are for the file, by their index. */
  overridesOf(file: string): readonly { readonly index: number; readonly override: Override }[] {
    const name = this.nameOf(file);
    return name === null
      ? []
      : this.overrides.flatMap(({ files, override }, index) => (files.ignores(name) ? { index, override } : []));
  }

  holds(file: string): boolean {
    return this.folder === null || this.nameOf(file) !== null;
  }

  /** Null where it does not say so itself. */
  origin(path: readonly (string | number)[]): Origin | null {
    const span = this.said.get(quoted(path));
    return span ? { file: this.path, place: this.path === null ? null : this.lines.range(span).start } : null;
  }

  /** As patterns name it; null for a file that is not below the configuration. */
  private nameOf(file: string): string | null {
    const name = this.folder === null ? file.replace(/^(?:[A-Za-z]:)?[\\/]+/, "") : relative(this.folder, file);
    const path = name.split(sep).join("/");
    return path === "" || /^\.{0,2}\/|^\.\.$|^[A-Za-z]:/.test(path) ? null : path;
  }
}

/** What the layers say of a file: each, and then its overrides. */
export function settingsOf(
  layers: readonly Layer[],
  file: string,
): DecidedSettings & { trustedAccounts: readonly string[] } {
  let preset: DecidedSettings["preset"] = { value: defaults.preset, from: null };
  let tests: DecidedSettings["tests"] = { value: defaults.tests, from: null };
  const rules = new Map<string, Decided<Configuration["rules"][string]>>();
  const trusted = new Set<string>();
  for (const layer of layers) {
    const said = [
      { at: [] as (string | number)[], ...layer.configuration },
      ...layer.overridesOf(file).map(({ index, override }) => ({ at: ["overrides", index], ...override })),
    ];
    for (const { at, ...one } of said) {
      const from = (...path: string[]) => layer.origin([...at, ...path]);
      const [presetFrom, testsFrom] = [from("preset"), from("tests")];
      if (presetFrom && one.preset) preset = { value: one.preset, from: presetFrom };
      if (testsFrom && one.tests) tests = { value: one.tests, from: testsFrom };
      for (const [id, value] of Object.entries(one.rules)) rules.set(id, { value, from: from("rules", id) });
      for (const id of one.trustedAccounts) trusted.add(id);
    }
  }
  return { preset, tests, rules, trustedAccounts: [...trusted] };
}
