/** The names of a file of code that others may import, by what they stand for. */
import type { CodeFile } from "../../code/code-file";
import { defaultOf, handedOnAs } from "../../code/exported";
import { isAtTop } from "../../code/program";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { writtenAlike } from "../canonical";
import { withoutComments } from "./without-comments";

/** Characters of a function, or of a method, that others may take a value from: a longer one does other things. */
const longestFunction = 2000;
/** In place of a name: whatever importers call it. */
export const anyName = "*";

/** What is written for each name, and for what has none. */
function saidIn(file: CodeFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, declarations } of file.scopes.bindings) {
    const said = declarations
      .filter((one) => one.imported === null && isAtTop(file, one))
      .flatMap(({ node, value }) => {
        const made = declaredWith(node);
        if (made && /class/.test(made.type)) return membersOf(file, made).map((one) => withoutComments(file, one));
        const stands = made ?? value;
        const isLong = made && /function/.test(made.type) && made.end - made.start > longestFunction;
        return stands && !isLong ? [withoutComments(file, stands)] : [];
      });
    if (said.length > 0) found.set(name, said.join("\n"));
  }
  const whole = defaultOf(file);
  if (whole) found.set(anyName, withoutComments(file, whole));
  return found;
}

/** The names that both states of a file have, with another value. */
export function changedValues(before: CodeFile, after: CodeFile): ReadonlySet<string> {
  const [old, current] = [saidIn(before), saidIn(after)];
  const changed = [...current].filter(([name, said]) => {
    const was = old.get(name);
    return was !== undefined && was !== said && writtenAlike(was) !== writtenAlike(said);
  });
  return madeOf(
    current,
    changed.map(([name]) => name),
  );
}

/** The names of a file that are written with others of its program. @param from how it names the files that these are from */
export function valuesMadeOf(
  file: CodeFile,
  names: ReadonlySet<string>,
  from: ReadonlySet<string>,
): ReadonlySet<string> {
  const taken = file.scopes.bindings.flatMap(({ name, declarations: [one] }) => {
    const imported = one!.imported;
    if (imported === null) return [];
    const last = imported.slice(imported.lastIndexOf(".") + 1);
    return names.has(last) || (names.has(anyName) && from.has(imported)) ? [name] : [];
  });
  const all = madeOf(saidIn(file), [...names, ...taken]);
  // What is imported may be handed on by its name, or by another.
  return new Set([...all, ...[...handedOnAs(file)].flatMap(([as, name]) => (all.has(name) ? [as] : []))]);
}

/** Names, and those that are written with them in turn. */
function madeOf(said: ReadonlyMap<string, string>, names: readonly string[]): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  for (const [name, text] of said)
    for (const word of new Set(text.match(/[A-Za-z_$][\w$]*/g))) {
      const known = users.get(word);
      if (known) known.push(name);
      else users.set(word, [name]);
    }
  // A set grows while it is gone through.
  const found = new Set(names);
  for (const name of found) for (const user of users.get(name) ?? []) found.add(user);
  return found;
}

/** The function, class or enumeration that a name is declared with; null for a variable. */
function declaredWith(name: SyntaxNode): SyntaxNode | null {
  const { parent } = name;
  return parent && name.field === "name" && /function|class|enum|internal_module/.test(parent.type) ? parent : null;
}

/** What a class keeps and gives: its fields with a value, and short methods that return something. */
function membersOf(file: CodeFile, owner: SyntaxNode): readonly SyntaxNode[] {
  return (childOf(owner, "body")?.children ?? []).filter((member) => {
    const one = member.type === "decorated_definition" ? (childOf(member, "definition") ?? member) : member;
    if (/method_definition|function_definition/.test(one.type))
      return one.end - one.start <= longestFunction && /\breturn\b/.test(file.text(one));
    const field = one.type === "expression_statement" ? (one.children[0] ?? one) : one;
    return /enum|string|identifier/.test(field.type) || childOf(field, "value") || childOf(field, "right");
  });
}
