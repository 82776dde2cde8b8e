/**
 * Workflow commands of GitHub Actions, as `@actions/core` writes them: `%`, line feeds of the message as percent escapes, in properties
 * `:` and `,` as well (docs.github.com, "Workflow commands for GitHub Actions").
 */
import { shortened, visibleLines } from "./visible";

const longest = 4000;

/** One line, without its end. */
export function workflowCommand(
  name: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const given = Object.entries(properties).map(
    ([key, value]) => `${key}=${escaped(String(value)).replaceAll(":", "%3A").replaceAll(",", "%2C")}`,
  );
  return `::${name} ${given.join(",")}::${escaped(message)}`;
}

function escaped(text: string): string {
  return visibleLines(shortened(text, longest)).replaceAll("%", "%25").replaceAll("\n", "%0A");
}
