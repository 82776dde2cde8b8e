/** The look of the HTML report: VS Code's colours in a webview, its own in a file; light, dark and on paper. */

export const css = `
:root {
  color-scheme: light dark;
  --back: var(--vscode-editor-background, light-dark(#ffffff, #16181d));
  --text: var(--vscode-editor-foreground, light-dark(#1c2128, #e3e6ea));
  --soft: var(--vscode-descriptionForeground, light-dark(#57606a, #9aa4b0));
  --line: var(--vscode-panel-border, light-dark(#d8dee4, #333a44));
  --raised: var(--vscode-textCodeBlock-background, light-dark(#f6f8fa, #1f242c));
  --link: var(--vscode-textLink-foreground, light-dark(#0757b5, #6cb0ff));
  --fail: light-dark(#b3261e, #ff8a80);
  --pass: light-dark(#1a7f37, #57c97a);
  --open: light-dark(#8a5a00, #e3b341);
  --attest: light-dark(#5b3fc4, #b39dff);
  --none: light-dark(#6e7781, #8b949e);
}
body.vscode-light { color-scheme: light; }
body.vscode-dark, body.vscode-high-contrast { color-scheme: dark; }
* { box-sizing: border-box; }
html { font-size: 15px; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 68rem; background: var(--back); color: var(--text); font: 1rem/1.5 var(--vscode-font-family, system-ui, sans-serif); }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.1rem 0 .3rem; }
p { margin: .35rem 0; }
p, li, summary, h1 { overflow-wrap: anywhere; }
/* VS Code underlines no link in what it shows of an extension. */
a { color: var(--link); text-decoration: underline; }
code, pre { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); font-size: .86rem; }
code { overflow-wrap: anywhere; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 4px; padding: .6rem .8rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--soft); white-space: nowrap; }
.short { white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.soft { color: var(--soft); }
.demo { border: 1px solid var(--open); color: var(--open); border-radius: 4px; padding: .5rem .8rem; margin: 0 0 1.25rem; font-weight: 600; }
.totals { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 1.25rem 0 0; padding: 0; list-style: none; }
.totals strong { font-size: 1.6rem; display: block; line-height: 1.2; }
.fail { color: var(--fail); } .pass { color: var(--pass); } .not-assessed { color: var(--open); } .attest { color: var(--attest); } .not-applicable { color: var(--none); }
.worst { padding-left: 1.5rem; } .worst li { margin: .5rem 0; }
.bar { display: flex; height: .6rem; min-width: 8rem; border-radius: 3px; overflow: hidden; background: var(--line); margin-top: .4rem; }
.bar span { background: currentColor; }
details { border: 1px solid var(--line); border-radius: 4px; margin: .6rem 0; }
summary { cursor: pointer; padding: .55rem .8rem; font-weight: 600; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--vscode-focusBorder, var(--link)); outline-offset: 1px; }
details > div { padding: 0 .8rem .8rem; }
.tag { display: inline-block; border: 1px solid currentColor; border-radius: 3px; padding: 0 .4rem; font-size: .78rem; font-weight: 600; margin-right: .5rem; }
.critical, .high { color: var(--fail); } .medium { color: var(--open); } .low { color: var(--none); }
.map td, .map th { text-align: center; padding: .3rem .4rem; } .map th:first-child { text-align: left; }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 2px solid var(--vscode-focusBorder, var(--link)); outline-offset: 1px; }
@media (max-width: 40rem) {
  body { padding: 1rem .75rem 3rem; }
  th, .short { white-space: normal; }
  .map th, .map td { white-space: nowrap; }
  th, td { padding-right: .4rem; }
  .bar { min-width: 3rem; }
}
.printed { display: none; }
/* The counts above say the same. */
@media (forced-colors: active) { .bar { display: none; } }
@media print {
  :root { color-scheme: light; --back: #fff; --text: #000; }
  html { font-size: 10px; }
  body { padding: 0; max-width: none; }
  tr, pre { break-inside: avoid; }
  summary, h2, h3, thead { break-after: avoid; }
  h2 { margin-top: 1.25rem; }
  td, th { padding-top: .15rem; padding-bottom: .15rem; }
  .bar { display: none; }
  .appendix { break-before: page; }
  details::details-content { content-visibility: visible; height: auto; }
  .check-pass::details-content, .check-not-applicable::details-content { display: none; }
  .template { display: none; }
  .printed { display: block; }
  pre { white-space: pre-wrap; }
}
`;
