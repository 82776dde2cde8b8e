/** What the parameters of a signed request tell of it (AWS Signature Version 4, in a query string). */
import { accountOf } from "./access-key-id";

/** The account of the key that signed, and when the signature ends, as `2026-01-31 12:00 UTC`; null where it does not tell. */
export function signatureDetails(url: string): { account: string | null; expires: string | null } {
  const id = /X-Amz-Credential(?:=|%3D)(A[A-Z]{3}[A-Z0-9]{16})/.exec(url)?.[1];
  const date = /X-Amz-Date(?:=|%3D)(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(url)?.slice(1).map(Number);
  const seconds = /X-Amz-Expires(?:=|%3D)(\d{1,7})(?!\d)/.exec(url)?.[1];
  const details = { account: id === undefined ? null : accountOf(id), expires: null };
  if (!date || seconds === undefined) return details;
  const end = new Date(
    Date.UTC(date[0]!, date[1]! - 1, date[2]!, date[3]!, date[4]!, date[5]!) + Number(seconds) * 1000,
  );
  return {
    ...details,
    expires: Number.isNaN(end.getTime()) ? null : `${end.toISOString().slice(0, 16).replace("T", " ")} UTC`,
  };
}
