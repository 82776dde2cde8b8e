/** Which texts lie in all of some sets and in none of others, and one of them. */
import { type Reached, TextSet } from "./text-set";
import {
  accountAt,
  any,
  anyInSegment,
  beginsAsArn,
  colon,
  firstVariable,
  isVariable,
  one,
  oneInSegment,
  regionAt,
  type Symbol,
  type Tokens,
} from "./tokens";

/** What a text must lie in and must not lie in. */
export interface TextProblem {
  readonly within: readonly TextSet[];
  readonly without: readonly TextSet[];
}

/** What a wildcard stands for in the text that people are shown, the likeliest first. */
const fillings = ["example", "x", "", "other-1", "eu-west-1", "111122223333"] as const;

/** Region and account of the text that people are shown, the likeliest first. */
const locations = [
  ["us-east-1", "111122223333"],
  ["eu-west-3", "111122223333"],
  ["us-east-1", "999988887777"],
  ["eu-west-3", "999988887777"],
] as const;

export interface Work {
  /** Throws where the bound is reached. */
  spend(steps: number): void;
}

/** A text of the problem's sets, as symbols; null where there is none. */
export function findText(problem: TextProblem, work: Work): readonly Symbol[] | null {
  const driver = narrowest(problem.within);
  if (!driver) return findMember(null, problem, work);
  const others = problem.within.filter((set) => set !== driver);
  for (const pattern of plainFirst(driver.patterns)) {
    const found = findMember(
      { pattern, ignoreCase: driver.ignoreCase },
      { within: others, without: problem.without },
      work,
    );
    if (found) return found;
  }
  return null;
}

/** Texts with a `*` or a `?` in them are taken for patterns by whoever reads a witness: as such they come last. */
function plainFirst(patterns: readonly Tokens[]): readonly Tokens[] {
  const isPlain = (tokens: Tokens) => !tokens.includes(star) && !tokens.includes(questionMark);
  return patterns.every(isPlain) ? patterns : [...patterns.filter(isPlain), ...patterns.filter((one) => !isPlain(one))];
}

const [star, questionMark] = ["*", "?"].map((one) => one.charCodeAt(0)) as [number, number];

function narrowest(sets: readonly TextSet[]): TextSet | null {
  let best: TextSet | null = null;
  const cost = (set: TextSet): number =>
    (set.hasVariables ? 0 : set.isPlain ? 10_000 : 20_000) + Math.min(set.patterns.length, 9_999);
  for (const set of sets) if (!best || cost(set) < cost(best)) best = set;
  return best;
}

interface Driver {
  readonly pattern: Tokens;
  readonly ignoreCase: boolean;
}

function findMember(driver: Driver | null, { within, without }: TextProblem, work: Work): readonly Symbol[] | null {
  const fits = (text: readonly Symbol[]): boolean => {
    work.spend(text.length + within.length + without.length);
    return within.every((set) => set.has(text)) && without.every((set) => !set.has(text));
  };
  const pattern = driver?.pattern ?? [any];
  for (const filling of fillings) {
    const text = filled(pattern, filling, locations[0]);
    if (fits(text)) return text;
    if (pattern.every((token) => token >= 0 || token <= firstVariable)) break;
  }
  // Without wildcards there is one text, but the values of variables in it may be what other patterns want.
  if (pattern.every((token) => token >= 0) && !driver?.ignoreCase) return null;
  if (beginsAsArn(pattern))
    for (const location of locations.slice(1)) {
      const text = filled(pattern, fillings[0], location);
      if (fits(text)) return text;
    }
  return search(new TextSet([pattern], driver?.ignoreCase ?? false), within, without, work);
}

function filled(pattern: Tokens, filling: string, [region, account]: readonly [string, string]): readonly Symbol[] {
  const text: Symbol[] = [];
  const put = (chars: string): void => {
    for (let at = 0; at < chars.length; at++) text.push(chars.charCodeAt(at));
  };
  let segment = 1;
  const isArn = beginsAsArn(pattern);
  for (let at = 0; at < pattern.length; at++) {
    const token = pattern[at]!;
    if (token === colon) segment++;
    const alone = isArn && pattern[at - 1] === colon && pattern[at + 1] === colon;
    if (token === any || token === anyInSegment)
      put(
        alone && segment === 2
          ? "aws"
          : alone && segment === regionAt
            ? region
            : alone && segment === accountAt
              ? account
              : filling,
      );
    else if (token === one || token === oneInSegment) put(filling[0] ?? "y");
    else text.push(token);
  }
  return text;
}

const usual = "xazbqk0179XQ_-/.";

/** Breadth first over what is left open by all the sets together. */
function search(
  driver: TextSet,
  within: readonly TextSet[],
  without: readonly TextSet[],
  work: Work,
): readonly Symbol[] | null {
  interface State {
    readonly driver: Reached;
    readonly within: readonly Reached[];
    readonly without: readonly Reached[];
    readonly before: State | null;
    readonly symbol: Symbol;
  }
  const first: State = {
    driver: driver.start,
    within: within.map((set) => set.start),
    without: without.map((set) => set.start),
    before: null,
    symbol: 0,
  };
  const seen = new Set<string>();
  let open: State[] = [first];
  while (open.length > 0) {
    const next: State[] = [];
    for (const state of open) {
      work.spend(4 + within.length + without.length);
      if (
        state.driver.isAccepted &&
        state.within.every((reached) => reached.isAccepted) &&
        state.without.every((reached) => !reached.isAccepted)
      )
        return textOf(state);
      const symbols = new Set<Symbol>();
      within.forEach((set, at) => set.wanted(state.within[at]!, symbols));
      without.forEach((set, at) => set.wanted(state.without[at]!, symbols));
      for (const symbol of symbols) if (isVariable(symbol)) symbols.delete(symbol);
      driver.wanted(state.driver, symbols);
      symbols.add(fresh(symbols));
      for (const symbol of symbols) {
        const mine = driver.step(state.driver, symbol, false);
        if (mine.places.length === 0) continue;
        const inside = within.map((set, at) => set.step(state.within[at]!, symbol, true));
        if (inside.some(({ places }) => places.length === 0)) continue;
        const outside = without.map((set, at) => set.step(state.without[at]!, symbol, false));
        const key = [mine, ...inside, ...outside].map(({ id }) => id).join();
        work.spend(1 + key.length / 4);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ driver: mine, within: inside, without: outside, before: state, symbol });
      }
    }
    open = next;
  }
  return null;

  function textOf(last: State): readonly Symbol[] {
    const text: Symbol[] = [];
    for (let state = last; state.before; state = state.before) text.push(state.symbol);
    return text.reverse();
  }
}

/** A character that no pattern names here. */
function fresh(symbols: ReadonlySet<Symbol>): Symbol {
  for (let at = 0; at < usual.length; at++) if (!symbols.has(usual.charCodeAt(at))) return usual.charCodeAt(at);
  let code = 0x100;
  while (symbols.has(code)) code++;
  return code;
}
