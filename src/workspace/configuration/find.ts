/** Which configuration governs a file: the planeguard.json found upwards from it with what it extends, else an editor's settings, else the defaults. */
import { basename, dirname, join, relative, resolve } from "node:path";

import type { Problem } from "../../analysis/finding";
import type { SourceDocument } from "../../analysis/source/document";
import { LineIndex, type Span } from "../../analysis/text";
import { Baseline } from "../baseline";
import { isMissing, leadsOut, readContent } from "../files";
import type { PlainData } from "../thread/plain-data";
import { liesIn } from "../untrusted";
import { isWithin } from "../within";
import { configurationFile, type Mistake, type ReadConfiguration } from "./configuration";
import { quoted, shortened } from "./entries-reader";
import { extendedFile } from "./extended-place";
import { Layer } from "./layers";
import { type FileConfiguration, layerOfDefaults, Loaded, missing, unreadable } from "./loaded";
import { readConfiguration, readValues } from "./read";

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
  /** By the folder, where it is the same for all files in it. */
  private readonly known = new Map<string, FileConfiguration>();

  constructor(private readonly request: ConfigurationRequest = {}) {
    const settings = [...(request.settings ?? [])].sort((a, b) => (b.folder?.length ?? 0) - (a.folder?.length ?? 0));
    this.settings = [
      ...settings.map((one) => {
        const { configuration, said } = readValues(one.values);
        const own = one.enable === false ? { ...configuration, exclude: ["**"] } : configuration;
        return new Loaded(
          null,
          [new Layer({ path: null, folder: one.folder, configuration: own, said, text: "" })],
          [],
        );
      }),
      new Loaded(null, [layerOfDefaults(null)], []),
    ];
  }

  /** Never rejects. `file` is an absolute path; any other has no planeguard.json. */
  async configurationFor(file: string): Promise<FileConfiguration> {
    const folder = dirname(file);
    const known = this.known.get(folder);
    if (known) return known;
    const governing = await this.governing(file);
    const loaded = governing ?? this.settings.find((one) => one.holds(file))!;
    const found = loaded.of(file, this.request.untrusted !== undefined);
    const baseline = this.baselineOf(loaded);
    const configuration = baseline === null ? found : { ...found, baseline: await baseline };
    if (loaded.isUniform && (governing || this.settings.length === 1)) this.known.set(folder, configuration);
    return configuration;
  }

  /** Whether a file is a planeguard.json, or the one in its place. */
  isConfiguration(file: string): boolean {
    const { config, untrusted } = this.request;
    return (untrusted === undefined && basename(file) === configurationFile) || file === config;
  }

  /** The planeguard.json files that govern what was asked for until now, without what they extend. */
  async sources(): Promise<readonly string[]> {
    return [...new Set((await this.loaded()).flatMap((one) => one.path ?? []))];
  }

  /** What they extend. */
  async extended(): Promise<readonly string[]> {
    const own = await this.sources();
    return [...new Set((await this.loaded()).flatMap((one) => one.sources))].filter((path) => !own.includes(path));
  }

  /** What of the configurations could not be heeded until now, and what is wrong in what they extend. */
  async unheeded(): Promise<readonly Problem[]> {
    const extended = new Set(await this.extended());
    const loaded = await this.loaded();
    const wrong = new Map(
      loaded
        .flatMap(({ problems }) => problems)
        .filter(({ file }) => extended.has(file))
        .map((problem) => [JSON.stringify(problem), problem]),
    );
    return [...loaded.flatMap((one) => one.unheeded), ...wrong.values()];
  }

  /** What is wrong in the text of a configuration that is, or will be, at this path (absolute). */
  async problemsIn({ name, text }: SourceDocument, path: string): Promise<Problem[]> {
    const { problems } = await this.layersOf(path, text, dirname(path), [path]);
    return problems.filter(({ file }) => file === path).map((problem) => ({ ...problem, file: name }));
  }

  private async loaded(): Promise<readonly Loaded[]> {
    const all = await Promise.all([...this.byFolder.values(), ...(this.only ? [this.only] : [])]);
    return [...new Set(all)].filter((one) => one !== null);
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
    this.known.clear();
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

  /** The layers of a configuration, `anchor` being what its patterns are relative to; `chain` are the files that lead to it, itself the last. */
  private async layersOf(
    path: string,
    text: string,
    anchor: string,
    chain: readonly string[],
  ): Promise<{ readonly layers: readonly Layer[]; readonly problems: readonly Problem[] }> {
    const { configuration, mistakes, said } = readIn(anchor, text);
    const layers: Layer[] = [];
    const problems: Problem[] = [];
    const wrong: Mistake[] = [...mistakes];
    for (const { name, span } of configuration.extends) {
      const mistake = (why: string) => void wrong.push(extendsMistake(name, span, why));
      try {
        const found = await extendedFile(name, dirname(path), (file) => this.text(file));
        if ("wrong" in found) mistake(found.wrong);
        else if (chain.includes(found.path)) mistake(circle(chain, found.path));
        else if (chain.length >= longestChain || layers.length >= mostLayers) mistake("is one of too many");
        else if (await liesIn(this.request.untrusted ?? [], found.path))
          mistake("is part of what is checked, and that is not trusted");
        else {
          const folder = dirname(found.path);
          // What stands beside the project, as in a package, speaks of the files of whoever extends it.
          const own = found.ofPackage || !isWithin(folder, anchor) ? anchor : folder;
          const inner = await this.layersOf(found.path, found.text, own, [...chain, found.path]);
          layers.push(...inner.layers);
          problems.push(...inner.problems);
        }
      } catch (error) {
        mistake(`cannot be read (${error instanceof Error ? error.message : String(error)})`);
      }
    }
    layers.push(new Layer({ path, folder: anchor, configuration, said, text }));
    return { layers, problems: [...problems, ...problemsOf(path, text, wrong)] };
  }

  private async load(path: string): Promise<Loaded | null> {
    try {
      const text = await this.text(path);
      if (text === null) return null;
      const { layers, problems } = await this.layersOf(path, text, dirname(path), [path]);
      return new Loaded(path, layers, problems);
    } catch (error) {
      return unreadable(path, error instanceof Error ? error.message : String(error));
    }
  }
}

