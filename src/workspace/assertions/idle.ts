/** Assertions that name what nothing has, as problems of the file that asserts them. */
import type { AssertionNote } from "../../analysis/assertions/notes";
import type { Problem } from "../../analysis/finding";
import { isAbout } from "../../analysis/source/facts";
import { LineIndex } from "../../analysis/text";
import { readContent } from "../files";

export function idleProblems(
  assertions: readonly AssertionNote[],
  { name, text }: { readonly name: string; readonly text: string },
): readonly Problem[] {
  const idle = assertions.filter((one) => one.verdict === "idle" && isAbout(one, text));
  const lines = new LineIndex(text);
  return idle.map(({ at, sentence, because }) => ({
    file: name,
    range: lines.range(at),
    message: idleMessage(sentence, because ?? ""),
  }));
}

/** The same of a file as it is on the disk. None where it cannot be read: that is said elsewhere. */
export function idleProblemsOfSaved(assertions: readonly AssertionNote[], path: string): readonly Problem[] {
  if (!assertions.some(({ verdict }) => verdict === "idle")) return [];
  try {
    const content = readContent(path);
    return "unread" in content ? [] : idleProblems(assertions, { name: path, text: content.text });
  } catch {
    return [];
  }
}

/** `because` is a sentence. */
export function idleMessage(sentence: string, because: string): string {
  return `The assertion “${sentence}” proves nothing: ${because.slice(0, 1).toLowerCase()}${because.slice(1)}`;
}
