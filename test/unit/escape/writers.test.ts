/** Everything that writes for a person or a machine, with hostile texts in all that strangers control, judged by what reads its sink. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

import { checks } from "../../../src/account/checks/generated/index";
import { readOnlyPolicy } from "../../../src/account/permissions";
import type { Analysis } from "../../../src/analysis/analysis";
import type { AssertionNote } from "../../../src/analysis/assertions/notes";
import type { RehearsalReport } from "../../../src/analysis/rehearsal/report";
import { rules } from "../../../src/analysis/rules/generated/index";
import type { SourceDocument } from "../../../src/analysis/source/document";
import { plainText } from "../../../src/escape/label";
import { shortened, visible } from "../../../src/escape/visible";
import { replacedKeysPage } from "../../../src/guidance/replaced-keys";
import { rotationGuide } from "../../../src/guidance/rotation";
import { actionsAt } from "../../../src/language/actions";
import { shownOf } from "../../../src/language/diagnostics";
import { assertionHoverAt } from "../../../src/language/hover/assertions";
import { callHoverAt } from "../../../src/language/hover/calls";
import { rulesAt } from "../../../src/language/hover/rules";
import { assertionLensesOf } from "../../../src/language/summary/assertion-lens";
import { handlerLensesOf } from "../../../src/language/summary/handler-lens";
import { accountsText } from "../../../src/report/accounts-text";
import { checkCheckstyle } from "../../../src/report/check-checkstyle";
import { checkGithub } from "../../../src/report/check-github";
import { checkGitlab, checkGitlabSast } from "../../../src/report/check-gitlab";
import { checkJson } from "../../../src/report/check-json";
import { checkJunit } from "../../../src/report/check-junit";
import { checkMarkdown } from "../../../src/report/check-markdown";
import { checkSarif } from "../../../src/report/check-sarif";
import { checkText } from "../../../src/report/check-text";
import { configJson, type ConfigReport, configText } from "../../../src/report/config-report";
import { deniedJson, deniedText } from "../../../src/report/denied-text";
import { diffJson } from "../../../src/report/diff-json";
import { diffMarkdown } from "../../../src/report/diff-markdown";
import { diffSarif } from "../../../src/report/diff-sarif";
import { diffText } from "../../../src/report/diff-text";
import { byStatement, changeLine } from "../../../src/report/diff-words";
import { explain } from "../../../src/report/explain";
import { fixDiff } from "../../../src/report/fix-diff";
import { accountsHtml } from "../../../src/report/html/accounts-html";
import { postureHtml } from "../../../src/report/html/posture-html";
import { mayJson, mayText } from "../../../src/report/may-report";
import { needsCdk, needsCloudFormation, needsTerraform } from "../../../src/report/needs-code";
import { needsJson, needsPolicy } from "../../../src/report/needs-json";
import { needsText } from "../../../src/report/needs-text";
import { permissionsPage } from "../../../src/report/permissions";
import { changesPage } from "../../../src/report/posture-changes";
import { accountsCsv, postureCsv } from "../../../src/report/posture-csv";
import { accountsJson, postureJson } from "../../../src/report/posture-json";
import { accountsOcsf, postureOcsf } from "../../../src/report/posture-ocsf";
import { accountsSarif, postureSarif } from "../../../src/report/posture-sarif";
import { postureText } from "../../../src/report/posture-text";
import { rehearsalJson, rehearsalText } from "../../../src/report/rehearse-report";
import { remediationDocuments } from "../../../src/report/remediation";
import { baselineOf, createEngine } from "../../../src/workspace/engine";
import { Understanding } from "../../../src/workspace/understanding";
import { temporaryFolder } from "../../support/folder";
import {
  accountsWith,
  denialsWith,
  diffWith,
  documentsWith,
  needsWith,
  postureWith,
  reachWith,
  reportWith,
} from "../../support/hostile-inputs";
import { checksOf, comparisonsOf, demoReport, perText } from "../../support/hostile-reports";
import { hostileTexts } from "../../support/hostile-texts";
import { judges, type Sink } from "../../support/judges";
import { planeguard } from "../../support/terminal";
import { importsOf, root, sourceFiles } from "../architecture/sources";

interface Writer {
  /** Of the code: a function, or a command with its format. */
  readonly name: string;
  readonly sink: Sink;
  /** The files of `src` whose escaping this shows. */
  readonly files: readonly string[];
  /** Every one of them by default. */
  readonly texts?: readonly string[];
  write(text: string): Promise<readonly string[]> | readonly string[];
}

