/** How a call is granted to a function in a file of AWS CDK: by a method of the construct that it is on, else by a statement. */
import { say } from "../../../wording/sentence";
import type { CdkConstruct, GrantMethod } from "../../knowledge/cdk-grants";
import { snakeCase } from "../../locate/code/letter-case";
import { covers } from "../../policy/wildcard";
import { ancestorOf, type SyntaxNode } from "../../source/syntax-tree";
import { startOfLine, type TextEdit } from "../../text";
import type { TextPart } from "../../value";
import { writtenParts } from "../declared-names";
import { type GrantProposal, listed } from "../grant-call";
import { leastStatements, type NeededGrant } from "../written-policy";
import { arnOf } from "./attributes";
import type { CdkApp, CdkFunction } from "./cdk-units";
import type { Construct } from "./constructs";
import { usesOf } from "./uses";

/** Empty where the function has no name, or what is called on has none that is written here. */
export function grantsInCdk(needed: readonly NeededGrant[], unit: string, app: CdkApp): readonly GrantProposal[] {
  const found = app.functions.find((one) => one.unit.name === unit);
  const target = found && app.reading.constructs.variableOf(found.made);
  if (!found || !target) return [];
  const at = placeFor(app, found);
  if (!at) return [];
  const write = new Code(app, at);
  return [...byMethod(needed, target, app, write), ...byStatement(needed, target, app, write)];
}

/** The narrowest method of the construct that allows all of it. */
function byMethod(
  needed: readonly NeededGrant[],
  target: string,
  { reading: { constructs } }: CdkApp,
  write: Code,
): readonly GrantProposal[] {
  const [construct, ...others] = new Set(needed.map(({ resource }) => constructOf(resource, constructs.all)));
  if (!construct?.kind || others.length > 0) return [];
  const { kind, written } = construct;
  const allows = allowedOn(kind, construct.name);
  const methods = Object.entries(kind.grants).flatMap(([name, grants]) =>
    grants && name !== "grantFullAccess" && needed.every((one) => grants.some((grant) => allows(grant, one)))
      ? [{ name, size: sizeOf(grants) }]
      : [],
  );
  const [narrowest] = methods.sort((a, b) => a.size - b.size);
  if (narrowest) {
    const code = `${written}.${write.method(narrowest.name)}(${target})`;
    return [{ title: say`Allow ${listed(needed)} by ${code}`, edits: write.statement(code) }];
  }
  if (!kind.grant || !needed.every((one) => allows({ actions: [one.action], on: kind.grant! }, one))) return [];
  const actions = [...new Set(needed.map(({ action }) => write.text(action)))];
  const code = `${written}.grant(${[target, ...actions].join(", ")})`;
  return [{ title: say`Allow ${listed(needed)} by ${code}`, edits: write.statement(code) }];
}

function byStatement(
  needed: readonly NeededGrant[],
  target: string,
  app: CdkApp,
  write: Code,
): readonly GrantProposal[] {
  const iam = write.statementClass();
  if (iam === null) return [];
  const { all } = app.reading.constructs;
  const statements = leastStatements(needed).map(({ actions, resources }) => {
    const written = resources.map((one) => resourceCode(one, all, write));
    if (written.includes(null)) return null;
    return write.policyStatement(
      iam.name,
      target,
      actions.map((action) => write.text(action)),
      written as string[],
    );
  });
  if (statements.includes(null)) return [];
  const edits = (statements as string[]).flatMap((code) => write.statement(code));
  const [first, ...rest] = edits;
  if (!first) return [];
  const joined = { span: first.span, newText: [first, ...rest].map(({ newText }) => newText).join("") };
  return [{ title: say`Allow ${listed(needed)} by a statement of ${target}`, edits: [...iam.edits, joined] }];
}

function constructOf(resource: string, all: readonly Construct[]): Construct | null {
  return (
    all.find((one) => {
      const arn = one.kind && writtenParts(arnOf(one.kind, one.name));
      return arn !== null && (resource === arn || resource.startsWith(`${arn}/`) || resource.startsWith(`${arn}:`));
    }) ?? null
  );
}

/** Whether a method allows something on a construct. */
function allowedOn(kind: CdkConstruct, name: readonly TextPart[]) {
  return ({ actions, on, pattern = kind.pattern }: GrantMethod, { action, resource }: NeededGrant): boolean => {
    const arn = writtenParts(arnOf({ pattern }, name));
    return (
      actions.some((one) => covers(one, action)) &&
      on.some((behind) => (behind === "*" ? true : covers(arn + behind, resource)))
    );
  };
}

/** Actions with a wildcard stand for many. */
function sizeOf(grants: readonly GrantMethod[]): number {
  return grants.reduce(
    (sum, { actions }) => sum + actions.reduce((own, one) => own + (one.endsWith("*") ? 4 : 1), 0),
    0,
  );
}

