/** Where code that no grammar reads names something again, and how far an expression around a name or string goes. */
import type { Part, Parts, Stretch } from "./parts";

/** Signs before a value that are a part of it: `@"text"`, `&name`, `*name`. */
const before = /^[@&*!]$/;
/** Calls behind a value that give the same again. */
const same = /^(?:to_string|to_owned|into|clone|c_str|toString|trim)$/;

/** A name or string with what belongs to it: `this.name`, `Keys.NAME`, `"text".to_string()`. */
export function grown(code: Parts, value: Stretch): Stretch {
  let { first, last } = value;
  const isAccess = (index: number) => code.token(index)?.kind === "sign" && /^(?:\.|::|->|\?\.)$/.test(code.at(index));
  while (isAccess(first - 1) && code.token(first - 2)?.kind === "word") first -= 2;
  while (
    code.token(first - 1)?.kind === "sign" &&
    before.test(code.at(first - 1)) &&
    code.token(first - 1)!.end === code.token(first)!.start
  )
    first--;
  for (;;) {
    const isSame = isAccess(last + 1) && same.test(code.at(last + 2)) && code.at(last + 3) === "(";
    if (isSame && code.token(last + 3)!.partner === last + 4) last += 4;
    else if (code.at(last + 1) === "!" && code.token(last + 1)!.start === code.token(last)!.end) last++;
    else return { first, last };
  }
}

/** Where a variable is read, without its declaration; null where that cannot be told. */
export function referencesTo(code: Parts, name: string, declaration: Part): number[] | null {
  const found: number[] = [];
  const { tokens } = code.source;
  const plain = name.replace(/[^\w]/g, "");
  for (const [index, token] of tokens.entries()) {
    if (declaration.first <= index && index <= declaration.last) continue;
    if (token.kind === "string" && weavesIn(token.text, plain)) return null;
    if (token.kind !== "word" || token.text !== name || isLabel(code, index)) continue;
    const owner = /^(?:\.|::|->|\?\.)$/.test(code.at(index - 1)) ? code.at(index - 2) : null;
    if (owner !== null && !/^(?:this|self|Self|[A-Z]\w*)$/.test(owner)) continue;
    found.push(index);
  }
  return found;
}

/** `"… $name"`, `"… {name}"`. */
function weavesIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    if (/[${%]/.test(text[at - 1] ?? "") && !/\w/.test(text[at + name.length] ?? "")) return true;
  return false;
}

/** `name:` or `name =` of an argument or entry. */
function isLabel(code: Parts, index: number): boolean {
  const part = code.partAround(index);
  return (
    part !== null &&
    part.isElement &&
    part.first === index &&
    part.last > index &&
    /^(?::|=|=>)$/.test(code.at(index + 1))
  );
}

/** `Type name(arguments)` of C++: the variable that these arguments make. */
export function declaredBy(
  code: Parts,
  group: number,
): { readonly name: string; readonly type: string; readonly part: Part } | null {
  const name = code.token(group - 1);
  const type = code.token(group - 2);
  const part = code.partAround(group - 1);
  if (name?.kind !== "word" || type?.kind !== "word" || type.line !== name.line || !part || part.isElement) return null;
  if (
    part.first > group - 2 ||
    /^(?:new|return|else|await|throw|def|fn|fun|func|function|val|var|let)$/.test(type.text)
  )
    return null;
  return { name: name.text, type: code.text({ first: part.first, last: group - 2 }), part };
}

/** Whether an expression is a name and members of it alone. */
export function isPlainName(code: Parts, { first, last }: Stretch): boolean {
  for (let index = first; index <= last; index++) {
    const token = code.token(index)!;
    if (token.kind !== "word" && !(token.kind === "sign" && /^(?:\.|::|->|\?\.|:|@)$/.test(token.text))) return false;
  }
  return true;
}
