/** What an SDK calls its credentials, providers and clients: all that the search for keys has to know of one. */
import type { CodeFile } from "../../code/code-file";
import { longestName, type SyntaxNode } from "../../source/syntax-tree";
import { type KeyRole, roleOfName } from "../names";
import type { OutsideRead, ReadOutside } from "./key-use";

/** In the order in which every SDK takes them without names. */
export const roles: readonly KeyRole[] = ["id", "secret", "token"];

/** Names are full ones: `software.amazon.awssdk.services.s3.S3Client.builder`; a construction ends in `.new`. */
export interface Sdk {
  /** Calls that make credentials of an id, a secret and perhaps a token. */
  readonly makers: RegExp;
  /** Calls that begin a chain which makes credentials: `AwsBasicCredentials.builder`. */
  readonly builders?: RegExp;
  /** Types of objects that are credentials. */
  readonly types?: RegExp;
  /** By what names id, secret and token are given: entries, named arguments, links of a chain. */
  readonly names: Readonly<Record<string, KeyRole>>;
  /** Calls and types that make something of credentials which still is credentials. */
  readonly wrappers: RegExp;
  /** Calls that hand credentials over, by their last name: `credentialsProvider`. */
  readonly takers: RegExp;
  /** Entries and members that hold credentials: `Credentials`. */
  readonly options: RegExp;
  /** Calls that make a client, or a configuration of one, which can do without credentials. */
  readonly clients?: RegExp;
  /** Types of objects with options that can do without credentials. */
  readonly optionTypes?: RegExp;
  /** Whether what has such a chain, call or member finds credentials by itself when it gets none. */
  readonly findsItself?: (code: CodeFile, taker: SyntaxNode) => boolean;
  /** How code asks shared credentials for something, which then would not be there. */
  readonly asked?: RegExp;
  readonly outside: Outside;
}

/** How values are read from outside. */
export interface Outside {
  /** Calls that read the variable named by their first argument; the second is taken where it is not set. */
  readonly environment: RegExp;
  /** Members that are variables: `ENV.HOME`. */
  readonly variable?: RegExp;
  /** Calls that set the variable named by their first argument. */
  readonly setters?: RegExp;
  /** Calls and members that read a setting, counted where its name is one of keys. */
  readonly configuration?: RegExp;
  /** The setting that fills a field or parameter: Spring's `@Value`. */
  readonly injected?: (code: CodeFile, expression: SyntaxNode) => string | null;
}

/** What a language reads from outside, by its description. */
export function outsideReader({ environment, variable, configuration, injected }: Outside): ReadOutside {
  const setting = (name: string, fallback: SyntaxNode | null): OutsideRead | null =>
    roleOfName(name) === null ? null : { kind: "configuration", name, fallback };
  return (code, expression) => {
    const node = code.language.unwrap(expression);
    const call = code.call(node);
    if (
      call?.of &&
      call.arguments.length === 0 &&
      /^[gG]et/.test(call.name) &&
      settings.test(nameOf(code, call.of, ""))
    )
      return setting(call.name.slice(3), null);
    if (call && call.arguments.length > 0) {
      const literal = call.arguments[0]
        ? code.language.literal(code.tree, code.language.unwrap(call.arguments[0].value))
        : null;
      if (!literal) return null;
      const name = nameOf(code, call.of, call.name);
      const fallback = call.arguments[1]?.value ?? null;
      if (environment.test(name)) return { kind: "environment", name: literal.text, fallback };
      return configuration?.test(name) ? setting(literal.text, fallback) : null;
    }
    const name = injected?.(code, node) ?? null;
    if (name !== null) return setting(name, null);
    const member = code.language.member(code.tree, node);
    if (!member) return null;
    if (variable?.test(nameOf(code, member.object, member.key)))
      return { kind: "environment", name: member.key, fallback: null };
    const isSetting =
      configuration?.test(nameOf(code, member.object, "[]")) || settings.test(nameOf(code, member.object, ""));
    return isSetting ? setting(member.key, null) : null;
  };
}

/** An object that holds settings, by the last or the last but one of its names: `config`, `this.awsProperties`, `cfg.AWS`. */
const settings = /(?:config(?:uration)?|cfg|conf|settings|properties|props|options|opts)(?:(?:\.|->|::)\w+)?\.$/i;

/** The full name of a member; of a variable that of the code, which may tell what it is. */
function nameOf(code: CodeFile, of: SyntaxNode | null, name: string): string {
  if (name.length > longestName) return "";
  return of ? `${code.qualified(of) ?? code.name(of)}.${name}` : name;
}
