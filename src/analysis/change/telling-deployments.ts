/** The deployments in which a change shows: all, or those of many in which it shows most. */
import { addTo } from "../group-by";
import type { Branch, Deployment, Located } from "./deployments";

/** A statement, as far as it matters to others. */
export interface Placed extends Located {
  readonly isDeny: boolean;
  /** Of which services its actions are; null: of any. */
  readonly services: ReadonlySet<string> | null;
}

export interface Telling {
  readonly deployments: readonly Deployment[];
  /** There are others, in which more may show. */
  readonly isCut: boolean;
}

/** Bounds how many deployments are looked at, of many for one change. */
const mostDeployments = 16;
/** Bounds how many changes are looked at, each in deployments of its own, and in how many all in all. */
const mostChanges = 200;
const mostInAll = 400;

/**
 * The deployments in which what is there differs. Where they are too many, those in which the changes show most.
 * @param changed those of all that one side alone has
 */
export function deploymentsOf(all: readonly Placed[], changed: readonly Placed[]): Telling {
  const sizes = new Map<string, number>();
  for (const { branches } of all)
    for (const { choice, of } of branches) sizes.set(choice, Math.max(of, sizes.get(choice) ?? 0));
  const count = [...sizes.values()].reduce((product, size) => Math.min(mostDeployments + 1, product * size), 1);
  if (count > mostDeployments) return tellingDeployments(all, changed, sizes);
  const options = [...sizes].map(([choice, size]): Options => [choice, branchesOf(size)]);
  return { deployments: inAllChoices(options), isCut: false };
}

/**
 * An Allow shows most where nothing else is there that may be left out, and a Deny where all is there that it may keep back, and no other
 * Deny. What is there in any case, one way or another, is looked at in each way.
 * @param changed those that one side alone has
 * @param sizes by choice, how many branches there are
 */
function tellingDeployments(
  all: readonly Placed[],
  changed: readonly Placed[],
  sizes: ReadonlyMap<string, number>,
): Telling {
  const ends: readonly Placed[] = [false, true].map((isDeny) => ({ isDeny, branches: [], services: null }));
  const changes = new Map([...ends, ...changed].map((one) => [keyOf(one), one]));
  const uses = new Map<string, Placed[]>();
  for (const one of all) for (const { choice } of one.branches) addTo(uses, choice, one);
  let isCut = changes.size > mostChanges;
  const deployments: Deployment[] = [];
  for (const change of [...changes.values()].slice(0, mostChanges)) {
    if (deployments.length >= mostInAll) {
      isCut = true;
      break;
    }
    const fixed = new Map(change.branches.map(({ choice, branch }) => [choice, branch]));
    const options = [...sizes].map(([choice, size]): Options => {
      const own = fixed.get(choice);
      const beside = (uses.get(choice) ?? []).filter((one) => mayMeet(one, change));
      return [choice, own === undefined ? branchesFor(change, choice, size, beside) : [own]];
    });
    const count = options.reduce(
      (product, [, branches]) => Math.min(mostDeployments + 1, product * branches.length),
      1,
    );
    if (count > mostDeployments && changed.includes(change)) isCut = true;
    deployments.push(
      ...(count > mostDeployments ? inOneChoice(options).slice(0, mostDeployments) : inAllChoices(options)),
    );
  }
  return { deployments, isCut };
}

/** By choice, the branches to look at, one at least. */
type Options = readonly [choice: string, branches: readonly number[]];

function branchesOf(size: number): readonly number[] {
  return Array.from({ length: size }, (_, branch) => branch);
}

/** The branches of a choice in which a change may show: one, where it shows there as much as in any other. */
function branchesFor({ isDeny }: Placed, choice: string, size: number, beside: readonly Placed[]): readonly number[] {
  const all = branchesOf(size);
  const isIn = ({ branches }: Placed, branch: number) =>
    branches.some((one) => one.choice === choice && one.branch === branch);
  const most = all.find((branch) =>
    beside.every((one) => (isDeny && !one.isDeny ? isIn(one, branch) : !isIn(one, branch))),
  );
  return most === undefined ? all : [most];
}

/** Whether one may be about what another is about. */
export function mayMeet({ services: one }: Placed, { services: other }: Placed): boolean {
  return one === null || other === null || [...one].some((service) => other.has(service));
}

function inAllChoices(options: readonly Options[]): readonly Deployment[] {
  let deployments: readonly (readonly (readonly [string, number])[])[] = [[]];
  for (const [choice, branches] of options)
    deployments = deployments.flatMap((one) => branches.map((branch) => [...one, [choice, branch] as const]));
  return deployments.map((one) => new Map(one));
}

/**
 * The same deployments, each with what it has of other choices: in all ways, where these are not too many; else with one of them at a time,
 * the others being left open.
 * @param choices by choice, how many branches there are
 */
export function withChoices(
  deployments: readonly Deployment[],
  choices: ReadonlyMap<string, number>,
): readonly Deployment[] {
  if (choices.size === 0) return deployments;
  const found = deployments.flatMap((one): readonly Deployment[] => {
    const options = [...choices].flatMap(([choice, size]): Options[] =>
      one.has(choice) ? [] : [[choice, branchesOf(size)]],
    );
    const count = options.reduce(
      (product, [, branches]) => Math.min(mostDeployments + 1, product * branches.length),
      1,
    );
    const added =
      count <= mostDeployments
        ? inAllChoices(options)
        : options.flatMap(([choice, branches]) => branches.map((branch) => new Map([[choice, branch]])));
    return added.map((more) => new Map([...one, ...more]));
  });
  return found.length > mostInAll ? deployments : found;
}

/** The first branches of all, and each other one beside these. */
function inOneChoice(options: readonly Options[]): readonly Deployment[] {
  const first = new Map(options.map(([choice, [branch]]) => [choice, branch!]));
  return [
    first,
    ...options.flatMap(([choice, [, ...others]]) => others.map((branch) => new Map([...first, [choice, branch]]))),
  ];
}

function keyOf({ isDeny, branches, services }: Placed): string {
  const where = branches.map(({ choice, branch }: Branch) => [choice, branch]);
  return JSON.stringify([isDeny, where, services && [...services].sort()]);
}
