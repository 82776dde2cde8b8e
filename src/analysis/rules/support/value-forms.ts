/** How the values of conditions are written, by the type of their operator. */
import { readDate, readNumber } from "../../policy/condition-value";
import { readIpRange } from "../../policy/ip-range";
import type { OperatorType } from "../../policy/operators";
import { tableOf } from "../../table";
import type { AnalyzerKind } from "./analyzer-rule";

interface ValueForm {
  readonly code: string;
  readonly kind: AnalyzerKind;
  readonly title: string;
  readonly operators: readonly OperatorType[];
  readonly fits: (value: string) => boolean;
  /** "a number" */
  readonly what: string;
  readonly advice: string;
  readonly avoid: string;
  readonly prefer: string;
  readonly repaired: (value: string, key: string) => string | null;
}

const words: Readonly<Record<string, string>> = tableOf({
  yes: "true",
  no: "false",
  on: "true",
  off: "false",
  "1": "true",
  "0": "false",
});

export const forms: readonly ValueForm[] = [
  {
    code: "TYPE_MISMATCH_BOOLEAN",
    kind: "WARNING",
    title: "Value that is neither true nor false",
    operators: ["Bool", "Null"],
    fits: (value) => /^(true|false)$/i.test(value),
    what: "neither `true` nor `false`",
    advice: "Write one of them.",
    avoid: '"Condition": { "Bool": { "aws:SecureTransport": "yes" } }',
    prefer: '"Condition": { "Bool": { "aws:SecureTransport": "true" } }',
    repaired: (value) =>
      words[value.trim().toLowerCase()] ?? (/^(true|false)$/i.test(value.trim()) ? value.trim() : null),
  },
  {
    code: "TYPE_MISMATCH_DATE",
    kind: "WARNING",
    title: "Value that is not a date",
    operators: ["Date"],
    fits: (value) => /^\d+(\.\d+)?$/.test(value) || readDate(value) !== null,
    what: "not a date",
    advice: "Write `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ`.",
    avoid: '"Condition": { "DateLessThan": { "aws:CurrentTime": "31.12.2026" } }',
    prefer: '"Condition": { "DateLessThan": { "aws:CurrentTime": "2026-12-31T00:00:00Z" } }',
    repaired: (value) => isoDate(value),
  },
  {
    code: "TYPE_MISMATCH_IP_RANGE",
    kind: "ERROR",
    title: "Value that is not an IP range",
    operators: ["IpAddress"],
    fits: (value) => readIpRange(value) !== null,
    what: "not an IP address or range",
    advice: "Write it in CIDR form, such as `203.0.113.0/24`.",
    avoid: '"Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.*" } }',
    prefer: '"Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }',
    repaired: (value) => ipRange(value),
  },
  {
    code: "TYPE_MISMATCH_NUMBER",
    kind: "WARNING",
    title: "Value that is not a number",
    operators: ["Numeric"],
    fits: (value) => readNumber(value) !== null,
    what: "not a number",
    advice: "Write digits only.",
    avoid: '"Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "1h" } }',
    prefer: '"Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" } }',
    repaired: (value, key) =>
      readNumber(value.replace(/[\s,_]/g, "")) === null ? inSeconds(value, key) : value.replace(/[\s,_]/g, ""),
  },
  {
    code: "TYPE_MISMATCH_STRING",
    kind: "WARNING",
    title: "Value that is not base64",
    operators: ["Binary"],
    fits: (value) => value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value),
    what: "not base64",
    advice: "Write the bytes in base64, with its padding.",
    avoid: '"Condition": { "BinaryEquals": { "kms:RecipientAttestation:ImageSha384": "not base64" } }',
    prefer: '"Condition": { "BinaryEquals": { "kms:RecipientAttestation:ImageSha384": "QmluYXJ5VmFsdWU=" } }',
    repaired: (value) =>
      /^[A-Za-z0-9+/]+$/.test(value) && value.length % 4 > 1
        ? value.padEnd(value.length + 4 - (value.length % 4), "=")
        : null,
  },
];

const secondsIn: Readonly<Record<string, number>> = tableOf({ s: 1, m: 60, h: 3_600, d: 86_400 });

/** `1h` under a key that counts seconds. */
function inSeconds(value: string, key: string): string | null {
  const [, count, unit] = /^(\d+) ?([smhd])/i.exec(value.trim()) ?? [];
  return count === undefined || !/age|seconds|duration/i.test(key)
    ? null
    : String(Number(count) * secondsIn[unit!.toLowerCase()]!);
}

/** A date in one of the forms that people write. */
function isoDate(value: string): string | null {
  const [, year, month, day] = /^(\d{4})[/.](\d\d?)[/.](\d\d?)$/.exec(value) ?? [];
  const [, day2, month2, year2] = /^(\d\d?)\.(\d\d?)\.(\d{4})$/.exec(value) ?? [];
  const text = year
    ? `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`
    : year2
      ? `${year2}-${month2!.padStart(2, "0")}-${day2!.padStart(2, "0")}`
      : value
          .trim()
          .replace(/ (?=\d\d:)/, "T")
          .replace(/(T\d\d:\d\d(:\d\d)?)$/, "$1Z");
  return readDate(text) === null ? null : text;
}

/** `203.0.113.*` and `203.0.113.0 / 24`. */
function ipRange(value: string): string | null {
  const fixed = value.replace(/\s/g, "").split(".");
  const at = fixed.indexOf("*");
  const text =
    fixed.length === 4 && at > 0 && fixed.slice(at).every((part) => part === "*")
      ? `${[...fixed.slice(0, at), "0", "0", "0", "0"].slice(0, 4).join(".")}/${at * 8}`
      : fixed.join(".");
  return readIpRange(text) === null ? null : text;
}
