/** Takes assignments out of files that are nothing but lines: `.env`, INI, shell scripts. */
import type { Span, TextEdit } from '../text';
import type { CredentialFix } from '../rules/rule';

const fixTitle = 'Remove the key from this file; a profile or role takes its place';

/** A line that is one assignment and nothing else. */
const assignment = /^[ \t]*(?:export[ \t]+|set[ \t]+|declare[ \t]+-x[ \t]+|readonly[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*(["']?)[\w/+=.-]*\2[ \t]*;?[ \t]*(?:#[^\n]*)?\r?$/;
/** A line on which the names of keys are exported, after they were given values. */
const opensBlock = /(?:\b(?:then|do|else|in)|[{(\\|]|&&|\|\|)[ \t]*\r?$/;
const closesBlock = /^[ \t]*(?:fi|done|else|elif|esac|[})]|;;)/;

/** The removal of all lines of a key. Nothing where one of them holds more than the assignment, or the name is still read. */
export function lineFixes(text: string, parts: readonly Span[], isShell: boolean): CredentialFix[] {
  const edits: TextEdit[] = [];
  const names: string[] = [];
  for (const part of parts) {
    const start = text.lastIndexOf('\n', part.start - 1) + 1;
    const lineEnd = text.indexOf('\n', part.end);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    const line = text.slice(start, lineEnd < 0 ? text.length : lineEnd);
    const name = line.length > 2000 ? undefined : assignment.exec(line)?.[1];
    if (name === undefined) return [];
    names.push(name);
    edits.push({ span: { start, end }, newText: '' });
  }
  edits.sort((a, b) => a.span.start - b.span.start);
  const rest = without(text, edits);
  if (names.some(name => isRead(rest, name)) || (isShell && edits.some(edit => leavesHole(text, edit, edits)))) return [];
  return [{ title: fixTitle, kind: 'safe', edits }];
}

function without(text: string, edits: readonly TextEdit[]): string {
  let rest = '';
  let at = 0;
  for (const { span } of edits) {
    rest += text.slice(at, span.start);
    at = span.end;
  }
  return rest + text.slice(at);
}

/** `$NAME`, `${NAME}`, `export NAME`. */
function isRead(text: string, name: string): boolean {
  const plain = name.replace(/[.-]/g, '\\$&');
  return new RegExp(`\\$\\{?${plain}\\b|\\bexport[ \\t][^\\n]{0,200}\\b${plain}\\b`).test(text);
}

/** A shell block must not become empty, and a continued line not lose its end. */
function leavesHole(text: string, edit: TextEdit, edits: readonly TextEdit[]): boolean {
  const first = edits.find(other => text.slice(other.span.start, edit.span.start).trim() === '' || other === edit)!;
  const before = text.slice(Math.max(0, first.span.start - 500), first.span.start).trimEnd();
  const lastLine = before.slice(before.lastIndexOf('\n') + 1);
  if (/\\$/.test(before)) return true;
  let after = text.slice(edit.span.end, edit.span.end + 500);
  for (const other of edits) if (other.span.start === edit.span.end) after = text.slice(other.span.end, other.span.end + 500);
  return opensBlock.test(lastLine) && closesBlock.test(after.trimStart());
}
