/** What the identity policies of one principal allow together: their statements by action, for rules that look for several at once. */
import type { ResourceType } from "../../../catalog/catalog";
import { addTo } from "../../group-by";
import { escalationPaths } from "../../knowledge/escalation-paths";
import { oncePer } from "../../memo";
import { namesAction } from "../../policy/action-list";
import { servicePrefixOf } from "../../policy/action-name";
import { evaluate } from "../../policy/evaluate";
import type { Item, ListElement, Policy, Statement } from "../../policy/model";
import { principalContext, type Request } from "../../policy/request";
import type { PolicyContext } from "../rule";
import { actionPattern, isStar } from "./actions";
import { isAvoidable, isInescapable, isUnless, withoutCaller } from "./caller-conditions";
import { coversEvery } from "./every-resource";
import { isUnlimited } from "./limits";

/** A statement that speaks about an action. */
export interface Grant {
  readonly policy: Policy;
  readonly statement: Statement;
  readonly element: ListElement;
  /** Null where `NotAction` leaves the action in. */
  readonly item: Item | null;
}

/** A request by whoever has the permissions. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** What the request itself says: `iam:PassedToService`. */
  readonly context: Request["context"];
}

const account = "111122223333";
const caller = `arn:aws:iam::${account}:user/caller`;

interface Side {
  readonly named: Map<string, Grant[]>;
  /** By service, where only the action holds wildcards. */
  readonly wildcards: Map<string, Grant[]>;
  readonly others: Grant[];
  /** Of everything but `others`. */
  readonly services: Set<string>;
  readonly found: Map<string, readonly Grant[]>;
}

export class Permissions {
  private readonly allow: Side = emptySide();
  private readonly deny: Side = emptySide();
  private readonly all: readonly Grant[];
  private readonly denied = new Map<string, boolean>();
  private readonly limited = new Map<string, boolean>();

  constructor(readonly policies: readonly Policy[]) {
    for (const policy of policies) {
      for (const statement of policy.statements) {
        const side = statement.effect === "Allow" ? this.allow : statement.effect === "Deny" ? this.deny : null;
        if (side) addGrants(side, policy, statement);
      }
    }
    this.all = this.allow.others.filter(
      ({ statement, item }) =>
        item !== null &&
        /^\*+(:\*+)?$/.test(item.value ?? "") &&
        isUnlimited(statement) &&
        (statement.resource?.items.some((one) => isStar(one)) ?? false),
    );
  }

  /** The statements that allow every action on every resource, where nothing denied keeps their holder from owning the account. */
  get everything(): readonly Grant[] {
    return this.all.length > 0 && makingAdministrators.some((action) => !this.isDenied(action)) ? this.all : [];
  }

  get isEverything(): boolean {
    return this.everything.length > 0;
  }

  /** The statements that allow the action, on whatever and under whatever condition. */
  allowing(action: string): readonly Grant[] {
    return lookUp(this.allow, action);
  }

  /** Whether they may allow any action of a service (`iam`): a quick no for most. */
  mayAllow(service: string): boolean {
    return this.allow.others.length > 0 || this.allow.services.has(service);
  }

  /** Whether there is any Deny at all. */
  get deniesAny(): boolean {
    return this.deny.named.size + this.deny.wildcards.size + this.deny.others.length > 0;
  }

  /**
   * Whether a Deny that the holder cannot get around takes the action from everything, or from every resource of all
   * these types.
   */
  isDenied(action: string, types: readonly ResourceType[] = []): boolean {
    return remembered(this.denied, action, types, () => this.findDenied(action, types));
  }

  private findDenied(action: string, types: readonly ResourceType[]): boolean {
    const denying = lookUp(this.deny, action).filter(
      ({ statement, item }) =>
        !statement.conditional && item?.conditional !== true && isInescapable(statement.condition),
    );
    return (
      denying.some(({ statement }) => statement.resource?.items.some(isStar) ?? false) ||
      (denying.length > 0 &&
        types.length > 0 &&
        types.every((type) =>
          denying.some(({ statement }) => statement.resource !== null && coversEvery(statement, [type])),
        ))
    );
  }

  /** Whether a Deny leaves the action only what meets its condition, or nothing, on every resource of these types. */
  isLimited(action: string, types: readonly ResourceType[] = []): boolean {
    return remembered(this.limited, action, types, () => this.findLimited(action, types));
  }

  private findLimited(action: string, types: readonly ResourceType[]): boolean {
    return lookUp(this.deny, action).some(
      ({ statement }) =>
        !isAvoidable(statement.condition) &&
        isUnless(statement.condition) &&
        statement.resource !== null &&
        (statement.resource.items.some(isStar) ||
          (types.length > 0 && types.every((type) => coversEvery(statement, [type])))),
    );
  }

