import { readFileSync } from "node:fs";

/** Says what no test noticed as soon as it is known, a line each: a room takes long, and can be read meanwhile. */
class Survivors {
  #tested = 0;

  /** @param result a mutant of the mutation testing report schema, with its outcome; lines and columns count from 1 */
  onMutantTested({ fileName, location: { start, end }, replacement, status }) {
    this.#tested++;
    if (status !== "Survived" && status !== "NoCoverage") return;
    const lines = readFileSync(fileName, "utf8")
      .split("\n")
      .slice(start.line - 1, end.line);
    lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
    const original = lines.join("\n").slice(start.column - 1);
    const [before, after] = [original, replacement].map((text) => text.replace(/\s+/g, " ").slice(0, 160));
    const place = `${fileName.replace(/^.*\/src\//, "src/")}:${start.line}:${start.column}`;
    console.log(`${this.#tested}. ${place} ${status}: ${before} → ${after}`);
  }
}

export const strykerPlugins = [{ kind: "Reporter", name: "survivors", injectableClass: Survivors }];
