/** What commands of a build make of which package of Go: `cd app && go build -o bin/place ./cmd/place`. */

export interface GoBuild {
  /** The folder that it runs in, from that of the file; with slashes. */
  readonly folder: string;
  /** As it is written; null where the name is left to Go. */
  readonly output: string | null;
  /** Of a package or of its files. */
  readonly source: string;
}

const word = /"[^"\n]{0,2000}"|'[^'\n]{0,2000}'|[^\s"']+/g;
/** Flags of `go build` that are followed by a value. */
const withValue = /^--?(?:ldflags|gcflags|asmflags|gccgoflags|tags|mod|modfile|p|buildmode|overlay|pkgdir|toolexec)$/;
const mostBuilds = 200;

/** The builds in a script, in a Makefile, or in one rule of it where `target` is given. */
export function goBuildsIn(text: string, target: string | null): readonly GoBuild[] {
  const found: GoBuild[] = [];
  let isInTarget = target === null;
  for (const line of text.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
    if (target !== null && /^[^\s#:=][^#:=]{0,200}:(?!=)/.test(line)) isInTarget = targetsOf(line).includes(target);
    if (!isInTarget || !/\bgo[)}]?[ \t]{1,9}build\b/i.test(line)) continue;
    let folder = "";
    for (const part of line.slice(0, 4000).split(/&&|;|\|\|/)) {
      const words = Array.from(part.matchAll(word), ([one]) => one.replace(/^["']|["']$/g, ""));
      if (words[0]?.replace(/^[@-]/, "") === "cd" && words[1] !== undefined) folder = `${folder}${words[1]}/`;
      const build = goBuild(words, folder);
      if (build && found.length < mostBuilds) found.push(build);
    }
  }
  return found;
}

function targetsOf(line: string): readonly string[] {
  return line.slice(0, line.indexOf(":")).trim().split(/\s+/);
}

function goBuild(words: readonly string[], folder: string): GoBuild | null {
  const at = words.findIndex((one, index) => /^@?(?:go|\$[({]GO[)}])$/.test(one) && words[index + 1] === "build");
  if (at < 0) return null;
  let output: string | null = null;
  const sources: string[] = [];
  for (let index = at + 2; index < words.length; index++) {
    const one = words[index]!;
    if (/^[>|&)]/.test(one)) break;
    if (one === "-o") output = words[++index] ?? null;
    else if (one.startsWith("-o=")) output = one.slice(3);
    else if (withValue.test(one)) index++;
    else if (!one.startsWith("-")) sources.push(one);
  }
  const [source = "."] = sources;
  const isOne = sources.length <= 1 || sources.every((one) => one.endsWith(".go"));
  return isOne && !source.includes("...") && !/[$*`]/.test(source) ? { folder, output, source } : null;
}
