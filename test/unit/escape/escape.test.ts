/** Each sink's escaping, judged by what reads the sink: a terminal, two renderers of Markdown, a parser of HTML, GitHub's runner. */
import assert from "node:assert/strict";

import { joined } from "../../../src/escape/escaped";
import { address, html } from "../../../src/escape/html";
import { json } from "../../../src/escape/json";
import { label, notice, plainText } from "../../../src/escape/label";
import { code, codeBlock, md, prose } from "../../../src/escape/markdown";
import { sarifText } from "../../../src/escape/sarif";
import { line, lines } from "../../../src/escape/terminal";
import { shortened, visible } from "../../../src/escape/visible";
import { workflowCommand } from "../../../src/escape/workflow-command";
import { hostileTexts } from "../../support/hostile-texts";
import { htmlNodes, markdownNodes, screenOf, workflowCommandsIn } from "../../support/sinks";

describe("what is invisible", () => {
  it("is written so that it can be read", () => {
    assert.equal(visible("a\u001b[2J\u009bm\u007f\u0000"), "a\\u001b[2J\\u009bm\\u007f\\u0000");
    assert.equal(visible("a\r\n\tb\u2028c\u2029"), "a\\r\\n\\tb\\u2028c\\u2029");
    assert.equal(visible("\u202eevil\u2066\u200f\u061c"), "\\u202eevil\\u2066\\u200f\\u061c");
    assert.equal(visible("s3:\u200bGet\ufeff\u00ad\ufe0f"), "s3:\\u200bGet\\ufeff\\u00ad\\ufe0f");
    assert.equal(visible("\u{e0041}\ud800x"), "\\udb40\\udc41\\ud800x");
    assert.equal(visible("größe 日本 👍 עברית"), "größe 日本 👍 עברית");
  });

  it("is cut from the middle where it is long, and no character in two", () => {
    assert.equal(shortened("abcdefghij", 10), "abcdefghij");
    assert.equal(shortened("abcdefghijk", 10), "abcde…hijk");
    assert.equal(shortened("👍".repeat(20), 10), "👍👍…👍👍");
  });
});

