/** Modules that a document calls just as it did: what has changed in these is told of them. */
import type { SideDocument } from "./documents";

/** The sides without the modules that they call just as the others do: what has changed in these is told of them. */
export function withoutKeptCalls(
  sides: readonly SideDocument[],
  others: readonly SideDocument[],
): readonly SideDocument[] {
  const calls = new Map(others.map((other) => [other.document.scope, callBlocksOf(other)]));
  return sides.map((side) => {
    const { modules, ...alone } = side.source;
    return modules && calls.get(side.document.scope) === callBlocksOf(side) ? { ...side, source: alone } : side;
  });
}

/** The blocks of Terraform that call modules, and that what they are given may stand in. */
function callBlocksOf({ document, values = [] }: SideDocument): string {
  let isWithin = false;
  const calls = document.text.split("\n").filter((line) => {
    if (/^(?:module|locals|variable)\b/.test(line)) isWithin = true;
    const isOf = isWithin;
    if (/^(?:\}|\w.{0,2000}\}$)/.test(line)) isWithin = false;
    return isOf;
  });
  return [...calls, ...values.map(({ text }) => text)].join("\n");
}