const tool = { name: "planeguard", version: "1.2.3", catalogDate: "2026-01-01" } as const;
const hash = (text: string) => Buffer.from(text).toString("hex");
const policyOf = (actions: readonly string[]) => ({ Statement: [{ Action: actions }] });

/** All that governs a file, with this text wherever a name or a value stands. */
function configWith(text: string): ConfigReport {
  const said = { value: text, from: { file: text, line: 1 } };
  return {
    file: text,
    sources: [text],
    excluded: true,
    preset: said,
    tests: said,
    rules: [{ rule: text, ...said }],
    policyType: text,
    trustedAccounts: [text],
    suppressions: [{ rules: [text], reason: text, until: text }],
    baseline: text,
    problems: [],
  };
}

/** Documents are analysed anew for each text: of those that do the same to a sink, one is enough. */
const fewTexts = hostileTexts.filter((text) =>
  /^(?:x\u001b|\u001b\]|a\nNothing|\u202e|half|::error|##\[|!\[x|` !|<img|a \| b|\$\(check)/.test(text),
);

/** For what no stranger has a word in. */
const ours = ["harmless"];

const checkSinks = {
  text: "terminal",
  json: "JSON",
  sarif: "SARIF",
  github: "workflow commands",
  gitlab: "JSON",
  "gitlab-sast": "JSON",
  junit: "XML",
  checkstyle: "XML",
  markdown: "Markdown",
} as const;

const diffSinks = { text: "terminal", json: "JSON", markdown: "Markdown", sarif: "SARIF" } as const;

/** In each verdict. */
function assertionNotesWith(text: string): readonly AssertionNote[] {
  const start = { line: 1, column: 1, offset: 0 };
  const looked = { role: 1, user: 0, group: 0, other: 0, resource: 0, policy: 1 };
  const statement = { label: text, subject: text, file: text, range: { start, end: start } };
  return (["holds", "broken", "unknown", "idle"] as const).map((verdict) => ({
    at: { start: 0, end: 3 },
    text: "put",
    sentence: text,
    verdict,
    looked,
    because: verdict === "holds" ? null : text,
    more: 1,
    statement,
  }));
}

