/** Values that a request shows where any would do. */
import type { Action, Catalog, Service } from "../../catalog/catalog";
import { Pattern } from "../policy/wildcard";

const filled: readonly (readonly [RegExp, string])[] = [
  [/partition/i, "aws"],
  [/region/i, "us-east-1"],
  [/account/i, "111122223333"],
];

/** The action, of a name as AWS spells it. */
export function actionOf(name: string, catalog: Catalog | null): { service: Service; action: Action } | null {
  const [prefix, short] = name.split(":");
  const service = catalog?.service(prefix!);
  const action = service?.action(short!);
  return service && action ? { service, action } : null;
}

const known = new WeakMap<Action, readonly string[]>();

/** The resources that an action may be asked about, as examples; none where that is not known. */
export function exampleResources(name: string, catalog: Catalog | null): readonly string[] {
  const found = actionOf(name, catalog);
  if (!found) return [];
  let examples = known.get(found.action);
  if (!examples) {
    examples =
      found.action.resourceTypes.length === 0
        ? ["*"]
        : arnsOf(found)
            .map(exampleOf)
            .sort((a, b) => a.length - b.length);
    known.set(found.action, examples);
  }
  return examples;
}

/** The same in another account, Region and place, where an ARN has them. */
export function examplesElsewhere(example: string): readonly string[] {
  if (example === "*") return [];
  const others = [
    example.replace("111122223333", "999988887777"),
    example.replace("us-east-1", "eu-west-3"),
    example.replaceAll("example", "other"),
    example.replace("arn:aws:", "arn:aws-us-gov:"),
  ];
  return others.filter((other) => other !== example);
}

function arnsOf({ service, action }: { service: Service; action: Action }): readonly string[] {
  return action.resourceTypes.flatMap(({ name }) => service.resourceType(name)?.arns ?? []);
}

function exampleOf(arn: string): string {
  return arn.replace(
    /\$\{([^${}]*)\}/g,
    (_, name: string) => filled.find(([mark]) => mark.test(name))?.[1] ?? "example",
  );
}

/** What an action is asked with, as the catalogue says. */
interface Known {
  /** Null where it knows no resources. */
  readonly resources: readonly Pattern[] | null;
  readonly keys: ReadonlySet<string>;
}

const asked = new WeakMap<Action, Known>();

function knownOf(found: { readonly service: Service; readonly action: Action }): Known {
  const { service, action } = found;
  let made = asked.get(action);
  if (!made) {
    const keys = action.resourceTypes.flatMap((type) => [
      ...type.conditionKeys,
      ...(service.resourceType(type.name)?.conditionKeys ?? []),
    ]);
    made = {
      resources:
        action.resourceTypes.length === 0
          ? null
          : arnsOf(found).map((arn) => Pattern.of(arn.replace(/\$\{[^${}]*\}/g, "*"))),
      keys: new Set([...action.conditionKeys, ...keys].map(base)),
    };
    asked.set(action, made);
  }
  return made;
}

/** Of the keys of a request, those that only some actions are asked with, without the names of tags. */
export function ownKeysOf(keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => (isOfEveryRequest(key) ? [] : base(key)));
}

/**
 * How well a request with this resource fits an action: the more, the better.
 * @param keys as `ownKeysOf` gives them
 */
export function fitness(name: string, resource: string, keys: readonly string[], catalog: Catalog | null): number {
  const found = actionOf(name, catalog);
  if (!found) return 0;
  const own = knownOf(found);
  const fits = own.resources?.some((one) => one.matches(resource) === true) ?? resource === "*";
  let foreign = 0;
  for (const key of keys) if (!own.keys.has(key)) foreign++;
  return (fits ? 4 : 0) - foreign;
}

/** A key without the name of its tag. */
function base(key: string): string {
  return key.toLowerCase().split("/")[0]!;
}

function isOfEveryRequest(key: string): boolean {
  return /^aws:/i.test(key) && !/^aws:(requesttag\/|resourcetag\/|tagkeys$)/i.test(key);
}
