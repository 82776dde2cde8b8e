/** Keys that every request has, and what their values are like (AWS: "AWS global condition context keys", Availability; November 2026). */

/** In small letters: "always included in the request context", or "included for all requests, including anonymous requests". */
export const keysOfEveryRequest: ReadonlySet<string> = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:useragent",
  "aws:userid",
  "aws:viaawsservice",
]);