const writers: readonly Writer[] = [
  {
    name: "checkText",
    sink: "terminal",
    files: ["report/check-text", "report/style"],
    write: (text) => [false, true].map((colour) => checkText(reportWith(text), { colour })),
  },
  {
    name: "checkJson",
    sink: "JSON",
    files: ["report/check-json"],
    write: (text) => [checkJson(reportWith(text), tool)],
  },
  {
    name: "checkSarif",
    sink: "SARIF",
    files: ["report/sarif", "report/check-sarif"],
    write: (text) => [checkSarif(reportWith(text), tool, rules, hash, "/")],
  },
  {
    name: "checkGithub",
    sink: "workflow commands",
    files: ["report/check-github"],
    write: (text) => [checkGithub(reportWith(text))],
  },
  {
    name: "fixDiff",
    sink: "diff",
    files: ["report/fix-diff"],
    write: (text) => [
      fixDiff({ file: text, before: `a\n${text}\nb\n`, after: `a\n${text}\nc\n` }, []),
      fixDiff({ file: "a", before: `${text}\n`, after: `${text}\n${text}` }, []),
    ],
  },
  {
    name: "deniedText",
    sink: "terminal",
    files: ["report/denied-text"],
    write: (text) => [false, true].map((colour) => deniedText(denialsWith(text), { colour })),
  },
  {
    name: "deniedJson",
    sink: "JSON",
    files: ["report/denied-text"],
    write: (text) => [deniedJson(denialsWith(text), tool)],
  },
  {
    name: "needsText",
    sink: "terminal",
    files: ["report/needs-text"],
    write: (text) => [false, true].map((colour) => needsText(needsWith(text), { colour })),
  },
  {
    name: "needsJson",
    sink: "JSON",
    files: ["report/needs-json"],
    write: (text) => [needsJson(needsWith(text), tool)],
  },
  ...Object.entries({ needsPolicy, needsCloudFormation, needsTerraform, needsCdk }).map(([name, written]): Writer => ({
    name,
    sink: "terminal",
    files: [],
    write: (text) => [written(needsWith(text))],
  })),
  {
    name: "checkJunit",
    sink: "XML",
    files: ["report/check-junit"],
    write: (text) => [checkJunit(reportWith(text))],
  },
  {
    name: "checkCheckstyle",
    sink: "XML",
    files: ["report/check-checkstyle"],
    write: (text) => [checkCheckstyle(reportWith(text))],
  },
  {
    name: "checkGitlab",
    sink: "JSON",
    files: ["report/check-gitlab"],
    write: (text) => [checkGitlab(reportWith(text), hash, "/")],
  },
  {
    name: "checkGitlabSast",
    sink: "JSON",
    files: ["report/check-gitlab"],
    write: (text) => [checkGitlabSast(reportWith(text), tool, rules, hash, "/", "2026-06-15T12:00:00.000Z")],
  },
  {
    name: "checkMarkdown",
    sink: "Markdown",
    files: ["report/check-markdown"],
    write: (text) => [checkMarkdown(reportWith(text))],
  },
  {
    name: "configText",
    sink: "terminal",
    files: ["report/config-report"],
    write: (text) => [false, true].map((colour) => configText(configWith(text), { colour })),
  },
  {
    name: "configJson",
    sink: "JSON",
    files: ["report/config-report"],
    write: (text) => [configJson(configWith(text), tool)],
  },
  {
    name: "mayText",
    sink: "terminal",
    files: ["report/may-report"],
    write: (text) => [false, true].map((colour) => mayText(reachWith(text), { colour })),
  },
  {
    name: "mayJson",
    sink: "JSON",
    files: ["report/may-report"],
    write: (text) => [mayJson(reachWith(text))],
  },
  {
    name: "rehearsalText",
    sink: "terminal",
    files: ["report/rehearse-report"],
    write: (text) => [false, true].map((colour) => rehearsalText(rehearsalWith(text), { colour })),
  },
  {
    name: "rehearsalJson",
    sink: "JSON",
    files: ["report/rehearse-report"],
    write: (text) => [rehearsalJson(rehearsalWith(text), tool)],
  },
  {
    name: "diffText",
    sink: "terminal",
    files: ["report/diff-text", "report/diff-words"],
    write: (text) => [false, true].map((colour) => diffText(diffWith(text), { colour })),
  },
  {
    name: "changeLine",
    sink: "plain text",
    files: ["workspace/diff/document-change"],
    write: (text) =>
      diffWith(text).subjects.flatMap(({ newlyAllowed }) =>
        byStatement(newlyAllowed).map((one) => plainText(changeLine(one))),
      ),
  },
  {
    name: "diffJson",
    sink: "JSON",
    files: ["report/diff-json"],
    write: (text) => [diffJson(diffWith(text), tool)],
  },
  {
    name: "diffMarkdown",
    sink: "Markdown",
    files: ["report/diff-markdown"],
    write: (text) => [diffMarkdown(diffWith(text))],
  },
  {
    name: "diffSarif",
    sink: "SARIF",
    files: ["report/sarif", "report/diff-sarif"],
    write: (text) => [diffSarif(diffWith(text), tool, hash, "/")],
  },
  {
    name: "postureText",
    sink: "terminal",
    files: ["report/posture-text", "report/wrapped"],
    write: (text) => [false, true].map((colour) => postureText(postureWith(text), { colour, width: colour ? 60 : 80 })),
  },
  {
    name: "postureJson",
    sink: "JSON",
    files: ["report/posture-json"],
    write: (text) => [postureJson(postureWith(text), tool)],
  },
  {
    name: "postureSarif",
    sink: "SARIF",
    files: ["report/sarif"],
    write: (text) => [postureSarif(postureWith(text), tool, hash, text)],
  },
  {
    name: "postureCsv",
    sink: "CSV",
    files: ["report/posture-csv"],
    write: (text) => [postureCsv(postureWith(text))],
  },
  {
    name: "postureOcsf",
    sink: "JSON",
    files: ["report/posture-ocsf"],
    write: (text) => [postureOcsf(postureWith(text), tool, hash)],
  },
  {
    name: "postureHtml",
    sink: "HTML",
    files: [
      "report/html/posture-html",
      "report/html/front-page",
      "report/html/check-section",
      "report/html/coverage-section",
    ],
    write: (text) => [
      postureHtml(postureWith(text), tool),
      postureHtml(postureWith(text), tool, postureWith("earlier")),
    ],
  },
  {
    name: "accountsText",
    sink: "terminal",
    files: ["report/accounts-text"],
    write: (text) => [false, true].map((summary) => accountsText(accountsWith(text), { colour: summary, summary })),
  },
  {
    name: "accountsJson",
    sink: "JSON",
    files: ["report/posture-json"],
    write: (text) => [accountsJson(accountsWith(text), tool)],
  },
  {
    name: "accountsSarif",
    sink: "SARIF",
    files: ["report/sarif"],
    write: (text) => [accountsSarif(accountsWith(text), tool, hash, text)],
  },
  {
    name: "accountsCsv",
    sink: "CSV",
    files: ["report/posture-csv"],
    write: (text) => [accountsCsv(accountsWith(text))],
  },
  {
    name: "accountsOcsf",
    sink: "JSON",
    files: ["report/posture-ocsf"],
    write: (text) => [accountsOcsf(accountsWith(text), tool, hash)],
  },
  {
    name: "accountsHtml",
    sink: "HTML",
    files: ["report/html/accounts-html"],
    write: (text) => [accountsHtml(accountsWith(text), tool)],
  },
  {
    name: "changesPage",
    sink: "Markdown",
    files: ["report/posture-changes"],
    write: (text) => [
      changesPage(postureWith("earlier"), postureWith(text)),
      changesPage(postureWith(text), postureWith("later")),
    ],
  },
  {
    name: "permissionsPage",
    sink: "Markdown",
    files: ["report/permissions"],
    write: (text) => [permissionsPage(readOnlyPolicy(), postureWith(text), policyOf)],
  },
  {
    name: "remediationDocuments",
    sink: "script",
    files: ["report/remediation"],
    write: (text) => remediationOf(text, ({ kind }) => kind !== "console"),
  },
  {
    name: "remediationDocuments (console)",
    sink: "Markdown",
    files: ["report/remediation"],
    write: (text) => remediationOf(text, ({ kind }) => kind === "console"),
  },
  {
    name: "rotationGuide",
    sink: "Markdown",
    files: ["guidance/rotation"],
    write: (text) => [rotationGuide({ shown: text, lifetime: "long-term", account: null, places: [text] })],
  },
  {
    name: "replacedKeysPage",
    sink: "Markdown",
    files: ["guidance/replaced-keys"],
    write: (text) => [
      replacedKeysPage({ changed: [{ file: text, summary: text }], left: [text], tracked: [text], guides: [] }),
    ],
  },
  {
    name: "diagnostics",
    texts: fewTexts,
    sink: "plain text",
    files: ["language/diagnostics"],
    write: (text) =>
      ofAnalyses(text, (found) =>
        // What follows from the same cause is a line of its own.
        shownOf(found).flatMap(({ message, related }) => [
          ...message.split("\nAlso: "),
          ...related.map((one) => one.message),
        ]),
      ),
  },
  {
    name: "code actions",
    texts: fewTexts,
    sink: "plain text",
    files: ["analysis/policy/delta", "analysis/brief"],
    write: (text) =>
      ofAnalyses(text, (found, document) =>
        actionsAt(found, { start: 0, end: document.text.length }).flatMap((action) =>
          action.kind === "fix"
            ? [action.title, ...(action.delta?.newlyAllowed ?? []), ...(action.delta?.noLongerAllowed ?? [])]
            : [],
        ),
      ),
  },
  {
    name: "baselineOf",
    sink: "JSON",
    files: ["workspace/baseline"],
    write: (text) => [baselineOf(reportWith(text).findings, "/work/baseline.json", (file) => `/work/${file}`)],
  },
  {
    name: "hovers",
    texts: fewTexts,
    sink: "Markdown",
    files: [
      "language/hover/hover",
      "language/hover/hover-text",
      "language/hover/managed-policies",
      "language/hover/actions",
      "language/hover/conditions",
      "language/hover/principals",
      "language/hover/resources",
      "language/pages/pages",
    ],
    write: (text) =>
      ofDocuments(text, async (document) => {
        const shown: string[] = [];
        const pages = new Set<string>();
        for (const { index } of document.text.matchAll(/["':] ?(?=[^\s"':,])/g)) {
          const hover = await understanding.hoverAt(document, index + 1);
          shown.push(...(hover?.sections ?? []));
          for (const { page } of hover?.links ?? []) pages.add(page);
        }
        for (const page of pages) shown.push((await understanding.page(page)) ?? "");
        return [...new Set(shown)];
      }),
  },
  {
    name: "rules of hovers",
    texts: fewTexts,
    sink: "Markdown",
    files: [],
    write: (text) =>
      ofAnalyses(text, ({ findings }) =>
        findings.flatMap(({ range }) => rulesAt(findings, range.start.offset).map(({ why }) => why)),
      ),
  },
  {
    name: "lenses",
    texts: fewTexts,
    sink: "plain text",
    files: ["language/summary/lens"],
    write: (text) =>
      ofDocuments(text, async (document) => (await understanding.lensesOf(document)).map(({ title }) => title)),
  },
  {
    name: "hovers of calls",
    texts: fewTexts,
    sink: "Markdown",
    files: ["language/hover/calls"],
    write: (text) => {
      const call = {
        at: { start: 0, end: 3 },
        text: "put",
        unit: text,
        role: text,
        operation: text,
        because: text,
        wants: [{ action: text, resource: text, granted: "no" }],
        doubt: text,
      } as const;
      return (["yes", "no", "denied", "unmet", "conditional", "unknown", null] as const).flatMap(
        (granted) => callHoverAt([{ ...call, granted }], "put()", 1)!.sections,
      );
    },
  },
  {
    name: "lenses of handlers",
    texts: fewTexts,
    sink: "plain text",
    files: ["language/summary/handler-lens"],
    write: (text) => {
      const start = { line: 1, column: 1, offset: 0 };
      const declared = { file: text, range: { start, end: start } };
      const counts = { calls: 3, allowed: 1, refused: 1, unused: 1, hasMore: true };
      const note = { at: { start: 0, end: 3 }, text: "put", unit: text, role: text, declared, ...counts };
      return handlerLensesOf([note], "put()").map(({ title }) => title);
    },
  },
  {
    name: "lenses of assertions",
    texts: fewTexts,
    sink: "plain text",
    files: ["language/summary/assertion-lens"],
    write: (text) =>
      assertionNotesWith(text).map((note) => assertionLensesOf([note], "put()").map(({ title }) => title)[0]!),
  },
  {
    name: "hovers of assertions",
    texts: fewTexts,
    sink: "Markdown",
    files: ["language/hover/assertions"],
    write: (text) => assertionNotesWith(text).flatMap((note) => assertionHoverAt([note], "put()", 1)!.sections),
  },
  {
    name: "pages of policies",
    texts: fewTexts,
    sink: "Markdown",
    files: ["language/summary/policy-page"],
    write: (text) =>
      ofDocuments(text, async (document) => {
        const lenses = await understanding.lensesOf(document);
        return Promise.all(lenses.map(async ({ offset }) => (await understanding.policyPage(document, offset)) ?? ""));
      }),
  },
  {
    name: "symbols",
    texts: fewTexts,
    sink: "plain text",
    files: ["language/outline"],
    write: (text) =>
      ofDocuments(text, async (document) =>
        (await understanding.symbolsOf(document)).flatMap((one) =>
          [one, ...one.children].flatMap(({ name, detail }) => [name, detail]),
        ),
      ),
  },
  {
    name: "completions",
    texts: fewTexts,
    sink: "plain text",
    files: ["language/completion/completion"],
    write: (text) =>
      ofDocuments(text, async (document) => {
        const shown: string[] = [];
        for (const { index } of document.text.matchAll(/": ?\[?"/g)) {
          const found = await understanding.completionsAt(document, index + 4);
          for (const { label, detail } of found?.items.slice(0, 20) ?? []) shown.push(label, detail ?? "");
        }
        return shown;
      }),
  },
  {
    name: "documentation of completions",
    sink: "Markdown",
    files: ["language/completion/completion"],
    write: (text) =>
      Promise.all(
        ["action", "service", "key", "operator", "element"].map(
          async (about) => (await understanding.documentationOf(`${about} ${text}`)) ?? "",
        ),
      ),
  },
  // Nobody else's word comes into these.
  {
    name: "explain",
    texts: ours,
    sink: "terminal",
    files: [],
    write: () => [rules, checks].map((all) => all.map(({ id }) => explain(id)!).join("")),
  },
  ...Object.entries(checkSinks).map(([format, sink]): Writer => ({
    name: `check --format ${format}`,
    texts: fewTexts,
    sink,
    files: [],
    write: async (text) => [(await checksOf(text)).get(format)!],
  })),
  ...Object.entries(diffSinks).map(([format, sink]): Writer => ({
    name: `diff --format ${format}`,
    texts: fewTexts,
    sink,
    files: [],
    write: async (text) => (await comparisonsOf(text)).get(format)!,
  })),
  {
    name: "check --fix-dry-run",
    texts: fewTexts,
    sink: "diff",
    files: [],
    write: async (text) => [(await checksOf(text)).get("fixes")!],
  },
  {
    name: "posture --format text",
    texts: ours,
    sink: "terminal",
    files: [],
    write: async () => [(await planeguard(".", ["posture", "--demo"])).out],
  },
  ...(["json", "html", "sarif", "csv", "ocsf"] as const).map((format): Writer => ({
    name: `posture --format ${format}`,
    texts: ours,
    sink: ({ json: "JSON", html: "HTML", sarif: "SARIF", csv: "CSV", ocsf: "JSON" } as const)[format],
    files: [],
    write: async () => [await demoReport(format)],
  })),
  {
    name: "rules --format text",
    texts: ours,
    sink: "terminal",
    files: [],
    write: async () => [(await planeguard(".", ["rules"])).out],
  },
  {
    name: "rules --format json",
    texts: ours,
    sink: "JSON",
    files: [],
    write: async () => [(await planeguard(".", ["rules", "--format", "json"])).out],
  },
  {
    name: "standard error",
    texts: fewTexts,
    sink: "terminal",
    files: ["cli/program", "cli/terminal"],
    write: (text) => standardError(text),
  },
];

const understanding = new Understanding();
const engine = createEngine();
const analysesOf = perText((text) =>
  Promise.all(
    documentsWith(text).map(async (document) => [await engine.analyze(document, { fixes: true }), document] as const),
  ),
);

async function ofAnalyses(
  text: string,
  shown: (found: Analysis, document: SourceDocument) => readonly string[],
): Promise<readonly string[]> {
  return (await analysesOf(text)).flatMap(([found, document]) => shown(found, document));
}

async function ofDocuments(
  text: string,
  shown: (document: SourceDocument) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const all: string[] = [];
  for (const document of documentsWith(text)) all.push(...(await shown(document)));
  return all;
}

function remediationOf(text: string, wanted: (one: { readonly kind: string }) => boolean): string[] {
  const { checks: all, account } = postureWith(text);
  return all
    .flatMap((check) => remediationDocuments(check, { id: account.id }))
    .filter(wanted)
    .map((one) => one.text);
}

async function standardError(text: string): Promise<readonly string[]> {
  const folder = temporaryFolder({
    "planeguard.json": JSON.stringify({ [text]: text, baseline: text, extends: text }),
  });
  const calls: readonly (readonly string[])[] = [
    [text],
    ["check", `--${text}`],
    ["check", "--format", text],
    ["check", text],
    ["check", ".", "--config", text],
    ["check", ".", "--baseline", text],
    ["check", ".", "--output", `${text}/a/b`],
    ["check", ".", "--changed", text],
    ["check", "-", "--stdin-filename", text],
    ["diff", text],
    ["diff", "HEAD", text],
    ["diff", "--policies", text, text],
    ["explain", text],
    ["posture", "--region", text],
    ["posture", "--endpoint-url", text],
    ["posture", "--demo", text],
  ];
  const said: string[] = [];
  try {
    for (const args of calls) said.push((await planeguard(folder.path, args)).err);
  } finally {
    folder.remove();
  }
  return said;
}

function rehearsalWith(text: string): RehearsalReport {
  const position = { line: 1, column: 1, offset: 0 };
  const call = { principal: text, action: text, count: 1, first: text, last: text, eventId: text, statement: text };
  const witness = { principal: text, action: text, resource: text, resourceAccount: text, context: { [text]: text } };
  const lost = [{ actions: [text], resources: [text], conditions: text, except: [text], statement: text, witness }];
  const place = { file: text, range: { start: position, end: position } };
  return {
    file: text,
    policyType: "scp",
    replacesFullAccess: true,
    of: "workspace",
    holders: { count: 1, losing: [{ name: text, kind: "role", place, lost, isOpen: true }] },
    calls: { files: 1, records: 1, denied: [{ ...call, because: null }], unknown: [{ ...call, because: text }] },
    problems: [{ file: text, message: text }],
  };
}

describe("what writes", () => {
  for (const { name, sink, texts = hostileTexts, write } of writers)
    it(`${name} forges nothing in its ${sink}`, async function () {
      this.timeout(120_000);
      let written = 0;
      const harmless = await write("harmless");
      // Most pages are the same whichever text stands elsewhere.
      const judged = new Set<string>();
      for (const text of texts) {
        const all = text === "harmless" ? harmless : await write(text);
        for (const [index, one] of all.entries()) {
          written += one.length;
          const other = harmless[index] ?? "";
          if (judged.has(`${other}\u0000${one}`)) continue;
          judged.add(`${other}\u0000${one}`);
          try {
            await judges[sink](one, other);
          } catch (error) {
            throw new Error(`${visible(shortened(text, 60))}: ${(error as Error).message}`, { cause: error });
          }
        }
      }
      assert.ok(written > 0, "it wrote nothing");
    });
});

/** The functions and constants that a file exports; types are none. */
function exportsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest);
  return source.statements.flatMap((one) => {
    const isExported =
      ts.canHaveModifiers(one) && ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isFunctionDeclaration(one)) return [one.name!.text];
    return ts.isVariableStatement(one)
      ? one.declarationList.declarations.map(({ name }) => (name as ts.Identifier).text)
      : [];
  });
}

