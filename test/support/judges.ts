/** Whether a sink was given anything that it obeys and that is not ours: by what reads the sink. */
import assert from "node:assert/strict";

import type { Log } from "sarif";

import { visible } from "../../src/escape/visible";
import { csvRecords } from "./csv";
import { type HtmlNode, htmlNodes, markdownNodes, screenOf, workflowCommandsIn } from "./sinks";
import { xmlElements } from "./xml";

export type Sink =
  | "terminal"
  | "workflow commands"
  | "JSON"
  | "SARIF"
  | "CSV"
  | "XML"
  | "Markdown"
  | "HTML"
  | "plain text"
  | "script"
  | "diff";

/** Throws where a text of that sink is not what it ought to be. `harmless` is what the same writer makes of texts that no sink obeys. */
export type Judge = (written: string, harmless: string) => void | Promise<void>;

const colours = /\u001b\[\d*m/g;

async function terminal(written: string): Promise<void> {
  assert.deepEqual(workflowCommandsIn(written.replace(colours, "")), []);
  const lines = written
    .replace(colours, "")
    .split("\n")
    .filter((line) => line.trim() !== "");
  for (const line of lines) assert.equal(line, visible(line));
  const screen = await screenOf(written, { columns: 400 });
  assert.equal(screen.title, "");
  assert.equal(screen.lines.length, lines.length);
}

/** Its lines keep their tabs and the ends that they have on Windows. */
function diff(written: string): Promise<void> {
  return terminal(written.replace(/\t|\r$/gm, ""));
}

function workflowCommands(written: string): void {
  const commands = workflowCommandsIn(written);
  assert.equal(commands.length, written.split("\n").length - 1);
  for (const { name, properties } of commands) {
    assert.match(name, /^(?:error|warning|notice)$/);
    for (const key of Object.keys(properties)) assert.match(key, /^(?:file|line|endLine|col|endColumn|title)$/);
  }
}

function json(written: string): void {
  JSON.parse(written);
  for (const line of written.split("\n")) assert.equal(line, visible(line));
  assert.deepEqual(workflowCommandsIn(written), []);
}

/** A link as plain text of SARIF has it, whichever way a reader takes the backslashes before a bracket. */
const links = [/(?<!\\)(?:\\\\)*\[((?:\\.|[^\\[\]])*)\]\(/, /(?<!\\)\[[^\]]*[^\\]\]\(/];

function sarif(written: string): void {
  json(written);
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, one] of Object.entries(value)) {
      if (/^(?:text|justification)$/.test(key) && typeof one === "string") {
        assert.equal(one, visible(one));
        for (const link of links) assert.doesNotMatch(one, link);
      }
      if (key === "markdown" && typeof one === "string") markdown(one);
      // Contents of files are no messages.
      if (key !== "insertedContent" && key !== "snippet") look(one);
    }
  };
  // The pages of rules are ours.
  for (const { results, invocations } of (JSON.parse(written) as Log).runs) look([results, invocations]);
}

/** As many records as without hostile texts, and no formula of a spreadsheet. */
function csv(written: string, harmless: string): void {
  const [records, expected] = [csvRecords(written), csvRecords(harmless)];
  assert.equal(records.length, expected.length);
  for (const record of records) {
    assert.equal(record.length, expected[0]!.length);
    for (const field of record) {
      assert.doesNotMatch(field, /^\s*[=+\-@]/);
      assert.equal(field, visible(field));
    }
  }
  assert.deepEqual(workflowCommandsIn(written), []);
}

/** What JUnit's and Checkstyle's readers know. */
const xmlShapes: Readonly<Record<string, RegExp>> = {
  testsuites: /^name tests failures errors$/,
  testsuite: /^name tests failures errors skipped$/,
  testcase: /^classname name(?: file(?: line)?)?$/,
  failure: /^type message$/,
  error: /^type message$|^line (?:column )?severity message source$/,
  "system-out": /^$/,
  checkstyle: /^version$/,
  file: /^name$/,
};

/** No element or attribute but these, and nothing in them that is not seen. */
function xml(written: string): void {
  for (const { name, attributes, text } of xmlElements(written)) {
    assert.match(Object.keys(attributes).join(" "), xmlShapes[name] ?? /^no such element/, name);
    for (const value of [...Object.values(attributes), text]) {
      const seen = value.replace(/[\n\t]/g, "");
      assert.equal(seen, visible(seen));
    }
  }
  assert.deepEqual(workflowCommandsIn(written), []);
}

/** Ours alone: neither images nor HTML, and links to nobody else. */
function markdown(written: string): void {
  for (const line of written.split("\n")) assert.equal(line.replaceAll("\t", ""), visible(line.replaceAll("\t", "")));
  const { nodes } = markdownNodes(written);
  for (const { tag, values } of nodes) {
    assert.doesNotMatch(tag, /^(?:img|script|style|svg|iframe|base|title|meta|input|!--)$/, written);
    if (values["href"] !== undefined) {
      assert.match(values["href"], /^https:\/\//, written);
      assert.doesNotMatch(values["href"], /evil/, written);
    }
  }
}

const shapeOf = (nodes: readonly HtmlNode[]) =>
  nodes
    // A reason may quote something.
    .filter(({ tag, attributes }) => tag !== "code" || attributes.length > 0)
    .map(({ tag, attributes }) => [tag, ...attributes].join(" "));

/** By the page: many are compared with the same one. */
const harmlessShapes = new Map<string, readonly string[]>();

/** The elements and attributes of the page without hostile texts, and no others. */
function html(written: string, harmless: string): void {
  const nodes = htmlNodes(written);
  const shape = harmlessShapes.get(harmless) ?? shapeOf(htmlNodes(harmless));
  harmlessShapes.set(harmless, shape);
  assert.deepEqual(shapeOf(nodes), shape);
  for (const { values } of nodes)
    for (const name of ["href", "src"])
      if (values[name] !== undefined) assert.match(values[name], /^(?:https:\/\/(?!evil)|#|about:blank)/);
}

function plainText(written: string): void {
  assert.equal(written, visible(written));
}

/** Shell, YAML and Terraform: what others wrote stands in comments alone. */
function script(written: string, harmless: string): void {
  const code = (text: string) => text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).filter((line) => !line.startsWith("# "));
  assert.deepEqual(code(written), code(harmless));
}

export const judges: Readonly<Record<Sink, Judge>> = {
  terminal,
  "workflow commands": workflowCommands,
  JSON: json,
  SARIF: sarif,
  CSV: csv,
  XML: xml,
  Markdown: markdown,
  HTML: html,
  "plain text": plainText,
  script,
  diff,
};
