import { looksRandom } from "./secret";

/** The most of a secret that may be shown: its first four and last two characters. */
export function mask(value: string): string {
  return `${value.slice(0, 4)}…${value.slice(-2)}`;
}

/** What has the looks of a secret access key, or of the id of a key, within a text. */
const key =
  /(?<![A-Za-z0-9/+%])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])|(?<![A-Za-z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])/g;

/** A text of somebody else with the keys in it masked: a name, a message of a rule that quotes what stands in a document. */
export function maskKeys(text: string): string {
  return text.length < 20
    ? text
    : text.replace(key, (found) => (found.length < 40 || looksRandom(found) ? mask(found) : found));
}