const below = (folder: string) => sourceFiles().filter((file) => file.startsWith(`src/${folder}/`));

/** What `src/report` exports beside its writers: what writers are made of, by the writer that is shown to hold, and what is no text. */
const partsOfReports: readonly string[] = [
  ...["artifactOf", "withSlashes", "sarifLog", "messageOf", "descriptorName"], // checkSarif
  ...["levels", "notificationOf", "region"], // checkSarif
  ...[
    "goneFrom",
    "kindWords",
    "accessLine",
    "witnessLine",
    "summaryOf",
    "unknownLine",
    "byStatement",
    "lessLine",
    "everyResource",
    "everybodyOf",
  ], // diffText
  ...["mergedStatements", "withoutNames", "leastPolicyOf"], // needsJson
  ...["writtenNeeds"], // needsPolicy, needsCloudFormation, needsTerraform and needsCdk
  ...["requestOf"], // diffJson and mayJson
  ...["maskLines", "maskValue"], // fixDiff
  ...["coverageSection", "checkSection", "verdictCounts", "css", "scoreOf", "tally", "prose"], // postureHtml
  ...["frontPage", "minuteOf", "htmlPage", "postureBody"], // postureHtml and accountsHtml
  ...["postureLines"], // postureText and accountsText
  ...["coverageColumns", "coverageWords", "styler", "wrapped", "explained"], // postureText
  ...["renderRulePage", "renderCheckPage", "moreLinks", "aboutFixes", "fixedAcrossFiles", "isWithoutFix"], // explain
  ...["postureChanges", "identitiesOf", "listRules", "reachesThreshold", "reportIn", "thresholds", "whatIsSo"], // data
  ...[
    "posturePlaces",
    "qualifiedName",
    "controlsOf",
    "byFile",
    "countsOf",
    "plural",
    "failsOpenly",
    "bySeverity",
    "openFailures",
    "countsBySeverity",
    "acceptedWords",
    "failuresBySeverity",
    "nameOfAccount",
    "callerName",
    "sharedFailures",
  ], // rows and counts
];

