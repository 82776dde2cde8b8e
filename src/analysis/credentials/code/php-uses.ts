/** Where PHP hands keys to AWS clients. */
import { tableOf } from "../../table";
import { keysOf } from "./sdk-uses";

export const phpKeys = keysOf({
  makers: /^Aws\.Credentials\.Credentials\.new$/,
  names: tableOf({ key: "id", secret: "secret", token: "token" }),
  wrappers: /^Aws\.Credentials\.CredentialProvider\.fromCredentials$/,
  takers: /$^/,
  options: /^credentials$/,
  clients: /^(?:Aws\.(?:\w+\.)*)?\w+Client\.(?:new|factory)$|^Aws\.Sdk\.(?:new|create\w+)$/,
  outside: { environment: /^(?:getenv|env)$/, variable: /^\$_(?:ENV|SERVER)\.\w+$/, configuration: /^config$/ },
});
