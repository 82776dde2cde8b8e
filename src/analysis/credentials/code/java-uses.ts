/** Where Java hands keys to AWS clients: SDK v2 and v1. */
import type { CodeFile } from "../../code/code-file";
import { ancestorOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { keysOf } from "./sdk-uses";

/** `@Value("${aws.accessKey}")` on a field or parameter. */
function injected(code: CodeFile, expression: SyntaxNode): string | null {
  const declaration = code.scopes.bindingOf(expression)?.declarations[0];
  const declarator = declaration && ancestorOf(declaration.node, "field_declaration", "formal_parameter");
  const modifiers = declarator?.children.find(({ type }) => type === "modifiers");
  const annotation =
    modifiers && partsOf(modifiers).find((part) => /^@(?:Value|ConfigProperty)\b/.test(code.text(part)));
  const name = annotation && /"(?:[$#]\{)?([\w.-]+)/.exec(code.text(annotation))?.[1];
  return name ?? null;
}

export const javaKeys = keysOf({
  makers: /(?:^|\.)(?:Aws(?:Basic|Session)Credentials\.create|Basic(?:AWS|Session)Credentials\.new)$/,
  builders: /(?:^|\.)Aws(?:Basic|Session)Credentials\.builder$/,
  names: tableOf({ accessKeyId: "id", secretAccessKey: "secret", sessionToken: "token" }),
  wrappers:
    /(?:^|\.)(?:StaticCredentialsProvider\.create|AWSStaticCredentialsProvider\.new|StaticCredentialsProvider\.new)$/,
  takers: /^(?:credentialsProvider|withCredentials|setCredentials)$/,
  options: /$^/,
  clients: /(?:^|\.)(?:Amazon|AWS)\w+Client\.new$/,
  outside: {
    environment: /(?:^|\.)System\.getenv(?:\.get)?$|^getenv$/,
    setters: /(?:^|\.)System\.setProperty$/,
    configuration:
      /(?:^|\.)System\.getProperty$|(?:[pP]rops|[pP]roperties|[eE]nv|[eE]nvironment|[cC]onfig(?:uration)?|[sS]ettings)\.(?:get|getProperty|getString|getRequiredProperty)$/,
    injected,
  },
});
