/** Blocks of code in documentation: the fences of Markdown, and the listings of AsciiDoc. */
import { tableOf } from "../table";
import type { Span } from "../text";
import type { Form } from "./forms";

export interface Fence {
  /** In small letters; '' where none is said. */
  readonly language: string;
  readonly body: Span;
}

const markdownLine = /^[ \t]{0,40}(`{3,10}|~{3,10})[ \t]{0,8}([\w+-]{0,20})[^\n]{0,200}$/gm;
const asciiDocLine =
  /^(?:\[source(?:%\w{1,20})?,[ \t]{0,8}"?([\w+-]{1,20})[^\n]{0,200}\]|(-{4,10}|\.{4,10}|`{3,10})[\w+-]{0,20})[ \t]{0,20}\r?$/gm;

/** Whether a file is of documentation with blocks of code. */
export function isDocumentation(name: string, form: Form): boolean {
  return form === "markdown" || isAsciiDoc(name);
}

function isAsciiDoc(name: string): boolean {
  return /\.(?:adoc|asciidoc)$/i.test(name);
}

/** The blocks of a file, in the order of the text. */
export function fencesOf(text: string, name = ""): Fence[] {
  return isAsciiDoc(name) ? listings(text) : fences(text);
}

function fences(text: string): Fence[] {
  const found: Fence[] = [];
  let open: { mark: string; language: string; start: number } | null = null;
  for (const { 0: line, 1: mark, 2: language, index } of text.matchAll(markdownLine)) {
    if (!open) open = { mark: mark!, language: language!.toLowerCase(), start: index + line.length + 1 };
    else if (mark!.startsWith(open.mark) && language === "") {
      found.push({ language: open.language, body: { start: open.start, end: index } });
      open = null;
    }
  }
  return found;
}

function listings(text: string): Fence[] {
  const found: Fence[] = [];
  let open: { mark: string; start: number } | null = null;
  let language = "";
  for (const { 0: line, 1: said, 2: mark, index } of text.matchAll(asciiDocLine)) {
    if (said !== undefined) {
      if (!open) language = said.toLowerCase();
    } else if (!open) open = { mark: mark!, start: index + line.length + 1 };
    else if (mark === open.mark) {
      found.push({ language, body: { start: open.start, end: index } });
      open = null;
      language = "";
    }
  }
  return found;
}

/** What a block is called whose form is not its language's own name, by what its file would end in. */
const endings: { readonly [language: string]: string | undefined } = tableOf({
  terraform: "tf",
  opentofu: "tf",
  typescript: "ts",
  javascript: "js",
  python: "py",
  python3: "py",
  golang: "go",
  csharp: "cs",
  "c-sharp": "cs",
  ruby: "rb",
  rust: "rs",
  shell: "sh",
  console: "sh",
  kotlin: "kt",
  powershell: "ps1",
  cloudformation: "yaml",
});

/** The name of a file that would hold the block, without a folder. */
export function nameOfFence({ language }: Fence, text: string): string {
  const ending = endings[language] ?? language;
  return `example.${ending !== "" ? ending : /^\s*\{/.test(text) ? "json" : "txt"}`;
}
