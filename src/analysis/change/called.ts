/** The policies of the local modules that a document of Terraform calls, where what it gives them stands in them. */
import { locateCalledPolicies } from "../locate/locate";
import type { Policy, PolicyOption } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { Source } from "../source/source";
import { type Defaults, withDefaults } from "./defaults";
import type { ChangedDocument, ReadPolicy } from "./subject";

/** The statements that take something of the caller. Each policy is named after its call: what else a module says is compared where it stands. */
export function calledIn(
  source: Source,
  document: ChangedDocument,
  policyType: PolicyOption | undefined,
  defaults: Defaults | undefined,
): readonly ReadPolicy[] {
  return locateCalledPolicies(source).flatMap(({ policy: { root, place }, call, text, end, cause, inModule }) => {
    if (cause(root.span) === null) return [];
    const within = (name: string | undefined) => name && `${call}.${name}`;
    const { label, principal } = place;
    const named = { ...place, label: within(label ?? "policy"), ...(principal && { principal: within(principal) }) };
    const filled = withDefaults(root, ofCaller(defaults, text.slice(end)), text);
    const whole = filled.kind === "object" ? readPolicy(filled, named, policyType) : null;
    // What is there for some callers alone, and what a module says by itself, is told of the module.
    const statements = whole?.statements.filter(
      ({ node: { span }, conditional, complete }) =>
        !conditional && complete && span.start >= end && cause(span) !== null,
    );
    if (!whole || !statements?.length) return [];
    const policy: Policy = { ...whole, statements, complete: true };
    const own: ChangedDocument = {
      scope: document.scope,
      text,
      placeOf: (span) => {
        const given = cause(span) ?? cause(root.span);
        return (
          (given && given.end <= end ? document.placeOf(given) : inModule(span)) ??
          document.placeOf({ start: 0, end: 0 })
        );
      },
    };
    return [{ policy, document: own, at: root.span }];
  });
}

/** Those of which the module has no variable of that name: that one is another. */
function ofCaller(defaults: Defaults | undefined, module: string): Defaults | undefined {
  return (
    defaults && new Map([...defaults].filter(([name]) => !module.includes(`variable "${name.slice("var.".length)}"`)))
  );
}
