/** A place where code hands keys to an AWS client, whatever the language. */
import type { CodeFile } from "../../code/code-file";
import type { SyntaxNode } from "../../source/syntax-tree";
import type { TextEdit } from "../../text";
import type { Endpoint } from "../endpoint";
import { endpointOf } from "../endpoint";
import { type KeyRole, roleOfName } from "../names";
import { namesOtherService } from "../other-service";

export interface KeyUse {
  /** What the client is given, by what it is given as. */
  readonly keys: Partial<Record<KeyRole, SyntaxNode>>;
  /** What takes the keys away; empty where the code cannot be changed safely. */
  readonly removals: readonly SyntaxNode[];
  /** What stands in place of a part of the code, where taking it away is not enough. */
  readonly replacements: readonly Replacement[];
  /** Expressions that may come without their keys afterwards. */
  readonly tolerant: readonly SyntaxNode[];
  readonly endpoint: Endpoint;
  /** Where another provider of credentials may take the place of the keys: an entry of the options, which is one of the removals. */
  readonly option: { readonly entry: SyntaxNode; readonly value: SyntaxNode } | null;
  /** Other files may read what would go. */
  readonly readElsewhere: boolean;
}

/** Another provider of credentials. */
export interface Alternative {
  readonly title: string;
  /** What has to be imported, and from which package. */
  readonly name: string;
  readonly dependency: string;
  /** Its code, given that of the key's id; null where it cannot be told. */
  readonly expression: (id: string) => string | null;
}

/** A node and what is left of it, one of its own parts: `builder.credentialsProvider(keys)` becomes `builder`; or what takes its place. */
export interface Replacement {
  readonly node: SyntaxNode;
  readonly by: SyntaxNode | string;
}

/** What the search for keys has to know of a language and its SDKs. */
export interface KeyLanguage {
  /** Every place of a file where keys are handed over. */
  readonly uses: (code: CodeFile) => KeyUse[];
  readonly readOutside: ReadOutside;
  /** What may be offered beside the default provider chain, in the order of preference. */
  readonly alternatives?: {
    readonly of: (use: { readonly isBrowser: boolean }) => readonly Alternative[];
    readonly importEdit: (
      code: CodeFile,
      alternative: Alternative,
      removal: ReadonlySet<SyntaxNode>,
    ) => TextEdit | null;
  };
}

/** So many entries and steps are followed for one use. Objects can be spread into one another, and hold themselves. */
const mostSteps = 2000;

/** A use while its parts are being gathered. */
export interface OpenUse {
  readonly keys: Partial<Record<KeyRole, SyntaxNode>>;
  readonly removals: SyntaxNode[];
  readonly replacements: Replacement[];
  readonly tolerant: SyntaxNode[];
  endpoint: Endpoint;
  option: KeyUse["option"];
  readElsewhere: boolean;
  /** Something else needs what would be taken away. */
  cannotGo: boolean;
  steps: number;
}

export function openUse(): OpenUse {
  return {
    keys: {},
    removals: [],
    replacements: [],
    tolerant: [],
    endpoint: "aws",
    option: null,
    readElsewhere: false,
    cannotGo: false,
    steps: 0,
  };
}

/** Accounts for an entry or a step that is followed. False where there were too many: then the rest is not known. */
export function follows(use: OpenUse): boolean {
  if (++use.steps <= mostSteps) return true;
  withEndpoint(use, "unknown");
  return false;
}

/** The use, all of it gathered. Where not all could be followed nothing is taken away. */
export function closed(use: OpenUse): KeyUse {
  return use.steps > mostSteps || use.cannotGo ? { ...use, removals: [], replacements: [], option: null } : use;
}

/** Where a key's value comes from. */
export type Origin =
  | { readonly kind: "literal"; readonly text: string; readonly start: number }
  | { readonly kind: "environment" | "configuration"; readonly name: string };

/** What a language says of reading a name from outside: the variable, and what is taken where it is not set. */
export interface OutsideRead {
  readonly kind: "environment" | "configuration";
  readonly name: string;
  readonly fallback: SyntaxNode | null;
  /** Where it is not set the read gives nothing, and the SDK takes nothing for no key. */
  readonly mayBeNothing?: boolean;
}

export type ReadOutside = (code: CodeFile, expression: SyntaxNode) => OutsideRead | null;

/** Every origin that a value may have; none where that cannot be told. */
export function originsOf(code: CodeFile, expression: SyntaxNode, readOutside: ReadOutside, depth = 0): Origin[] {
  if (depth > 6) return [];
  const outside = readOutside(code, expression);
  if (outside) {
    const origin: Origin = { kind: outside.kind, name: outside.name };
    return outside.fallback ? [origin, ...originsOf(code, outside.fallback, readOutside, depth + 1)] : [origin];
  }
  const { base, path } = code.resolve(expression);
  if (path.length > 0) return [];
  const literal = code.language.literal(code.tree, base);
  if (literal) return [{ kind: "literal", ...literal }];
  const choices = code.language.choices(code.tree, base);
  if (choices) return choices.flatMap((choice) => originsOf(code, choice, readOutside, depth + 1));
  return base === code.language.unwrap(expression) ? [] : originsOf(code, base, readOutside, depth + 1);
}

/** Whether a name that is read from outside is one for keys, such as `AWS_ACCESS_KEY_ID`. */
export function isKeyName(name: string): boolean {
  return roleOfName(name) !== null && !namesOtherService(name);
}

/** Whose address the expression for an endpoint is. */
export function endpointIn(code: CodeFile, expression: SyntaxNode, readOutside: ReadOutside): Endpoint {
  const { base, path } = code.resolve(expression);
  const address = path.length === 0 ? code.language.template(code.tree, base) : null;
  if (address !== null) return endpointOf(address);
  const literals = originsOf(code, expression, readOutside).flatMap((origin) =>
    origin.kind === "literal" ? [endpointOf(origin.text)] : [],
  );
  if (literals.includes("other")) return "other";
  const argument = base.children
    .flatMap((child) => child.children)
    .find((child) => code.language.literal(code.tree, child) !== null);
  return argument ? endpointOf(code.language.literal(code.tree, argument)!.text) : "unknown";
}

/** An endpoint that is told later matters only as far as it can take the key elsewhere. */
export function withEndpoint(use: OpenUse, endpoint: Endpoint): void {
  if (use.endpoint !== "other") use.endpoint = endpoint === "aws" ? use.endpoint : endpoint;
}
