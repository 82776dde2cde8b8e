/** The folders of Terraform of both sides with the loops written out in which something changes, and the files that are taken in otherwise than before. */
import { posix } from "node:path";

import { writtenAlike } from "../../analysis/change/canonical";
import type { SubjectChange } from "../../analysis/change/change";
import { type Piece, textOfPieces } from "../../analysis/change/pieces";
import { type FileCall, fileCallsIn, isPlainTemplate } from "../../analysis/change/terraform/unrolled/files";
import { mayUnroll, touchedBetween, type Unread, unrolled } from "../../analysis/change/terraform/unrolled/unroll";
import type { Problem } from "../../analysis/finding";
import { formOf } from "../../analysis/source/forms";
import { automaticRank, rewritten, type SideDocument, sourceOf } from "./documents";

type Sides = readonly SideDocument[];

export interface UnrolledSides {
  readonly before: Sides;
  readonly after: Sides;
  /** What is made for others than before and could not be written out. */
  readonly problems: readonly Problem[];
  /** With the names that people give the instances of resources. */
  named(subjects: readonly SubjectChange[]): readonly SubjectChange[];
}

const mostFiles = 40;
/** A template of CloudFormation is told of by itself, whatever takes it in. */
const isTemplate = /^\s{0,20}["']?Type["']?\s{0,5}:\s{0,5}["']?(?:AWS|Custom)::/m;

export async function unrolledSides(before: Sides, after: Sides): Promise<UnrolledSides> {
  const others = new Map(after.map((side) => [side.document.scope, side]));
  const pairs = [
    ...before.map((old) => ({ old, current: others.get(old.document.scope) ?? null })),
    ...after
      .filter(({ document }) => !before.some((old) => old.document.scope === document.scope))
      .map((current) => ({ old: null, current })),
  ].filter((pair) => mayDiffer(pair.old, pair.current));
  const made = new Map<SideDocument, SideDocument>();
  const taken = new Set<string>();
  const shown = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { old, current } of pairs) {
    const files = await filesOf(old, current);
    const [one, other] = [await sideOf(old, files.before), await sideOf(current, files.after)];
    const { sides: results, unread } = unrolled(one, other);
    const left = [old, current].flatMap((side, at) => (side ? namedIn(side, results[at]?.pieces) : []));
    for (const path of files.paths) if (!left.includes(path)) taken.add(path);
    const place = (current ?? old)!.document.placeOf({ start: 0, end: 0 });
    for (const one of unread) problems.push({ ...place, range: null, message: notCompared(one) });
    for (const [at, side] of [old, current].entries()) {
      const result = results[at];
      if (!side || !result) continue;
      made.set(side, rewritten(side, result.pieces));
      for (const [name, said] of result.shown) shown.set(name, said);
    }
  }
  const sides = (all: Sides): Sides => all.filter(({ path }) => !taken.has(path)).map((side) => made.get(side) ?? side);
  return { before: sides(before), after: sides(after), problems, named: (subjects) => withNames(subjects, shown) };
}

function notCompared({ address, by }: Unread): string {
  if (by === "key") return `Another one of ${address} than before is named. What that allows it was not compared.`;
  const what = by === "count" ? "whether it is there" : by === "for_each" ? "what it is made for" : "what it is";
  return `The ${by} of ${address} has changed, and ${what} now is not known. What that allows was not compared.`;
}

/** The files that a side names, once something of it is written out. */
function namedIn(side: SideDocument, pieces: readonly Piece[] | undefined): readonly string[] {
  const calls = fileCallsIn(pieces ? textOfPieces(pieces) : side.source.text);
  return calls.flatMap(({ path }) => [pathFrom(side, path), path]);
}

function pathFrom({ path }: SideDocument, named: string): string {
  return posix.normalize(posix.join(posix.dirname(path), named));
}

function mayDiffer(old: SideDocument | null, current: SideDocument | null): boolean {
  const sides = [old, current].filter((side) => side !== null);
  return sides.every(({ source }) => formOf(source) === "hcl") && sides.some(({ source }) => mayUnroll(source.text));
}

async function sideOf(side: SideDocument | null, files: ReadonlyMap<string, string> | undefined) {
  if (!side) return null;
  const values = (side.values ?? []).filter(({ name }) => automaticRank(name) > 0);
  return { source: await sourceOf(side), values, files };
}

interface Files {
  readonly before?: ReadonlyMap<string, string>;
  readonly after?: ReadonlyMap<string, string>;
  /** Within the repository: what they say is told of the resources that take them in. */
  readonly paths: readonly string[];
}

/**
 * The files that the sides take in, where they take in others, or for something else; a folder that one side has not takes in none
 * there. A path counts from the module, or, where nothing is there, from the folder that Terraform is started in: the repository's.
 */
