/** The English texts that can be said in another language, found in the sources by the compiler. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

import type { Rule } from "../../src/analysis/rules/rule";

/** Calls of VS Code's own function, by that name or as `t`. */
const translates = /^(?:vscode\.l10n\.|l10n\.)?t$/;
/** Tags of sentences (`src/wording/`). */
const says = /^(?:say|(?:wording|wordingIn\([^()]*(?:\([^()]*\))?[^()]*\)|wordingOf\([^()]*\))\.(?:text|md)|text)$/;

/** Tables whose texts are said as they stand: by file, the names of the constants, or a pattern of them. */
const tables: Readonly<Record<string, RegExp>> = {
  "src/analysis/finding.ts": /^severities$/,
  "src/analysis/knowledge/global-keys.ts": /^notes$/,
  "src/analysis/knowledge/key-values.ts": /^byKey$/,
  "src/analysis/knowledge/policy-elements.ts":
    /^(?:policyElements|statementElements|effectNotes|versionNotes|policyTypeNames)$/,
  "src/analysis/knowledge/harmful-actions.ts": /^credentialsGiven$/,
  "src/language/harm.ts": /^(?:harmNotes|levels)$/,
  "src/language/one-cause.ts": /^causes$/,
  "src/language/hover/principals.ts": /^principalTypes$/,
  "src/guidance/recommendations.ts": /^records$/,
  "src/report/no-fix.ts":
    /^(?:needed|role|serviceLinked|removal|repository|meant|code|assertion|reasons|fixedAcrossFiles)$/,
};
/** Of a table that has more than sentences, the names of what is said. */
const saidProperties = /^(?:note|words|title)$/;
/** Fixes of keys have titles without values. */
const titleConstant = /[tT]itles?$/;

/** What a translator may translate: what is shown, and the titles and reasons of rules, in the order of the alphabet. */
export function translatable(root: string, rules: readonly Pick<Rule, "title" | "documentation">[]): string[] {
  const pages = rules.flatMap(({ title, documentation }) => [title, documentation.why]);
  return [...new Set([...shownStrings(root), ...pages])].sort();
}

const known = new Map<string, readonly string[]>();

/** In the order of the alphabet, read once. Throws where what VS Code shows is no literal: a translator would not find it. */
export function shownStrings(root: string): readonly string[] {
  const shown = known.get(root) ?? stringsShownIn(root);
  known.set(root, shown);
  return shown;
}

function stringsShownIn(root: string): readonly string[] {
  const found = new Set<string>();
  for (const file of sourcesOf(root)) {
    const text = readFileSync(join(root, file), "utf8");
    // To parse a file takes long: most say nothing.
    if (mayShow(file, text)) gather(file, ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), found);
  }
  return [...found].sort();
}

function sourcesOf(root: string): readonly string[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name.replaceAll("\\", "/")}`);
}

const isOfEditor = (file: string): boolean => file === "src/extension.ts" || file.startsWith("src/editor/");
const isOfKeys = (file: string): boolean => file.startsWith("src/analysis/credentials/");

/** Whether `gather` can find anything in a file: its tags stand right before their templates. */
function mayShow(file: string, text: string): boolean {
  return isOfEditor(file) || isOfKeys(file) || tables[file] !== undefined || /\b(?:say|text|md)\s*`/.test(text);
}

function gather(file: string, source: ts.SourceFile, found: Set<string>): void {
  const isEditor = isOfEditor(file);
  const areKeys = isOfKeys(file);
  const table = tables[file];
  // What is made of values alone is the same in every language.
  const add = (text: string): void => void (/\p{L}/u.test(text.replace(/\{\d\}/g, "")) && found.add(text));
  const visit = (node: ts.Node): void => {
    if (isEditor && ts.isCallExpression(node) && translates.test(node.expression.getText())) {
      const [shown] = node.arguments;
      for (const literal of literalsOf(shown)) {
        if (!ts.isStringLiteralLike(literal)) throw new Error(`${file}: ${literal.getText()} is no literal`);
        found.add(literal.text);
      }
    }
    if (ts.isTaggedTemplateExpression(node) && says.test(node.tag.getText())) add(templateOf(node.template));
    if (ts.isVariableDeclaration(node) && node.initializer && table?.test(node.name.getText()))
      for (const text of sentencesIn(node.initializer)) found.add(text);
    if (areKeys && isTitle(node)) for (const text of textsIn(node.initializer!)) found.add(text);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function isTitle(node: ts.Node): node is ts.VariableDeclaration | ts.PropertyAssignment {
  if (ts.isPropertyAssignment(node)) return node.name.getText() === "title";
  return ts.isVariableDeclaration(node) && node.initializer !== undefined && titleConstant.test(node.name.getText());
}

/** With `{0}`, `{1}` … in the places of its values. */
function templateOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.templateSpans.reduce(
    (text, span, index) => `${text}{${index}}${span.literal.text}`,
    template.head.text,
  );
}

/** The texts of a table, without its names: those of the properties that are said where it has such, else all. */
function sentencesIn(table: ts.Expression): readonly string[] {
  const all: string[] = [];
  const named: string[] = [];
  const visit = (node: ts.Node, isNamed: boolean): void => {
    if (ts.isStringLiteralLike(node)) (isNamed ? named : all).push(node.text);
    if (ts.isPropertyAssignment(node)) visit(node.initializer, isNamed || saidProperties.test(node.name.getText()));
    else ts.forEachChild(node, (child) => visit(child, isNamed));
  };
  visit(table, false);
  return named.length > 0 ? named : all;
}

function textsIn(expression: ts.Node): readonly string[] {
  if (ts.isPropertyAssignment(expression)) return textsIn(expression.initializer);
  if (ts.isConditionalExpression(expression))
    return [...textsIn(expression.whenTrue), ...textsIn(expression.whenFalse)];
  if (ts.isTaggedTemplateExpression(expression) || ts.isFunctionLike(expression)) return [];
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  const texts: string[] = [];
  ts.forEachChild(expression, (child) => void texts.push(...textsIn(child)));
  return texts;
}

/** The sides of a choice, else the expression itself. */
function literalsOf(expression: ts.Expression | undefined): ts.Expression[] {
  if (!expression) return [];
  return ts.isConditionalExpression(expression)
    ? [...literalsOf(expression.whenTrue), ...literalsOf(expression.whenFalse)]
    : [expression];
}
