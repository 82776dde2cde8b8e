/** Requests at the borders of policies: what their own patterns and values just hold, and just do not. */
import type { Request } from "../../../src/analysis/policy/request";
import { random } from "../../support/random";
import type { Documents } from "../policy/oracle";

interface Borders {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly values: ReadonlyMap<string, readonly (string | readonly string[])[]>;
}

type Statement = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];

/** What a pattern just holds, and what lies beside it. */
function beside(pattern: string): readonly string[] {
  const filled = (star: string, mark: string): string =>
    pattern
      .replace(/\$\{[^${},]*, *'([^']*)'\}/g, "$1")
      .replaceAll("${aws:username}", "alice")
      .replace(/\$\{[^${}]*\}/g, "blue")
      .replaceAll("*", star)
      .replaceAll("?", mark);
  const [least, more] = [filled("", "x"), filled("x", "o")];
  return [...new Set([least, more, `${more}x`, more.slice(0, -1), more.toUpperCase()])];
}

function valuesBeside(key: string, value: string): readonly string[] {
  if (/^aws:sourceip$/i.test(key)) {
    // `Null` asks whether it is there, and names none: any will do.
    if (/^(?:true|false)$/i.test(value)) return ["192.0.2.1"];
    if (value.includes(":")) return ["2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"];
    const [base = "", bits = "32"] = value.split("/");
    const start = base.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    const size = 2 ** (32 - Number(bits));
    return [start, start + size - 1, start - 1, start + size].map((at) =>
      [24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256).join("."),
    );
  }
  if (/^\d{4}-\d\d-\d\d/.test(value)) {
    const at = Date.parse(value);
    return [-1000, 0, 1000].map((more) => new Date(at + more).toISOString().replace(".000", ""));
  }
  if (/^[\d.]+$/.test(value)) return [-1, -0.5, 0, 0.5, 1].map((more) => String(Number(value) + more));
  if (/^(?:true|false)$/i.test(value)) return ["true", "false"];
  return beside(value);
}

function bordersOf(documents: readonly Documents[]): Borders {
  const policies = documents.flatMap(({ identity = [], boundary = [], resource = [], scps = [] }) => [
    ...identity,
    ...boundary,
    ...resource,
    ...scps.flat(),
  ]);
  const statements = policies.flatMap((one) => (one as { readonly Statement: readonly Statement[] }).Statement);
  const of = (...names: string[]): readonly string[] =>
    statements.flatMap((one) => names.flatMap((name) => listOf(one[name]).map(String)));
  const values = new Map<string, (string | readonly string[])[]>();
  for (const { Condition } of statements)
    for (const keys of Object.values((Condition ?? {}) as Record<string, Record<string, unknown>>))
      for (const [key, named] of Object.entries(keys)) {
        const near = listOf(named).flatMap((value) => valuesBeside(key, String(value)));
        const several = /tagkeys/i.test(key);
        const all = several ? near.map((one, at) => [one, near[(at * 7 + 3) % near.length]!]) : near;
        values.set(key, [...(values.get(key) ?? []), ...all]);
      }
  return {
    actions: [...new Set(of("Action", "NotAction").flatMap((one) => (/[*?]/.test(one) ? [] : one)))],
    resources: [...new Set(of("Resource", "NotResource").flatMap(beside))].filter((one) =>
      /^arn:aws:[^*?]+$/.test(one),
    ),
    values,
  };
}

/** So many requests, the same for the same seed; `targets` are what they are about besides. */
export function borderRequests(
  documents: readonly Documents[],
  targets: readonly { readonly action: string; readonly resource: string }[],
  seed: number,
  count: number,
): readonly Pick<Request, "action" | "resource" | "context">[] {
  const { actions, resources, values } = bordersOf(documents);
  const next = random(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  return Array.from({ length: count }, () => {
    const target = one(targets);
    const service = target.action.split(":")[0]!;
    const fitting = resources.filter((arn) => arn.split(":")[2] === service);
    const named = actions.filter((name) => name.toLowerCase().startsWith(`${service}:`));
    const context = Object.fromEntries([...values].flatMap(([key, near]) => (next() < 0.2 ? [] : [[key, one(near)]])));
    // An action that knows no resources is asked about none.
    if (target.resource === "*") return { ...target, context };
    return {
      action: named.length > 0 && next() < 0.3 ? one(named) : target.action,
      resource: fitting.length > 0 && next() < 0.7 ? one(fitting) : target.resource,
      context,
    };
  });
}
