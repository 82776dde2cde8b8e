/** Where Rust hands keys to AWS clients. */
import type { CodeFile } from "../../code/code-file";
import type { SyntaxNode } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { keysOf } from "./sdk-uses";

/** Only `aws_config` looks for credentials, and what is made of its configuration has them; a builder that begins with nothing has none. */
const withCredentials = /^aws_config\.(?:\w+\.)*\w+$|(?:^|\.)Builder\.from$|\.to_builder$|\.into_builder$/;

function findsItself(code: CodeFile, taker: SyntaxNode): boolean {
  let first = code.call(taker);
  for (let at = first; at; at = at.of && code.call(code.resolve(at.of).base)) first = at;
  return first !== null && withCredentials.test(code.called(first));
}

export const rustKeys = keysOf({
  makers: /^aws_[\w.]+\.Credentials\.(?:new|from_keys)$/,
  builders: /^aws_[\w.]+\.Credentials\.builder$/,
  names: tableOf({ access_key_id: "id", secret_access_key: "secret", session_token: "token" }),
  wrappers: /(?:^|\.)SharedCredentialsProvider\.new$/,
  takers: /^(?:set_)?credentials_provider$/,
  options: /$^/,
  findsItself,
  outside: {
    environment: /^(?:std\.)?env\.var$|^dotenvy?\.var$/,
    setters: /^(?:std\.)?env\.set_var$/,
    configuration: /(?:^|\.)(?:config|settings)\.(?:get|get_string)$/,
  },
});
