/** The policy that AWS gives a key of KMS that has none of its own (AWS: "Default key policy"). */
import { readPolicy } from "../policy/read";
import { parseJson } from "../source/json-tree";
import type { ReadPolicy, State } from "./subject";

const text = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "kms:*", Resource: "*" },
  ],
});

/** A side with that policy for its keys without one, where the other side gives them another. */
export function withDefaultKeyPolicies(state: State, { policies }: State): State {
  const bare = state.bareKeys ?? [];
  const made = bare.flatMap(({ name, document, at }) => {
    const found = policies.find(
      ({ policy: { place }, document: { scope }, targets = [] }) =>
        scope === document.scope &&
        place.resourceType === "AWS::KMS::Key" &&
        (place.label === name || targets.some(({ shown, kind }) => kind === "resource" && shown === name)),
    );
    const { root } = parseJson(text);
    const place = { policyType: "resource", resourceType: "AWS::KMS::Key", label: found?.policy.place.label } as const;
    const policy = found && root?.kind === "object" ? readPolicy(root, place) : null;
    const managed = { name: "default key policy", text };
    return policy ? [{ policy, document, at, managed, targets: found?.targets } satisfies ReadPolicy] : [];
  });
  return made.length === 0 ? state : { ...state, policies: [...state.policies, ...made] };
}
