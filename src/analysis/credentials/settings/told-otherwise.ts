/** Settings that say beside a key that it is to be used: without it they have to say something else (Quarkus, Alpakka). */
import type { CredentialFix } from "../fix";

const isStatic =
  /^[ \t]{0,40}(?:[\w.-]{1,120}\.)?(?:credentials\.type|provider)[ \t]{0,8}[=:][ \t]{0,8}"?static(?="?[ \t]{0,8}\r?$)/gm;

/** The fixes with `default` in place of `static`; as they are where nothing says so. */
export function withDefaultType(text: string, fixes: readonly CredentialFix[]): CredentialFix[] {
  const edits = [...text.matchAll(isStatic)].map(({ 0: written, index }) => {
    const end = index + written.length;
    return { span: { start: end - "static".length, end }, newText: "default" };
  });
  if (edits.length === 0) return [...fixes];
  return fixes.map((fix) => ({
    ...fix,
    kind: "suggestion",
    edits: [...fix.edits, ...edits].sort((a, b) => a.span.start - b.span.start),
  }));
}
