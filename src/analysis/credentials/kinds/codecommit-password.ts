/** Git credentials of AWS CodeCommit: a user name as IAM gives it out for git, with the password that belongs to it. */
import { type CredentialKind, foundAt } from "../kind";
import { looksRandom } from "../secret";

const gitUser = /-at-(\d{12})(?!\d)/g;
const passwordInUrl = /^:([A-Za-z0-9+/=%]{30,120})@git-codecommit\./;
const namedPassword =
  /pass(?:word|wd)?["'`]?[ \t]{0,4}[:=,][ \t]{0,4}["'`]?([A-Za-z0-9+/=]{40,120})(?![A-Za-z0-9+/=])/i;

/** The account of AWS's own examples. */
const exampleAccount = "123456789012";

const kind: CredentialKind = {
  id: "codecommit-password",
  marks: ["-at-"],
  holds: /-at-\d{12}/,
  roleTakesOver: false,
  *find(text) {
    for (const { 0: ending, 1: account, index } of text.matchAll(gitUser)) {
      if (account === exampleAccount || !/[\w+=,.@-]/.test(text[index - 1] ?? "")) continue;
      const from = index + ending.length;
      const rest = text.slice(from, from + 400);
      const match = passwordInUrl.exec(rest) ?? namedPassword.exec(rest.split("\n", 2).join("\n"));
      if (!match || !looksRandom(match[1]!)) continue;
      yield foundAt(from + match.index + match[0].indexOf(match[1]!), match[1]!, { account: account! });
    }
  },
};

export default kind;
