/** What governs files: a configuration with what it extends, ready to be asked about each of them. */
import { dirname } from "node:path";

import type { AnalyzeOptions } from "../../analysis/analysis";
import type { Assertion } from "../../analysis/assertions/assertion";
import type { Problem } from "../../analysis/finding";
import { tableOf } from "../../analysis/table";
import type { Range } from "../../analysis/text";
import type { Baseline } from "../baseline";
import { type Configuration, defaults } from "./configuration";
import { type DecidedSettings, Layer, settingsOf } from "./layers";

/** What the configuration makes of one file. */
export interface FileConfiguration {
  /** For `analyze`. */
  readonly options: Pick<AnalyzeOptions, "policyType" | "control">;
  /** What of the posture of accounts is accepted. */
  readonly accepted: Configuration["accepted"];
  /** What its policies are held to, together with those of all files that the same configuration governs. */
  readonly assertions: readonly PlacedAssertion[];
  /** Nobody wants to hear of it. */
  readonly excluded: boolean;
  /** The findings of it that are accepted. */
  readonly baseline: Baseline | null;
  /** The planeguard.json that says so; null where there is none. */
  readonly source: string | null;
  /** What is wrong in it, and in what it extends: each names its file. */
  readonly problems: readonly Problem[];
  /** All that say something, what is extended first; the last is the planeguard.json. Absolute. */
  readonly sources: readonly string[];
  /** What decides the settings of the file, and where that stands. */
  readonly decided: DecidedSettings;
}

/** An assertion, and where it stands: absolute. */
export interface PlacedAssertion extends Assertion {
  readonly file: string;
  readonly range: Range;
}

/** A configuration that is ready to be asked about files. */
export class Loaded {
  /** What is extended first. */
  constructor(
    readonly path: string | null,
    private readonly layers: readonly Layer[],
    readonly problems: readonly Problem[],
  ) {
    this.assertions = layers.flatMap((layer) => layer.assertions);
    this.isUniform = layers.every((layer) => layer.isUniform);
  }

  /** Made once, so that the same are the same objects. */
  readonly assertions: readonly PlacedAssertion[];

  get sources(): readonly string[] {
    return [...new Set(this.layers.flatMap(({ path }) => path ?? []))];
  }

  get unheeded(): readonly Problem[] {
    return this.layers.flatMap(({ unheeded }) => unheeded);
  }

  /** The path of the baseline. */
  get baseline(): string | null {
    return this.layers.findLast((layer) => layer.baseline !== null)?.baseline ?? null;
  }

  /** Without its baseline, which has to be read; always with the same answer to whether files are untrusted. */
  of(file: string, untrusted: boolean): FileConfiguration {
    return this.isUniform ? (this.ofAll ??= this.read(file, untrusted)) : this.read(file, untrusted);
  }

  private ofAll: FileConfiguration | undefined;
  /** Most projects say the same of all their files, which may be many. */
  readonly isUniform: boolean;

  private read(file: string, untrusted: boolean): FileConfiguration {
    const { layers } = this;
    const { trustedAccounts, ...decided } = settingsOf(layers, file);
    const suppressions = layers.flatMap((layer) => layer.suppressionsOf(file));
    const policyType = layers.reduceRight<AnalyzeOptions["policyType"]>(
      (found, layer) => found ?? layer.policyTypeOf(file),
      undefined,
    );
    const rules = tableOf(Object.fromEntries([...decided.rules].map(([id, { value }]) => [id, value])));
    const control = {
      preset: decided.preset.value,
      rules,
      tests: decided.tests.value,
      trustedAccounts,
      suppressions,
      untrusted,
    };
    return {
      options: { control, ...(policyType === undefined ? {} : { policyType }) },
      accepted: layers.flatMap(({ configuration }) => configuration.accepted),
      assertions: this.assertions,
      excluded: layers.reduceRight<boolean | null>((found, layer) => found ?? layer.excludes(file), null) ?? false,
      baseline: null,
      source: this.path,
      problems: this.problems,
      sources: this.sources,
      decided,
    };
  }

  holds(file: string): boolean {
    return this.layers.some((layer) => layer.holds(file));
  }
}

export function layerOfDefaults(path: string | null): Layer {
  const folder = path === null ? null : dirname(path);
  return new Layer({ path, folder, configuration: defaults, said: new Map(), text: "" });
}

export function unreadable(path: string, reason: string): Loaded {
  return new Loaded(
    path,
    [layerOfDefaults(path)],
    [
      {
        file: path,
        message: `The configuration could not be read (${reason}); the defaults stand in its place.`,
        range: null,
      },
    ],
  );
}

export function missing(path: string): Loaded {
  return unreadable(path, "there is no such file");
}
