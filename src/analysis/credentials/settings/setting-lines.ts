/** Takes keys out of the configuration of programs that are no language: whole lines, and words of a line. */
import { applyEdits, linesAround, type Span, type TextEdit } from "../../text";
import { withoutDoubledBlanks } from "../code/deletion";
import type { CredentialFix } from "../fix";
import { standardName } from "../names";
import { withoutElements } from "../shell/elements";
import { isRead } from "../shell/line-removal";

const fixTitle = "Remove the key from this file; what is given none looks for credentials itself";

interface Kind {
  readonly file: RegExp;
  /** What the file has to say, where its name does not tell. */
  readonly has?: RegExp;
  /** The names whose lines may go. */
  readonly name: RegExp;
}

/** Each row is a fact of the documentation of the program that reads the file. */
const kinds: readonly Kind[] = [
  // Environments of units, jobs, servers and R.
  { file: /\.(?:service|slice|socket|timer)$|(?:^|[\\/])(?:crontab|cron\.d[\\/][\w.-]{1,80})$/, name: standardName },
  { file: /(?:^|[\\/])\.Renviron$/, name: standardName },
  {
    file: /\.conf$/,
    has: /^(?:exec|start on|respawn|\[program:|<VirtualHost|SetEnv|LoadModule|\[www\]|pm ?=)/m,
    name: standardName,
  },
  // boto, DVC and s3cmd look in the environment, the files of the CLI and the instance.
  { file: /(?:^|[\\/])(?:\.boto|boto\.cfg)$/, name: /^aws_(?:access_key_id|secret_access_key)$/ },
  { file: /(?:^|[\\/])\.s3cfg$/, name: /^(?:access|secret)_key$/ },
  { file: /(?:^|[\\/])\.dvc[\\/]config(?:\.local)?$/, name: /^(?:access_key_id|secret_access_key|session_token)$/ },
  // Hadoop's S3A has the environment and the instance behind the keys.
  { file: /\.conf$/, name: /^(?:spark\.hadoop\.)?fs\.s3a\.(?:bucket\.[\w-]{1,63}\.)?(?:access\.key|secret\.key)$/ },
  // fluentd's S3 plugin takes the role of the instance, Logstash's AWS plugins the environment before it.
  {
    file: /\.(?:conf|fluentd)$/,
    has: /^\s{0,20}@?type (?:s3|cloudwatch_logs|kinesis_\w{1,20})\b/m,
    name: /^aws_(?:key_id|sec_key)$/,
  },
  {
    file: /\.conf$/,
    has: /^(?:input|output|filter) ?\{/m,
    name: /^(?:access_key_id|secret_access_key|session_token)$/,
  },
];

/** What leads to a value on its line, and what may stand behind it. */
const leading =
  /^[ \t]{0,40}(?:(?:export|env|SetEnv)[ \t]{1,8}|Environment=)?["']?(?:env\[)?([A-Za-z_][\w.-]{0,80})\]?[ \t]{0,20}(?:=>|:=|\?=|=|:|[ \t])[ \t]{0,20}["']?$/;
const behind = /^["']?[ \t]{0,8}(?:[;#].{0,200})?\r?$/;
/** Several assignments on one line: `Environment="A=b" "C=d"`, `environment=A="b",C="d"`. */
const several = /^[ \t]{0,8}[Ee]nvironment[ \t]{0,8}=[ \t]{0,8}/;
const assignment = /(?:"\w{1,80}=[^"\s]{0,300}"|'\w{1,80}=[^'\s]{0,300}'|\w{1,80}=(?:"[^"\s]{0,300}"|[^\s",]{0,300}))/g;

const longestLine = 2000;

/** Nothing where a part of the key is more than the value of a setting that may go, or its name is still read. */
export function settingFixes(file: string, text: string, parts: readonly Span[]): CredentialFix[] {
  const known = kinds.filter((kind) => kind.file.test(file) && (kind.has?.test(text) ?? true));
  const mayGo = (name: string): boolean => known.some((kind) => kind.name.test(name));
  if (known.length === 0) return [];
  const names: string[] = [];
  const edits: TextEdit[] = [];
  for (const line of linesWith(text, parts)) {
    const removal = line.parts.length === 1 ? wholeLine(text, line, line.parts[0]!) : null;
    const found = removal ?? words(text, line);
    if (!found || !found.names.every(mayGo)) return [];
    names.push(...found.names);
    edits.push(...found.edits);
  }
  const rest = applyEdits(text, edits);
  const isStillRead = names.some((name) => isRead(rest, name));
  return isStillRead ? [] : [{ title: fixTitle, kind: "suggestion", edits: joinedLines(text, edits) }];
}

/** Removals in the order of the text, those that follow one another as one, without the blank lines that they leave behind. */
export function joinedLines(text: string, edits: readonly TextEdit[]): TextEdit[] {
  return joined(edits.map(({ span }) => span)).map((span) => ({
    span: text[span.end - 1] === "\n" && text[span.start - 1] !== " " ? withoutDoubledBlanks(text, span) : span,
    newText: "",
  }));
}

/** Lines that follow one another, as one stretch. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last?.end === span.start) all[all.length - 1] = { start: last.start, end: span.end };
    else all.push(span);
  }
  return all;
}

interface Line extends Span {
  readonly parts: readonly Span[];
}

interface Found {
  readonly names: readonly string[];
  readonly edits: readonly TextEdit[];
}

function linesWith(text: string, parts: readonly Span[]): Line[] {
  const lines = new Map<number, { start: number; end: number; parts: Span[] }>();
  for (const part of parts) {
    const around = linesAround(text, part);
    const line = lines.get(around.start) ?? { ...around, parts: [] };
    line.parts.push(part);
    lines.set(around.start, line);
  }
  return [...lines.values()].filter(({ start, end }) => end - start <= longestLine).sort((a, b) => a.start - b.start);
}

function wholeLine(text: string, { start, end }: Span, part: Span): Found | null {
  const name = leading.exec(text.slice(start, part.start))?.[1];
  if (name === undefined || !behind.test(text.slice(part.end, end).replace(/\n$/, ""))) return null;
  return { names: [name], edits: [{ span: { start, end }, newText: "" }] };
}

function words(text: string, { start, end, parts }: Line): Found | null {
  const line = text.slice(start, end);
  const head = several.exec(line)?.[0];
  if (head === undefined) return null;
  const all = [...line.slice(head.length).matchAll(assignment)].map(({ 0: word, index }) => ({
    start: start + head.length + index,
    end: start + head.length + index + word.length,
  }));
  const gone = new Set(all.filter((word) => parts.some((part) => word.start < part.start && part.end <= word.end)));
  if (gone.size !== parts.length) return null;
  const names = [...gone].map((word) => /\w+/.exec(text.slice(word.start, word.end))![0]);
  const edits =
    gone.size === all.length ? [{ span: { start, end }, newText: "" }] : withoutElements(all, gone, (word) => word);
  return { names, edits };
}
