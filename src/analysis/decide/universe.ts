/** The actions of a catalogue as numbers, in its order. A service is read when something of it is first asked for. */
import type { Catalog } from "../../catalog/catalog";
import type { Pattern } from "../policy/wildcard";

/** The ordinals of a service begin at a multiple of it; no service has nearly as many actions. */
const mostOfService = 2 ** 16;
/** Of patterns, each with the actions that it matches. */
const mostMatched = 5000;

export class Universe {
  private static readonly known = new WeakMap<Catalog, Universe>();

  static of(catalog: Catalog): Universe {
    let universe = Universe.known.get(catalog);
    if (!universe) Universe.known.set(catalog, (universe = new Universe(catalog)));
    return universe;
  }

  private readonly services: ReadonlyMap<string, number>;
  private readonly names: (readonly string[] | undefined)[] = [];
  private readonly ordinals: (ReadonlyMap<string, number> | undefined)[] = [];
  private readonly matched = new Map<string, readonly number[]>();

  /** @param catalog null where it is not at hand: then there are no actions */
  constructor(private readonly catalog: Catalog | null) {
    this.services = new Map((catalog?.prefixes ?? []).map((prefix, at) => [prefix.toLowerCase(), at]));
  }

  /** No ordinal is as great. */
  get end(): number {
    return this.services.size * mostOfService;
  }

  /** `s3:GetObject`; undefined of an ordinal from the end on. */
  nameOf(ordinal: number): string | undefined {
    if (ordinal >= this.end) return undefined;
    return this.namesOf(Math.floor(ordinal / mostOfService))[ordinal % mostOfService];
  }

  /** @param name in small letters */
  ordinalOf(name: string): number | undefined {
    const service = this.services.get(name.slice(0, name.indexOf(":")));
    if (service === undefined) return undefined;
    const ordinals = (this.ordinals[service] ??= new Map(
      this.namesOf(service).map((one, at) => [one.toLowerCase(), service * mostOfService + at]),
    ));
    return ordinals.get(name);
  }

  /** All ordinals, the least first. */
  *all(): Iterable<number> {
    for (let service = 0; service < this.services.size; service++)
      for (let at = 0; at < this.namesOf(service).length; at++) yield service * mostOfService + at;
  }

  /** The ordinals of the actions that a pattern in small letters matches. */
  matchedBy(text: string, pattern: Pattern): readonly number[] {
    let found = this.matched.get(text);
    if (!found) {
      if (this.matched.size >= mostMatched) this.matched.clear();
      this.matched.set(text, (found = this.search(text, pattern)));
    }
    return found;
  }

  private search(text: string, pattern: Pattern): readonly number[] {
    const colon = text.indexOf(":");
    const prefix = text.slice(0, Math.max(colon, 0));
    const own = this.services.get(prefix);
    const isLiteral = colon >= 0 && !/[*?]/.test(prefix);
    const services = own !== undefined ? [own] : isLiteral ? [] : this.services.values();
    const found: number[] = [];
    for (const service of services)
      for (const [at, name] of this.namesOf(service).entries())
        if (pattern.matches(name.toLowerCase()) === true) found.push(service * mostOfService + at);
    return found;
  }

  private namesOf(service: number): readonly string[] {
    let names = this.names[service];
    if (!names) {
      const prefix = this.catalog!.prefixes[service]!;
      names = this.catalog!.service(prefix)!.actions.map(({ name }) => `${prefix}:${name}`);
      this.names[service] = names;
    }
    return names;
  }
}