/** Files that escape something, shown elsewhere. */
const shownElsewhere: Readonly<Record<string, string>> = {
  "cli/process/terminal": "test/unit/bundles/streams.test.ts",
  "lsp/assertion-actions": "test/unit/bundles/lsp-assertions.test.ts",
  "report/caller-name": "test/unit/escape/editor-sinks.test.ts",
  "lsp/log": "test/unit/escape/editor-sinks.test.ts",
  "wording/language": "test/unit/wording/sentence.test.ts",
  "assist/answer": "test/unit/bundles/mcp.test.ts",
  "analysis/rules/policy/sids": "test/unit/rules/fixtures.test.ts",
  ...Object.fromEntries(
    ["account/checks/bounded", "account/collect/iam"].map((file) => [file, "test/unit/account/long-names.test.ts"]),
  ),
  // They need a window: only that nothing else calls its sinks is shown.
  ...Object.fromEntries(
    [
      "check-status",
      "code-actions",
      "commands/write-policy",
      "completion",
      "configuration-problems",
      "hover",
      "inlay-hints",
      "lens",
      "links",
      "log",
      "made-documents",
      "shown",
      "tree/findings-nodes",
      "tree/posture/nodes/check",
      "tree/posture/nodes/verdicts",
      "tree/posture/papers",
      "tree/posture/showing",
    ].map((file) => [`editor/${file}`, "test/unit/escape/editor-sinks.test.ts"]),
  ),
};

