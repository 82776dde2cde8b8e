/** A model of the solver as requests that people can read: the likeliest first. */
import type { Catalog } from "../../catalog/catalog";
import type { Request } from "../policy/request";
import type { ActionClass } from "./actions";
import { type Case, principalKey, userNameKey } from "./cases";
import { exampleResources, fitness, ownKeysOf } from "./example";
import { resourceKey } from "./pieces";
import { filledIn, type Model } from "./solver";
import { dateKey, secondsKey, secondsOf } from "./times";
import type { Symbol } from "./tokens";

const mostActions = 400;
const mostRequests = 4;

export interface WitnessOptions {
  readonly catalog: Catalog | null;
  /** Values of variables that were chosen before, by key. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly keyOf: (symbol: Symbol) => string;
  /** The keys that the policies use, as they write them, by their names in small letters. */
  readonly spelling: ReadonlyMap<string, string>;
}

/** Requests that the model describes. */
export function requestsOf(
  model: Model,
  given: Case,
  { actions }: ActionClass,
  options: WitnessOptions,
): readonly Request[] {
  const texts = (key: string): readonly string[] =>
    (model.values.get(key) ?? []).map((value) => filledIn(value, variable));
  const valueOf = (key: string): string => {
    const known = given.known.get(key) ?? options.chosen.get(key);
    if (known !== undefined) return known;
    const [value] = model.values.get(key) ?? [];
    // A variable within the value of another one is filled in once.
    return value === undefined ? exampleValue(key) : filledIn(value, (symbol) => exampleValue(options.keyOf(symbol)));
  };
  const variable = (symbol: Symbol): string => valueOf(options.keyOf(symbol));

  const principal = principalOf(given, texts, valueOf);
  const context: Record<string, string | readonly string[]> = {};
  for (const [key, spelling] of options.spelling) {
    const known = given.known.get(key);
    if (key === principalKey && given.principal === null) context[spelling] = principal;
    else if (key === userNameKey && given.kind === "user")
      context[spelling] = principal.slice(principal.lastIndexOf("/") + 1);
    else if (typeof known === "string") context[spelling] = known;
    else if (options.chosen.has(key)) context[spelling] = options.chosen.get(key)!;
    else if (key === secondsKey && !texts(key)[0] && texts(dateKey)[0])
      context[spelling] = secondsOf(texts(dateKey)[0]!);
    else if (known === undefined && model.values.has(key)) {
      const values = texts(key);
      context[spelling] = values.length > 1 ? values : (values[0] ?? exampleValue(key));
    }
  }
  const sample = texts(resourceKey)[0];
  const keys = ownKeysOf(Object.keys(context));
  const make = (action: string, resource: string): Request => ({
    principal: given.inSession ? sessionOf(principal) : principal,
    action,
    resource,
    resourceAccount: given.resourceAccount,
    context,
  });
  if (sample === undefined) {
    const action = best(actions, (name) =>
      fitness(name, exampleResources(name, options.catalog)[0] ?? "*", keys, options.catalog),
    );
    return [...exampleResources(action, options.catalog).slice(0, 2), "*"].map((resource) => make(action, resource));
  }
  const action = best(nearest(actions, sample), (name) => fitness(name, sample, keys, options.catalog));
  return [make(action, sample)].slice(0, mostRequests);
}

/** The action for which the request makes most sense. */
export function likeliest(actions: readonly string[], { resource, context }: Request, catalog: Catalog | null): string {
  const keys = ownKeysOf(Object.keys(context));
  return best(nearest(actions, resource), (name) => fitness(name, resource, keys, catalog));
}

/** Those of the service that the resource belongs to, where there are any. */
function nearest(actions: readonly string[], resource: string): readonly string[] {
  const service = resource.split(":")[2];
  if (actions.length < 2 || service === undefined || service === "") return actions;
  const own = actions.filter((name) => name.startsWith(`${service}:`));
  return own.length > 0 ? own : actions;
}

function best(actions: readonly string[], score: (action: string) => number): string {
  let found = actions[0]!;
  if (actions.length === 1) return found;
  let highest = -Infinity;
  for (const action of actions.slice(0, mostActions)) {
    const points = score(action);
    if (points > highest) [found, highest] = [action, points];
    if (points >= 4) break;
  }
  return found;
}

function principalOf(given: Case, texts: (key: string) => readonly string[], valueOf: (key: string) => string): string {
  if (given.principal !== null) return given.principal;
  const [arn] = texts(principalKey);
  if (arn !== undefined) return arn;
  const name = given.kind === "user" ? valueOf(userNameKey) : "Example";
  return `arn:${given.partition}:iam::${given.account}:${given.kind}/${name}`;
}

/** A session of a role, by the ARN of the role. */
function sessionOf(role: string): string {
  const [, partition, , , account, resource] = role.split(":");
  return `arn:${partition}:sts::${account}:assumed-role/${resource!.slice(resource!.lastIndexOf("/") + 1)}/session`;
}

/** A value that no policy is likely to name. */
function exampleValue(key: string): string {
  if (key === userNameKey) return "some-user";
  if (key === "aws:securetransport") return "true";
  if (key === "aws:viaawsservice") return "false";
  if (key === "aws:requestedregion") return "us-east-1";
  if (key === "aws:epochtime") return "1767225600";
  if (key.includes("account")) return "999988887777";
  if (key.includes("sourceip")) return "203.0.113.10";
  if (key.includes("time")) return "2026-01-01T00:00:00Z";
  return "some-value";
}
