/** The manifest of a JavaScript package, and what a fix adds to it. */
import { applyEdits, findNodeAtLocation, modify, parseTree } from "jsonc-parser";

import { lineEndOf } from "../analysis/text";

/** The manifest's text with a dependency more; null where it has it, or cannot be read. Packages of the AWS SDK are released together: it takes the version of its sisters. */
export function withDependency(manifest: string, name: string): string | null {
  const root = parseTree(manifest);
  if (root?.type !== "object") return null;
  const versionOf = (group: string, test: (dependency: string) => boolean): string | null => {
    const entry = findNodeAtLocation(root, [group])?.children?.find(({ children }) =>
      test(String(children?.[0]?.value)),
    );
    return entry ? String(entry.children?.[1]?.value) : null;
  };
  const groups = ["dependencies", "devDependencies", "peerDependencies"];
  if (groups.some((group) => versionOf(group, (dependency) => dependency === name) !== null)) return null;
  const version = versionOf("dependencies", (dependency) => dependency.startsWith("@aws-sdk/client-")) ?? "^3.0.0";
  const names =
    findNodeAtLocation(root, ["dependencies"])?.children?.map(({ children }) => String(children?.[0]?.value)) ?? [];
  const indentation = /\n([ \t]+)"/.exec(manifest)?.[1] ?? "  ";
  return applyEdits(
    manifest,
    modify(manifest, ["dependencies", name], version, {
      formattingOptions: {
        tabSize: indentation.length,
        insertSpaces: !indentation.includes("\t"),
        eol: lineEndOf(manifest),
      },
      // As npm keeps them: in the order of their names.
      getInsertionIndex: () => names.filter((one) => one < name).length,
    }),
  );
}
