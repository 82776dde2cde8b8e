/** Outcomes of assertions, kept: one is judged again only where it, the document of the subject, or what it means there is another. */
import { type Assertion, noExceptions } from "../../analysis/assertions/assertion";
import type { KnownOutcomes } from "../../analysis/assertions/outcome";
import type { Broken } from "../../analysis/assertions/outcome";
import { countsGiven } from "../../analysis/assertions/policy-sets";
import {
  type DocumentNames,
  meaningOf,
  type Workspace,
  type WorkspaceState,
} from "../../analysis/assertions/workspace";
import type { ReadPolicy, Subject } from "../../analysis/change/subject";
import type { FileConfiguration } from "../configuration/loaded";
import { today } from "../day";

interface Kept {
  /** Of everything that may say what the policies of a subject mean. */
  readonly surroundings: string;
  readonly outcomes: readonly Broken[];
}

export class Judgements {
  /** By the first policy of a subject: a document that is read anew has new ones. What others give to it by its name is told apart. */
  private readonly kept = new WeakMap<ReadPolicy, Map<string, Kept>>();
  private readonly meanings = new WeakMap<DocumentNames, string>();
  private readonly numbers = new WeakMap<ReadPolicy, number>();
  private count = 0;

  /** How much of what was asked for is still to be judged: a call judges so much, and the next one goes on. */
  left = 0;

  of(state: WorkspaceState, workspace: Workspace, { options }: FileConfiguration): KnownOutcomes {
    this.left = mostAtOnce;
    const trusted = [today(), ...(options.control?.trustedAccounts ?? [])].join(",");
    const names = state.documents.map((one) => this.meaning(one)).join("\n");
    const known = `${names}\n${trusted}`;
    const given = `${known}\n${workspace.subjects
      .map((one) =>
        one.kind === "resource" ? this.numbersOf(one) : one.kind === "identity" ? `${one.scope} ${one.name}` : "",
      )
      .join("\n")}`;
    const claims = new Map<object, string>();
    return (assertion, subject, judge) => {
      const { claim } = assertion;
      const [first] = subject.policies;
      if (!first) return judge();
      const byClaim = this.kept.get(first) ?? new Map<string, Kept>();
      this.kept.set(first, byClaim);
      let key = claims.get(claim);
      if (key === undefined) claims.set(claim, (key = JSON.stringify(claim)));
      const about = countsGiven(assertion) ? given : isByName(assertion, subject) ? known : trusted;
      const isHeld = subject.policies.some(({ heldIn }) => heldIn !== undefined);
      const surroundings = isHeld ? `${about}\n${this.numbersOf(subject)}` : about;
      let found = byClaim.get(key);
      if (found?.surroundings !== surroundings) {
        if (this.left-- <= 0) return [];
        if (byClaim.size > mostClaims) byClaim.clear();
        byClaim.set(key, (found = { surroundings, outcomes: judge() }));
      }
      return found.outcomes.map((one) => ({ ...one, assertion, subject }));
    };
  }

  private meaning(document: DocumentNames): string {
    let meaning = this.meanings.get(document);
    if (meaning === undefined) this.meanings.set(document, (meaning = meaningOf(document)));
    return meaning;
  }

  private numbersOf({ policies }: Subject): string {
    return policies.map((read) => this.numberOf(read)).join(",");
  }

  private numberOf(read: ReadPolicy): number {
    let number = this.numbers.get(read);
    if (number === undefined) this.numbers.set(read, (number = this.count++));
    return number;
  }
}

/** Each takes milliseconds; others wait for the thread. */
const mostAtOnce = 300;

/** Whether what documents call their holders and resources decides. */
function isByName({ claim }: Assertion, { kind }: Subject): boolean {
  const { on = [] } = claim.kind === "never" || claim.kind === "possible" ? claim : {};
  const { resources, holders } = claim.kind === "possible" ? noExceptions : claim.except;
  const isHolder = kind !== "identity" && (holders.length > 0 || (claim.kind === "never" && claim.who.of === "others"));
  return isHolder || [...on, ...resources].some((text) => text !== "*" && !text.startsWith("arn:"));
}

/** Claims that are written while somebody types them are judged, and then forgotten. */
const mostClaims = 1_000;