/** `table.tableArn`, or a text with what stands behind it; null where it has parts that the file has no names for. */
function resourceCode(resource: string, all: readonly Construct[], write: Code): string | null {
  const construct = constructOf(resource, all);
  if (construct?.kind) {
    const arn = writtenParts(arnOf(construct.kind, construct.name));
    const attribute = `${construct.written}.${write.method(construct.kind.arn)}`;
    const rest = resource.slice(arn.length);
    return rest === "" ? attribute : /^[\w*/:.-]+$/.test(rest) ? write.filled(attribute, rest) : null;
  }
  const open = resource.replace(/\$\{AWS::\w+\}/g, "*");
  return /^[\w*?/:.+=@-]+$/.test(open) ? write.text(open) : null;
}

interface PlaceOfCode {
  /** The offset behind the statement that it follows. */
  readonly offset: number;
  readonly indent: string;
  readonly end: string;
}

/** Behind the last certain grant to the function, or behind the statement that makes it. */
function placeFor(app: CdkApp, { made }: CdkFunction): PlaceOfCode | null {
  const { constructs } = app.reading;
  const { text } = constructs.file.tree;
  const own = statementAround(made);
  if (!own) return null;
  const grants = usesOf(constructs, made)
    .at.map(statementAround)
    .filter(
      (one) =>
        one !== null &&
        one.parent === own.parent &&
        /\.(?:grant|addToRolePolicy|add_to_role_policy)/.test(text.slice(one.start, one.end)),
    );
  const last = [own, ...grants].reduce<SyntaxNode>((found, one) => (one && one.end > found.end ? one : found), own);
  const line = startOfLine(text, last.start);
  const indent = text.slice(line, last.start);
  if (/\S/.test(indent)) return null;
  return { offset: last.end, indent, end: text[last.end - 1] === ";" ? ";" : "" };
}

function statementAround(node: SyntaxNode): SyntaxNode | null {
  return ancestorOf(node, "expression_statement", "lexical_declaration", "variable_declaration");
}

/** Writes code in the style of the file. */
class Code {
  private readonly quote: string;
  private readonly isPython: boolean;

  constructor(
    private readonly app: CdkApp,
    private readonly at: PlaceOfCode,
  ) {
    const { constructs } = app.reading;
    const { text } = constructs.file.tree;
    this.isPython = constructs.isPython;
    this.quote = text.split("'").length > text.split('"').length ? "'" : '"';
  }

  method(name: string): string {
    return this.isPython ? snakeCase(name) : name;
  }

  /** A text without quotes and backslashes. */
  text(value: string): string {
    return `${this.quote}${value}${this.quote}`;
  }

  filled(expression: string, rest: string): string {
    return this.isPython ? `f${this.quote}{${expression}}${rest}${this.quote}` : `\`\${${expression}}${rest}\``;
  }

  statement(code: string): readonly TextEdit[] {
    const { offset, indent, end } = this.at;
    return [{ span: { start: offset, end: offset }, newText: `\n${indent}${code}${end}` }];
  }

  policyStatement(name: string, target: string, actions: readonly string[], resources: readonly string[]): string {
    const { indent } = this.at;
    const list = (items: readonly string[]) => `[${items.join(", ")}]`;
    if (this.isPython) {
      const lines = [`actions=${list(actions)},`, `resources=${list(resources)},`].map(
        (line) => `${indent}        ${line}\n`,
      );
      return `${target}.add_to_role_policy(\n${indent}    ${name}(\n${lines.join("")}${indent}    )\n${indent})`;
    }
    const step = indent.includes("\t")
      ? "\t"
      : indent.length % 4 === 0 && !/\n {2}\S/.test(this.source)
        ? "    "
        : "  ";
    const lines = [`actions: ${list(actions)},`, `resources: ${list(resources)},`].map(
      (line) => `${indent}${step}${line}\n`,
    );
    return `${target}.addToRolePolicy(new ${name}({\n${lines.join("")}${indent}}))`;
  }

  private get source(): string {
    return this.app.reading.constructs.file.tree.text;
  }

  /** How the file calls `PolicyStatement`, with the import that it needs for that; null where no import is written that one can stand behind. */
  statementClass(): { readonly name: string; readonly edits: readonly TextEdit[] } | null {
    const { file } = this.app.reading.constructs;
    for (const { name, declarations } of file.scopes.bindings) {
      const imported = declarations[0]!.imported;
      if (imported === null) continue;
      if (/^(?:aws-cdk-lib|@aws-cdk|aws_cdk)[./]aws[-_]iam$/.test(imported))
        return { name: `${name}.PolicyStatement`, edits: [] };
      if (/^(?:aws-cdk-lib|@aws-cdk|aws_cdk)[./]aws[-_]iam\.PolicyStatement$/.test(imported))
        return { name, edits: [] };
    }
    const imports = file.tree.root.children.filter(({ type }) => /^import_(?:from_)?statement$/.test(type));
    const last = imports.at(-1);
    if (!last || /\biam\b/.test(this.source)) return null;
    const end = this.source[last.end - 1] === ";" ? ";" : "";
    const line = this.isPython
      ? "from aws_cdk import aws_iam as iam"
      : `import * as iam from ${this.text(/["']aws-cdk-lib/.test(this.source) ? "aws-cdk-lib/aws-iam" : "@aws-cdk/aws-iam")}${end}`;
    return { name: "iam.PolicyStatement", edits: [{ span: { start: last.end, end: last.end }, newText: `\n${line}` }] };
  }
}
