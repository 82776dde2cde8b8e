/** The tools of languages and formats that read what a fix leaves behind, as far as npm or Debian has them. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join } from "node:path";

import { parse as parseJson, type ParseError } from "jsonc-parser";
import ts from "typescript";
import { Language, Parser } from "web-tree-sitter";
import { parseAllDocuments } from "yaml";

export interface Tool {
  readonly name: string;
  /** Tells what is wrong with a file; null where nothing is. Throws `NoTool` where the tool is not on the machine. */
  readonly check: (text: string, file: string) => string | null | Promise<string | null>;
}

class NoTool extends Error {}

/** A tool that reads the file named last and fails on a mistake of syntax. */
function command(name: string, program: string, ...args: readonly string[]): Tool {
  return { name, check: (_, file) => run(program, [...args, file]) };
}

function run(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): string | null {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8", ...env },
  });
  if (error) throw new NoTool(program);
  return status === 0 ? null : (stderr || stdout).trim() || `ended with ${status}`;
}

/** Prints what differs from the form in which the formatter writes it, if anything does. */
const gofmt: Tool = {
  name: "gofmt -l",
  check: (_, file) => {
    const { error, status, stdout, stderr } = spawnSync("gofmt", ["-l", file], { encoding: "utf8" });
    if (error) throw new NoTool("gofmt");
    return status === 0 && stdout === "" ? null : stderr || "gofmt would write it differently";
  },
};

const typescript: Tool = {
  name: "tsc, syntax",
  check: (text, file) => {
    const { diagnostics = [] } = ts.transpileModule(text, {
      fileName: file,
      reportDiagnostics: true,
      compilerOptions: {
        jsx: ts.JsxEmit.Preserve,
        target: ts.ScriptTarget.ESNext,
        module: ts.ModuleKind.ESNext,
        experimentalDecorators: true,
      },
    });
    return diagnostics[0] ? ts.flattenDiagnosticMessageText(diagnostics[0].messageText, "\n") : null;
  },
};

const json: Tool = {
  name: "JSON",
  check: (text) => {
    const errors: ParseError[] = [];
    parseJson(text, errors, { allowTrailingComma: true });
    return errors.length > 0 ? `${errors.length} mistakes` : null;
  },
};

const yaml: Tool = {
  name: "YAML",
  check: (text) => parseAllDocuments(text).flatMap(({ errors }) => errors)[0]?.message ?? null,
};

const bash: Tool = {
  name: "bash -n, shellcheck",
  check: (_, file) =>
    run("bash", ["-n", file]) ?? run("shellcheck", ["--shell=bash", "--severity=error", "--exclude=SC2239", file]),
};

/** The modules that a program uses are made up: only its own syntax is asked about. */
const perl: Tool = {
  name: "perl -c",
  check: (text, file) => {
    const modules = join(dirname(file), "modules");
    for (const [, name] of text.matchAll(/^use ([A-Z][\w:]+);/gm)) {
      const module = join(modules, `${name!.replaceAll("::", "/")}.pm`);
      mkdirSync(dirname(module), { recursive: true });
      writeFileSync(module, `package ${name};\nsub new {}\n1;\n`);
    }
    return run("perl", ["-I", modules, "-c", file]);
  },
};

const make: Tool = { name: "make -n", check: (_, file) => run("make", ["-n", "-f", file]) };
const python = (name: string, code: string): Tool => ({ name, check: (_, file) => run("python3", ["-c", code, file]) });
const toml = python("tomllib", "import sys, tomllib; tomllib.load(open(sys.argv[1], 'rb'))");
const ini = python(
  "configparser",
  "import sys, configparser; configparser.ConfigParser(interpolation=None).read_file(open(sys.argv[1]))",
);

const loaded = new Map<string, Promise<Parser>>();

/** Reads with the grammar of an editor, where the language's own tool wants its whole SDK. */
function grammar(name: string, file: string): Tool {
  return {
    name: `tree-sitter-${name}`,
    check: async (text) => {
      const parser = loaded.get(file) ?? loadGrammar(file);
      loaded.set(file, parser);
      return (await parser).parse(text)?.rootNode.hasError === false ? null : "has a mistake of syntax";
    },
  };
}

