/** rclone signs in as nobody, unless it is told to look for credentials (`env_auth`, https://rclone.org/s3/#authentication). */
import { contains, type Span, type TextEdit } from "../../text";

/** A storage of rclone's. */
const ofRclone = /^[ \t]*secret_access_key[ \t]*=/m;

/** What a storage needs that loses its key. */
export function environmentOfRclone(
  text: string,
  { from, end }: { readonly from: number; readonly end: number },
): TextEdit[] {
  const body = text.slice(from, end);
  const type = /^[ \t]*type[ \t]*=[ \t]*s3[ \t]*\r?\n/m.exec(body);
  if (!type || !ofRclone.test(body)) return [];
  const setting = /^[ \t]*env_auth[ \t]*=[ \t]*(\w{0,10})/m.exec(body);
  if (!setting) {
    const at = from + type.index + type[0].length;
    return [{ span: { start: at, end: at }, newText: `env_auth = true${type[0].endsWith("\r\n") ? "\r\n" : "\n"}` }];
  }
  const at = from + setting.index + setting[0].length;
  return setting[1] === "true" ? [] : [{ span: { start: at - setting[1]!.length, end: at }, newText: "true" }];
}

const keyName = /^(RCLONE_(?:S3|CONFIG_[A-Z0-9_]{1,60})_)ACCESS_KEY_ID$/;
/** `NAME=value`, exported or not: what stands before the name, the name, the quote, and the value. */
const assignment = /^([ \t]{0,40}(?:export )?)(RCLONE_\w{1,100})=(["']?)([^\s"']{0,60})\3([ \t]{0,40}\r?)$/;

/** The same for the variables that stand for a storage: the line of the id says it then. Null where there is no such line. */
export function rcloneVariables(text: string, edits: readonly TextEdit[], names: readonly string[]): TextEdit[] | null {
  const prefixes = names.flatMap((name) => keyName.exec(name)?.[1] ?? []);
  if (prefixes.length === 0) return [...edits];
  const all = [...edits];
  const lines = assignmentsIn(text);
  for (const prefix of prefixes) {
    const setting = lines.find(({ name }) => name === `${prefix}ENV_AUTH`);
    if (setting) {
      const isKnown = setting.value === "true" || all.some((edit) => contains(edit.span, setting.valueSpan));
      if (!isKnown) all.push({ span: setting.valueSpan, newText: "true" });
      continue;
    }
    const id = lines.find(({ name }) => name === `${prefix}ACCESS_KEY_ID`);
    const at = all.findIndex(({ span }) => id && contains(span, id.valueSpan));
    if (!id || at < 0) return null;
    all[at] = { span: all[at]!.span, newText: id.withAuth };
  }
  return all.sort((a, b) => a.span.start - b.span.start);
}

function assignmentsIn(text: string): { name: string; value: string; valueSpan: Span; withAuth: string }[] {
  let start = 0;
  return text.split(/(?<=\n)/).flatMap((line) => {
    const lineStart = start;
    start += line.length;
    const [, before, name, quote, value, after] = assignment.exec(line.replace(/\n$/, "")) ?? [];
    if (name === undefined || value === undefined) return [];
    const from = lineStart + before!.length + name.length + 1 + quote!.length;
    const auth = `${name.replace("ACCESS_KEY_ID", "ENV_AUTH")}=${quote}true${quote}`;
    const withAuth = `${before}${auth}${after}${line.endsWith("\n") ? "\n" : ""}`;
    return [{ name, value, valueSpan: { start: from, end: from + value.length }, withAuth }];
  });
}