async function filesOf(old: SideDocument | null, current: SideDocument | null): Promise<Files> {
  const calls = [old, current].map((side) => (side ? fileCallsIn(side.source.text) : []));
  const said = calls.map((all) =>
    all
      .map((one) => one.said)
      .sort()
      .join("\n"),
  );
  const isSame = said[0] === said[1];
  const given = givenOtherwise(calls[0]!, calls[1]!, await touchedIn(old, current, calls[1]!));
  const attached = old && current ? attachedOtherwise(calls[1]!, old.source.text, current.source.text) : new Set();
  const kept = calls.map((all) => new Set(all.map((one) => one.said)));
  // What both sides take in alike tells by itself what has changed in it.
  calls.forEach(
    (all, at) =>
      (calls[at] = all.filter(
        ({ said, path }) => !kept[1 - at]!.has(said) || ofDocument.test(said) || given.has(path) || attached.has(path),
      )),
  );
  if (calls[0]!.length + calls[1]!.length === 0) return { paths: [] };
  const paths: string[] = [];
  const read = async (side: SideDocument | null, named: readonly string[]) => {
    const found = new Map<string, string>();
    if (!side) return found;
    for (const path of [...new Set(named)].slice(0, mostFiles)) {
      for (const whole of [pathFrom(side, path), path]) {
        const text = await side.fileAt?.(whole);
        if (text == null) continue;
        found.set(path, text);
        if (!isTemplate.test(text)) paths.push(whole);
        break;
      }
    }
    return found;
  };
  // Where one side takes a file in otherwise, all that takes it is filled in on both.
  const named = calls.flatMap((all) => all.map(({ path }) => path));
  const [before, after] = [await read(old, named), await read(current, named)];
  for (const path of given)
    if (![before, after].every((all) => isPlainTemplate(all.get(path) ?? "%{")))
      for (const all of [before, after]) all.delete(path);
  const isAlike = given.size === 0 && [...before].every(([path, text]) => after.get(path) === text);
  return isSame && isAlike && attached.size === 0 ? { paths: [] } : { before, after, paths };
}

/** The templates that blocks about access fill, which say something else on the other side, or name what stands for something else. */
function givenOtherwise(
  before: readonly FileCall[],
  after: readonly FileCall[],
  touched: ReadonlySet<string>,
): ReadonlySet<string> {
  const old = new Map(before.map((one) => [one.said, writtenAlike(one.block)]));
  const isOther = ({ said, block }: FileCall) =>
    old.has(said) &&
    (old.get(said) !== writtenAlike(block) || [...block.matchAll(openNames)].some(([name]) => touched.has(name)));
  return new Set(after.flatMap((one) => (fillsPolicy(one) && isOther(one) ? one.path : [])));
}

function fillsPolicy({ said }: FileCall): boolean {
  return ofPolicy.test(said) && said.includes("templatefile(");
}

const openNames = /\b(?:var|local)\.[\w-]{1,200}/g;

/** The variables and locals that stand for something else than on the other side, where a template is filled for a policy. */
async function touchedIn(
  old: SideDocument | null,
  current: SideDocument | null,
  calls: readonly FileCall[],
): Promise<ReadonlySet<string>> {
  if (!old || !current || !calls.some(fillsPolicy)) return new Set();
  const [before, after] = [await sideOf(old, undefined), await sideOf(current, undefined)];
  return touchedBetween(before!, after!);
}

/** The files of managed policies that the sides name in other ways: whoever newly has one is told what it says. */
function attachedOtherwise(calls: readonly FileCall[], before: string, after: string): ReadonlySet<string> {
  return new Set(
    calls.flatMap(({ path, said }) => {
      const name = /^resource "aws_iam_policy" "([\w-]{1,200})"/.exec(said)?.[1];
      const count = (text: string) => text.split(`aws_iam_policy.${name}`).length;
      return name !== undefined && count(before) !== count(after) ? path : [];
    }),
  );
}

const ofPolicy = /^resource "aws_(?:iam_|\w{0,80}policy"|kms_key"|sqs_queue"|sns_topic"|s3_bucket"|vpc_endpoint")/;

/** What a document is made of stands beside its own statements, and in the place of some. */
const ofDocument = /^data "aws_iam_policy_document"/;

/** Every text of what changes, with the names that people know. */
function withNames(subjects: readonly SubjectChange[], shown: ReadonlyMap<string, string>): readonly SubjectChange[] {
  if (shown.size === 0) return subjects;
  const named = (text: string): string =>
    text.includes("--") ? text.replace(/[\w.]{1,300}(?:-[\w.]{0,100}){2,200}/g, (found) => nameIn(found, shown)) : text;
  const all = <Value>(value: Value): Value => {
    if (typeof value === "string") return named(value) as Value;
    if (Array.isArray(value)) return value.map(all) as Value;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, all(one)])) as Value;
  };
  return subjects.map(all);
}

/** The longest address that a text begins with, with its key. */
function nameIn(text: string, shown: ReadonlyMap<string, string>): string {
  const steps = text.split(".");
  for (let begin = 0; begin < steps.length - 1; begin++)
    for (const count of [2, 3]) {
      const said = shown.get(steps.slice(begin, begin + count).join("."));
      if (said !== undefined) return [...steps.slice(0, begin), said, ...steps.slice(begin + count)].join(".");
    }
  return text;
}
