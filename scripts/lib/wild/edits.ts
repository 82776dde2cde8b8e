/** Edits of policies that nobody here wrote, of which it is known what they newly allow: this, or nothing at all. */
import type { Catalog } from "../../../src/catalog/catalog";
import { random } from "../../../test/support/random";
import { placesOf } from "./misspell";

/** A line of the edited text at which something is allowed now that was not before. */
export interface Edited {
  /** From 1. */
  readonly line: number;
  /** What stands there now. */
  readonly now: string;
  /** The action that is newly allowed; none where it is enough that anything is told of the line. */
  readonly action?: string;
}

export interface Edit {
  readonly name: string;
  /** Whether each edited line newly allows something; otherwise nothing may be said. */
  readonly grants: boolean;
  readonly forms: readonly string[];
  edit(text: string, form: string, tools: { readonly catalog: Catalog; readonly seed: number }): EditedText;
}

export interface EditedText {
  readonly text: string;
  readonly places: readonly Edited[];
}

/** So many lines around an edit in which nothing may be denied. */
const around = 25;

const code = ["typescript", "javascript", "python"];

export const edits: readonly Edit[] = [
  { name: "action", grants: true, forms: ["json", "yaml", "hcl", ...code], edit: otherActions },
  replaced(
    "resource",
    ["json", "yaml"],
    /(?<=^[ \t]*"?Resource"?:[ \t]+)(?!["']?\*|[>|]|![A-Z]\w*[ \t]*\r?$)[^\s[{#][^\n#[{]*?(?=,?[ \t]*\r?$)/gm,
    () => `"*"`,
  ),
  replaced(
    "resource",
    ["hcl"],
    /(?<=^[ \t]*(?:resources|Resource)[ \t]*=[ \t]*)\[(?![^\]]*"\*")[^\][]+\]/gm,
    () => `["*"]`,
  ),
  replaced("resource", code, /(?<=^[ \t]*resources[ \t]*[:=][ \t]*)\[(?![^\]]*["']\*["'])[^\][]+\]/gm, () => `["*"]`),
  replaced(
    "principal",
    ["hcl"],
    /(?<=type[ \t]*=[ \t]*"AWS"\s+identifiers[ \t]*=[ \t]*)\[(?![^\]]*"\*")[^\][]+\]/g,
    () => `["*"]`,
  ),
  replaced(
    "principal",
    ["json", "yaml"],
    /(?<=^[ \t]*"?AWS"?:[ \t]+)(?!["']?\*|[>|]|![A-Z]\w*[ \t]*\r?$)[^\s[{#&][^\n#[{]*?(?=,?[ \t]*\r?$)/gm,
    () => `"*"`,
  ),
  replaced("condition", ["hcl"], /^[ \t]*condition[ \t]*\{[^{}]*\}[ \t]*\n/gm, () => ""),
  replaced(
    "condition",
    ["yaml"],
    /^([ \t]+)Condition:[ \t]*\n(?:\1[ \t]+(?:String|Arn|Bool|Numeric|IpAddress|ForA)\w*[^\n]*\n)(?:\1[ \t]+[^\n]*\n)*/gm,
    () => "",
  ),
  replaced(
    "managed",
    ["json", "yaml", "hcl"],
    /(?<=:iam::aws:policy\/)(?!AdministratorAccess)[\w/-]+/g,
    () => "AdministratorAccess",
  ),
  replaced(
    "managed",
    code,
    /(?<=(?:fromAwsManagedPolicyName|from_aws_managed_policy_name)\(\s*["'])(?!AdministratorAccess)[\w/-]+/g,
    () => "AdministratorAccess",
  ),
  replaced(
    "grant",
    code,
    /(?<=\.)(?:grantRead|grant_read|grantReadData|grant_read_data)(?=\()/g,
    (name) =>
      ({ grantRead: "grantReadWrite", grant_read: "grant_read_write", grantReadData: "grantReadWriteData" })[name] ??
      "grant_read_write_data",
  ),
  { name: "swapped", grants: false, forms: ["json", "yaml", "hcl", ...code], edit: swapped },
  same(
    "sid",
    ["json", "yaml", "hcl", ...code],
    /(?<=\b(?:Sid|sid)"?[ \t]*[:=][ \t]*["']?)[A-Za-z]\w*(?=["']?,?[ \t]*\r?$)/gm,
    (name) => `${name}Wild`,
  ),
  same(
    "remark",
    ["yaml", "hcl"],
    /^(?=[ \t]*(?:-[ \t]+)?"?(?:Effect|effect|Action|actions|Resource|resources)"?[ \t]*[:=])/gm,
    (_, text, at) => (inText(text, at) ? "" : "# a remark\n"),
  ),
  same("document", ["hcl"], /(?<=\baws_iam_policy_document(?:"[ \t]+"|\.))[a-z]\w*/g, (name) => `${name}_wild`),
  same("indented", ["json"], /^[^]*$/, (text) => {
    try {
      return JSON.stringify(JSON.parse(text), null, 8);
    } catch {
      return text;
    }
  }),
  { name: "constant", grants: false, forms: ["hcl", ...code], edit: constants },
];

/** What newly allows something wherever an expression matches. */
function replaced(name: string, forms: readonly string[], found: RegExp, by: (match: string) => string): Edit {
  return {
    name,
    grants: true,
    forms,
    edit: (text) => {
      const places: Edited[] = [];
      let copy = "";
      let done = 0;
      for (const { 0: match, index } of text.matchAll(found)) {
        if (isDenied(text, index) || isRemark(text, index)) continue;
        const now = by(match);
        copy += text.slice(done, index) + now;
        done = index + match.length;
        places.push({
          line: copy.split("\n").length - (match.endsWith("\n") ? 1 : 0),
          now: now || `without ${match.trim().slice(0, 40)}`,
        });
      }
      return { text: copy + text.slice(done), places };
    },
  };
}

/** What changes nothing that is allowed, wherever an expression matches. */
function same(
  name: string,
  forms: readonly string[],
  found: RegExp,
  by: (match: string, text: string, at: number) => string,
): Edit {
  return {
    name,
    grants: false,
    forms,
    edit: (text) => ({
      text: text.replace(found, (match: string, ...rest: (string | number)[]) =>
        by(match, text, rest.find((one) => typeof one === "number") ?? 0),
      ),
      places: [],
    }),
  };
}

/** One action of each place becomes another of the same service, for the same kinds of resources, that the text does not allow so far. */
function otherActions(text: string, _: string, { catalog, seed }: { catalog: Catalog; seed: number }): EditedText {
  const next = random(seed + text.length);
  const granted = new Set<string>();
  const places: Edited[] = [];
  let copy = "";
  let done = 0;
  for (const group of placesOf(text, catalog)) {
    const { index, line, service, name } = group[Math.floor(next() * group.length)]!;
    if (service === "sts" || isDenied(text, index)) continue;
    const kinds = kindsOf(catalog, service, name);
    const others = (catalog.service(service)?.actions ?? []).filter(
      (other) =>
        kindsOf(catalog, service, other.name) === kinds &&
        !granted.has(`${service}:${other.name}`) &&
        !isCovered(text, service, other.name),
    );
    if (others.length === 0) continue;
    const action = `${service}:${others[Math.floor(next() * others.length)]!.name}`;
    granted.add(action);
    copy += text.slice(done, index) + action.slice(service.length + 1);
    done = index + name.length;
    places.push({ line, now: `${service}:${name} → ${action}`, action });
  }
  return { text: copy + text.slice(done), places };
}

/** The first two actions of a list that stand on lines of their own change their places. */
function swapped(text: string, _: string, { catalog }: { catalog: Catalog }): EditedText {
  let copy = text;
  for (const group of placesOf(text, catalog))
    for (let at = 0; at + 1 < group.length; at += 2) {
      const [first, second] = [group[at]!, group[at + 1]!];
      const from = first.index - first.service.length - 1;
      const to = second.index + second.name.length;
      const lineStart = text.lastIndexOf("\n", from) + 1;
      const secondFrom = second.index - second.service.length - 1;
      const secondStart = text.lastIndexOf("\n", secondFrom) + 1;
      if (second.line !== first.line + 1 || text.slice(lineStart, from) !== text.slice(secondStart, secondFrom))
        continue;
      if (!/^["'`\s,]*$/.test(text.slice(first.index + first.name.length, secondStart))) continue;
      const between = text.slice(first.index + first.name.length, secondFrom);
      copy = `${copy.slice(0, from)}${text.slice(secondFrom, to)}${between}${text.slice(from, first.index + first.name.length)}${copy.slice(to)}`;
    }
  return { text: copy, places: [] };
}

/** Every action that stands in quotes is taken from a constant. */
function constants(text: string, form: string, { catalog }: { catalog: Catalog }): EditedText {
  const names: string[] = [];
  let copy = "";
  let done = 0;
  const start = form === "hcl" ? text.length : startOfCode(text, form);
  const suffix = text.length;
  for (const group of placesOf(text, catalog))
    for (const { index, service, name } of group) {
      const from = index - service.length - 2;
      const to = index + name.length + 1;
      const line = text.slice(text.lastIndexOf("\n", from) + 1, from);
      if (from < Math.min(start, text.length - 1) && form !== "hcl") continue;
      if (
        inText(text, from) ||
        text[from] !== text[to - 1] ||
        !/^\s*(?:(?:actions|Action)\s*[:=]\s*)?\[?\s*$/.test(line) ||
        /^\s*:/.test(text.slice(to))
      )
        continue;
      copy += text.slice(done, from) + (form === "hcl" ? "local." : "") + `wild_${suffix}_${names.length}`;
      names.push(`wild_${suffix}_${names.length} = "${service}:${name}"`);
      done = to;
    }
  copy += text.slice(done);
  if (names.length === 0) return { text, places: [] };
  if (form === "hcl") return { text: `${copy}\nlocals {\n${names.map((one) => `  ${one}\n`).join("")}}\n`, places: [] };
  const lines = names.map((one) => (form === "python" ? `${one}\n` : `const ${one};\n`)).join("");
  return { text: copy.slice(0, start) + lines + copy.slice(start), places: [] };
}

/** Behind the last import at the start of a line. */
function startOfCode(text: string, form: string): number {
  let end = 0;
  const found =
    form === "python"
      ? /^(?:from [\w.]+ )?import (?:\([^)]*\)|[^\n(]*)\n/gm
      : /^import\b[^;]*?["'][^"'\n]+["'];?[ \t]*\r?\n/gm;
  for (const { 0: match, index } of text.matchAll(found)) end = index + match.length;
  return end;
}

/** Whether a place of HCL or code is within a text of several lines, in which nothing may be put. */
function inText(text: string, at: number): boolean {
  const before = text.slice(0, at);
  const heredocs = [...before.matchAll(/<<[-~]?\s*["']?([A-Za-z_]\w*)["']?[ \t]*\r?\n/g)];
  const last = heredocs.at(-1);
  if (
    last &&
    !before
      .slice(last.index + last[0].length)
      .split("\n")
      .some((line) => line.trim() === last[1])
  )
    return true;
  return (
    (before.match(/`/g)?.length ?? 0) % 2 === 1 ||
    (before.match(/"""/g)?.length ?? 0) % 2 === 1 ||
    /^[ \t]*\w+:[ \t]*[|>][-+]?[ \t]*$/m.test(before.split("\n").slice(-around).join("\n"))
  );
}

function isRemark(text: string, at: number): boolean {
  return /^[ \t]*(?:#|\/\/|\*)/.test(text.slice(text.lastIndexOf("\n", at - 1) + 1, at + 2));
}

/** Whether something is denied, or excepted, near a place. */
function isDenied(text: string, at: number): boolean {
  const line = text.slice(0, at).split("\n").length;
  return /deny|not_?(?:actions?|resources?|principals?)/i.test(
    text
      .split("\n")
      .slice(Math.max(0, line - around), line + around)
      .join("\n"),
  );
}

/** The kinds of resources that an action is for, as one text. */
function kindsOf(catalog: Catalog, service: string, name: string): string {
  const types = catalog.service(service)?.action(name)?.resourceTypes ?? [];
  return types
    .map((one) => JSON.stringify(one))
    .toSorted()
    .join();
}

/** Whether a text names an action, or a pattern that stands for it. */
function isCovered(text: string, service: string, name: string): boolean {
  const lower = text.toLowerCase();
  if (lower.includes(name.toLowerCase()) || lower.includes(`${service}:*`)) return true;
  for (const { 1: pattern } of lower.matchAll(/:([a-z]*)\*/g))
    if (pattern !== "" && name.toLowerCase().startsWith(pattern!)) return true;
  return false;
}
