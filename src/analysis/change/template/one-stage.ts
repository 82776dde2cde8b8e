/** What a service of the Serverless Framework keeps by stage, where one stage gets another value: both sides as that stage has them (serverless.com: "Variables", "Parameters"). */
import type { Source } from "../../source/source";
import { valueAt, type ValueNode } from "../../value";
import { valueText } from "../canonical";
import type { Edit } from "../pieces";
import { serviceIn } from "./stages";

/** `${self:custom.${sls:stage}.role}`: what comes before, what chooses the stage, what follows. */
const chosen =
  /\$\{\s{0,20}self:\s{0,20}([\w-]{1,100}(?:\.[\w-]{1,100}){0,8})\.\$\{([^${}\n]{1,200})\}((?:\.[\w-]{1,100}){0,8})\s{0,20}\}/g;
const parameter = /\$\{\s{0,20}param:\s{0,20}([\w-]{1,100})\s{0,20}\}/g;
/** In a line of YAML as well as in a text. */
const plain = /^\w(?:[\w:/.*@+=-]{0,500}[\w/.*@+=-])?$/;
const byDefault = "default";

interface Lookup {
  readonly said: string;
  readonly start: number;
  /** What chooses the stage; null: the framework does. */
  readonly by: string | null;
  readonly stages: readonly string[];
  readonly of: (stage: string, root: ValueNode) => ValueNode | undefined;
}

/** Whether a text may look up something by the stage; the test is cheap. */
export function mayLookUpByStage(text: string): boolean {
  return /\.\$\{|\$\{\s{0,20}param:/.test(text) && /\bservice["']?\s{0,20}:/.test(text);
}

/** None on either side where several stages have other values, or other things are looked up than before; a stage that has gone is left out. */
export function editsOfOneStage(before: Source, after: Source): readonly [readonly Edit[], readonly Edit[]] {
  const [was, is] = [serviceIn(before), serviceIn(after)];
  if (!was || !is) return [[], []];
  const [old, current] = [lookupsIn(before.text, was), lookupsIn(after.text, is)];
  const none = [withoutGone(old, was, current, is), []] as const;
  const changed = new Set<string>();
  const touched = new Set<string>();
  const twins = new Map(old.map((one) => [one.said, one]));
  for (const one of current) {
    const twin = twins.get(one.said);
    for (const stage of twin ? new Set([...twin.stages, ...one.stages]) : []) {
      const [mine, theirs] = [twin!.of(stage, was), one.of(stage, is)];
      if (!mine || !theirs || valueText(mine, before.text) === valueText(theirs, after.text)) continue;
      changed.add(stage);
      touched.add(one.said);
    }
  }
  const [stage, ...others] = changed;
  const [mine, theirs] = [old, current].map((all) => all.filter(({ said }) => touched.has(said)));
  const choosers = new Set(mine!.map(({ by }) => by));
  if (stage === undefined || others.length > 0 || choosers.size > 1 || saidIn(mine!) !== saidIn(theirs!)) return none;
  const made = [editsFor(mine!, stage, was), editsFor(theirs!, stage, is)] as const;
  return made[0] && made[1] ? [made[0], made[1]] : none;
}

/** What is looked up in stages that are deployed no more. */
function withoutGone(
  old: readonly Lookup[],
  was: ValueNode,
  current: readonly Lookup[],
  is: ValueNode,
): readonly Edit[] {
  const now = new Map(current.map((one) => [one.said, one]));
  const gone = old.flatMap(({ said, stages, of }) => {
    const twin = now.get(said);
    const isKept = twin?.stages.some((stage) => stages.includes(stage) && twin.of(stage, is));
    return isKept ? stages.flatMap((stage) => (twin!.stages.includes(stage) ? [] : (of(stage, was) ?? []))) : [];
  });
  const spans = [...new Set(gone)].map(({ span }) => span).sort((a, b) => a.start - b.start || b.end - a.end);
  let end = -1;
  return spans.flatMap((span): readonly Edit[] => {
    if (span.start < end) return [];
    end = span.end;
    return [{ ...span, text: "null" }];
  });
}

function saidIn(lookups: readonly Lookup[]): string {
  return lookups
    .map(({ said }) => said)
    .sort()
    .join("\n");
}

/** Null where a value is more than a word. */
function editsFor(lookups: readonly Lookup[], stage: string, root: ValueNode): readonly Edit[] | null {
  const edits = lookups.flatMap(({ said, start, of }): readonly Edit[] => {
    const value = of(stage, root);
    const text = value?.kind === "string" || value?.kind === "number" ? String(value.value) : "";
    return plain.test(text) ? [{ start, end: start + said.length, text }] : [];
  });
  return edits.length === lookups.length ? edits : null;
}

function lookupsIn(text: string, root: ValueNode): readonly Lookup[] {
  const own = [...text.matchAll(chosen)].map(({ 0: said, 1: path, 2: by, 3: rest, index: start }): Lookup => {
    const [above, below] = [path!.split("."), rest!.split(".").slice(1)];
    const holder = valueAt(root, ...above);
    const stages = holder?.kind === "object" ? holder.entries.map(({ key }) => key) : [];
    return { said, start, by: by!.trim(), stages, of: (stage, of) => valueAt(of, ...above, stage, ...below) };
  });
  const params = valueAt(root, "params");
  const stages = params?.kind === "object" ? params.entries.map(({ key }) => key) : [];
  const given = [...text.matchAll(parameter)].map(({ 0: said, 1: name, index: start }): Lookup => ({
    said,
    start,
    by: null,
    stages,
    of: (stage, of) => valueAt(of, "params", stage, name!) ?? valueAt(of, "params", byDefault, name!),
  }));
  return [...own, ...given];
}
