/**
 * Reads the rules' fixtures: `test/fixtures/rules/<family>/<rule>/{found,fixed,silent}*.EXT`.
 *
 * A line of carets marks the line before it: `    ^^^^ policy/invalid-action: part of the message`. Caret lines, and a
 * first line `planeguard-fixture: name=template.yaml policyType=trust`, are taken out before the text is analysed;
 * placeholders of keys (`{{id:alpha         }}`) become made-up keys.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";

import { type PolicyOption, policyOptions } from "../../src/analysis/policy/model";
import { expandKeys } from "./fake-keys";

export type FixtureKind = "found" | "fixed" | "silent";

/** One caret line; lines and columns count from 1, `endColumn` is out. */
export interface Mark {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly ruleId: string;
  readonly message: string;
}

export interface Fixture {
  /** `family/rule`. */
  readonly ruleId: string;
  readonly kind: FixtureKind;
  /** The file's name: `found-forms.json`. */
  readonly file: string;
  /** The name of the document as it is analysed. */
  readonly name: string;
  readonly policyType: PolicyOption | undefined;
  readonly text: string;
  readonly marks: readonly Mark[];
}

const folder = join(__dirname, "../fixtures/rules");
const header = /^.*planeguard-fixture:\s*(.*?)\s*(?:\*\/|-->)?$/;
const caretLine = /^([\s#/*;-]*)(\^+) ([a-z-]+\/[a-z0-9-]+)(?:: (.*))?$/;

/** Every fixture, in the order of their paths. */
export function readFixtures(): Fixture[] {
  return [...(fixtures ??= allFixtures())];
}

let fixtures: readonly Fixture[] | undefined;

function allFixtures(): Fixture[] {
  return subfolders(folder).flatMap((family) =>
    subfolders(join(folder, family)).flatMap((rule) =>
      readdirSync(join(folder, family, rule))
        .sort()
        .map((file) => readFixture(`${family}/${rule}`, file)),
    ),
  );
}

/** The fixture that `found` becomes by its fixes, if there is one: `found-forms.json` → `fixed-forms.json`. */
export function fixedOf(found: Fixture, all: readonly Fixture[]): Fixture | undefined {
  return all.find((one) => one.ruleId === found.ruleId && one.file === found.file.replace(/^found/, "fixed"));
}

function subfolders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function readFixture(ruleId: string, file: string): Fixture {
  const kind = /^(found|fixed|silent)/.exec(file)?.[1] as FixtureKind | undefined;
  if (!kind) throw new Error(`${ruleId}/${file} is neither found, fixed nor silent`);
  const raw = readFileSync(join(folder, ruleId, file), "utf8");
  const [, first] = header.exec(raw.slice(0, raw.indexOf("\n"))) ?? [];
  const said = new Map(
    (first ?? "")
      .split(/\s+/)
      .filter(Boolean)
      .map((pair) => pair.split("=") as [string, string]),
  );
  const lines = (first === undefined ? raw : raw.slice(raw.indexOf("\n") + 1)).split(/(?<=\n)/);
  const kept: string[] = [];
  const marks: Mark[] = [];
  for (const line of lines) {
    const mark = caretLine.exec(line.trimEnd());
    if (!mark) kept.push(line);
    else marks.push(readMark(mark, kept.length));
  }
  const policyType = said.get("policyType");
  if (policyType !== undefined && !policyOptions.includes(policyType as PolicyOption))
    throw new Error(`${ruleId}/${file}: no such policyType ${policyType}`);
  return {
    ruleId,
    kind,
    file,
    name: said.get("name") ?? (basename(file, extname(file)) === kind ? file : `${kind}${extname(file)}`),
    policyType: policyType as PolicyOption | undefined,
    text: expandKeys(kept.join("")),
    marks,
  };
}

function readMark([, indent, carets, ruleId, message]: RegExpExecArray, line: number): Mark {
  const column = indent!.length + 1;
  return { line, column, endColumn: column + carets!.length, ruleId: ruleId!, message: message ?? "" };
}
