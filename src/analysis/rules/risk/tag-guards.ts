/** Tags that decide what may be done, and who may set them. */
import type { Catalog, ResourceType, Service } from "../../../catalog/catalog";
import { oncePer } from "../../memo";
import type { Policy, Statement } from "../../policy/model";
import type { PolicyReport, PolicyRule } from "../rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { everyResource, exampleArn, knownAction } from "../support/every-resource";
import { actionsMeant } from "../support/meant-actions";
import { deniesAllBut } from "../support/narrowing";
import { type Asked, type Grant, type Permissions, permissionsOf } from "../support/permissions";
import { filled } from "../support/request-past";
import { toBeCompleted, withCondition } from "../support/value-fixes";

const links = ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html"];
const resourceTag = /^(?:aws|[a-z0-9-]+):resourcetag\/(.+)$/;
const requestTag = /^aws:requesttag\/(.+)$/;

/** What a condition allows by the tag of what it is done to: the actions of one service. */
interface TagGuard {
  readonly use: ConditionUse;
  readonly tag: string;
  readonly service: string;
  /** The action as written. */
  readonly guarded: string;
  /** Names of the types of resource that the action touches. */
  readonly types: ReadonlySet<string>;
}

function* tagGuards(policy: Policy, catalog: Catalog): Iterable<TagGuard> {
  for (const use of conditionUses(policy, catalog)) {
    const [, tag] = resourceTag.exec(use.name) ?? [];
    const { statement, info } = use;
    // Tags of AWS's own nobody else can set.
    if (
      tag === undefined ||
      tag.startsWith("aws:") ||
      statement.effect !== "Allow" ||
      info.negated ||
      info.type === "Null"
    )
      continue;
    for (const item of statement.action?.items ?? []) {
      const { actions } = actionsMeant(item, catalog);
      const service = actions[0]?.name.split(":")[0];
      if (service === undefined) continue;
      const types = new Set(actions.flatMap((one) => one.types.map((type) => type.name)));
      yield { use, tag: use.key.name.slice(use.key.name.indexOf("/") + 1), service, guarded: item.value!, types };
    }
  }
}

/** The actions of a service that set tags on what is there already. */
const tagging =
  /^(TagResources?|CreateTags|AddTags?(ToResource)?|PutObjectTagging|PutBucketTagging|TagQueue|Tag(Role|User|Policy))$/;
const tagActionsOf = new WeakMap<Service, readonly string[]>();

function tagActions(prefix: string, catalog: Catalog): readonly string[] {
  const service = catalog.service(prefix);
  if (!service) return [];
  let names = tagActionsOf.get(service);
  if (!names)
    tagActionsOf.set(
      service,
      (names = service.actions.filter((one) => tagging.test(one.name)).map((one) => `${service.prefix}:${one.name}`)),
    );
  return names;
}

/** Whether a statement allows nothing but to set tags. */
function onlyTags({ action }: Statement): boolean {
  return action?.items.every(({ value }) => tagging.test(value?.slice(value.indexOf(":") + 1) ?? "")) === true;
}

const boundByTag = /^(aws|[a-z0-9-]+):(resourcetag|requesttag|tagkeys|createaction)(\/|$)/;

/** Whether a condition on tags, or on what they are set with, may keep the statement from setting this one. */
function isBound({ condition }: Statement): boolean {
  return (
    condition !== null &&
    (!condition.complete ||
      condition.blocks.some(
        (block) => !block.complete || block.keys.some((key) => boundByTag.test(key.name.toLowerCase())),
      ))
  );
}

/** A tag that is to be set, with its value. */
interface Tag {
  readonly name: string;
  readonly value: string;
}

/** What a request that sets the tag, and no other, says. */
function contextOf({ name, value }: Tag): Asked["context"] {
  return { "aws:TagKeys": [name], [`aws:RequestTag/${name}`]: value };
}

