/** Takes keys out of commands: `export NAME=value`, `NAME=value command`, `docker run -e NAME=value`, `aws configure set name value`. */
import type { Span, TextEdit } from "../../text";
import { type Command, readCommands } from "./commands";
import { withoutElements } from "./elements";

export interface CommandRemoval {
  readonly edits: readonly TextEdit[];
  /** The names that are no longer given a value. */
  readonly names: readonly string[];
  /** Nothing is left of the commands. */
  readonly whole: boolean;
}

/** The removal of the parts of a key from the commands of a stretch; null where one of them is more than a word's value. */
export function commandRemoval(text: string, stretch: Span, parts: readonly Span[]): CommandRemoval | null {
  const commands = readCommands(text, stretch);
  if (!commands) return null;
  const names: string[] = [];
  const gone = new Set<Command>();
  const goneWords = new Map<Command, Set<Span>>();
  for (const part of parts) {
    const command = commands.find(({ span }) => span.start <= part.start && part.end <= span.end);
    const read = command && removalIn(text, command, part);
    if (!read) return null;
    names.push(read.name);
    if (!read.words) gone.add(command);
    else goneWords.set(command, new Set([...(goneWords.get(command) ?? []), ...read.words]));
  }
  for (const [command, words] of goneWords) {
    const left = command.words.filter((word) => !words.has(word));
    if (left.every(({ start, end }) => /^(?:export|env)$/.test(text.slice(start, end)))) gone.add(command);
  }
  const edits = withoutElements(commands, gone, ({ span }) => span);
  // What is joined by `||` or `|` needs its other side.
  const joins = commands.filter(
    (command, index) =>
      gone.has(command) &&
      [command.separator, commands[index - 1]?.separator].some((sign) => sign === "||" || sign === "|" || sign === "&"),
  );
  if (joins.length > 0) return null;
  for (const [command, words] of goneWords)
    if (!gone.has(command)) edits.push(...withoutElements(command.words, words, (word) => word));
  return { edits, names, whole: gone.size === commands.length };
}

/** The words of a command that give a name its value; `words` is null where the whole command does nothing else. */
function removalIn(text: string, { words }: Command, part: Span): { name: string; words: Span[] | null } | null {
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
  return isSetting && index === 4 && /^["']?$/.test(before) && after === before ? { name: name!, words: null } : null;
}