async function loadGrammar(file: string): Promise<Parser> {
  await Parser.init();
  const language = await Language.load(readFileSync(require.resolve(file)));
  return new Parser().setLanguage(language);
}

const editor = (name: string) => grammar(name, `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
const hcl = grammar("hcl", "@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm");
const ruby = command("ruby -c", "ruby", "-c");
const elixir = command("elixir, parsed", "elixir", "-e", "Code.string_to_quoted!(File.read!(hd(System.argv())))");
const xml = command("xmllint", "xmllint", "--noout");

const byEnding: Readonly<Record<string, Tool>> = {
  ".js": command("node --check", process.execPath, "--check"),
  ".mjs": command("node --check", process.execPath, "--check"),
  ".cjs": command("node --check", process.execPath, "--check"),
  ".jsx": typescript,
  ".ts": typescript,
  ".mts": typescript,
  ".tsx": typescript,
  ".py": command("py_compile", "python3", "-m", "py_compile"),
  ".sh": bash,
  ".envrc": bash,
  ".env": command("sh -n", "sh", "-n"),
  ".go": gofmt,
  // Stopped after parsing: the SDK is not on the class path.
  ".java": command("javac, parsed", "javac", "-proc:none", "-XDshould-stop.ifNoError=PARSE"),
  ".scala": command("scalac, parsed", "scalac", "-Ystop-after:parser"),
  // Prints the formatted file, and fails where it cannot be parsed.
  ".rs": command("rustfmt", "rustfmt", "--edition", "2021", "--emit", "stdout"),
  ".rb": ruby,
  ".php": command("php -l", "php", "-l"),
  ".pl": perl,
  ".lua": command("luac -p", "luac5.4", "-p"),
  ".ex": elixir,
  ".exs": elixir,
  ".erl": command("erlc", "erlc", "-o", tmpdir()),
  ".R": command("R, parsed", "Rscript", "-e", "invisible(parse(file = commandArgs(TRUE)[1]))"),
  ".cpp": editor("cpp"),
  ".c": editor("cpp"),
  ".h": editor("cpp"),
  ".cs": editor("c-sharp"),
  ".ps1": editor("powershell"),
  ".tf": hcl,
  ".hcl": hcl,
  ".tfvars": hcl,
  ".tfbackend": hcl,
  ".nomad": hcl,
  ".xml": xml,
  ".plist": xml,
  ".config": xml,
  ".toml": toml,
  ".ini": ini,
  ".cfg": ini,
  ".boto": ini,
  ".s3cfg": ini,
  ".service": ini,
  ".json": json,
  ".ipynb": json,
  ".yaml": yaml,
  ".yml": yaml,
  ".mk": make,
};
const byName: readonly (readonly [RegExp, Tool])[] = [
  [/^\.env/, byEnding[".env"]!],
  [/^(?:Vagrantfile|Fastfile)$/, ruby],
  [/^Makefile$/, make],
  [/^(?:credentials|rclone\.conf|supervisord\.conf)$/, ini],
];

/** The tool for a file of this name; null where there is none. */
export function toolFor(name: string): Tool | null {
  const base = basename(name);
  const ending = extname(base) || base;
  return byName.find(([pattern]) => pattern.test(base))?.[1] ?? byEnding[ending] ?? null;
}

/** What a tool says of texts, each as a file of its own in a folder that is removed afterwards. */
export class Workbench {
  private readonly folder = mkdtempSync(join(tmpdir(), "planeguard-fixes-"));

  /** Null where nothing is wrong; `undefined` where the tool is not on the machine. */
  async check(tool: Tool, name: string, text: string): Promise<string | null | undefined> {
    const file = join(this.folder, basename(name));
    writeFileSync(file, text);
    try {
      return await tool.check(text, file);
    } catch (error) {
      if (error instanceof NoTool) return undefined;
      throw error;
    } finally {
      rmSync(file, { force: true });
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