/** Who may tag every resource of a type: looked up once for each action and type, as a thousand statements may ask. */
class Taggers {
  private readonly open = new Map<string, readonly Grant[]>();
  private readonly firstOf = new Map<string, number>();

  constructor(
    private readonly permissions: Permissions,
    private readonly catalog: Catalog,
  ) {}

  /** The first statement that allows the action on every resource of one of the types, with such a tag. */
  grantFor(action: string, touched: ReadonlySet<string>, tag: Tag): Grant | undefined {
    const types = knownAction(action, this.catalog)?.types.filter((type) => touched.has(type.name)) ?? [];
    const first = Math.min(...types.map((type) => this.first(action, type, tag)));
    return this.openGrants(action)[first];
  }

  /** Its place among those that are open; Infinity where there is none. */
  private first(action: string, type: ResourceType, tag: Tag): number {
    // What is set matters only where a Deny may speak of it.
    const asked = this.permissions.deniesAny ? contextOf(tag) : {};
    const key = JSON.stringify([action, type.name, asked]);
    let first = this.firstOf.get(key);
    if (first === undefined) {
      const found = this.openGrants(action).findIndex((grant) => {
        const every = everyResource(grant.statement, [type]);
        return (
          every !== null &&
          this.permissions.allows(grant, { action, resource: exampleArn(type, "any", every), context: asked })
        );
      });
      this.firstOf.set(key, (first = found < 0 ? Infinity : found));
    }
    return first;
  }

  private openGrants(action: string): readonly Grant[] {
    let open = this.open.get(action);
    if (!open) {
      const { permissions } = this;
      open = permissions.isDenied(action)
        ? []
        : permissions.allowing(action).filter(({ statement }) => !isBound(statement));
      this.open.set(action, open);
    }
    return open;
  }
}

const ownGuard: PolicyRule = {
  kind: "policy",
  id: "risk/own-guard-tag",
  title: "Guard by a tag that its holder may set",
  severity: "warning",
  confidence: "high",
  recommendation: "tag-restrictions",
  accessAnalyzer: null,
  types: ["identity"],
  documentation: {
    why: "A condition on the tag of a resource limits a permission to the resources that have it. Whoever may tag any resource gives it the tag first, and the condition then holds.",
    avoid: {
      language: "json",
      code: '[\n  { "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } } },\n  { "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*" }\n]',
    },
    prefer: {
      language: "json",
      code: '[\n  { "Effect": "Allow", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } } },\n  { "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "billing" } } }\n]',
    },
    links,
  },
  *check(policy, context): Iterable<PolicyReport> {
    const permissions = permissionsOf(policy, context);
    if (permissions.isEverything) return;
    const seen = new Set<ConditionUse>();
    const taggers = new Taggers(permissions, context.catalog);
    for (const { use, tag, service, guarded, types } of tagGuards(policy, context.catalog)) {
      const value = use.key.items[0]?.value ?? null;
      const wanted = filled(value ?? "value");
      const toWhat = value === null ? "the value asked for" : value === "*" ? "any value" : `\`${value}\``;
      for (const action of tagActions(service, context.catalog)) {
        if (seen.has(use)) break;
        if (guarded.toLowerCase() === action.toLowerCase()) continue;
        const grant = taggers.grantFor(action, types, { name: tag, value: wanted });
        if (!grant || grant.statement === use.statement) continue;
        seen.add(use);
        const where = grant.item?.node.span ?? grant.element.entry.keySpan;
        yield {
          at: use.key.entry.keySpan,
          path: use.key.path,
          message: `\`${action}\` is allowed on every resource: whoever holds these permissions can set \`${tag}\` to ${toWhat} on any and then use \`${guarded}\` on it. Allow \`${action}\` only where \`${use.key.name}\` holds already, or without this tag (\`aws:TagKeys\`).`,
          related: [
            { at: where, path: grant.item?.path ?? grant.element.path, message: `\`${action}\` is allowed here.` },
          ],
          // A pattern would have to be matched as one, what the template leaves open nobody can write, and what stands beside it may work on what has no tags.
          fixes: () =>
            value === null || /[*?]/.test(value) || !onlyTags(grant.statement)
              ? []
              : withCondition(grant.statement, "StringEquals", use.key.name, value),
        };
      }
    }
  },
};

