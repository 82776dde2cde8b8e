/** What is so, in place of what should be: the title of a check says the good state, which is none to stand beside a red cross. */
import type { CheckResult } from "../account/posture";

/** Titles of which the opposite can be told by exchanging a word; their reasons refer to them. */
const opposites: readonly (readonly [good: string, bad: string])[] = [
  ["Somebody is notified of ", "Nobody is notified of "],
  ["Reads of S3 objects are recorded", "Reads of S3 objects are not recorded"],
  ["Writes of S3 objects are recorded", "Writes of S3 objects are not recorded"],
  ["A billing alarm would reach somebody", "No billing alarm would reach anybody"],
];

export interface WhatIsSo {
  readonly label: string;
  /** What goes on behind it; empty where there is no more. */
  readonly more: string;
}

/** Of a check that fails the beginning of its reason, else its title. */
export function whatIsSo({ title, verdict, reason }: Pick<CheckResult, "title" | "verdict" | "reason">): WhatIsSo {
  if (verdict !== "fail" || reason === "") return { label: title, more: reason };
  for (const [good, bad] of opposites)
    if (title.startsWith(good)) return { label: bad + title.slice(good.length), more: reason };
  // An assertion of the project says itself what should be.
  if (/ breaks? it\.$/.test(reason)) return { label: `“${title}” does not hold`, more: reason };
  // A number and a dot begin no sentence: a name may have them.
  const end = reason.search(/(?<!(?:^|[\s`"])\d{1,3})\. (?=[A-Za-z\d])/);
  return end < 0
    ? { label: reason.replace(/\.$/, ""), more: "" }
    : { label: reason.slice(0, end), more: reason.slice(end + 2) };
}
