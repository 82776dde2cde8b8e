/** What an expression of code may be, as far as calls of SDKs depend on it. */
import type { SyntaxNode } from "../source/syntax-tree";
import type { Span } from "../text";
import type { ReadFile } from "./read-file";

/** A part of a text: itself, an environment variable that is put in, or something that is not known. */
export type Stretch = string | EnvironmentVariable | null;

export interface EnvironmentVariable {
  readonly variable: string;
  readonly span: Span;
}

/** What an SDK makes. `service` is the id of the service as its SDKs' packages spell it: `dynamodb`, `cognitoidentityprovider`. */
export type SdkThing =
  | { readonly kind: "session" }
  | {
      readonly kind: "client";
      /** Null where the code says it in a way that cannot be followed. */
      readonly service: string | null;
      /** A client with methods of its own: DynamoDB's document client, for one. */
      readonly form?: string;
    }
  /** An object of the resource interface: a table, a bucket; `''` is the service itself. */
  | {
      readonly kind: "resource";
      readonly service: string;
      readonly type: string;
      /** Parameters that it brings along to its calls: the table's name. */
      readonly given: ReadonlyMap<string, readonly Thing[]>;
      /** It came with its attributes: of a list. */
      readonly isLoaded?: boolean;
    }
  /** A paginator, a waiter, a collection or a request that is still to be sent: the operation is known. */
  | {
      readonly kind: "request";
      readonly service: string;
      readonly operation: string;
      readonly given?: ReadonlyMap<string, readonly Thing[]>;
      readonly what: "paginator" | "waiter" | "collection" | "command" | "builder";
    }
  /** Of a library upon an SDK, such as Powertools: what its methods call stands in a table. */
  | { readonly kind: "helper"; readonly name: string; readonly given?: ReadonlyMap<string, readonly Thing[]> };

/** How many of the values that are assigned to one name are looked at. */
export const mostValues = 20;

export type Thing =
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "text"; readonly stretches: readonly Stretch[] }
  | { readonly kind: "function"; readonly file: ReadFile; readonly node: SyntaxNode; readonly self: Thing | null }
  | { readonly kind: "class"; readonly file: ReadFile; readonly node: SyntaxNode }
  | { readonly kind: "instance"; readonly file: ReadFile; readonly node: SyntaxNode }
  | { readonly kind: "object"; readonly file: ReadFile; readonly node: SyntaxNode; readonly frame: Frame | null }
  /** Of values that stand one behind the other: `[a, b]`. */
  | { readonly kind: "list"; readonly file: ReadFile; readonly node: SyntaxNode; readonly frame: Frame | null }
  | { readonly kind: "file"; readonly file: ReadFile }
  | { readonly kind: "method"; readonly of: SdkThing; readonly name: string }
  | { readonly kind: "sdk"; readonly sdk: SdkThing };

/** A call that is being followed: in it the parameters of the function are what the call gives. */
export interface Frame {
  readonly of: SyntaxNode;
  readonly given: (index: number, name: string) => readonly Thing[] | null;
  readonly depth: number;
}

export function sdk(thing: SdkThing): Thing {
  return { kind: "sdk", sdk: thing };
}

export function client(service: string | null, form?: string): Thing {
  return sdk(form === undefined ? { kind: "client", service } : { kind: "client", service, form });
}

export function text(...stretches: readonly Stretch[]): Thing {
  return { kind: "text", stretches };
}

/** The texts without holes among these. */
export function plainTexts(things: readonly Thing[]): string[] {
  return things.flatMap((thing) =>
    thing.kind === "text" && thing.stretches.every((part) => typeof part === "string")
      ? [thing.stretches.join("")]
      : [],
  );
}
