/** An endpoint that does not know an operation: a Region without it, or something that only resembles AWS. */
import { explainError } from "./explain-error";

const names = new Set([
  "InvalidAction",
  "UnknownOperation",
  "UnknownOperationException",
  "UnsupportedOperation",
  "UnsupportedOperationException",
  "NotImplemented",
  "NotImplementedException",
]);

/** For `expected` of `ask`, where what is not offered cannot be had either. */
export function ifNotOffered<Data>(data: Data): (error: unknown) => { readonly data: Data } | undefined {
  return (error) => (isNotOffered(error) ? { data } : undefined);
}

export function isNotOffered(error: unknown): boolean {
  // A page instead of an answer: AWS says its errors in its protocols, also those of its own.
  return error instanceof Error && (names.has(error.name) || /^HTTP (?:404|50[01])$/.test(explainError(error).code));
}
