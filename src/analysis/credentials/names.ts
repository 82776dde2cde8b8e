/** What a name says that its value is: `accessKeyId`, `AWS_SECRET_ACCESS_KEY`, `x-aws-session-token`. */
export type KeyRole = "id" | "secret" | "token";

/** What every SDK and the AWS CLI read from the environment by themselves, and can do without. */
export const standardName = /^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/;

/** A name without its capitals, hyphens and underscores. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

const roleWords: readonly (readonly [RegExp, KeyRole])[] = [
  [/(?:aws)?secret(?:accesskey|key)|awssecret|secretaccess/, "secret"],
  [/sessiontoken|securitytoken/, "token"],
  [/accesskeyid|awskeyid|accesskey|awskey|keyid/, "id"],
];

export function roleOfName(name: string): KeyRole | null {
  const text = plain(name);
  return roleWords.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** What is left of a name without its role: the same for names that belong together, as in `PROD_AWS_ACCESS_KEY_ID` and `PROD_AWS_SECRET_ACCESS_KEY`. */
export function affixOfName(name: string): string {
  const text = plain(name);
  const word = roleWords.find(([pattern]) => pattern.test(text))?.[0];
  return (word ? text.replace(word, "") : text).replace("aws", "");
}

/** Matched from its end, which is known: from every place where a name may begin it takes a hundred times as long. */
const givenBefore =
  /$(?<=([A-Za-z_$][\w.$-]{0,60})["'`\])]{0,3}[ \t]{0,8}(?::[ \t]{0,4}[A-Za-z]{1,20}[ \t]{0,4})?(?:=>|[:=,(>])[ \t]{0,8}["'`]?)/;

/** What stands at the end of all of that. */
const givesBefore = /[:=,(>][ \t]{0,8}["'`]?$/;

/** The name that is given the value which begins at an offset, as far as the same line says it. */
export function nameBefore(text: string, at: number): string | null {
  if (!givesBefore.test(text.slice(Math.max(0, at - 10), at))) return null;
  return givenBefore.exec(text.slice(Math.max(0, at - 90), at))?.[1] ?? null;
}