describe("the table of writers", () => {
  it("has every text that src/report exports", () => {
    const exported = below("report").flatMap(exportsOf);
    const known = [...new Set(writers.map(({ name }) => name.replace(/ .*/, "")))].filter((name) =>
      exported.includes(name),
    );
    assert.deepEqual([...known, ...partsOfReports].sort(), exported.sort());
  });

  it("has every format of every command", async () => {
    const offered: string[] = [];
    for (const command of ["check", "diff", "posture", "explain", "rules"]) {
      const { out } = await planeguard(".", [command, "--help"]);
      const choices =
        /--format <format>[^(]*\(choices: ([^)]*?)(?:, default|\))/.exec(out.replace(/\s+/g, " "))?.[1] ?? "";
      offered.push(...[...choices.matchAll(/"([\w-]+)"/g)].map(([, format]) => `${command} --format ${format}`));
    }
    assert.ok(offered.length >= 10, offered.join());
    const known = writers.map(({ name }) => name).filter((name) => name.includes("--format"));
    assert.deepEqual(known.sort(), offered.sort());
  });

  it("has every file that escapes something, and no other", () => {
    const escapes = ({ target }: { readonly target: string }): boolean => /^src\/escape\/(?!hcl$)/.test(target);
    const escaping = sourceFiles()
      .filter((file) => !file.startsWith("src/escape/"))
      .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }))
      // To parse a file takes long: most do not even mention the room.
      .filter(({ file, text }) => text.includes("escape/") && importsOf(file, text).some(escapes))
      .map(({ file }) => file.slice("src/".length, -".ts".length));
    const known = new Set([...writers.flatMap(({ files }) => files), ...Object.keys(shownElsewhere)]);
    assert.deepEqual([...known].sort(), escaping.sort());
    for (const file of Object.values(shownElsewhere)) assert.ok(existsSync(join(root, file)), file);
  });
});
