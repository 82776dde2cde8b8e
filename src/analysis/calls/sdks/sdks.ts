/** All SDKs together: the names of their packages tell them apart. */
import type { CodeGrammar } from "../../source/grammar";
import type { SyntaxNode } from "../../source/syntax-tree";
import type { At, SdkMeaning } from "../following";
import type { CallSyntax } from "../syntax";
import type { Syntax } from "../syntax";
import { goSyntax } from "../syntax-of/go";
import { javaSyntax } from "../syntax-of/java";
import { javascriptSyntax } from "../syntax-of/javascript";
import { csharpSyntax, phpSyntax, rubySyntax, rustSyntax } from "../syntax-of/others";
import { pythonSyntax } from "../syntax-of/python";
import type { Thing } from "../things";
import type { Found } from "../uses";
import { goSdk } from "./go";
import { javaSdk } from "./java";
import { javascriptSdk } from "./javascript";
import { csharpSdk, phpSdk, rustSdk } from "./others";
import { pythonSdk } from "./python";
import { rubySdk } from "./ruby";
import type { Sdk } from "./sdk";

interface Dialect {
  readonly syntax: Syntax;
  readonly sdk: Sdk;
}

const javascript: Dialect = { syntax: javascriptSyntax, sdk: javascriptSdk };

/** The languages in which calls are followed. */
export const dialects: Readonly<Partial<Record<CodeGrammar, Dialect>>> = {
  javascript,
  typescript: javascript,
  tsx: javascript,
  go: { syntax: goSyntax, sdk: goSdk },
  java: { syntax: javaSyntax, sdk: javaSdk },
  csharp: { syntax: csharpSyntax, sdk: csharpSdk },
  php: { syntax: phpSyntax, sdk: phpSdk },
  ruby: { syntax: rubySyntax, sdk: rubySdk },
  rust: { syntax: rustSyntax, sdk: rustSdk },
  python: { syntax: pythonSyntax, sdk: pythonSdk },
};

const bySyntax = new Map<Syntax, Sdk>(Object.values(dialects).map(({ syntax, sdk }) => [syntax, sdk]));

function sdkOf({ file }: { readonly file: At["file"] }): Sdk {
  return bySyntax.get(file.syntax)!;
}

/** What the SDK of a file's language says. */
export const sdks: SdkMeaning = {
  named: (name, at) => sdkOf(at).named(name, at),
  call: (name, call, at) => sdkOf(at).call(name, call, at),
  member: (of, key, at) => sdkOf(at).member(of, key, at),
  method: (method, call, at) => sdkOf(at).method(method, call, at),
  typed: (name, at) => sdkOf(at).typed(name, at),
  documented: (text, at) => sdkOf(at).documented?.(text, at) ?? null,
  element: (things, at) => sdkOf(at).element(things, at),
};

/** The operations that a call uses. */
export function usesOf(callee: Thing, call: CallSyntax, at: At): readonly Found[] {
  return sdkOf(at).uses(callee, call, at);
}

/** The operations of a call on what is not known. */
export function usesByArguments(call: CallSyntax, at: At): readonly Found[] {
  return sdkOf(at).byArguments(call, at);
}

/** Whether a call gives a client credentials, in a way that their names do not show. */
export function givesCredentials(callee: Thing, call: CallSyntax, at: At): boolean {
  return sdkOf(at).givesCredentials?.(callee, call, at) ?? false;
}

/** The operations of a method that is handed on. */
export function handedOn(thing: Thing, node: SyntaxNode, at: At): readonly Found[] {
  return thing.kind === "method" ? sdkOf(at).handedOn(thing, node, at) : [];
}