describe("a line of a terminal", () => {
  for (const text of hostileTexts) {
    it(`shows ${visible(shortened(text, 60))} where it was put, and nothing else`, async () => {
      const screen = await screenOf(`first\n${line`${text}`.text}\n${line`  found ${text} here`.text}\nlast\n`);
      assert.equal(screen.lines[0], "first");
      assert.ok(screen.lines.includes("last"), screen.lines.join("\n"));
      assert.equal(screen.title, "");
      for (const shown of screen.lines) assert.equal(shown, visible(shown));
      assert.deepEqual(workflowCommandsIn(`${line`${text}`.text}\n${line`  ${text}`.text}\n${lines(text)}\n`), []);
    });
  }

  it("keeps the colours that are ours", () => {
    const red = line`\u001b[31m${"\u001b[0m"}\u001b[39m`;
    assert.equal(line`${red}!`.text, "\u001b[31m\\u001b[0m\u001b[39m!");
    assert.deepEqual(workflowCommandsIn(line`${line`\u001b[1m`}${"::error::x"}`.text.replaceAll("\u001b[1m", "")), []);
  });

  it("is no command for what its pieces are together", () => {
    assert.deepEqual(workflowCommandsIn(line`${":"}${":error::x"}`.text), []);
    assert.deepEqual(workflowCommandsIn(line`${"##"}${"[error]x"}`.text), []);
  });
});

describe("a workflow command", () => {
  for (const text of hostileTexts) {
    it(`is one whatever it says: ${visible(shortened(text, 60))}`, () => {
      const written = workflowCommand("error", { file: text, title: "t" }, text);
      const [command, ...others] = workflowCommandsIn(`${written}\n`);
      assert.deepEqual(others, []);
      assert.equal(command!.name, "error");
      assert.deepEqual(Object.keys(command!.properties), ["file", "title"]);
      assert.equal(command!.properties["title"], "t");
    });
  }

  it("gives back what was put in", () => {
    const [command] = workflowCommandsIn(workflowCommand("notice", { file: "a:b,c%3A" }, "50%25\nof::x"));
    assert.deepEqual(command, { name: "notice", properties: { file: "a:b,c%3A" }, message: "50%25\nof::x" });
  });
});

/** Blanks are of no account in Markdown. */
const plain = (text: string) => text.replace(/\s+/g, "");

describe("Markdown", () => {
  for (const text of hostileTexts) {
    it(`renders ${visible(shortened(text, 60))} as text and as code`, () => {
      const pages = [
        md`${text}`,
        md`before ${text} behind`,
        md`- ${text}`,
        md`# ${text}`,
        md`**${code(text)}** and ${code(text)}`,
        md`${code(text)}${code(text)}${text}`,
        prose(`A message about \`${text}\`, and ${text}.`),
        codeBlock(text, "json"),
        joined([md`| a | b |`, md`|---|---|`, md`| ${code(text)} | ${text} |`], "\n"),
      ];
      const seen = visible(shortened(text, 1000));
      for (const page of pages) {
        const { tags, cells } = markdownNodes(page.text);
        assert.deepEqual(
          tags.filter(
            (tag) =>
              !["p", "ul", "li", "h1", "strong", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"].includes(
                tag,
              ),
          ),
          [],
          page.text,
        );
        if (page === pages.at(-1)) assert.deepEqual(cells.slice(2).map(plain), [seen, seen].map(plain), page.text);
      }
    });
  }

  it("keeps two codes apart", () => {
    const { codes } = markdownNodes(md`${code("a")}${code("b` ![x](https://evil.example) ``` c")}`.text);
    assert.deepEqual(codes, ["a", "b` ![x](https://evil.example) ``` c"]);
  });

  it("keeps what is put in as code, character by character", () => {
    for (const value of ["s3:Get*", "a`b", "``", "`", " a ", "${aws:username}", "a\\", "\\`", "<b>&amp;", "*_~"])
      assert.deepEqual(markdownNodes(code(value).text).codes, [value]);
  });

  it("keeps what is put in as text", () => {
    for (const value of [
      "*a* _b_ `c` [d](e) <f> &amp; ~g~ | h \\ i",
      "# a",
      "1. a",
      "- a",
      "+ a",
      "> a",
      "=== a",
      "$x$",
    ])
      assert.deepEqual(markdownNodes(md`${value}`.text).text.trim(), value);
  });
});

describe("HTML", () => {
  for (const text of hostileTexts) {
    it(`holds ${visible(shortened(text, 60))} as text and in attributes`, () => {
      const page = html`<!doctype html><title>${text}</title><p title="${text}">${text}</p><pre>${text}</pre>`.text;
      assert.deepEqual(
        htmlNodes(page).map(({ tag, attributes }) => [tag, ...attributes]),
        [["html"], ["head"], ["title"], ["body"], ["p", "title"], ["pre"]],
      );
    });
  }

  it("leads to web pages alone", () => {
    assert.equal(address("https://docs.aws.amazon.com/IAM?x#y"), "https://docs.aws.amazon.com/IAM?x#y");
    for (const url of [
      "javascript:alert(1)",
      "data:text/html,x",
      "https:evil",
      " https://a",
      "//a.b",
      "https://a.b@c",
      "file:///etc",
    ])
      assert.equal(address(url), "about:blank#blocked", url);
  });
});

describe("JSON", () => {
  for (const text of hostileTexts) {
    it(`carries ${visible(shortened(text, 60))} unchanged, and shows it`, () => {
      const written = json({ [text]: [text] });
      assert.deepEqual(JSON.parse(written), { [text]: [text] });
      assert.equal(visible(written.replaceAll("\n", "")), written.replaceAll("\n", ""));
      assert.deepEqual(workflowCommandsIn(written), []);
    });
  }
});

describe("the text of a SARIF message", () => {
  it("has no link, however its brackets were escaped before", () => {
    const readings = [/(?<!\\)(?:\\\\)*\[((?:\\.|[^\\[\]])*)\]\(/, /(?<!\\)\[[^\]]*[^\\]\]\(/];
    for (const text of [...hostileTexts, "\\[a](b)", "[a\\](b)", "\\[a\\](b)", "\\\\[a\\\\](b)", "[[a](b)](c)"])
      for (const link of readings) assert.doesNotMatch(sarifText(text), link);
    assert.equal(sarifText("s3:[click](https://a)"), "s3:\\[click\\](https://a)");
    assert.equal(sarifText("C:\\a\\b"), "C:\\a\\b");
  });
});

describe("labels of VS Code", () => {
  it("draw no icons, run no commands and stay on one line", () => {
    assert.equal(plainText("a\nb $(x)"), "a\\nb $(x)");
    assert.equal(label("$(check) all is well"), "\\$(check) all is well");
    assert.equal(notice("see [here](command:x)"), "see [here] (command:x)");
  });
});
