/** Whether one condition holds only where another one does. */
import { arnOf, hasWildcard } from "./arn";
import { readDate, readNumber } from "./condition-value";
import { rangeCovers, readIpRange } from "./ip-range";
import type { ConditionElement, ConditionKey, Operator } from "./model";
import { type OperatorInfo, operatorInfo } from "./operators";
import { type ReadItem, variablePrefix } from "./pattern-set";
import { type Region } from "./region";
import { knownText, literally, Pattern, type PatternPart } from "./wildcard";

/** One operator on one key. */
interface Atom {
  readonly operator: Operator | null;
  readonly info: OperatorInfo | null;
  /** As written, in small letters. */
  readonly written: string;
  readonly key: string;
  readonly values: readonly Value[];
  /** Whether all that the template may put here is in `values`. */
  readonly complete: boolean;
}

interface Value {
  readonly parts: readonly PatternPart[];
  readonly conditional: boolean;
}

/** Whether the first region's condition holds only where the second one's does. */
export function conditionImplies(from: Region, to: Region): boolean {
  if (!to.condition) return true;
  if (!to.condition.complete || !to.condition.blocks.every((block) => block.complete)) return false;
  // What may not apply proves nothing.
  const given = from.condition?.complete ? atomsOf(from.condition, from.read) : [];
  return atomsOf(to.condition, to.read).every((atom) => given.some((one) => implies(one, atom)));
}

function atomsOf(condition: ConditionElement, read: ReadItem): readonly Atom[] {
  return condition.blocks
    .filter((block) => block.complete)
    .flatMap((block) =>
      block.keys.map((key: ConditionKey): Atom => ({
        operator: block.parsed,
        info: (block.parsed && operatorInfo(block.parsed.name)) ?? null,
        written: block.operator.toLowerCase(),
        key: key.name.toLowerCase(),
        values: key.items.map((item) => ({ parts: read(item), conditional: item.conditional })),
        complete: key.complete || key.items.some((item) => item.node.kind === "unknown"),
      })),
    );
}

function implies(one: Atom, two: Atom): boolean {
  if (one.key !== two.key || !one.complete || !two.complete) return false;
  if (!one.operator || !one.info || !two.operator || !two.info)
    return one.written === two.written && sameValues(one, two);
  const [from, to] = [one.operator, two.operator];
  if (one.info.type === "Null" || two.info.type === "Null") return impliesWithNull(one, two);
  if (one.info.negated !== two.info.negated || !qualifierImplies(from, to, one.info.negated)) return false;
  // Where the key is missing the first holds only if the second does.
  if (holdsWhenAbsent(one) && !holdsWhenAbsent(two)) return false;
  if (!one.info.negated)
    return one.values.every((value) =>
      certain(two.values).some((other) => valueImplies(one.info!, value, two.info!, other)),
    );
  return (
    variablesOf(two).every((name) => variablesOf(one).includes(name)) &&
    two.values.every((value) => certain(one.values).some((other) => valueImplies(two.info!, value, one.info!, other)))
  );
}

function certain(values: readonly Value[]): readonly Value[] {
  return values.filter((value) => !value.conditional);
}

/** Without a qualifier the key has one value, which then is all of them and any of them. */
function qualifierImplies(from: Operator, to: Operator, negated: boolean): boolean {
  return from.qualifier === to.qualifier || (from.qualifier === null && (to.qualifier === "ForAllValues" || !negated));
}

function holdsWhenAbsent({ operator, info }: Atom): boolean {
  return (
    operator!.ifExists ||
    operator!.qualifier === "ForAllValues" ||
    (info!.negated && operator!.qualifier !== "ForAnyValue")
  );
}

function sameValues(one: Atom, two: Atom): boolean {
  const texts = (atom: Atom): readonly (string | null)[] =>
    atom.values.map((value) => (value.conditional ? null : knownText(value.parts)));
  const [ours, theirs] = [texts(one), texts(two)];
  return ours.length === theirs.length && ours.every((text, at) => text !== null && text === theirs[at]);
}

/** A negated condition with a variable that has no value does not hold: such variables must bind both. */
function variablesOf(atom: Atom): readonly string[] {
  return atom.values.flatMap((value) =>
    value.parts.flatMap((part) =>
      typeof part !== "string" && "name" in part && part.name.startsWith(variablePrefix) ? [part.name] : [],
    ),
  );
}

