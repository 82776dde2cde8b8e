/** Takes a key out of the URL that holds it: what connects without one looks for credentials itself (Celery, Airflow, Hadoop). */
import type { Span } from "../text";
import type { CredentialFix } from "./fix";

const fixTitle = "Take the key out of this URL, and let what connects find a role";

/** Nothing where the parts of the key are not the user and password of one URL. */
export function urlFixes(text: string, parts: readonly Span[]): CredentialFix[] {
  const [id, secret] = parts;
  if (parts.length !== 2 || !id || !secret) return [];
  const isUrl =
    text.slice(id.end, secret.start) === ":" &&
    text[secret.end] === "@" &&
    /\b(?:aws|s3[an]?|sqs|ses|dynamodb|kinesis)(?:\+\w{1,20})?:\/\/$/.test(
      text.slice(Math.max(0, id.start - 40), id.start),
    );
  return isUrl
    ? [
        {
          title: fixTitle,
          kind: "suggestion",
          edits: [{ span: { start: id.start, end: secret.end + 1 }, newText: "" }],
        },
      ]
    : [];
}
