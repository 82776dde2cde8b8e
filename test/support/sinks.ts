/** What reads the sinks: whether something got through is for them to say. */
import { createRequire } from "node:module";

import { marked } from "marked";
import { type DefaultTreeAdapterTypes, parse, parseFragment } from "parse5";

const require = createRequire(__filename);
const { Terminal } = require("@xterm/headless") as typeof import("@xterm/headless");
const MarkdownIt = require("markdown-it") as new (options: { readonly html: boolean; readonly linkify: boolean }) => {
  render(text: string): string;
};

export interface Screen {
  /** As a person sees them: what is invisible is blank. Without those that are empty. */
  readonly lines: readonly string[];
  readonly title: string;
}

/** What a terminal shows once all has been written to it. */
export async function screenOf(output: string, { columns = 200, rows = 60 } = {}): Promise<Screen> {
  const terminal = new Terminal({
    cols: columns,
    rows,
    scrollback: 10_000,
    allowProposedApi: true,
    convertEol: true,
  });
  let title = "";
  terminal.onTitleChange((given) => (title = given));
  await new Promise<void>((written) => terminal.write(output, written));
  const buffer = terminal.buffer.active;
  const lines: string[] = [];
  const cell = buffer.getNullCell();
  for (let row = 0; row < buffer.length; row++) {
    const cells = buffer.getLine(row)!;
    // Most of a screen is empty, and to look at each cell takes long.
    const isEmpty = cells.translateToString(true) === "";
    let text = "";
    for (let column = 0; !isEmpty && column < columns; column++) {
      cells.getCell(column, cell);
      if (cell.getWidth() > 0) text += cell.isInvisible() ? " " : cell.getChars() || " ";
    }
    // A long line goes on in the next row.
    if (cells.isWrapped && lines.length > 0) lines[lines.length - 1] += text;
    else lines.push(text);
  }
  terminal.dispose();
  return { lines: lines.map((text) => text.trimEnd()).filter((text) => text !== ""), title };
}

export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** The commands that a runner would take from a log: `::name …::` at the beginning of a line, `##[…]` and `##vso[…]` anywhere. */
export function workflowCommandsIn(log: string): WorkflowCommand[] {
  return log.split(/\r\n|\r|\n/).flatMap((line): WorkflowCommand[] => {
    const found = /^\s*::([^\s:]*)(?: (.*?))?::(.*)$/su.exec(line);
    if (!found) {
      const old = /##(?:vso)?\[(.*)$/s.exec(line);
      return old
        ? [{ name: `##[${old[1]}`, properties: {}, message: "" }]
        : /^\s*::/.test(line)
          ? [{ name: line, properties: {}, message: "" }]
          : [];
    }
    const [, name, given = "", message] = found;
    const properties = given
      .split(",")
      .filter((pair) => pair !== "")
      .map((pair): [string, string] => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at).trim(), unescaped(pair.slice(at + 1))];
      });
    return [{ name: name!, properties: Object.fromEntries(properties), message: unescaped(message!) }];
  });
}

function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { "%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": "," };
  return text.replace(/%(?:25|0D|0A|3A|2C)/g, (sign) => signs[sign]!);
}

export interface HtmlNode {
  readonly tag: string;
  /** Their names. */
  readonly attributes: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** The elements of a page, in the order of the text, comments as `!--`. */
export function htmlNodes(page: string): HtmlNode[] {
  return nodesOf(treeOf(page));
}

function treeOf(page: string): DefaultTreeAdapterTypes.ParentNode {
  return /^\s*<!doctype/i.test(page) ? parse(page) : parseFragment(page);
}

function nodesOf(node: DefaultTreeAdapterTypes.ParentNode): HtmlNode[] {
  return node.childNodes.flatMap((child): HtmlNode[] => {
    if (child.nodeName === "#comment") return [{ tag: "!--", attributes: [], values: {} }];
    if (!("tagName" in child)) return [];
    const values = Object.fromEntries(child.attrs.map(({ name, value }) => [name, value]));
    return [{ tag: child.tagName, attributes: Object.keys(values), values }, ...nodesOf(child)];
  });
}

export interface RenderedMarkdown {
  /** Of all elements, as each of the renderers makes them. */
  readonly tags: readonly string[];
  readonly nodes: readonly HtmlNode[];
  /** What stands in code, as the last renderer has it. */
  readonly codes: readonly string[];
  /** Of tables. */
  readonly cells: readonly string[];
  readonly text: string;
}

const preview = new MarkdownIt({ html: true, linkify: true });

/** What VS Code's hovers (marked) and its preview (markdown-it, with HTML and bare links) make of a text. */
export function markdownNodes(text: string): RenderedMarkdown {
  const last = parseFragment(preview.render(text));
  const nodes = [...htmlNodes(marked.parse(text, { async: false, gfm: true })), ...nodesOf(last)];
  return {
    tags: nodes.map(({ tag }) => tag),
    nodes,
    // Most who ask want the elements alone.
    get codes() {
      return textsIn(last, "code");
    },
    get cells() {
      return textsIn(last, "th", "td");
    },
    get text() {
      return textsIn(last).join("");
    },
  };
}

/** The texts of elements of these names, else of the whole. */
function textsIn(node: DefaultTreeAdapterTypes.ParentNode, ...tags: readonly string[]): string[] {
  return node.childNodes.flatMap((child): string[] => {
    if ("value" in child) return tags.length === 0 ? [child.value] : [];
    if (!("childNodes" in child)) return [];
    return "tagName" in child && tags.includes(child.tagName) ? [textsIn(child).join("")] : textsIn(child, ...tags);
  });
}