const noTagKeys: PolicyRule = {
  kind: "policy",
  id: "risk/request-tag-without-tag-keys",
  title: "Some tags required, others left free",
  severity: "hint",
  confidence: "medium",
  recommendation: "tag-restrictions",
  accessAnalyzer: null,
  types: ["identity"],
  documentation: {
    why: "`aws:RequestTag` asks for one tag and its value. A request may set others beside it: those by which other statements, or the costs, are told apart. `aws:TagKeys` names all that may be set.",
    avoid: { language: "json", code: '"Condition": { "StringEquals": { "aws:RequestTag/team": "billing" } }' },
    prefer: {
      language: "json",
      code: '"Condition": {\n  "StringEquals": { "aws:RequestTag/team": "billing" },\n  "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] }\n}',
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html#access_tags_control-tag-keys"],
  },
  *check(policy, { catalog }) {
    const seen = new Set<Statement>();
    for (const { statement, condition, name, info, key } of conditionUses(policy, catalog)) {
      if (
        seen.has(statement) ||
        statement.effect !== "Allow" ||
        !requestTag.test(name) ||
        info.negated ||
        info.type === "Null" ||
        !condition.complete
      )
        continue;
      seen.add(statement);
      const keys = condition.blocks.flatMap((block) => block.keys.map((one) => one.name));
      if (keys.some((one) => one.toLowerCase() === "aws:tagkeys") || guardsNothing(policy, statement, keys)) continue;
      if (deniesAllBut(policy.statements, (one) => one === "aws:tagkeys")) continue;
      const tags = [
        ...new Set(
          keys.filter((one) => requestTag.test(one.toLowerCase())).map((one) => one.slice(one.indexOf("/") + 1)),
        ),
      ];
      yield {
        at: key.entry.keySpan,
        path: key.path,
        message: `A request may set other tags beside \`${tags.join("`, `")}\`, also those by which other statements of this policy allow more. Name those that may be set with \`"ForAllValues:StringEquals": { "aws:TagKeys": […] }\`.`,
        fixes: () => toBeCompleted(withCondition(statement, "ForAllValues:StringEquals", "aws:TagKeys", tags), tags),
      };
    }
  },
};

/** The tags of resources by which statements about a service go; found once for a policy. */
const guardTagsOf = oncePer((policy: Policy): ReadonlyMap<string, ReadonlySet<string>> => {
  const tags = new Map<string, Set<string>>();
  for (const statement of policy.statements) {
    const names =
      statement.condition?.blocks.flatMap((block) =>
        block.keys.flatMap((key) => resourceTag.exec(key.name.toLowerCase())?.[1] ?? []),
      ) ?? [];
    if (names.length === 0) continue;
    for (const service of servicesOf(statement)) {
      let ofService = tags.get(service);
      if (!ofService) tags.set(service, (ofService = new Set()));
      for (const name of names) ofService.add(name);
    }
  }
  return tags;
});

/** Whether no statement about the same services goes by a tag that these conditions leave free. */
function guardsNothing(policy: Policy, tagging: Statement, keys: readonly string[]): boolean {
  const asked = new Set(keys.flatMap((key) => requestTag.exec(key.toLowerCase())?.[1] ?? []));
  const tags = guardTagsOf(policy);
  return ![...servicesOf(tagging)].some((service) =>
    [...(tags.get(service) ?? [])].some((tag) => !tag.startsWith("aws:") && !asked.has(tag)),
  );
}

function servicesOf({ action }: Statement): ReadonlySet<string> {
  return new Set(action?.items.flatMap((item) => /^([^*?:]+):/.exec(item.value ?? "")?.[1]?.toLowerCase() ?? []) ?? []);
}

export default [ownGuard, noTagKeys];
