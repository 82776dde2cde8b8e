/** The stage that a service of the Serverless Framework is deployed for, in one word on both sides of a change (serverless.com: "Variables", `sls:stage`). */
import type { Source } from "../../source/source";
import { valueAt, type ValueNode } from "../../value";
import type { Edit } from "../pieces";

const stage = "sls:stage";
const byOption = "opt:stage";
/** What the framework deploys for where nothing says it. */
const ofFramework = "dev";
const variables = /\$\{\s{0,20}((?:self|opt|sls):[^${}\n]{1,200})\}/g;
const ofOwn = /^self:\s{0,20}([\w.-]{1,200})$/;
const literal = /^(?:'([^'\n]{0,100})'|"([^"\n]{0,100})")$/;
const deepest = 5;

/** Whether a text may name a stage; the test is cheap. */
export function mayNameStage(text: string): boolean {
  return text.includes("${") && /\bservice["']?\s{0,20}:/.test(text) && /\b(?:opt|sls):stage\b/.test(text);
}

/** What each side has in place of its variables where they are the stage, and the sides do not spell it alike. */
export function editsOfStages(before: Source, after: Source): readonly [readonly Edit[], readonly Edit[]] {
  const [was, is] = [serviceIn(before), serviceIn(after)];
  const known = was && is ? defaultOf(was) : null;
  if (!was || !is || known === null || known !== defaultOf(is)) return [[], []];
  const [mine, theirs] = [namesIn(before.text), namesIn(after.text)];
  if (countsOf(mine) === countsOf(theirs)) return [[], []];
  const written = [new Set(mine.map(({ name }) => name)), new Set(theirs.map(({ name }) => name))] as const;
  // A name that means something else on one side is not the same one.
  const isStage = (name: string): boolean =>
    name !== stage &&
    (!written[0].has(name) || meansStage(name, was)) &&
    (!written[1].has(name) || meansStage(name, is));
  const edits = (found: readonly Named[]): readonly Edit[] =>
    found.flatMap(({ name, start, end }) => (isStage(name) ? [{ start, end, text: `\${${stage}}` }] : []));
  return [edits(mine), edits(theirs)];
}

interface Named {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function namesIn(text: string): readonly Named[] {
  return [...text.matchAll(variables)].map((found) => ({
    name: found[1]!.trim(),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

function countsOf(found: readonly Named[]): string {
  return found
    .map(({ name }) => name)
    .sort()
    .join("\n");
}

/** The service that a document is; null: none. */
export function serviceIn(source: Source): ValueNode | null {
  const roots = source.form === "yaml" ? source.yaml.roots : source.form === "json" ? [source.json.root] : [];
  return roots.find((root) => root && valueAt(root, "service") && valueAt(root, "provider")) ?? null;
}

function meansStage(name: string, root: ValueNode, depth = 0): boolean {
  if (name === stage || name === byOption) return true;
  const [first = "", ...others] = sourcesOf(name);
  if (first === byOption) return isDefault(others, root);
  const path = others.length === 0 ? ofOwn.exec(first)?.[1] : undefined;
  const value = path === undefined ? undefined : valueAt(root, ...path.split("."));
  const variable = value?.kind === "unknown" ? value.variable : undefined;
  return variable !== undefined && depth < deepest && meansStage(variable.trim(), root, depth + 1);
}

/** Whether sources say what the framework takes without the option. */
function isDefault([first, ...others]: readonly string[], root: ValueNode): boolean {
  // Without anything else it is the option, or there is no deployment.
  if (first === undefined) return true;
  if (/^self:\s{0,20}provider\.stage$/.test(first))
    return valueAt(root, "provider", "stage") !== undefined || isDefault(others, root);
  const said = saidBy(first, root);
  return said !== null && said === defaultOf(root);
}

/** The stage without the option; null where nobody knows. */
function defaultOf(root: ValueNode): string | null {
  const value = valueAt(root, "provider", "stage");
  if (!value) return ofFramework;
  if (value.kind === "string") return value.value;
  const sources = value.kind === "unknown" && value.variable !== undefined ? sourcesOf(value.variable) : [];
  const [first, second] = sources;
  return first === byOption && second !== undefined ? saidBy(second, root) : null;
}

function saidBy(source: string, root: ValueNode): string | null {
  const [said, single, double] = literal.exec(source) ?? [];
  if (said !== undefined) return single ?? double ?? "";
  const path = ofOwn.exec(source)?.[1];
  const value = path === undefined ? undefined : valueAt(root, ...path.split("."));
  return value?.kind === "string" ? value.value : null;
}

function sourcesOf(name: string): readonly string[] {
  return name.split(",").map((one) => one.trim());
}
