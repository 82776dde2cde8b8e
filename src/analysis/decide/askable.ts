/** Which actions AWS ever asks about which resources: what it never asks about is not allowed by anything, whatever a policy says. */
import type { Catalog } from "../../catalog/catalog";
import { checkedResources, furtherServices, namesEveryType, ownArns } from "../knowledge/checked-resources";
import type { Item } from "../policy/model";
import { Pattern } from "../policy/wildcard";
import { type KnownAction, knownAction } from "../rules/support/every-resource";
import { NamedResources } from "../rules/support/reach";
import { everything } from "./everything";
import { and, exists, type Formula, not, or } from "./formula";
import { resourceKey, type ResourcePiece } from "./pieces";
import { anyArn, withHoles } from "./stand-ins";
import { TextSet } from "./text-set";
import { codesOf, type Tokens, tokensOf } from "./tokens";

/** With more actions at once nobody reads them, and they are not told apart. */
const mostActions = 1500;

export class Askable {
  private readonly named = new Map<ResourcePiece | string, NamedResources | null>();
  private readonly limits = new Map<string, Formula>();

  constructor(private readonly catalog: Catalog) {}

  /** Those of the actions that may be about a resource of a piece; the same list where all may. */
  about(actions: readonly string[], piece: ResourcePiece): readonly string[] {
    if (!piece.item || actions.length > mostActions) return actions;
    const named = this.namedBy(piece, piece.item);
    const service = named ? null : serviceOf(withHoles(piece.item));
    if (!named && service === null) return actions;
    const left = actions.filter((name) => (named ? this.meets(name, named) : !this.isOfOthers(name, service!)));
    return left.length === actions.length ? actions : left;
  }

  /** Whether an action is about resources of other services alone; without types of its own, about those of its service at most. */
  private isOfOthers(name: string, service: string): boolean {
    const known = knownAction(name, this.catalog);
    if (!known) return false;
    if ([ownArns(known.service), ...furtherServices(known.service)].includes(service)) return false;
    return known.types.every(({ arns }) =>
      arns.every((arn) => {
        const own = arn.split(":")[2] ?? "";
        return /^[a-z\d-]+$/.test(own) && own !== service;
      }),
    );
  }

  /**
   * Whether an action may be about this very resource.
   * @param isOpen whether it may be one that a document leaves open
   */
  fits(name: string, resource: string, isOpen: boolean): boolean {
    if (resource.startsWith(anyArn) && !isOpen) return false;
    if (resource === "*") return !knownAction(name, this.catalog)?.action.resourceTypes.some((type) => type.required);
    const named = this.namedBy(resource, itemOf(resource));
    return named === null ? this.isOfForms(name, resource) : this.meets(name, named);
  }

  /** Whether a resource, of which nobody knows what it is, has a form that an action may be about. */
  private isOfForms(name: string, resource: string): boolean {
    const known = knownAction(name, this.catalog);
    return known === null || formsOf(known).within.some((form) => Pattern.of(form).matches(resource) === true);
  }

  /**
   * What a resource is like that an action may be about.
   * @param isOpen whether it may be one that a document leaves open
   */
  limitOf(name: string, isOpen: boolean): Formula {
    const known = knownAction(name, this.catalog);
    if (!known) return true;
    const { within: forms, literally, without } = formsOf(known);
    const within = isOpen ? [...forms, `${anyArn}*`] : forms;
    const id = JSON.stringify([within, literally, without]);
    let limit = this.limits.get(id);
    if (limit === undefined) {
      const may = [
        ...within.map(patternOf),
        ...literally.map(([begin, text]) => [...patternOf(begin), ...codesOf(text)]),
      ];
      const never = without.length > 0 ? not(oneOf(without.map(patternOf), `never ${id}`)) : true;
      this.limits.set(id, (limit = and([oneOf(may, `asked ${id}`), never])));
    }
    return limit;
  }

  private namedBy(key: ResourcePiece | string, item: Item): NamedResources | null {
    let named = this.named.get(key);
    if (named === undefined) this.named.set(key, (named = NamedResources.of([withHoles(item)], this.catalog)));
    return named;
  }

  private meets(name: string, named: NamedResources): boolean {
    const known = knownAction(name, this.catalog);
    return known === null || named.meet(known);
  }
}

interface Forms {
  readonly within: readonly string[];
  /** Patterns with a text behind them whose `*` is one. */
  readonly literally: readonly (readonly [begin: string, text: string])[];
  readonly without: readonly string[];
}

const objects = "arn:*:s3:::*/*";

/** Patterns of the resources that an action may be about, and of those among them that it is not. */
function formsOf({ action, types, service, shortName }: KnownAction): Forms {
  const own = `arn:*:${ownArns(service)}:*:*:*`;
  if (types.length === 0) {
    const checked = checkedResources(service, shortName);
    if (checked === null) return { within: ["*", own], literally: [], without: [] };
    const begin = `arn:*:${ownArns(service)}:*:*:`;
    return { within: ["*"], literally: checked.map((text) => [begin, text]), without: [] };
  }
  const forms = types.flatMap(({ arns }) => arns);
  const named = forms.map((form) => form.replace(/\$\{[^${}]*\}/g, "*"));
  // Of tags, and of what is made, the reference lacks types.
  const isLoose =
    (/tag|^create/.test(shortName) || !named.some((form) => form.split(":")[2] === service)) &&
    !namesEveryType(service, shortName);
  const isOfBuckets = named.includes("arn:*:s3:::*") && !named.includes(objects) && !isLoose;
  const isOptional = !action.resourceTypes.some((type) => type.required);
  return {
    within: [...named, ...(isLoose ? [own] : []), ...(isOptional ? ["*"] : [])],
    literally: [],
    without: isOfBuckets ? [objects] : [],
  };
}

/** What a resource is like that lies in a partition, as far as it says one. */
export function inPartition(partition: string): Formula {
  const within = oneOf([patternOf(`arn:${partition}:*:*:*:*`)], `in ${partition}`);
  return or([within, not(oneOf([patternOf("arn:*:*:*:*:*")], "in any"))]);
}

function oneOf(tokens: readonly Tokens[], id: string): Formula {
  return exists(resourceKey, { kind: "text", id, type: "String", set: new TextSet(tokens, false) }, true);
}

function patternOf(text: string): Tokens {
  return text === "*" ? codesOf(text) : tokensOf([text], { wildcards: true, segments: "always" })!;
}

/** The service that an ARN names letter by letter; null where it does not. */
function serviceOf({ parts }: Item): string | null {
  const text = parts.map((part) => (typeof part === "string" ? part : "*")).join("");
  return /^arn:[^:]*:([a-z\d-]+):/.exec(text)?.[1] ?? null;
}

function itemOf(text: string): Item {
  return { value: text, parts: [text], node: everything.node, path: [], conditional: false };
}
