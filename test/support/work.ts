/** How much work a call is, told in steps and not in time: the same on every machine, whatever else it does. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { compileFunction } from "node:vm";

import { build, type Plugin } from "esbuild";

import { nodeOptions } from "../../scripts/lib/bundle.mjs";
import { compiled } from "../../scripts/lib/compiled-sources.mjs";
import { dist, inRoot } from "../../scripts/lib/paths.mjs";
import { counting } from "./counting";

/** How often the blocks of a function were entered, by the function: `covers.ts: uncovered`. */
export type Work = ReadonlyMap<string, number>;

/** What the counters of a program are called in it. */
const counters = "planeguardSteps";

/** A program that counts its steps, those in packages too; what is native is not counted. */
export class CountedProgram<Exports> {
  private constructor(
    readonly exports: Exports,
    private readonly steps: Float64Array,
    /** Whose each of them are. */
    private readonly owners: readonly string[],
  ) {}

  /**
   * Takes some seconds.
   * @param source a module of TypeScript that exports what is to be called, of files that are named from the root
   */
  static async load<Exports>(source: string): Promise<CountedProgram<Exports>> {
    const owners: string[] = [];
    const code = await bundled(source, (owner) => `${counters}[${owners.push(owner) - 1}]++`);
    // As a bundle of dist/: the data files are beside it.
    const file = join(dist, "counted.js");
    const parameters = ["exports", "require", "module", "__filename", "__dirname", counters];
    const module = { exports: {} };
    const steps = new Float64Array(owners.length);
    const run = compileFunction(code, parameters, { filename: file });
    run(module.exports, createRequire(file), module, file, dirname(file), steps);
    return new CountedProgram(module.exports as Exports, steps, owners);
  }

  /** The steps of a call, and of nothing else. */
  async workOf(call: (program: Exports) => unknown): Promise<Work> {
    this.steps.fill(0);
    await call(this.exports);
    const work = new Map<string, number>();
    this.steps.forEach((count, index) => {
      if (count > 0) work.set(this.owners[index]!, (work.get(this.owners[index]!) ?? 0) + count);
    });
    return work;
  }
}

/** @param count what counts a step of this function */
async function bundled(source: string, count: (owner: string) => string): Promise<string> {
  const countingSteps: Plugin = {
    name: "counting-steps",
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.(?:ts|[cm]?js)$/ }, ({ path }) => {
        const script = path.endsWith(".ts") ? compiled(path) : readFileSync(path, "utf8");
        return { contents: counting(script, (name) => count(`${basename(path)}: ${name}`)), loader: "js" };
      }),
  };
  const { outputFiles } = await build({
    ...nodeOptions,
    stdin: { contents: source, resolveDir: inRoot(), loader: "ts" },
    plugins: [countingSteps],
    write: false,
  });
  return outputFiles[0]!.text;
}
