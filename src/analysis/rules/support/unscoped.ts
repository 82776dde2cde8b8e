/** What the statements of a policy allow on every resource, though it could be limited to some. */
import type { Catalog, Service } from "../../../catalog/catalog";
import { say } from "../../../wording/sentence";
import { givesCredentials, takesData } from "../../knowledge/harmful-actions";
import { oncePer } from "../../memo";
import { namesAction } from "../../policy/action-list";
import type { Item, ListElement, Policy, Statement } from "../../policy/model";
import { Pattern } from "../../policy/wildcard";
import type { PolicyContext, PolicyFix } from "../rule";
import { isStar } from "./actions";
import { coversEvery, type KnownAction, knownAction } from "./every-resource";
import { isUnlimited } from "./limits";
import { actionsMeant } from "./meant-actions";
import { type Permissions, permissionsOf } from "./permissions";

/** An action of the policy with those of AWS's that it stands for, as far as they are allowed on every resource. */
export interface Unscoped {
  /** Null for `NotAction` as a whole. */
  readonly item: Item | null;
  readonly actions: readonly KnownAction[];
  /** Set where it is every action of the service: `s3:*`. */
  readonly service: Service | null;
  /** Every action of every service, but for what `NotAction` leaves out; of these `actions` has the worst ones. */
  readonly isAll: boolean;
}

export interface UnscopedStatement {
  readonly statement: Statement;
  readonly element: ListElement;
  readonly items: readonly Unscoped[];
}

/** The statements that allow something on every resource that no condition limits; made once for a policy. */
export const unscopedStatements = oncePer((policy: Policy, context: PolicyContext): readonly UnscopedStatement[] => [
  ...read(policy, context),
]);

function* read(policy: Policy, context: PolicyContext): Iterable<UnscopedStatement> {
  const permissions = permissionsOf(policy, context);
  for (const statement of policy.statements) {
    const { effect, action, notAction, complete, resource } = statement;
    const element = action ?? notAction;
    if (effect !== "Allow" || !element || !isUnlimited(statement) || !complete || !resource?.items.some(mayBeWide))
      continue;
    const items = (action ? action.items : [null]).flatMap(
      (item) =>
        (item && !isStar(item)
          ? unscoped(item, statement, permissions, context.catalog)
          : everyAction(item, statement, permissions, context.catalog)) ?? [],
    );
    if (items.length > 0) yield { statement, element, items };
  }
}

const worst: readonly string[] = [...givesCredentials, ...takesData];

/** `*`, or `NotAction`: of it the actions that are harmful whatever the resources. */
function everyAction(
  item: Item | null,
  statement: Statement,
  permissions: Permissions,
  catalog: Catalog,
): Unscoped | null {
  // Of whoever may do everything another rule speaks.
  if (permissions.isEverything) return null;
  const { notAction } = statement;
  if (notAction && !notAction.complete) return null;
  const allowed = worst.flatMap((name): readonly KnownAction[] => {
    const isLeftOut = notAction && namesAction(notAction.items, name.toLowerCase()) !== false;
    const known = isLeftOut ? null : knownAction(name, catalog);
    return known && known.types.length > 0 ? [known] : [];
  });
  const actions = openOf(allowed, statement, permissions);
  return actions.length === 0 ? null : { item, actions, service: null, isAll: true };
}

/** Those of the actions that the statement allows on every resource, and nothing denies or limits. */
function openOf(
  actions: readonly KnownAction[],
  statement: Statement,
  permissions: Permissions,
): readonly KnownAction[] {
  const every = statement.resource!.items.some(isStar);
  return every && !permissions.deniesAny
    ? actions
    : actions.filter(
        (one) =>
          (every || coversEvery(statement, one.types)) &&
          !permissions.isDenied(one.name, one.types) &&
          !permissions.isLimited(one.name, one.types),
      );
}

/** `*`, or an ARN that ends in a wildcard, also one that AWS adds, whatever a template fills in before: others stand for no whole type. */
function mayBeWide({ parts, completed }: Item): boolean {
  const last = parts.at(-1);
  return completed !== undefined || (typeof last === "string" && last.endsWith("*"));
}

function unscoped(item: Item, statement: Statement, permissions: Permissions, catalog: Catalog): Unscoped | null {
  const { scopable, service } = actionsMeant(item, catalog);
  const actions = openOf(scopable, statement, permissions);
  return actions.length === 0 ? null : { item, actions, service, isAll: false };
}

/** The statement limited to the resources that the document's other statements name, where they are of the types that its actions touch. */
export function scopedToNamed(
  { statement, element, items }: UnscopedStatement,
  policies: readonly Policy[],
): readonly PolicyFix[] {
  const { resource } = statement;
  const alone =
    items.length === element.items.length && items.every(({ isAll }) => !isAll) && resource?.items.length === 1;
  if (!alone) return [];
  const named = new Map(
    policies
      .flatMap((one) => one.statements)
      .flatMap((one) => one.resource?.items ?? [])
      .flatMap((item) =>
        item.value === null || /^[*?]|:\*$|\$\{/.test(item.value) || !item.value.startsWith("arn:")
          ? []
          : [[item.value, Pattern.of(item.value)] as const],
      ),
  );
  const wanted = new Set<string>();
  for (const { actions } of items) {
    for (const { types } of actions) {
      const formats = types.flatMap((type) => type.arns).map((arn) => Pattern.of(arn.replace(/\$\{[^{}]*\}/g, "*")));
      const fitting = [...named].filter(([, pattern]) => formats.some((format) => format.covers(pattern)));
      if (fitting.length === 0) return [];
      for (const [arn] of fitting) wanted.add(arn);
    }
  }
  const values = [...wanted];
  return [
    {
      title:
        values.length === 1
          ? say`Limit it to ${values[0]!}`
          : say`Limit it to the ${values.length} resources that other statements name`,
      kind: "suggestion",
      changes: [
        {
          kind: "replace",
          node: resource.entry.value,
          value: values.length === 1 && !resource.array ? values[0]! : values,
        },
      ],
      blanks: values,
    },
  ];
}
