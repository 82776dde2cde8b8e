/** The statements of policies, with where each is there. */
import type { Policy, Statement } from "../policy/model";
import { openKey } from "../value";
import { statementText } from "./canonical";
import { type Branch, branchesIn, isMissingIfEmpty, presentIf } from "./deployments";
import { type ReadPolicy, textOf } from "./subject";

/** A statement. */
export interface Part {
  /** That it stands in. */
  readonly policy: Policy;
  readonly statement: Statement;
  /** The text that its nodes point into. */
  readonly text: string;
  /** What it says, without regard to whether it is surely there. */
  readonly said: string;
  /** A policy of AWS's own says it: what that names, AWS has, or had. */
  readonly isOfAws?: boolean;
  /** The Deny that it stands for, as if that allowed something. */
  readonly denial?: Statement;
  /** Of one with the values of some deployments: the statement that it is of, with all of its values. */
  readonly whole?: Part;
  /** Where it is there, of several that a deployment chooses between; none: in all. */
  readonly branches?: readonly Branch[];
}

/** What two sides have. */
export interface Sides {
  readonly from: readonly Part[];
  readonly to: readonly Part[];
}

/** The statements of policies. */
export function partsIn(policies: readonly ReadPolicy[]): Part[] {
  return policies.flatMap((read) => {
    const text = textOf(read);
    const branches = branchesIn(read.policy, text);
    return read.policy.statements.map((statement): Part => {
      const said = statementText(statement, read.policy, text);
      const writtenIn = (name: string): string =>
        statement.node.entries
          .filter(({ key }) => key === name || key === openKey)
          .map(({ value: { span } }) => text.slice(span.start, span.end))
          .join("\n");
      const isSure = (one: Branch) =>
        isMissingIfEmpty(one, writtenIn("Resource")) || isMissingIfEmpty(one, writtenIn("Principal"));
      const own = branches.get(statement);
      const all = [...(read.branches ?? []), ...(own ?? [])];
      const known = all.filter((one) => !isSure(one));
      return {
        policy: read.policy,
        isOfAws: read.managed !== undefined,
        statement,
        text,
        said,
        branches: !statement.conditional
          ? []
          : all.length > 0
            ? known
            : [{ ...presentIf(read.managed?.name ?? read.policy.place.label ?? said), isUntold: true }],
      };
    });
  });
}
