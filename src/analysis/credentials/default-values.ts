/** Takes keys out of the defaults of placeholders: `${aws.key:VALUE}` of Spring, `${NAME:-VALUE}` of a shell or Compose. */
import { linesAround, type Span, startOfLine, type TextEdit } from "../text";
import type { CredentialFix } from "./fix";
import { withoutHoles } from "./shell/holes";

const springTitle =
  "Take the key out of the default; where nothing gives the property the application does not start, until a role takes its place";
const variableTitle = "Take the key out of the default; what is given none looks for credentials itself";

const spring = /\.(?:java|kt|groovy|scala|ya?ml|properties|xml)$/i;
const compose = /(?:^|[\\/])(?:docker-)?compose[\w.-]{0,60}\.ya?ml$/i;
const shell = /\.(?:sh|bash|zsh)$|(?:^|[\\/])(?:\.env[\w.-]{0,40}|\.bashrc|\.zshrc|\.profile|\.envrc)$/i;
const inSpring = /\\?\$\{[A-Za-z_][\w.-]{0,100}:$/;
/** `NAME: ${NAME:-`, `- NAME=${NAME:-`, of what every SDK and the AWS CLI read by themselves. */
const inCompose =
  /^([ \t]{0,60}(?:- {1,4})?["']?)(AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN))(["']?:[ \t]{1,10}["']?|=)\$\{\2:?-$/;
const inShell =
  /^[ \t]{0,60}(?:export[ \t]{1,8})?(AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN))=["']?\$\{\1:?-$/;

/** Nothing where one of the parts is no default. */
export function defaultFixes(name: string, text: string, parts: readonly Span[]): CredentialFix[] {
  const edits: TextEdit[] = [];
  const isSpring = spring.test(name) && !compose.test(name);
  for (const part of parts) {
    const lineStart = startOfLine(text, part.start);
    const before = text.slice(Math.max(lineStart, part.start - 300), part.start);
    if (text[part.end] !== "}") return [];
    const edit = isSpring
      ? inSpring.test(before)
        ? { span: { start: part.start - 1, end: part.end }, newText: "" }
        : null
      : variableEdit(name, text, part, lineStart, before);
    if (!edit) return [];
    edits.push(edit);
  }
  edits.sort((a, b) => a.span.start - b.span.start);
  const whole = shell.test(name) ? withoutHoles(text, edits) : edits;
  return whole && parts.length > 0
    ? [{ title: isSpring ? springTitle : variableTitle, kind: "suggestion", edits: whole }]
    : [];
}

function variableEdit(name: string, text: string, part: Span, lineStart: number, before: string): TextEdit | null {
  const { end } = linesAround(text, part);
  if (!/^\}["']?[ \t]{0,8}(?:#.*)?\r?\n?$/.test(text.slice(part.end, end))) return null;
  // The variable is there already where somebody has set it.
  if (shell.test(name) && inShell.test(before)) return { span: { start: lineStart, end }, newText: "" };
  // A name alone is handed on where it is set, and only there.
  const [, indent, variable, sign] = (compose.test(name) && inCompose.exec(before)) || [];
  if (indent === undefined || variable === undefined) return null;
  const bare = sign === "=" ? variable : `${variable}:`;
  const lineBreak = /\r?\n?$/.exec(text.slice(part.end, end))![0];
  return { span: { start: lineStart, end }, newText: `${indent.replace(/["']$/, "")}${bare}${lineBreak}` };
}
