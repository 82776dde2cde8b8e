/** Where code hands keys to AWS clients, in the languages that an `Sdk` describes: from the credentials upwards to what takes them. */
import type { CodeFile } from "../../code/code-file";
import type { Argument, Call } from "../../code/language";
import type { Binding } from "../../code/scopes";
import type { SyntaxNode } from "../../source/syntax-tree";
import { countedIn, functionsOf, outermost } from "./code-around";
import { Endpoints } from "./endpoint-around";
import { environmentUses } from "./environment-uses";
import {
  closed,
  follows,
  type KeyLanguage,
  type KeyUse,
  type OpenUse,
  openUse,
  originsOf,
  type ReadOutside,
} from "./key-use";
import { outsideReader, roles, type Sdk } from "./sdk";
import { type Place, Places } from "./value-places";

/** How many steps may lie between credentials and the client. */
const farthest = 12;

/** What is given where there is no token. */
const absent = /^(?:None|nil|null)$/i;

/** The search for keys in a language, by the description of its SDKs. */
export function keysOf(sdk: Sdk): KeyLanguage {
  const readOutside = outsideReader(sdk.outside);
  return {
    uses: (code) => [...new SdkUses(code, sdk, readOutside).all(), ...environmentUses(code, sdk.outside)],
    readOutside,
  };
}

class SdkUses {
  private readonly places: Places;
  private readonly endpoints: Endpoints;

  constructor(
    private readonly code: CodeFile,
    private readonly sdk: Sdk,
    private readonly readOutside: ReadOutside,
  ) {
    this.places = new Places(code);
    this.endpoints = new Endpoints(code);
  }

  all(): KeyUse[] {
    const found = this.code.tree.nodes.flatMap((node) => this.useAt(node) ?? []);
    const usesIn = countedIn(found.map(({ at }) => functionsOf(at)));
    return found.map(({ use, at }) => ({ ...use, endpoint: this.endpoints.around(at, usesIn) }));
  }

  private useAt(node: SyntaxNode): { use: KeyUse; at: readonly SyntaxNode[] } | null {
    const use = openUse();
    const at = [node];
    const isClient = this.readClient(node, use);
    if (!isClient && !this.readCredentials(node, use)) return null;
    if (!use.keys.id && !use.keys.secret && !use.keys.token) return null;
    if (!isClient && !this.climb(node, use, at, 0)) use.removals.length = use.replacements.length = 0;
    if (this.sdk.asked?.test(this.code.tree.text)) use.cannotGo = true;
    return { use: closed(use), at };
  }

  /** Credentials that are made here, of which nothing is known yet but their keys. */
  private readCredentials(node: SyntaxNode, use: OpenUse): boolean {
    const call = this.code.call(node);
    if (call) {
      if (this.sdk.makers.test(this.code.called(call))) this.readArguments(call.arguments, use);
      else if (call.name === "build" && this.sdk.builders) this.readChain(call, use);
    } else if (this.isType(node, this.sdk.types)) {
      for (const { key, value } of this.code.entries(node) ?? []) this.take(key, value, use);
    }
    return Object.keys(use.keys).length > 0;
  }

  private readArguments(given: readonly Argument[], use: OpenUse): void {
    given.forEach(({ name, value }, index) => {
      const role = name === null ? roles[index] : this.sdk.names[name];
      if (role && !absent.test(this.code.text(value))) use.keys[role] = value;
    });
  }

  private readChain(last: Call, use: OpenUse): void {
    const links: Call[] = [];
    for (let at: Call | null = last; at; at = at.of && this.code.call(this.code.language.unwrap(at.of))) links.push(at);
    if (!this.sdk.builders!.test(this.code.called(links.at(-1)!))) return;
    for (const {
      name,
      arguments: [first],
    } of links)
      if (first) this.take(name, first.value, use);
  }

  private take(name: string | null, value: SyntaxNode, use: OpenUse): boolean {
    const role = name === null ? undefined : this.sdk.names[name];
    if (role) use.keys[role] = value;
    return role !== undefined;
  }

  private isType(node: SyntaxNode, types: RegExp | undefined): boolean {
    const type = types && this.code.language.typeOf?.(node);
    return type ? types.test(this.code.qualified(type) ?? "") : false;
  }

  /** Keys that a client is given itself, by position or among its options. */
  private readClient(node: SyntaxNode, use: OpenUse): boolean {
    const call = this.code.call(node);
    if (!call || !this.sdk.clients?.test(this.code.called(call))) return false;
    const [id, secret, token] = call.arguments;
    if (id?.name === null && secret && this.isText(id.value) && this.isText(secret.value)) {
      const given = token && this.isText(token.value) ? [id, secret, token] : [id, secret];
      this.readArguments(given, use);
      use.removals.push(...given.map((argument) => argument.node));
      return true;
    }
    for (const { name, value, node: argument } of call.arguments) {
      if (name === null) this.readOptions(value, use);
      else if (this.take(name, value, use)) use.removals.push(argument);
      else if (this.sdk.options.test(name) && this.readValues(value, use)) use.removals.push(argument);
    }
    return Object.keys(use.keys).length > 0;
  }

  private isText(value: SyntaxNode): boolean {
    return originsOf(this.code, value, this.readOutside).length > 0;
  }

  private readOptions(expression: SyntaxNode, use: OpenUse, depth = 0): void {
    const { base, path } = this.code.resolve(expression);
    const entries = path.length === 0 && depth < farthest ? this.code.entries(base) : null;
    if (!entries) return;
    use.tolerant.push(expression, outermost(this.code, expression));
    for (const { key, value, node } of entries) {
      if (!follows(use)) return;
      if (key === null) this.readOptions(value, use, depth + 1);
      else if (this.take(key, value, use) || (this.sdk.options.test(key) && this.readValues(value, use)))
        use.removals.push(node);
    }
  }

