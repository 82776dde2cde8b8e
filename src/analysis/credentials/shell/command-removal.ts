/** Takes keys out of commands: `export NAME=value`, `NAME=value command`, `docker run -e NAME=value`, `aws configure set name value`. */
import { contains, type Span, type TextEdit } from "../../text";
import { type Command, readCommands } from "./commands";
import { withoutElements } from "./elements";

export interface CommandRemoval {
  readonly edits: readonly TextEdit[];
  /** The names that are no longer given a value. */
  readonly names: readonly string[];
  /** Nothing is left of the commands. */
  readonly whole: boolean;
  /** False where something else may need what was set: a profile by its name, an application that has no role. */
  readonly isSafe: boolean;
}

/** What does nothing by itself, or prints everything, once it has lost what it sets. */
const setters = /^(?:export|env|sudo|readonly|declare|typeset|local|-[A-Za-z]{1,3})$/;
/** What begins a branch or a block, and belongs to no command. */
const opening = /^(?:then|do|else|\{|\(?[^\s()"'$]{1,80}\)|"[^\s()"'$]{1,80}"\)|[\w-]{1,80}\(\))$/;
/** What ends a case stays where its commands go. */
const endsCase = /^;[;&]/;
/** A condition, and nothing else. */
const tests = /^(?:\[|\[\[|test)$/;
/** Programs that set what they are given for an application, and fail when they are given nothing. */
const configures =
  /^(?:(?:kubectl|oc) set env|heroku config:(?:set|add)|(?:fly|flyctl) secrets set|eb setenv|dokku config:set \S{1,80}|railway variables set|netlify env:set|supabase secrets set)(?: |$)/;

/** The removal of the parts of a key from the commands of a stretch; null where one of them is more than a word's value. */
export function commandRemoval(text: string, stretch: Span, parts: readonly Span[]): CommandRemoval | null {
  const commands = readCommands(text, stretch);
  if (!commands) return null;
  const names: string[] = [];
  const gone = new Set<Command>();
  const goneWords = new Map<Command, Set<Span>>();
  let isSafe = true;
  for (const part of parts) {
    const command = commands.find(({ span }) => contains(span, part));
    const read = command && removalIn(text, command, part);
    if (!read) return null;
    names.push(read.name);
    isSafe &&= !read.ofProfile && !losesMore(text, command);
    if (!read.words) gone.add(command);
    else goneWords.set(command, new Set([...(goneWords.get(command) ?? []), ...read.words]));
  }
  for (const [command, words] of goneWords) {
    const own = command.words.slice(openingOf(text, command));
    const left = own.filter((word) => !words.has(word)).map(({ start, end }) => text.slice(start, end));
    if (left.some((word) => word.startsWith("("))) return null;
    if (left.every((word) => setters.test(word))) gone.add(command);
    else if (isLeftWithoutArguments(text, own, words)) {
      if (!configures.test(left.join(" "))) return null;
      // Variables that are taken from elsewhere are still set.
      if (left.some((word) => word.startsWith("--from"))) return null;
      // Instances of Elastic Beanstalk have a role.
      isSafe &&= left[0] === "eb";
      gone.add(command);
    }
  }
  // What is joined by `||` or `|` needs its other side: after `||` `:` is one.
  const isJoined = (separator = "", signs = /^(?:\|\|?|&)$/): boolean => signs.test(separator);
  const instead = new Set<Command>();
  for (const [index, command] of commands.entries()) {
    if (!gone.has(command)) continue;
    const before = commands[index - 1];
    if (isJoined(command.separator) || isJoined(before?.separator, /^(?:\||&)$/)) return null;
    if (before?.separator !== "||") continue;
    if (gone.has(before)) return null;
    gone.delete(command);
    goneWords.delete(command);
    instead.add(command);
  }
  if (!takesConditions(text, commands, gone)) return null;
  const edits = removalOfCommands(text, commands, gone);
  for (const { span } of instead) edits.push({ span, newText: ":" });
  for (const [command, words] of goneWords)
    if (!gone.has(command)) edits.push(...withoutElements(command.words, words, (word) => word));
  return {
    edits,
    names,
    whole: commands.every(
      (command) => gone.has(command) && openingOf(text, command) === 0 && !endsCase.test(command.separator),
    ),
    isSafe,
  };
}

/** How many words of a command begin a branch or block. */
function openingOf(text: string, { words }: Command): number {
  const written = words.slice(0, 8).map(({ start, end }) => text.slice(start, end));
  // `function name {`, `name () {`
  const named = written[0] === "function" ? 2 : written[1] === "()" ? 1 : 0;
  const first = written.findIndex((word, index) => index >= named && word !== "()" && !opening.test(word));
  return first < 0 ? words.length : first;
}

/** Whether nothing else gives a command credentials: `env -i` takes the whole environment away, and a build has no role. */
function losesMore(text: string, { words }: Command): boolean {
  const written = words.map(({ start, end }) => text.slice(start, end));
  const cleared = written.indexOf("env") + 1;
  return (
    written.includes("--build-arg") ||
    (cleared > 0 && /^(?:-|-[a-z]{0,3}i[a-z]{0,3}|--ignore-environment)$/.test(written[cleared] ?? ""))
  );
}

/** Whether arguments of a program are gone, and no other of their kind is left: `make NAME=value` alone does without. */
function isLeftWithoutArguments(text: string, words: readonly Span[], gone: ReadonlySet<Span>): boolean {
  const written = words.map(({ start, end }) => text.slice(start, end));
  const program = written.findIndex((word) => !setters.test(word) && !/^\w+=/.test(word));
  if (program < 0 || written[program] === "make") return false;
  // `kubectl set env` has nothing else to do than its `-e`.
  const isAllThereIs = configures.test(written.slice(program).join(" "));
  const isArgument = (index: number): boolean =>
    index > program && (isAllThereIs || !/^(?:-e|--env|--build-arg)$/.test(written[index - 1]!));
  return (
    words.some((word, index) => gone.has(word) && isArgument(index) && !/^-/.test(written[index]!)) &&
    !words.some((word, index) => !gone.has(word) && isArgument(index) && /^["']?\w+=/.test(written[index]!))
  );
}

/** Adds the conditions of what is gone. False where something else decided whether it was done: alone it would end a script under `set -e`. */
function takesConditions(text: string, commands: readonly Command[], gone: Set<Command>): boolean {
  for (let at = commands.length - 1; at > 0; at--) {
    const before = commands[at - 1]!;
    if (!gone.has(commands[at]!) || before.separator !== "&&" || gone.has(before)) continue;
    // In a block `:` takes the place of what is gone.
    if (openingOf(text, commands[at]!) > 0) continue;
    // What follows was done only where the condition held.
    if (commands[at]!.separator === "&&" && commands[at + 1] && !gone.has(commands[at + 1]!)) continue;
    const first = before.words[openingOf(text, before)];
    if (!first || !tests.test(text.slice(first.start, first.end))) return false;
    gone.add(before);
  }
  return true;
}

/** Commands go with what separates them; where a branch or block would be left empty, `:` takes their place. */
function removalOfCommands(text: string, commands: readonly Command[], gone: ReadonlySet<Command>): TextEdit[] {
  const openings = commands.map((command) => openingOf(text, command));
  if (openings.every((count) => count === 0)) return withoutElements(commands, gone, ({ span }) => span);
  const edits: TextEdit[] = [];
  for (let at = 0; at < commands.length; at++) {
    if (!gone.has(commands[at]!)) continue;
    const first = at;
    while (at + 1 < commands.length && gone.has(commands[at + 1]!) && openings[at + 1] === 0) at++;
    const { end } = commands[at]!.span;
    const own = commands[first]!.words[openings[first]!]!;
    const before = openings[first] === 0 ? commands[first - 1] : undefined;
    edits.push(
      before && !gone.has(before)
        ? { span: { start: before.span.end, end }, newText: "" }
        : { span: { start: own.start, end }, newText: ":" },
    );
  }
  return edits;
}

/** The words of a command that give a name its value; `words` is null where the whole command does nothing else. */
function removalIn(
  text: string,
  { words }: Command,
  part: Span,
): { readonly name: string; readonly words: Span[] | null; readonly ofProfile?: boolean } | null {
  const index = words.findIndex(({ start, end }) => start <= part.start && part.end <= end);
  const word = words[index]!;
  const [before, value, after] = [
    text.slice(word.start, part.start),
    text.slice(part.start, part.end),
    text.slice(part.end, word.end),
  ];
  const assigned = /^(["']?)([A-Za-z_]\w*)=(["']?)$/.exec(before);
  if (assigned && after === assigned[3] + assigned[1]! && value !== "") {
    const option = words[index - 1];
    const isOption = option !== undefined && /^(?:-e|--env|--build-arg)$/.test(text.slice(option.start, option.end));
    return { name: assigned[2]!, words: isOption ? [option, word] : [word] };
  }
  const [program, configure, set, name] = words.map(({ start, end }) => text.slice(start, end));
  const isSetting = program === "aws" && configure === "configure" && set === "set";
  const ofProfile =
    /^profile\./.test(name ?? "") || words.some(({ start, end }) => /^--profile\b/.test(text.slice(start, end)));
  return isSetting && index === 4 && /^["']?$/.test(before) && after === before
    ? { name: name!, words: null, ofProfile }
    : null;
}