/** What a planeguard.json says, without what only the disk can tell to be wrong. */
function readIn(folder: string, text: string): ReadConfiguration {
  const read = readConfiguration(text);
  const { configuration, mistakes } = read;
  const { baseline } = configuration;
  if (baseline === null || !leadsOut(resolve(folder, baseline.file), folder)) return read;
  const message =
    "`baseline` is a link, or behind one, that leads out of the folder of this file: nothing is accepted by it.";
  return {
    ...read,
    configuration: { ...configuration, baseline: null },
    mistakes: [...mistakes, { path: ["baseline"], message, span: baseline.span }],
  };
}

/** No project has more, and a circle of names would go on. */
const longestChain = 10;
const mostLayers = 50;

function extendsMistake(name: string, span: Span, why: string): Mistake {
  return { path: ["extends"], span, message: `${quoted(["extends"])}: \`${shortened(name)}\` ${why}.` };
}

function circle(chain: readonly string[], last: string): string {
  const names = [...chain.slice(chain.indexOf(last)), last].map((path) => `\`${relative(dirname(chain[0]!), path)}\``);
  return `leads back to where it is named: ${names.join(" extends ")}`;
}

function problemsOf(file: string, text: string, mistakes: readonly Mistake[]): Problem[] {
  const lines = new LineIndex(text);
  return mistakes.map(({ message, span }) => ({ file, message, range: lines.range(span) }));
}

/** Null where there is no such file. Rejects with why it cannot be read. */
async function readFromDisk(path: string): Promise<string | null> {
  if (isMissing(path)) return null;
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
