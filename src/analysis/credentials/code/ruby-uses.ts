/** Where Ruby hands keys to AWS clients. */
import { tableOf } from "../../table";
import { keysOf } from "./sdk-uses";

export const rubyKeys = keysOf({
  makers: /^Aws\.(?:Session)?Credentials\.new$/,
  names: tableOf({ access_key_id: "id", secret_access_key: "secret", session_token: "token" }),
  wrappers: /$^/,
  takers: /$^/,
  options: /^credentials$/,
  // Signers and generators of tokens look for no credentials themselves.
  clients: /^Aws\.(?:\w+\.)+(?:Client|Resource|Bucket|Object|Table|Queue|Topic)\.new$|^Aws\.config\.update$/,
  asked: /\bAws\.config\[:credentials\] ?(?:\.|&\.|\[)/,
  outside: {
    environment: /^ENV\.fetch$/,
    variable: /^ENV\.\w+$/,
    configuration: /^(?:Rails\.application\.credentials|Rails\.configuration|Settings|Figaro\.env)\b.*\.\[\]$/,
  },
});
