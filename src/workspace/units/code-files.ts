/** The files of code of a workspace, read once, and which file a module specifier means. */
import { readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { lazily } from "../../analysis/lazily";
import { baseName, type Form, formOf } from "../../analysis/source/forms";
import { parseJson } from "../../analysis/source/json-tree";
import { modulesIn, type NamedModule } from "../../analysis/units/imports";
import { valueAt } from "../../analysis/value";
import { readContent } from "../files";
import { isWithin } from "../within";

/** In bytes. */
const largestFile = 512 * 1024;

export interface CodeText {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly form: Form;
  readonly modules: readonly NamedModule[];
  /** Where it stands in another document: the place of each of its characters, and of its end. */
  readonly offsets?: ArrayLike<number>;
}

/** What is in a folder, by its names; in order. */
export interface FolderContent {
  readonly isThere: boolean;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

const noContent: FolderContent = { isThere: false, files: [], folders: [] };
/** Of a folder with more names nothing is known. */
const mostNames = 5_000;

const scriptEndings = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];
const scriptIndexes = scriptEndings.slice(1).map((ending) => `/index${ending}`);

export class CodeFiles {
  private readonly texts = new Map<string, CodeText | null>();
  private readonly folders = new Map<string, FolderContent>();
  private readonly configurations = new Map<string, PathMapping | null>();
  private readonly answers = new Map<unknown, Map<unknown, unknown>>();

  /**
   * @param tree no file out of it is read; absolute. Null: any may be
   * @param own texts in place of those on the disk
   */
  constructor(
    private readonly tree: string | null,
    private readonly own: (path: string) => string | null = () => null,
  ) {}

  /** What a question gives that depends on files and folders alone, answered once until something is read again. */
  once<Of, Answer>(question: (of: Of, code: CodeFiles) => Answer, of: Of): Answer {
    let known = this.answers.get(question);
    if (!known) this.answers.set(question, (known = new Map()));
    if (!known.has(of)) known.set(of, question(of, this));
    return known.get(of) as Answer;
  }

  /** Null for what is no file of the tree, or is not read as a text. */
  read(path: string): CodeText | null {
    let known = this.texts.get(path);
    if (known === undefined) this.texts.set(path, (known = this.load(path)));
    return known;
  }

  /** The same for a file that is looked at once: it is not kept, as a workspace has many. */
  look(path: string): CodeText | null {
    return this.load(path);
  }

  /** What is in a folder of the tree; links are left out. */
  list(folder: string): FolderContent {
    let known = this.folders.get(folder);
    if (!known) this.folders.set(folder, (known = this.loadFolder(folder)));
    return known;
  }

  private loadFolder(folder: string): FolderContent {
    try {
      if (this.tree !== null && !isWithin(realpathSync(this.tree), realpathSync(folder))) return noContent;
      const names = readdirSync(folder, { withFileTypes: true });
      if (names.length > mostNames) return noContent;
      const of = (chosen: typeof names): string[] => chosen.map(({ name }) => name).sort();
      return {
        isThere: true,
        files: of(names.filter((one) => one.isFile())),
        folders: of(names.filter((one) => one.isDirectory())),
      };
    } catch {
      return noContent;
    }
  }

  private load(path: string): CodeText | null {
    try {
      const own = this.own(path);
      if (own === null) {
        if (!statSync(path).isFile()) return null;
        if (this.tree !== null && !isWithin(realpathSync(this.tree), realpathSync(path))) return null;
      }
      const content = own === null ? readContent(path, largestFile) : { text: own };
      if ("unread" in content) return null;
      const { text } = content;
      const form = formOf({ name: path, text });
      const modules = lazily(() => modulesIn(text, form));
      return {
        path,
        text,
        form,
        get modules() {
          return modules();
        },
      };
    } catch {
      return null;
    }
  }

  /**
   * Reads again what was read, or, where `all` is false, only `paths`; what was missed is looked for again with all of it.
   * The paths of what is another text now; a text that is the same stays the same object.
   */
  renew(paths: Iterable<string>, all: boolean): ReadonlySet<string> {
    const changed = new Set<string>();
    for (const path of all ? [...this.texts.keys()] : paths) {
      const known = this.texts.get(path);
      if (known === undefined) continue;
      if (known === null) this.texts.delete(path);
      else {
        const now = this.load(path);
        if (now?.text === known.text && now.form === known.form) continue;
        this.texts.set(path, now);
        changed.add(path);
      }
    }
    this.configurations.clear();
    this.answers.clear();
    if (all) this.folders.clear();
    return changed;
  }

  /** The file of a handler, which is written without its ending, or with one. */
  entry(base: string): CodeText | null {
    for (const ending of [...scriptEndings, ".py", ".rb"]) {
      const found = this.read(base + ending);
      if (found && found.form !== "text") return found;
    }
    return null;
  }

  /** The file that a specifier means; null for what comes from elsewhere. `roots` are where packages are looked for. */
  resolve(specifier: string, from: CodeText, roots: readonly string[]): CodeText | null {
    if (from.form === "python") return this.pythonModule(specifier, from, roots);
    if (from.form === "ruby") return this.rubyFile(specifier, from, roots);
    if (/^\.\.?(?:\/|$)/.test(specifier)) return this.script(resolve(dirname(from.path), specifier));
    const opt = /^\/opt\/(?:nodejs\/)?(.+)/.exec(specifier)?.[1];
    if (opt !== undefined) return this.firstOf(roots.flatMap((root) => [join(root, opt), join(root, "nodejs", opt)]));
    return this.mapped(specifier, dirname(from.path));
  }

  private firstOf(bases: readonly string[]): CodeText | null {
    for (const base of bases) {
      const found = this.script(base);
      if (found) return found;
    }
    return null;
  }

  private script(base: string): CodeText | null {
    const bases = /\.[cm]?jsx?$/.test(base) ? [base, base.replace(/js(x?)$/, "ts$1")] : [base];
    for (const one of bases)
      for (const ending of [...scriptEndings, ...scriptIndexes]) {
        const found = this.read(one + ending);
        if (found) return found;
      }
    return null;
  }

  /** `./orders` beside the file, `lib/orders` in the folders that AWS Lambda loads from. */
  private rubyFile(specifier: string, from: CodeText, roots: readonly string[]): CodeText | null {
    const folders = specifier.startsWith(".") ? [dirname(from.path)] : roots;
    const path = specifier.endsWith(".rb") ? specifier : `${specifier}.rb`;
    return folders.reduce<CodeText | null>((found, folder) => found ?? this.read(join(folder, path)), null);
  }

  private pythonModule(specifier: string, from: CodeText, roots: readonly string[]): CodeText | null {
    const dots = /^\.*/.exec(specifier)![0].length;
    const path = specifier.slice(dots).replaceAll(".", "/");
    const folder = dirname(from.path);
    if (dots > 0) return this.pythonAt(join(resolve(folder, ...Array<string>(dots - 1).fill("..")), path));
    for (const root of [...roots, folder]) {
      const found = this.pythonAt(join(root, path)) ?? this.pythonAt(join(root, "python", path));
      if (found) return found;
    }
    return null;
  }

  private pythonAt(base: string): CodeText | null {
    return this.read(`${base}.py`) ?? this.read(join(base, "__init__.py"));
  }

  /** By `paths` and `baseUrl` of the nearest tsconfig.json. */
  private mapped(specifier: string, folder: string): CodeText | null {
    const mapping = this.mappingOf(folder);
    if (!mapping) return null;
    for (const [pattern, targets] of mapping.paths) {
      const star = pattern.indexOf("*");
      const [before, after] = star < 0 ? [pattern, ""] : [pattern.slice(0, star), pattern.slice(star + 1)];
      if (star < 0 ? specifier !== pattern : !(specifier.startsWith(before) && specifier.endsWith(after))) continue;
      const middle = star < 0 ? "" : specifier.slice(before.length, specifier.length - after.length);
      const found = this.firstOf(targets.map((target) => resolve(mapping.base, target.replace("*", middle))));
      if (found) return found;
    }
    return mapping.hasBase ? this.script(join(mapping.base, specifier)) : null;
  }

  private mappingOf(folder: string): PathMapping | null {
    const known = this.configurations.get(folder);
    if (known !== undefined) return known;
    const above = dirname(folder);
    const own = this.read(join(folder, "tsconfig.json"));
    const found = own
      ? mappingIn(own)
      : above === folder || (this.tree !== null && !isWithin(this.tree, above))
        ? null
        : this.mappingOf(above);
    this.configurations.set(folder, found);
    return found;
  }
}

interface PathMapping {
  readonly base: string;
  readonly hasBase: boolean;
  readonly paths: readonly (readonly [string, readonly string[]])[];
}

function mappingIn({ path, text }: CodeText): PathMapping | null {
  const { root } = parseJson(text);
  const options = root ? valueAt(root, "compilerOptions") : undefined;
  const baseUrl = valueAt(options, "baseUrl");
  const paths = valueAt(options, "paths");
  return {
    base: resolve(dirname(path), baseUrl?.kind === "string" ? baseUrl.value : "."),
    hasBase: baseUrl?.kind === "string",
    paths: (paths?.kind === "object" ? paths.entries : []).map(
      ({ key, value }) =>
        [
          key,
          value.kind === "array" ? value.items.flatMap((item) => (item.kind === "string" ? [item.value] : [])) : [],
        ] as const,
    ),
  };
}

/** Whether a file is one of a test, which no unit runs. */
export function isTestFile(path: string): boolean {
  return /\.(?:test|spec)\.[^.]+$|^test_/.test(baseName(path));
}