  /** Whether a Deny leaves next to nothing of what an administrator does. */
  get isDeniedAtLarge(): boolean {
    return this.deniesAny && administering.every((action) => this.isDenied(action));
  }

  /** Whether the statement allows the request to a caller who meets what it demands of callers, and no other denies it. */
  allows({ policy, statement }: Grant, { action, resource, context }: Asked): boolean {
    const denying = lookUp(this.deny, action)
      .filter((grant) => !isAvoidable(grant.statement.condition))
      .map((grant) => asKnown(grant.policy, withoutCaller(grant.statement)));
    const request = {
      principal: caller,
      action,
      resource,
      resourceAccount: account,
      context: { ...principalContext(caller), ...context },
    };
    return (
      evaluate(request, { identity: [asKnown(policy, onEverything(withoutCaller(statement))), ...denying] })
        .decision === "allowed"
    );
  }
}

/** The policy with one of its statements. What code adds is known as it stands, whatever else the policy that it is added to holds. */
function asKnown(policy: Policy, statement: Statement): Policy {
  return { ...policy, statements: [statement], complete: policy.complete || policy.place.isAdded === true };
}

/** A thousand statements may ask the same of an action. */
function remembered(
  known: Map<string, boolean>,
  action: string,
  types: readonly ResourceType[],
  find: () => boolean,
): boolean {
  const key = `${action.toLowerCase()} ${types.map(({ name }) => name).join()}`;
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = find()));
  return found;
}

function emptySide(): Side {
  return { named: new Map(), wildcards: new Map(), others: [], services: new Set(), found: new Map() };
}

function addGrants(side: Side, policy: Policy, statement: Statement): void {
  const { action, notAction } = statement;
  if (notAction) side.others.push({ policy, statement, element: notAction, item: null });
  for (const item of action?.items ?? []) {
    const grant: Grant = { policy, statement, element: action!, item };
    const value = item.value?.toLowerCase();
    const colon = value?.indexOf(":") ?? -1;
    const wildcard = value?.search(/[*?]/) ?? -1;
    if (value === undefined || colon < 1 || (wildcard >= 0 && wildcard < colon)) side.others.push(grant);
    else {
      const service = value.slice(0, colon);
      side.services.add(service);
      if (wildcard >= 0) addTo(side.wildcards, service, grant);
      else addTo(side.named, value, grant);
    }
  }
}

function lookUp(side: Side, action: string): readonly Grant[] {
  const wanted = action.toLowerCase();
  let found = side.found.get(wanted);
  if (!found) {
    const service = servicePrefixOf(wanted);
    const wide = [...(side.wildcards.get(service) ?? []), ...side.others];
    side.found.set(
      wanted,
      (found = [...(side.named.get(wanted) ?? []), ...wide.filter((grant) => speaksOf(grant, wanted))]),
    );
  }
  return found;
}

function speaksOf({ item, element }: Grant, action: string): boolean {
  if (item) return actionPattern(item).matches(action) === true;
  return element.complete && namesAction(element.items, action) === false;
}

/** What administrators do in services that all accounts use. */
const administering = [
  "ec2:RunInstances",
  "iam:CreateRole",
  "lambda:CreateFunction",
  "rds:CreateDBInstance",
  "s3:CreateBucket",
];

/** Each alone is enough to have all permissions. */
const makingAdministrators: readonly string[] = escalationPaths
  .filter(({ kind, actions }) => kind === "iam" && actions.length === 1 && actions[0]!.startsWith("iam:"))
  .map(({ actions }) => actions[0]!);

/** Which resources it speaks about is another question: see `coversEvery`. */
function onEverything(statement: Statement): Statement {
  const { resource, notResource } = statement;
  const element = resource ?? notResource;
  const [item] = element?.items ?? [];
  if (!element || !item) return statement;
  const star: Item = { ...item, value: "*", parts: ["*"], conditional: false };
  return { ...statement, notResource: null, resource: { ...element, name: "Resource", items: [star], complete: true } };
}

/** The permissions of whoever the policy is attached to, as far as the document tells; made once for a document. */
export function permissionsOf(policy: Policy, { policies }: PolicyContext): Permissions {
  return byPrincipal(policies).get(policy)!;
}

const byPrincipal = oncePer((policies: readonly Policy[]): ReadonlyMap<Policy, Permissions> => {
  const groups = new Map<string | Policy, Policy[]>();
  for (const policy of policies) {
    if (policy.type !== "identity") continue;
    const key = policy.place.principal ?? policy;
    addTo(groups, key, policy);
  }
  return new Map(
    [...groups.values()].flatMap((group) => {
      const together = new Permissions(group);
      return group.map((one) => [one, together] as const);
    }),
  );
});
