/** The least policy under which calls are allowed: a statement for each set of resources, nothing twice. */
import { covers } from "../policy/wildcard";

export interface NeededGrant {
  readonly action: string;
  /** An ARN with `*` for what is open, or as a template writes it; `*` for all. */
  readonly resource: string;
}

export interface WrittenStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Statements in a stable order. What a broader resource of the same action covers is left out, so that no action can go. */
export function leastStatements(grants: readonly NeededGrant[]): readonly WrittenStatement[] {
  const byAction = new Map<string, Set<string>>();
  for (const { action, resource } of grants) {
    const known = byAction.get(action);
    if (known) known.add(resource);
    else byAction.set(action, new Set([resource]));
  }
  const byResources = new Map<string, { actions: string[]; resources: readonly string[] }>();
  for (const [action, resources] of [...byAction].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const least = withoutCovered([...resources].sort());
    const key = least.join("\n");
    const same = byResources.get(key);
    if (same) same.actions.push(action);
    else byResources.set(key, { actions: [action], resources: least });
  }
  return [...byResources.values()];
}

function withoutCovered(resources: readonly string[]): readonly string[] {
  return resources.filter(
    (one, at) =>
      !resources.some((other, index) => index !== at && covers(other, one) && !(index > at && covers(one, other))),
  );
}

/** The policy as JSON, with `*` in place of what only the deployment knows. */
export function asPolicy(statements: readonly WrittenStatement[]): object {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ actions, resources }) => ({
      Effect: "Allow",
      Action: actions,
      Resource: resources.length === 1 ? resources[0] : resources,
    })),
  };
}
