/** A file of assertions: a planeguard.json, or a list as its `assertions` have it. */
import type { Assertion } from "../../analysis/assertions/assertion";
import { absolute, readContent } from "../files";
import { reasonOf } from "../reason";
import { readAssertionsText } from "./read-text";

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
    const { assertions, mistakes } = readAssertionsText(content.text);
    const problems = mistakes.map(
      ({ message, range: { start } }) => `${name}:${start.line}:${start.column}: ${message}`,
    );
    if (problems.length === 0 && assertions.length === 0) return failed("It has no assertions.");
    return { assertions, problems };
  } catch (error) {
    return failed(`Could not read it: ${reasonOf(error)}.`);
  }
}
