/** Keeps secrets out of messages that come from elsewhere: AWS, a `credential_process`, a parser. */
import { mask } from "../analysis/credentials/mask";
import { withoutTrailing } from "../analysis/scan";

const longest = 400;
const longestRead = 10_000;

/** Key ids and anything that may be a secret or a token keep four characters in front and two behind; the rest is cut short. */
export function redact(text: string): string {
  // What is cut off here may be a part of a secret.
  const start = text.length > longestRead ? withoutTrailing(text.slice(0, longestRead), /\S/) : text;
  const safe = start
    .replace(/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/g, mask)
    .replace(/(\/\/)[^\s/@]+@/g, "$1")
    // Secret keys, tokens and signatures; the names in an ARN may be as long and are none.
    .replace(/\S+/g, (word) => {
      const arn = word.search(/\barn:[\w-]+:/);
      return arn < 0 ? withoutSecrets(word) : withoutSecrets(word.slice(0, arn)) + word.slice(arn);
    })
    .replace(/\s+/g, " ")
    .trim();
  return safe.length > longest ? `${safe.slice(0, longest)}…` : safe;
}

function withoutSecrets(word: string): string {
  return word.replace(/[A-Za-z0-9+/=_-]+/g, (run) =>
    run.length >= 32 && /\d/.test(run) && /[A-Z]/.test(run) ? mask(run) : run,
  );
}
