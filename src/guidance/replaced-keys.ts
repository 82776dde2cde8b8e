/** What was done about static keys, what is left to do, and how each key is taken out of service: one document. */
import { code, md } from "../escape/markdown";

export interface ReplacedKeys {
  /** Files that were changed, as a person calls them, each with what was done. */
  readonly changed: readonly { readonly file: string; readonly summary: string }[];
  /** Where keys still stand: `app/main.py:12`. */
  readonly left: readonly string[];
  /** Changed files of which git keeps earlier versions. */
  readonly tracked: readonly string[];
  /** Of `rotationGuide`, one a key. */
  readonly guides: readonly string[];
}

/** Markdown. */
export function replacedKeysPage({ changed, left, tracked, guides }: ReplacedKeys): string {
  const list = (items: readonly string[]): string[] => items.map((item) => md`- ${code(item)}`.text);
  return [
    "# Static keys: what was changed, and what is left to do",
    "",
    "## Changed",
    "",
    ...changed.map(({ file, summary }) => md`- ${code(file)}: ${summary}`.text),
    "",
    "Undo takes a change back as long as the file is open. Save the files, and run what uses them with its role before the keys are deactivated.",
    "",
    "## Left to do",
    "",
    ...(left.length > 0
      ? [
          "Keys still stand here, where taking them out alone would break what uses them. The light bulb at each says what to do:",
          "",
          ...list(left),
        ]
      : ["No key is left in these files."]),
    "",
    ...(tracked.length > 0 ? ["Git keeps earlier versions, with the keys in them, of:", "", ...list(tracked), ""] : []),
    "The keys work until they are deactivated in IAM. How that is done follows, for each of them.",
    "",
    ...guides,
  ].join("\n");
}
