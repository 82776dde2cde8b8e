/** Maven repositories on S3 in Gradle: the way to sign in that the build has by itself takes the place of keys. */
import { contains, lineEndOf, type Span } from "../../text";
import type { CredentialFix } from "../fix";

const fixTitle = "Remove the key, and let Gradle find credentials by itself (AwsImAuthentication)";

const block = /^([ \t]{0,80})credentials\(AwsCredentials(::class)?\)[ \t]{0,4}\{([^{}]{0,1000})\}/gm;
const setting = /^(?:accessKey|secretKey|sessionToken)[ \t]{0,8}=?[ \t]{0,8}(?:"[^"]{1,2000}"|'[^']{1,2000}');?$/;

/** Nothing where the key is not all that a block for credentials holds. */
export function gradleFixes(name: string, text: string, keys: readonly Span[]): CredentialFix[] {
  if (!/\.gradle(?:\.kts)?$/.test(name)) return [];
  for (const { 0: written, 1: indent, 2: kotlin, 3: body, index } of text.matchAll(block)) {
    const span = { start: index, end: index + written.length };
    const settings = body!.split("\n").map((line) => line.trim());
    if (!keys.every((key) => contains(span, key)) || !settings.every((line) => line === "" || setting.test(line)))
      continue;
    const eol = lineEndOf(written);
    const inner = kotlin ? 'create<AwsImAuthentication>("awsIm")' : "awsIm(AwsImAuthentication)";
    const newText = `${indent}authentication {${eol}${indent}    ${inner}${eol}${indent}}`;
    return [{ title: fixTitle, kind: "suggestion", edits: [{ span, newText }] }];
  }
  return [];
}
