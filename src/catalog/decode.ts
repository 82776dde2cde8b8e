/**
 * Reads the packed catalogue that scripts/catalog.mjs writes: a line of JSON about everything, and a line for each service, its
 * prefix before a tab. A service is read when it is first asked for: most policies are about a few of some 450.
 */
import type {
  AccessLevel,
  Action,
  ActionResource,
  Catalog,
  ConditionKeyInfo,
  ConditionKeyType,
  ResourceType,
  Retired,
  Service,
} from "./catalog";
import { type PackedWords, Words } from "./words";

interface PackedCatalog {
  readonly date: string;
  readonly levels: readonly AccessLevel[];
  readonly types: readonly ConditionKeyType[];
  /** What the names of actions are made of. */
  readonly names: PackedWords;
  readonly globalKeys: readonly PackedKey[];
  readonly retired: Readonly<Record<string, Retired>>;
  /** Service segments of ARNs, with the services that list them where that is not just the one of that name. */
  readonly arnServices: Readonly<Record<string, readonly string[]>>;
  /** Regions with their partition. */
  readonly regions: Readonly<Record<string, string>>;
}

/** Lists are tuples; empty values at their end are left out. A number of a key set is an index of `s`. */
interface PackedService {
  readonly n: string;
  /** Between `n` and `r` (`packedKeys`). */
  readonly k: readonly PackedKey[];
  readonly r: readonly (readonly [name: string, arn: string, keySet?: number])[];
  /** The names of the actions, in words, with a space between two. */
  readonly m: string;
  readonly a: readonly PackedAction[];
  /** Sets of condition keys, as indexes of `k`. */
  readonly s: readonly (readonly number[])[];
  /** Actions that have gone, each with the date it was last seen. */
  readonly x?: Readonly<Record<string, string>>;
}

type PackedKey = readonly [name: string, type?: number];
/** `levels` has a bit for each access level. */
type PackedAction = readonly [levels: number, keySet?: number, resources?: readonly PackedResource[]];
/** Twice the index of `r`, plus one where the resource is required; in a list with its key set where it has one. */
type PackedResource = number | readonly [resource: number, keySet: number];

/** The catalogue out of the text of dist/catalog.json.gz, unzipped. */
export function decodeCatalog(text: string): Catalog {
  const [general, ...lines] = text.split("\n");
  const packed = JSON.parse(general!) as PackedCatalog;
  const packedServices = new Map(
    lines.map((line) => {
      const end = line.indexOf("\t");
      return [line.slice(0, end), line.slice(end + 1)];
    }),
  );
  const names = new Words(packed.names);
  const services = new Map<string, Service>();
  let foreign: KeyTable | null = null;
  const arnTypes = new Map<string, readonly ResourceType[]>();
  const global = new KeyTable(packed.globalKeys.map((key) => unpackKey(key, packed.types)));
  const serviceOf = (prefix: string): Service | undefined => {
    const name = prefix.toLowerCase();
    let service = services.get(name);
    const json = service ? undefined : packedServices.get(name);
    if (json !== undefined) {
      service = new UnpackedService(name, JSON.parse(json) as PackedService, packed, names);
      services.set(name, service);
    }
    return service;
  };
  return {
    date: packed.date,
    prefixes: [...packedServices.keys()],
    service: serviceOf,
    arnTypes(segment) {
      const shared = Object.hasOwn(packed.arnServices, segment) ? packed.arnServices[segment]! : null;
      if (!shared && !packedServices.has(segment)) return undefined;
      let types = arnTypes.get(segment);
      if (!types) {
        types = (shared ?? [segment]).flatMap((prefix) =>
          serviceOf(prefix)!.resourceTypes.filter((type) => type.arns.some((arn) => arn.split(":")[2] === segment)),
        );
        arnTypes.set(segment, types);
      }
      return types;
    },
    regions: Object.keys(packed.regions),
    partitionOf: (region) => (Object.hasOwn(packed.regions, region) ? packed.regions[region] : undefined),
    retiredService(prefix) {
      const name = prefix.toLowerCase();
      return Object.hasOwn(packed.retired, name) ? packed.retired[name] : undefined;
    },
    globalKey: (name) => global.find(name),
    globalKeys: global.all,
    foreignKey: (name) => (foreign ??= foreignKeys(packedServices, packed.types)).find(name),
  };
}

/** The keys that do not begin with the prefix of the service that lists them. */
function foreignKeys(services: ReadonlyMap<string, string>, types: readonly ConditionKeyType[]): KeyTable {
  const keys = [...services].flatMap(([prefix, json]) =>
    packedKeys(json).filter(([name]) => !name.startsWith(`${prefix}:`) && !name.startsWith("aws:")),
  );
  return new KeyTable(keys.map((key) => unpackKey(key, types)));
}

