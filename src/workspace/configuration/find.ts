/** Which configuration governs a file: the planeguard.json found upwards from it, else an editor's settings, else the defaults. */
import { basename, dirname, join, relative, resolve, sep } from "node:path";

import type { AnalyzeOptions } from "../../analysis/analysis";
import type { Problem } from "../../analysis/finding";
import type { SourceDocument } from "../../analysis/source/document";
import { LineIndex } from "../../analysis/text";
import { Baseline } from "../baseline";
import { leadsOut, readContent } from "../files";
import { IgnorePatterns, MatchingTime } from "../ignore/patterns";
import type { PlainData } from "../thread/plain-data";
import { liesIn } from "../untrusted";
import { type Configuration, configurationFile, defaults, type Mistake, type ReadConfiguration } from "./configuration";
import { readConfiguration, readValues } from "./read";

/** What the configuration makes of one file. */
export interface FileConfiguration {
  /** For `analyze`. */
  readonly options: Pick<AnalyzeOptions, "policyType" | "control">;
  /** What of the posture of accounts is accepted. */
  readonly accepted: Configuration["accepted"];
  /** Nobody wants to hear of it. */
  readonly excluded: boolean;
  /** The findings of it that are accepted. */
  readonly baseline: Baseline | null;
  /** The planeguard.json that says so; null where there is none. */
  readonly source: string | null;
  /** What is wrong in it; the file that they name is the planeguard.json. */
  readonly problems: readonly Problem[];
}

/** The text of a file; null where there is none, undefined where the disk has to tell. Rejects with why it cannot be read. */
export type ReadText = (path: string) => Promise<string | null | undefined>;

export interface ConfigurationRequest {
  /** The only configuration, wherever the files are: absolute. */
  readonly config?: string | undefined;
  /** The baseline of all files, absolute; null: none, whatever a planeguard.json says. */
  readonly baseline?: string | null | undefined;
  /** Trees, absolute and without links, of which no planeguard.json and no baseline counts: `config` alone governs. */
  readonly untrusted?: readonly string[] | undefined;
  /** For files without a planeguard.json: where there is one they do not count, so that editor and terminal agree. */
  readonly settings?: readonly FolderSettings[] | undefined;
  /** For files that are not on the disk. */
  readonly read?: ReadText | undefined;
}

/** An editor's settings, by the names that planeguard.json has for them. What is wrong in them is left out (`readValues` tells of it). */
export interface FolderSettings {
  /** They are for the files below, absolute; null for those of any other place. */
  readonly folder: string | null;
  /** False: nothing is to be checked. */
  readonly enable?: boolean;
  readonly values: Readonly<Record<string, PlainData>>;
}

/** Looks for configurations, each file once. */
export class Configurations {
  private readonly byFolder = new Map<string, Promise<Loaded | null>>();
  private readonly settings: readonly Loaded[];
  private readonly byBaseline = new Map<string, Promise<Baseline>>();
  private only: Promise<Loaded> | undefined;

  constructor(private readonly request: ConfigurationRequest = {}) {
    const settings = [...(request.settings ?? [])].sort((a, b) => (b.folder?.length ?? 0) - (a.folder?.length ?? 0));
    this.settings = [
      ...settings.map(
        (one) =>
          new Loaded(
            null,
            one.folder,
            one.enable === false
              ? { ...readValues(one.values).configuration, exclude: ["**"] }
              : readValues(one.values).configuration,
            [],
          ),
      ),
      new Loaded(null, null, defaults, []),
    ];
  }

  /** Never rejects. `file` is an absolute path; any other has no planeguard.json. */
  async configurationFor(file: string): Promise<FileConfiguration> {
    const loaded = (await this.governing(file)) ?? this.settings.find((one) => one.holds(file))!;
    const { options, ...found } = loaded.of(file);
    const control = { ...options.control, untrusted: this.request.untrusted !== undefined };
    return { ...found, options: { ...options, control }, baseline: await this.baselineOf(loaded) };
  }

  /** Whether a file is a planeguard.json, or the one in its place. */
  isConfiguration(file: string): boolean {
    const { config, untrusted } = this.request;
    return (untrusted === undefined && basename(file) === configurationFile) || file === config;
  }

  /** The planeguard.json files that govern what was asked for until now. */
  async sources(): Promise<readonly string[]> {
    const loaded = await Promise.all([...this.byFolder.values(), ...(this.only ? [this.only] : [])]);
    return [...new Set(loaded.flatMap((one) => one?.path ?? []))];
  }

  /** What of the configurations could not be heeded until now. */
  async unheeded(): Promise<readonly Problem[]> {
    const loaded = await Promise.all([...this.byFolder.values(), ...(this.only ? [this.only] : [])]);
    return [...new Set(loaded)].flatMap((one) => one?.unheeded ?? []);
  }

  /** The baselines in use until now. */
  async baselines(): Promise<readonly Baseline[]> {
    return await Promise.all(this.byBaseline.values());
  }

  private baselineOf({ baseline: configured }: Loaded): Promise<Baseline> | null {
    const { baseline: path = configured } = this.request;
    if (path === null) return null;
    const known = this.byBaseline.get(path) ?? this.loadBaseline(path);
    this.byBaseline.set(path, known);
    return known;
  }

  private async loadBaseline(path: string): Promise<Baseline> {
    try {
      if (await liesIn(this.request.untrusted ?? [], path))
        return Baseline.unreadable(path, "it is part of what is checked, and that is not trusted");
      const text = await this.text(path);
      return text === null ? Baseline.unreadable(path, "there is no such file") : Baseline.read(path, text);
    } catch (error) {
      return Baseline.unreadable(path, error instanceof Error ? error.message : String(error));
    }
  }

