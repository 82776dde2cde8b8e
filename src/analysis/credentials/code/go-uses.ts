/** Where Go hands keys to AWS clients: SDK v2 and v1. */
import type { CodeFile } from "../../code/code-file";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { keysOf } from "./sdk-uses";

const config = /^github\.com\/aws\/aws-sdk-go\/aws\.(?:Config|NewConfig)$/;

/** A configuration of SDK v2 looks for credentials only where `LoadDefaultConfig` makes it; the options of a client have those of its configuration. */
function findsItself(code: CodeFile, taker: SyntaxNode): boolean {
  const call = code.call(taker);
  if (call) {
    // In half-written code it may be the argument of nothing.
    const around = taker.parent?.parent;
    const caller = around ? childOf(around, "function") : null;
    return call.name === "WithCredentials" || (caller !== null && /(?:^|\.)LoadDefaultConfig$/.test(code.name(caller)));
  }
  const member = code.language.member(code.tree, code.language.unwrap(taker));
  if (!member) return true;
  const declaration = code.scopes.bindingOf(code.language.unwrap(member.object))?.declarations[0];
  if (!declaration) return false;
  if (declaration.node.parent?.type === "parameter_declaration")
    return /\bOptions\b/.test(code.text(declaration.node.parent));
  const { value } = declaration;
  const statement = declaration.node.parent?.parent;
  if (!value) return statement ? /\bLoadDefaultConfig\(/.test(code.text(statement)) : false;
  const plain = code.language.unwrap(value);
  const made = code.call(plain);
  const type = code.language.typeOf?.(plain);
  return config.test(made ? code.called(made) : type ? (code.qualified(type) ?? "") : "");
}

export const goKeys = keysOf({
  makers: /^github\.com\/aws\/aws-sdk-go(?:-v2|\/aws)\/credentials\.NewStaticCredentials(?:Provider)?$/,
  types: /^github\.com\/aws\/aws-sdk-go(?:-v2\/aws\.Credentials|\/aws\/credentials\.Value)$/,
  names: tableOf({ AccessKeyID: "id", SecretAccessKey: "secret", SessionToken: "token" }),
  wrappers:
    /^github\.com\/aws\/aws-sdk-go(?:-v2|\/aws)\/(?:aws\.NewCredentialsCache|credentials\.(?:StaticCredentialsProvider|StaticProvider|NewCredentials|NewStaticCredentialsFromCreds))$/,
  takers: /^WithCredentials(?:Provider)?$/,
  options: /^Credentials$/,
  optionTypes: /^github\.com\/aws\/aws-sdk-go\/aws\.Config$/,
  findsItself,
  outside: {
    environment: /(?:^|\.)\w*(?:[gG]etenv|[gG]etEnv|MustEnv)\w*$/,
    setters: /^os\.Setenv$/,
    configuration: /^(?:github\.com\/spf13\/viper|viper|.*[cC]onfig)\.(?:Get(?:String)?|String)$/,
  },
});