/** `Null: false` says that the key is there, `Null: true` that it is not. */
function impliesWithNull(one: Atom, two: Atom): boolean {
  const [given, asked] = [presenceSaid(one), presenceSaid(two)];
  if (two.info!.type === "Null") return asked !== null && given === asked;
  if (given === "absent") return holdsWhenAbsent(two);
  return given === "present" && !two.info!.negated && matchesAnything(two);
}

function presenceSaid(atom: Atom): "present" | "absent" | null {
  const { info, operator } = atom;
  if (info!.type === "Null") {
    const texts = atom.values.map((value) => (value.conditional ? null : knownText(value.parts)?.toLowerCase()));
    if (texts.length > 0 && texts.every((text) => text === "true")) return "absent";
    return texts.length > 0 && texts.every((text) => text === "false") ? "present" : null;
  }
  if (!holdsWhenAbsent(atom)) return "present";
  return info!.negated && operator!.qualifier === null && matchesAnything(atom) ? "absent" : null;
}

function matchesAnything({ info, values }: Atom): boolean {
  return info!.type === "String" && info!.wildcards && certain(values).some((value) => Pattern.of(value.parts).isAny);
}

/** Whether everything that the first value matches, the second one does too; negation aside. */
function valueImplies(info: OperatorInfo, value: Value, other: OperatorInfo, wider: Value): boolean {
  if (info.type !== other.type) {
    // Segment by segment is narrower than as one text.
    return (
      info.type === "Arn" &&
      other.type === "String" &&
      other.wildcards &&
      arnOf(plain(value.parts)) !== null &&
      Pattern.of(wider.parts).covers(Pattern.of(value.parts))
    );
  }
  switch (info.type) {
    case "String":
      return textImplies(info, value, other, wider);
    case "Arn":
      return arnImplies(value, wider);
    case "Numeric":
      return orderImplies(info, known(value, readNumber), other, known(wider, readNumber));
    case "Date":
      return orderImplies(info, known(value, readDate), other, known(wider, readDate));
    case "IpAddress": {
      const [range, outer] = [known(value, readIpRange), known(wider, readIpRange)];
      return range !== null && outer !== null && rangeCovers(outer, range);
    }
    default: {
      const [text, same] = [known(value, (written) => written), known(wider, (written) => written)];
      return text !== null && (info.type === "Bool" ? text.toLowerCase() === same?.toLowerCase() : text === same);
    }
  }
}

function known<T>(value: Value, read: (text: string) => T | null): T | null {
  const text = knownText(value.parts);
  return text === null ? null : read(text);
}

function plain(parts: readonly PatternPart[]): (string | { name: string })[] {
  return parts.map((part) => (typeof part !== "string" && "literal" in part ? part.literal : part));
}

function textImplies(info: OperatorInfo, value: Value, other: OperatorInfo, wider: Value): boolean {
  const ignoring = info.comparison === "equalsIgnoreCase";
  if (ignoring && other.comparison !== "equalsIgnoreCase") return false;
  const ignoreCase = other.comparison === "equalsIgnoreCase";
  if (ignoreCase && info.comparison === "like") return false;
  const pattern = (of: OperatorInfo, parts: readonly PatternPart[]): Pattern =>
    Pattern.of(of.wildcards ? parts : literally(parts), { ignoreCase });
  return pattern(other, wider.parts).covers(pattern(info, value.parts));
}

function arnImplies(value: Value, wider: Value): boolean {
  const [ours, theirs] = [arnOf(plain(wider.parts)), arnOf(plain(value.parts))];
  const escaped = [...value.parts, ...wider.parts].some(
    (part) => typeof part !== "string" && "literal" in part && hasWildcard([part.literal]),
  );
  if (!ours || !theirs || escaped) return false;
  return (["partition", "service", "region", "account", "resource"] as const).every((name) =>
    Pattern.of(ours[name]).covers(Pattern.of(theirs[name])),
  );
}

function orderImplies(info: OperatorInfo, value: number | null, other: OperatorInfo, wider: number | null): boolean {
  if (value === null || wider === null) return false;
  const [from, to] = [info.comparison, other.comparison];
  switch (to) {
    case "less":
      return from === "equals" || from === "lessOrEqual" ? value < wider : from === "less" && value <= wider;
    case "lessOrEqual":
      return (from === "equals" || from === "lessOrEqual" || from === "less") && value <= wider;
    case "greater":
      return from === "equals" || from === "greaterOrEqual" ? value > wider : from === "greater" && value >= wider;
    case "greaterOrEqual":
      return (from === "equals" || from === "greaterOrEqual" || from === "greater") && value >= wider;
    default:
      return from === "equals" && value === wider;
  }
}
