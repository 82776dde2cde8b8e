/** What the values of a document stand for in other files of its side of a change. */
import { calledByStates } from "../locate/attached/plugin-state-machines";
import { joinedFolder } from "../locate/terraform/called-modules";
import type { LocalModule, SourceDocument } from "../source/document";
import { Source } from "../source/source";
import { valueAt, type ValueNode } from "../value";
import { valueText, writtenAlike } from "./canonical";
import type { Definition } from "./names";
import type { NamedText } from "./terraform/join";

export interface Beside {
  /** Files with data that differ between the sides, by their paths relative to the folder of the document. */
  readonly files: readonly NamedText[];
  /** Of Terraform: the local modules that it calls, and those that they call. */
  readonly modules?: readonly LocalModule[] | undefined;
  /** Of a template: what others that differ give its parameters, by parameter. */
  readonly given?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Of a program of AWS CDK: the `cdk.json` that it is run with, where that differs between the sides. */
  readonly context?: NamedText | undefined;
  /** Of code: files that differ and import it, which may make objects of its classes. */
  readonly callers?: readonly SourceDocument[] | undefined;
}

export const nothingBeside: Beside = { files: [] };

/** Among what the parameters of a nested template are given, the condition under which there is the stack, as that is defined. */
export const whetherThere = "Condition";

const inTerraform = /\b(?:template)?file\(\s{0,100}"([^"\n]{1,300})"/g;
const inServerless = /\$\{file\(\s{0,20}([^()\n]{1,300})\)(?::([\w.-]{1,200}))?/g;
/** `.acts` and `["acts"]` behind what was decoded. */
const stepsBehind = /^\s{0,100}\)\s{0,100}\)((?:\.[A-Za-z_][\w-]{0,100}|\["[^"\n]{1,100}"\]){1,10})/;
const step = /\.([A-Za-z_][\w-]{0,100})|\["([^"\n]{1,100})"\]/g;
const longestBehind = 1500;

/** The files that an expression of Terraform takes in, as names: `file(a.json)`, or a part of one, `file(a.json):acts`. */
export function filesInTerraform(text: string): readonly string[] {
  return [...text.matchAll(inTerraform)].map((match) => {
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    const end = match.index + match[0].length;
    const behind = /(?:json|yaml)decode\(\s*$/.test(before)
      ? stepsBehind.exec(text.slice(end, end + longestBehind))?.[1]
      : undefined;
    return fileName(match[1]!, behind === undefined ? [] : stepsIn(behind));
  });
}

/** The keys of `.a["b"]`. */
export function stepsIn(text: string): readonly string[] {
  return [...text.matchAll(step)].map(([, attribute, key]) => (attribute ?? key)!);
}

/** The files that values of the Serverless Framework are taken from. */
export function filesInServerless(text: string): readonly string[] {
  return [...text.matchAll(inServerless)].map(([, path, keys]) => fileName(path!, keys?.split(".") ?? []));
}

/** What a file, or a part of it, is called among the names of a document. */
function fileName(path: string, keys: readonly string[]): string {
  return `file(${path.trim()})${keys.length > 0 ? `:${keys.join(".")}` : ""}`;
}

const named = /^file\(([^()\n]{1,300}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?)\)(?::(.{0,600}))?$/;

/** What a file says where a name of one stands; null for another name. */
export function fileDefinition(name: string, { files }: Beside): readonly Definition[] | null {
  const [, path, keys] = named.exec(name) ?? [];
  if (path === undefined) return null;
  return files
    .filter((file) => mayBe(file.name, path))
    .map((file) => ({ text: `${file.name} ${partOf(file, keys?.split(".") ?? [])}`, at: -1, isWhole: true }));
}

/** Whether a path is that of a file; what is left open in it may be anything. */
function mayBe(path: string, written: string): boolean {
  const plain = written.replace(/^\$\{path\.\w{1,20}\}\/?/, "");
  const [first = "", ...others] = plain.split(/\$\{[^}]{0,200}\}|\*/);
  const last = others.at(-1);
  if (last === undefined) return joinedFolder("", first) === path;
  const begin = joinedFolder("", first);
  return path.startsWith(begin) && path.endsWith(last) && (first !== "" || last !== "");
}

/** What stands at the keys, without regard to how it is written; or at as many of them as lead somewhere. */
export function partOf({ name, text }: NamedText, keys: readonly string[]): string {
  const source = new Source({ name, text }, null);
  const root: ValueNode | null | undefined =
    source.form === "json" ? source.json.root : source.form === "yaml" ? source.yaml.roots[0] : null;
  let value = root;
  for (const key of keys) value = (value && valueAt(value, key)) ?? value;
  // What else a definition of states says changes nothing about what they may do.
  const called = value ? calledByStates(value) : null;
  if (called) return [...new Set(called.map((one) => valueText(one, text)))].sort().join("\n");
  return value ? valueText(value, text) : writtenAlike(text);
}
