/** What options of the AWS CLI have in them, in its shorthand and in JSON (AWS CLI User Guide: "Using shorthand syntax"). */
import type { Stretch, Thing } from "./things";
import { text } from "./things";

/** Where the value of a key begins, and where one ends. */
const begins = /(?:^|[,{\s])(\w{1,60})=|"(\w{1,60})"\s{0,9}:\s{0,9}"/g;
const ends = /[,}"\s\]]/;

/** The values of a key in what an option is given: `Id=1,RoleArn=…`, `{"RoleArn": "…"}`. Empty where it is not seen. */
export function valuesInOption(given: readonly Thing[], key: string): Thing[] {
  return given.flatMap((thing) => (thing.kind === "text" ? valuesIn(thing.stretches, key) : []));
}

function valuesIn(stretches: readonly Stretch[], key: string): Thing[] {
  return stretches.flatMap((stretch, index) =>
    typeof stretch === "string"
      ? Array.from(stretch.matchAll(begins))
          .filter(([, short, long]) => (short ?? long) === key)
          .map(({ 0: found, index: at }) => text(...valueAt(stretches, index, at + found.length)))
      : [],
  );
}

/** A value goes on over what is put in, as far as the text behind it lets it. */
function valueAt(stretches: readonly Stretch[], index: number, at: number): readonly Stretch[] {
  const value: Stretch[] = [];
  for (let next = index; next < stretches.length; next++) {
    const stretch = stretches[next]!;
    if (typeof stretch !== "string") {
      value.push(stretch);
      continue;
    }
    const rest = next === index ? stretch.slice(at) : stretch;
    const end = rest.search(ends);
    if (end !== 0) value.push(end < 0 ? rest : rest.slice(0, end));
    if (end >= 0) break;
  }
  return value.length > 0 ? value : [null];
}