  /** Credentials that are a plain object: `['key' => …, 'secret' => …]`. */
  private readValues(expression: SyntaxNode, use: OpenUse): boolean {
    const { base, path } = this.code.resolve(expression);
    const entries = path.length === 0 ? this.code.entries(base) : null;
    return (
      entries !== null && entries.filter(({ key, value }) => follows(use) && this.take(key, value, use)).length > 0
    );
  }

  /** Goes up from credentials to all that takes them; false where one of these is not understood. */
  private climb(value: SyntaxNode, use: OpenUse, at: SyntaxNode[], depth: number): boolean {
    if (depth > farthest || !follows(use)) return false;
    const place = this.places.of(value);
    switch (place?.kind) {
      case "argument":
        return this.climbArgument(place, use, at, depth);
      case "entry":
        return this.climbEntry(place, use, at, depth);
      case "variable":
        return this.climbVariable(place.binding, use, at, depth);
      case "assigned": {
        const member = this.code.language.member(this.code.tree, this.code.language.unwrap(place.target));
        if (!member || !this.sdk.options.test(member.key) || !this.findsItself(place.target)) return false;
        at.push(place.statement);
        use.removals.push(place.statement);
        return true;
      }
      case undefined: {
        const around = outermost(this.code, this.code.language.unwrap(value)).parent;
        // `() -> credentials` gives them, and so does `credentials.clone()`.
        const gives =
          around &&
          (/lambda|closure|arrow/.test(around.type) ||
            this.code.language.choices(this.code.tree, around)?.length === 1);
        return gives ? this.climb(around, use, at, depth + 1) : false;
      }
    }
  }

  private climbArgument(
    { call, node, argument }: Place & { kind: "argument" },
    use: OpenUse,
    at: SyntaxNode[],
    depth: number,
  ): boolean {
    const name = this.code.called(call);
    if (this.sdk.wrappers.test(name)) return this.climb(node, use, at, depth + 1);
    at.push(node);
    if (this.sdk.clients?.test(name) && (argument.name === null || this.sdk.options.test(argument.name))) {
      use.removals.push(argument.node);
      return true;
    }
    if (!this.sdk.takers.test(call.name) || !call.of || !this.findsItself(node)) return false;
    const whole = outermost(this.code, node);
    if (whole.parent?.type === "expression_statement") use.removals.push(whole.parent);
    else if (this.isPackage(call.of)) {
      const option = this.places.of(node);
      if (option?.kind !== "argument") return false;
      at.push(option.node);
      use.removals.push(option.argument.node);
    } else use.replacements.push({ node, by: call.of });
    return true;
  }

  private isPackage(expression: SyntaxNode): boolean {
    const plain = this.code.language.unwrap(expression);
    return this.code.scopes.bindingOf(plain)?.declarations[0]!.imported != null && !this.code.call(plain);
  }

  private climbEntry(
    { entry, object }: Place & { kind: "entry" },
    use: OpenUse,
    at: SyntaxNode[],
    depth: number,
  ): boolean {
    if (this.isType(object, this.sdk.wrappers)) return this.climb(object, use, at, depth + 1);
    at.push(object);
    if (entry.key === null || !this.sdk.options.test(entry.key)) return false;
    const isKnown = this.sdk.optionTypes
      ? this.isType(object, this.sdk.optionTypes)
      : this.reachesClient(object, use, depth);
    if (!isKnown || !this.findsItself(object)) return false;
    if (this.sdk.optionTypes) this.tolerateReadings(object, use);
    use.removals.push(entry.node);
    return true;
  }

  /** Whoever gets options of a type that says what they are can do without the keys in them. */
  private tolerateReadings(object: SyntaxNode, use: OpenUse): void {
    const owner = this.code.ownerOf(this.code.language.unwrap(object));
    if (owner)
      use.tolerant.push(
        ...this.code
          .readings(owner.binding)
          .filter(({ path }) => path.length === 0)
          .map(({ node }) => node),
      );
  }

  /** Whether a plain object with options is given to clients, and to nothing else. */
  private reachesClient(object: SyntaxNode, use: OpenUse, depth: number): boolean {
    if (depth > farthest || !follows(use)) return false;
    const place = this.places.of(object);
    if (place?.kind === "argument") {
      use.tolerant.push(outermost(this.code, place.argument.value));
      return this.sdk.clients?.test(this.code.called(place.call)) ?? false;
    }
    if (place?.kind === "entry") return place.entry.key === null && this.reachesClient(place.object, use, depth + 1);
    if (place?.kind !== "variable" || place.binding.declarations[0]!.exported) return false;
    const readings = this.code.readings(place.binding).filter(({ path }) => path.length === 0);
    return readings.length > 0 && readings.every(({ node }) => this.reachesClient(node, use, depth + 1));
  }

  private climbVariable(binding: Binding, use: OpenUse, at: SyntaxNode[], depth: number): boolean {
    const readings = this.code.readings(binding);
    if (binding.declarations[0]!.exported || readings.length === 0) return false;
    return readings.every(({ path, node }) => {
      const result =
        path.length === 0
          ? node
          : path.length === 1 && node.parent && this.code.language.choices(this.code.tree, node.parent)?.length === 1
            ? node.parent
            : null;
      return result !== null && this.climb(result, use, at, depth + 1);
    });
  }

  private findsItself(taker: SyntaxNode): boolean {
    return this.sdk.findsItself?.(this.code, taker) ?? true;
  }
}
