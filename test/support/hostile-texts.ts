/** What strangers may write where a name or a value stands: for each sink something that it would obey. */
export const hostileTexts: readonly string[] = [
  // Terminals: up, erase, invisible; the 8-bit form; the title; a link; a bell; return, backspace and tabs over what stands there.
  "x\u001b[20A\u001b[G\u001b[0JNothing found\u001b[8m",
  "x\u009b20A\u009b0J",
  "\u001b]0;title\u0007\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007",
  "\u001bc\u001b[?1049h",
  "error\rclean\u0008\u0008\u007f",
  "a\nNothing found in 1 file",
  "a\u2028b\u2029c\u0085d\u000be\u000cf",
  // Direction and what has no shape.
  "\u202egnp.lanif\u202c \u2066x\u2069 \u200e\u200f\u061c",
  "s3:\u200bGet\u200cOb\u200dject\u2060\ufeff",
  "a\u{e0049}\u{e0067}\u{e006e}",
  "half \ud83d of a pair \udc4d",
  // Workflow commands.
  "::error::forged",
  "a\n::stop-commands::x7",
  "\r\n  ::add-mask::e",
  "##[error]forged ##vso[task.complete result=Succeeded;]",
  "a,title=b::c%0A::error::d",
  // Markdown.
  "![x](https://evil.example/p.png)",
  "` ![x](https://evil.example/p.png) `",
  "``` ![x](https://evil.example/p.png)",
  "a\n```\n![x](https://evil.example/p.png)\n~~~\n# b",
  "[click](https://evil.example) [ref]: https://evil.example",
  "[a](command:workbench.action.quit)",
  "\\[a](https://evil.example) \\![b](https://evil.example) \\",
  "https://evil.example www.evil.example evil@evil.example //evil.example mailto:e@evil.example",
  "<https://evil.example> <e@evil.example>",
  "<img src=https://evil.example/p.png><script>alert(1)</script><!-- ",
  "a | b \\| c || `d | e`",
  "# heading",
  "> quote",
  "- item",
  "1. item",
  "---",
  "===",
  "    code",
  "*a* **b** _c_ ~~d~~ &lt;e&gt; $f$ [^1] @team #12",
  "|a|b|\n|-|-|\n|c|d|",
  // HTML.
  `"><svg onload=alert(1)>`,
  `' onmouseover='alert(1)`,
  "</title></style></pre><base href=//evil.example>",
  "javascript:alert(1)",
  "&#106;avascript:",
  // VS Code's labels, templates of messages.
  "$(check) $(error~spin) {0} %s %d ${env:HOME}",
  // Longer than any sink shows but a page.
  "long ".repeat(900),
];
