/** The policies that AWS gives what has none of its own: a key of KMS (AWS: "Default key policy"), an endpoint of a network (AWS PrivateLink: "Default endpoint policy"), a file system (Amazon EFS: "Default EFS file system policy"); and an API, which lets in everybody. */
import { apiType, fileSystemType, methodType } from "../locate/attached/bare";
import { endpointType } from "../policy/model";
import { readPolicy } from "../policy/read";
import { parseJson } from "../source/json-tree";
import { tableOf } from "../table";
import type { BareResource, ReadPolicy, State } from "./subject";
import { unreadPolicy } from "./unread-policies";

const allowing = (principal: unknown, action: string | readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: action, Resource: "*" }],
  });

/** By the type of the resource. */
const defaults: { readonly [type: string]: { readonly name: string; readonly text: string } | undefined } = tableOf({
  "AWS::KMS::Key": {
    name: "default key policy",
    text: allowing({ AWS: "arn:aws:iam::111122223333:root" }, "kms:*"),
  },
  // Without a policy an API leaves it to its methods who is asked for what (API Gateway Developer Guide: "How resource policies affect authorization workflow").
  [apiType]: { name: "no policy", text: allowing("*", "execute-api:Invoke") },
  [methodType]: { name: "no authorizer", text: allowing("*", "execute-api:Invoke") },
  [endpointType]: { name: "default endpoint policy", text: allowing("*", "*") },
  // Any client that reaches a mount target, whoever it is.
  [fileSystemType]: {
    name: "default file system policy",
    text: allowing(
      "*",
      ["Mount", "Write", "RootAccess"].map((one) => `elasticfilesystem:Client${one}`),
    ),
  },
});

/** A side with those policies for its resources without one, where the other side gives them another. */
export function withDefaultPolicies(state: State, other: State, isAfter: boolean): State {
  const made = (state.bare ?? []).flatMap((one) => {
    const found = allOf(state).some((policy) => standsOn(policy, one))
      ? undefined
      : allOf(other).find((policy) => standsOn(policy, one));
    return found ? defaultOf(one, found, isAfter) : [];
  });
  const all = [...made, ...unknownLater(state, other)];
  return all.length === 0 ? state : { ...state, policies: [...state.policies, ...all] };
}

/** What Terraform gives a key or file system that stands elsewhere: where that goes, nobody knows whether the resource stays, with the policy of AWS. */
const ofElsewhere = /(?:^|\.)aws_(?:efs_file_system|kms_key)_policy\./;

function unknownLater({ policies }: State, other: State): readonly ReadPolicy[] {
  return other.policies.flatMap((found) => {
    const { policy, document, at, targets = [] } = found;
    const { label = "", resourceType } = policy.place;
    if (!ofElsewhere.test(label) || targets.length === 0 || targets.some(({ kind }) => kind === "resource")) return [];
    const isKept = policies.some(
      (one) =>
        one.document.scope === document.scope &&
        (one.policy.place.label === label ||
          (one.targets ?? []).some(({ shown }) => targets.some((target) => target.shown === shown))),
    );
    const place = { policyType: "resource", resourceType, label, afterApply: true } as const;
    return isKept ? [] : [unreadPolicy({ span: at }, place, document), found];
  });
}

/** The policies of a side, with what SAM makes of lists in an API; a grant of KMS stands beside the policy of the key. */
function allOf({ policies, others = [] }: State): readonly ReadPolicy[] {
  return [
    ...policies,
    ...others.filter(({ policy: { place } }) => /^AWS::ApiGateway::/.test(place.resourceType ?? "")),
  ];
}

function standsOn({ policy: { place }, document: { scope }, targets = [] }: ReadPolicy, of: BareResource): boolean {
  return (
    scope === of.document.scope &&
    place.resourceType === of.type &&
    (place.label === of.name || targets.some(({ shown, kind }) => kind === "resource" && shown === of.name))
  );
}

/** @param found the policy of the other side */
function defaultOf(
  { name, type, document, at, mayKeep, isOpen = false }: BareResource,
  found: ReadPolicy,
  isAfter: boolean,
): readonly ReadPolicy[] {
  const { label } = found.policy.place;
  const place = { policyType: "resource", resourceType: type, label } as const;
  // What stood in the resource itself may stay there.
  if (isOpen || (mayKeep && isAfter && label === name)) return [unreadPolicy({ span: at }, place, document), found];
  const managed = defaults[type];
  const { root } = managed ? parseJson(managed.text) : { root: null };
  const policy = root?.kind === "object" ? readPolicy(root, place) : null;
  // It stands nowhere: what stands in the resource is not of it.
  const nowhere = { start: at.start, end: at.start };
  return managed && policy ? [{ policy, document, at: nowhere, managed, targets: found.targets }] : [];
}
