/** A file of assertions: a planeguard.json, or a list as its `assertions` have it. */
import type { Assertion } from "../../analysis/assertions/assertion";
import { LineIndex } from "../../analysis/text";
import { readConfiguration } from "../configuration/read";
import { absolute, readContent } from "../files";
import { reasonOf } from "../reason";

export interface AssertionsFile {
  readonly assertions: readonly Assertion[];
  /** What is wrong with it, each with its place. */
  readonly problems: readonly string[];
}

/** Never rejects: what cannot be read is a problem. */
export function readAssertionsFile(name: string, folder: string): AssertionsFile {
  const failed = (message: string): AssertionsFile => ({ assertions: [], problems: [`${name}: ${message}`] });
  try {
    const content = readContent(absolute(name, folder));
    if ("unread" in content) return failed(content.unread === "binary" ? "It is a binary file." : "It is too large.");
    const isList = content.text.trimStart().startsWith("[");
    const before = '{"assertions":';
    const text = isList ? `${before}${content.text}\n}` : content.text;
    const { configuration, mistakes } = readConfiguration(text);
    const lines = new LineIndex(content.text);
    const problems = mistakes.map(({ message, span }) => {
      const { line, column } = lines.position(Math.max(0, span.start - (isList ? before.length : 0)));
      return `${name}:${line}:${column}: ${message}`;
    });
    if (problems.length === 0 && configuration.assertions.length === 0) return failed("It has no assertions.");
    return { assertions: configuration.assertions, problems };
  } catch (error) {
    return failed(`Could not read it: ${reasonOf(error)}.`);
  }
}
