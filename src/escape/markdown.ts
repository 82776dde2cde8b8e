/**
 * Markdown as values: CommonMark with what VS Code, GitHub and others add (tables, links made of bare addresses, mentions, math,
 * footnotes). Raw HTML is markup everywhere but in code.
 */
import { Escaped, tagOf } from "./escaped";
import { shortened, visible, visibleLines } from "./visible";

export type Markdown = Escaped<"markdown">;

const mostShown = 1000;

/** `md`**${name}** is …``: what is put in is text, whatever it looks like. */
export const md = tagOf<"markdown">(text, {
  // The fences of two codes side by side would be read as one.
  join: (before, piece) => (before.endsWith("`") && piece.startsWith("`") ? `${before} ${piece}` : before + piece),
});

/** Ours as it stands: the documentation of a rule, a page that is made of nothing else. */
export function ownMarkdown(written: string): Markdown {
  return new Escaped(written);
}

/** What renderers turn into a link, a mention or a reference although it is no markup. */
const linksItself = /\/\/|www\.|@|mailto:|#\d/i;

/** Words, of which none begins a block, a link, an image, a table's cell or HTML. Runs of blanks are one. */
function text(value: string): string {
  return visible(shortened(value, mostShown))
    .split(/(\s+)/)
    .map((word, index) => (index % 2 === 1 ? " " : linksItself.test(word) ? code(word).text : escaped(word)))
    .join("");
}

function escaped(word: string): string {
  return (
    word
      .replace(/[\\`*_[\]<>!~|&$]/g, "\\$&")
      // What begins a block stands by itself (`-`, `1.`, `===`), or first (`#`; `::` is a command to some logs).
      .replace(/^(\d*)([.)]|[-=]+|\+)$|^(?=[#:])/, "$1\\$2")
  );
}

/** A value as code. A bar ends a table's cell, also within code: it stands between two codes. */
export function code(value: string): Markdown {
  return new Escaped(
    visible(shortened(value, mostShown))
      .split("|")
      .map((part) => (part === "" ? "" : span(part)))
      .join("\\|") || '""',
  );
}

/** Between fences that the value does not have; the blanks beside them are no part of it (CommonMark, section 6.1). */
function span(value: string): string {
  const fence = "`".repeat(longestRun(value) + 1);
  const blank = /^[` ]|[` ]$/.test(value) && value.trim() !== "" ? " " : "";
  return `${fence}${blank}${value}${blank}${fence}`;
}

/** Code of several lines. `language` is ours. */
export function codeBlock(value: string, language = ""): Markdown {
  const fence = "`".repeat(Math.max(3, longestRun(value) + 1));
  return new Escaped(`${fence}${language}\n${visibleLines(value)}\n${fence}`);
}

function longestRun(value: string): number {
  return (value.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}

/** A message of ours, with values of others between its backticks. */
export function prose(message: string): Markdown {
  return md`${shortened(message, 4 * mostShown)
    .split("`")
    .map((part, index) => (index % 2 === 0 ? part : code(part)))}`;
}