  /** The text of a file as those are read that govern others; null where there is none. Rejects with why it cannot be read. */
  async text(path: string): Promise<string | null> {
    const provided = await this.request.read?.(path);
    return provided === undefined ? readFromDisk(path) : provided;
  }

  /** Files are looked at again when they are next asked for. */
  forget(): void {
    this.byFolder.clear();
    this.byBaseline.clear();
    this.only = undefined;
  }

  private governing(file: string): Promise<Loaded | null> {
    const { config } = this.request;
    if (config !== undefined) return (this.only ??= this.load(config).then((loaded) => loaded ?? missing(config)));
    if (this.request.untrusted !== undefined) return Promise.resolve(null);
    return /^(?:[\\/]|[A-Za-z]:[\\/])/.test(file) ? this.at(dirname(file)) : Promise.resolve(null);
  }

  private at(folder: string): Promise<Loaded | null> {
    const known = this.byFolder.get(folder);
    if (known) return known;
    const above = dirname(folder);
    const found = this.load(join(folder, configurationFile)).then(
      (own) => own ?? (above === folder ? null : this.at(above)),
    );
    this.byFolder.set(folder, found);
    return found;
  }

  private async load(path: string): Promise<Loaded | null> {
    try {
      const text = await this.text(path);
      if (text === null) return null;
      const { configuration, mistakes } = readIn(dirname(path), text);
      return new Loaded(path, dirname(path), configuration, problemsOf(path, text, mistakes));
    } catch (error) {
      return unreadable(path, error instanceof Error ? error.message : String(error));
    }
  }
}

/** A configuration that is ready to be asked about files. */
class Loaded {
  private readonly exclude: IgnorePatterns;
  private readonly policyTypes: IgnorePatterns;

  /** Patterns are relative to `folder`; without one they are for the whole of a path. */
  constructor(
    readonly path: string | null,
    private readonly folder: string | null,
    private readonly configuration: Configuration,
    readonly problems: readonly Problem[],
  ) {
    const time = new MatchingTime();
    this.exclude = new IgnorePatterns(configuration.exclude, false, time);
    this.policyTypes = new IgnorePatterns(
      configuration.policyTypes.map(({ pattern }) => pattern),
      false,
      time,
    );
  }

  /** What turned out while it was used. */
  get unheeded(): readonly Problem[] {
    const { path: file, exclude, policyTypes } = this;
    if (file === null) return [];
    return Object.entries({ exclude, policyTypes }).flatMap(([key, { unheeded }]) =>
      unheeded === null ? [] : { file, message: `\`${key}\` is not heeded: it ${unheeded}.`, range: null },
    );
  }

  /** The path of the baseline. */
  get baseline(): string | null {
    const { baseline } = this.configuration;
    return baseline === null || this.folder === null ? null : resolve(this.folder, baseline.file);
  }

  of(file: string): Omit<FileConfiguration, "baseline"> {
    const { preset, rules, tests, trustedAccounts } = this.configuration;
    const name = this.nameOf(file);
    const suppressions = this.configuration.suppressions.filter(({ path }) => path === name);
    const policyType =
      name === null ? undefined : this.configuration.policyTypes[this.policyTypes.lastLineOn(name)]?.type;
    return {
      options: {
        control: { preset, rules, tests, trustedAccounts, suppressions },
        ...(policyType === undefined ? {} : { policyType }),
      },
      accepted: this.configuration.accepted,
      excluded: name !== null && this.exclude.ignores(name),
      source: this.path,
      problems: this.problems,
    };
  }

  holds(file: string): boolean {
    return this.folder === null || this.nameOf(file) !== null;
  }

  /** As patterns name it; null for a file that is not below the configuration. */
  private nameOf(file: string): string | null {
    const name = this.folder === null ? file.replace(/^(?:[A-Za-z]:)?[\\/]+/, "") : relative(this.folder, file);
    const path = name.split(sep).join("/");
    return path === "" || /^\.{0,2}\/|^\.\.$|^[A-Za-z]:/.test(path) ? null : path;
  }
}

/** What is wrong in the text of a planeguard.json in a folder (absolute). */
export function problemsIn({ name, text }: SourceDocument, folder: string): Problem[] {
  return problemsOf(name, text, readIn(folder, text).mistakes);
}

/** What a planeguard.json says, without what only the disk can tell to be wrong. */
function readIn(folder: string, text: string): ReadConfiguration {
  const { configuration, mistakes } = readConfiguration(text);
  const { baseline } = configuration;
  if (baseline === null || !leadsOut(resolve(folder, baseline.file), folder)) return { configuration, mistakes };
  const message =
    "`baseline` is a link, or behind one, that leads out of the folder of this file: nothing is accepted by it.";
  return {
    configuration: { ...configuration, baseline: null },
    mistakes: [...mistakes, { path: ["baseline"], message, span: baseline.span }],
  };
}

function problemsOf(file: string, text: string, mistakes: readonly Mistake[]): Problem[] {
  const lines = new LineIndex(text);
  return mistakes.map(({ message, span }) => ({ file, message, range: lines.range(span) }));
}

function unreadable(path: string, reason: string): Loaded {
  return new Loaded(path, dirname(path), defaults, [
    {
      file: path,
      message: `The configuration could not be read (${reason}); the defaults stand in its place.`,
      range: null,
    },
  ]);
}

function missing(path: string): Loaded {
  return unreadable(path, "there is no such file");
}

/** Null where there is no such file. Rejects with why it cannot be read. */
async function readFromDisk(path: string): Promise<string | null> {
  try {
    const content = readContent(path);
    if ("unread" in content) throw new Error(content.unread === "binary" ? "it is a binary file" : "it is too large");
    return content.text;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
}
