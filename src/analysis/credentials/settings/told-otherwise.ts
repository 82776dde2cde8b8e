/** Settings that say beside a key that it is to be used, or no role: without it they have to say something else. */
import { type Span, type TextEdit } from "../../text";
import type { CredentialFix } from "../fix";

const longestLine = 400;

interface Setting {
  /** The line, with the value that keeps a role away. */
  readonly written: RegExp;
  readonly instead: string;
}

const settings: readonly Setting[] = [
  // Quarkus, Alpakka.
  {
    written:
      /^[ \t]{0,40}(?:[\w.-]{1,120}\.)?(?:credentials\.type|provider)[ \t]{0,8}[=:][ \t]{0,8}"?(static)"?[ \t]{0,8}\r?$/,
    instead: "default",
  },
  // GitLab Runner's cache.
  {
    written: /^[ \t]{0,40}AuthenticationType[ \t]{0,8}=[ \t]{0,8}["'](access-key)["'][ \t]{0,8}\r?$/,
    instead: "iam",
  },
  // Spring Cloud AWS 2; fog and what is built on it.
  {
    written:
      /^[ \t]{0,40}(?:[\w.-]{1,120}\.)?(?:instance-?profile|use-default-aws-credentials-chain|use_iam_(?:profile|role)s?)[ \t]{0,8}[=:][ \t]{0,8}(false)[ \t]{0,8}\r?$/i,
    instead: "true",
  },
];

/** The fixes with a role in place of what keeps one away, in the section of the key; as they are where nothing does. */
export function withRolesAllowed(text: string, fixes: readonly CredentialFix[]): CredentialFix[] {
  return fixes.map((fix) => {
    const edits = editsIn(text, sectionAround(text, fix.edits)).filter(
      ({ span }) => !fix.edits.some((edit) => edit.span.start < span.end && span.start < edit.span.end),
    );
    if (edits.length === 0) return fix;
    return {
      ...fix,
      kind: "suggestion",
      edits: [...fix.edits, ...edits].sort((a, b) => a.span.start - b.span.start),
    };
  });
}

function editsIn(text: string, { start, end }: Span): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = start;
  for (const line of text.slice(start, end).split("\n")) {
    for (const { written, instead } of line.length > longestLine ? [] : settings) {
      const value = written.exec(line)?.[1];
      if (value === undefined) continue;
      const from = at + line.lastIndexOf(value);
      edits.push({ span: { start: from, end: from + value.length }, newText: instead });
    }
    at += line.length + 1;
  }
  return edits;
}

/** The section of a TOML or INI file, or the document of a YAML file, with all edits; the whole text where it has neither. */
function sectionAround(text: string, edits: readonly TextEdit[]): Span {
  let [start, end] = [0, text.length];
  for (const { index } of text.matchAll(/^(?:[ \t]{0,40}\[|---)/gm)) {
    if (index <= (edits[0]?.span.start ?? 0)) start = index;
    else if (index >= (edits.at(-1)?.span.end ?? 0)) {
      end = index;
      break;
    }
  }
  return { start, end };
}
