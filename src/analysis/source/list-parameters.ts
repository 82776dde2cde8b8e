/** Which parameters of a CloudFormation template are lists, told from its text: trees are made from that answer. */

const ofLists = /CommaDelimitedList|\bList</g;
/** The type may stand on a line of its own, or be an alias of YAML. */
const typeAlone = /^["']?Type["']?\s{0,100}:\s*$/;
const typeElsewhere = /\bType["']?[ \t]{0,100}:[ \t]{0,100}\*/;
const keys = /["']?(\w{1,255})["']?[ \t]{0,100}:/g;
/** Where there are more, or one stands further from its name, each may be a list. */
const [mostTypes, mostLines] = [500, 100];

/** Whether a `Ref` to this name may be a list. */
export function mayBeList(text: string): (name: string) => boolean {
  const lists = listParameters(text);
  return lists === null ? () => true : (name) => lists.has(name);
}

/** Names among which those of all parameters are that are lists; null: it may be any. */
function listParameters(text: string): ReadonlySet<string> | null {
  if (typeElsewhere.test(text)) return null;
  const names = new Set<string>();
  let types = 0;
  let last = -1;
  for (const { index } of text.matchAll(ofLists)) {
    if (++types > mostTypes) return null;
    let start = text.lastIndexOf("\n", index) + 1;
    if (start === last) continue;
    last = start;
    const own = lineAt(text, start);
    addKeys(names, own);
    let indent = indentOf(own);
    let lines = 0;
    while (start > 0) {
      if (++lines > mostLines) return null;
      start = text.lastIndexOf("\n", start - 2) + 1;
      const line = lineAt(text, start);
      if (line.trim() === "" || line.trim().startsWith("#")) continue;
      addKeys(names, line);
      if (indentOf(line) >= indent) continue;
      if (!typeAlone.test(line.trim())) break;
      indent = indentOf(line);
    }
  }
  return names;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? text.length : end);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function addKeys(names: Set<string>, line: string): void {
  for (const [, key] of line.matchAll(keys)) names.add(key!);
}
