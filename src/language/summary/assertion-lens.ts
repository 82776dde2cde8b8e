/** The line above an assertion: what became of it. */
import type { AssertionNote, LookedAt, StatementNote } from "../../analysis/assertions/notes";
import { isAbout } from "../../analysis/source/facts";
import { LineIndex, type Range } from "../../analysis/text";
import { plainText } from "../../escape/label";
import { numbered } from "../words";

export interface AssertionLens {
  /** Where the assertion begins. */
  readonly range: Range;
  /** "Holds: 3 roles, 12 policies looked at". Plain text. */
  readonly title: string;
  /** What breaks it, or comes closest to it. */
  readonly statement: Pick<StatementNote, "file" | "range"> | null;
}

export function assertionLensesOf(notes: readonly AssertionNote[], text: string): readonly AssertionLens[] {
  const lines = new LineIndex(text);
  return notes
    .filter((note) => isAbout(note, text))
    .map((note) => {
      const { start } = note.at;
      return {
        range: lines.range({ start, end: start }),
        title: plainText(titleOf(note)),
        statement: note.statement && { file: note.statement.file, range: note.statement.range },
      };
    });
}

function titleOf(note: AssertionNote): string {
  const { verdict, looked, because, more, statement } = note;
  const others = more > 0 ? ` And ${more} more.` : "";
  switch (verdict) {
    case "holds":
      return `Holds: ${lookedText(looked)} looked at${statement ? `; the closest statement is ${statementText(statement)}` : ""}`;
    case "broken":
      return `Broken: ${without(because)}${others}`;
    case "unknown":
      return `Unknown: ${without(because)}${others}`;
    case "idle":
      return `Proves nothing: ${without(because)}`;
  }
}

/** Labels show no code. */
function without(because: string | null): string {
  return (because ?? "").replaceAll("`", "");
}

function statementText({ label, subject }: Pick<StatementNote, "label" | "subject">): string {
  return `${label} of ${subject}`;
}

/** "3 roles, 1 resource, 12 policies" */
export function lookedText({ role, user, group, other, resource, policy }: LookedAt): string {
  const kinds = Object.entries({ role, user, group, "policy holder": other, resource });
  const all = kinds.flatMap(([word, count]) => (count > 0 ? [numbered(count, word)] : []));
  return all.length === 0 ? "nobody" : `${all.join(", ")}, ${policy === 1 ? "1 policy" : `${policy} policies`}`;
}