/** The condition keys of a service without the rest of it: all services are asked, and the keys are a ninth of their text. */
function packedKeys(json: string): readonly PackedKey[] {
  const start = json.indexOf('"k":') + '"k":'.length;
  return JSON.parse(json.slice(start, json.indexOf(',"r":', start))) as readonly PackedKey[];
}

function unpackKey([name, type = 0]: PackedKey, types: readonly ConditionKeyType[]): ConditionKeyInfo {
  return { name, type: types[type]! };
}

class UnpackedService implements Service {
  readonly name: string;
  readonly actions: readonly Action[];
  readonly resourceTypes: readonly ResourceType[];
  private readonly actionsByName: ReadonlyMap<string, Action>;
  private readonly resourcesByName: ReadonlyMap<string, ResourceType>;
  private readonly keys: KeyTable;
  readonly retiredActions: readonly Retired[];

  constructor(
    readonly prefix: string,
    packed: PackedService,
    { levels, types }: Pick<PackedCatalog, "levels" | "types">,
    words: Words,
  ) {
    this.name = packed.n;
    this.keys = new KeyTable(packed.k.map((key) => unpackKey(key, types)));
    const keySets = packed.s.map((set) => set.map((index) => packed.k[index]![0]));
    this.resourceTypes = packed.r.map(([name, arn, keySet = 0]) => ({
      name,
      // The reference writes several forms of one type into one text.
      arns: arn.split(/,\s*/),
      conditionKeys: keySets[keySet]!,
    }));
    const resource = (one: PackedResource): ActionResource => {
      const [number, keySet] = typeof one === "number" ? [one, 0] : one;
      return { name: packed.r[number >> 1]![0], required: (number & 1) === 1, conditionKeys: keySets[keySet]! };
    };
    const names = packed.m.split(" ");
    this.actions = packed.a.map(([bits, keySet = 0, resources = []], index) => ({
      name: words.unpack(names[index]!),
      accessLevels: levels.filter((_, index) => bits & (1 << index)),
      resourceTypes: resources.map(resource),
      conditionKeys: keySets[keySet]!,
    }));
    this.retiredActions = Object.entries(packed.x ?? {}).map(([name, lastSeen]) => ({ name, lastSeen }));
    this.actionsByName = new Map(this.actions.map((action) => [action.name.toLowerCase(), action]));
    this.resourcesByName = new Map(this.resourceTypes.map((type) => [type.name.toLowerCase(), type]));
  }

  get conditionKeys(): readonly ConditionKeyInfo[] {
    return this.keys.all;
  }

  action(name: string): Action | undefined {
    return this.actionsByName.get(name.toLowerCase());
  }

  retiredAction(name: string): Retired | undefined {
    return this.retiredActions.find((one) => one.name.toLowerCase() === name.toLowerCase());
  }

  resourceType(name: string): ResourceType | undefined {
    return this.resourcesByName.get(name.toLowerCase());
  }

  conditionKey(name: string): ConditionKeyInfo | undefined {
    return this.keys.find(name);
  }
}

/** `${TagKey}`, `<key>`, and `tag-key` after a slash: what a policy fills in. */
const placeholder = /\$\{[^{}]*\}|<[^<>]*>|\btag-key$/;

/** Finds keys as a policy writes them, also those that end in a name of the user's own. */
class KeyTable {
  private readonly exact: ReadonlyMap<string, ConditionKeyInfo>;
  private patterns: readonly (readonly [readonly string[], ConditionKeyInfo])[] | null = null;

  constructor(readonly all: readonly ConditionKeyInfo[]) {
    this.exact = new Map(all.map((key) => [key.name.toLowerCase(), key]));
  }

  find(name: string): ConditionKeyInfo | undefined {
    const exact = this.exact.get(name.toLowerCase());
    if (exact) return exact;
    this.patterns ??= this.all
      .filter((key) => placeholder.test(key.name))
      .map((key) => [key.name.toLowerCase().split(placeholder), key] as const);
    const written = name.toLowerCase();
    return this.patterns.find(([fixed]) => isFilledIn(written, fixed))?.[1];
  }
}

/** Whether a text has all of these, in their order from its beginning to its end, and something between each of them. */
function isFilledIn(text: string, fixed: readonly string[]): boolean {
  const [first, ...between] = fixed as readonly [string, ...string[]];
  const last = between.pop() ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of between) {
    const found = text.indexOf(part, at + 1);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at < text.length - last.length;
}
