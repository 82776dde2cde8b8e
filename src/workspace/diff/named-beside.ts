/** Whether what a file exports is named by another: only then does it matter that it stands for something else. */
import { formOf, isCode } from "../../analysis/source/forms";
import { walkSizeLimit } from "../files";
import type { Tree } from "./tree";

/** Files of code that are looked through. */
const mostRead = 5000;

/** Asked with a word and the file that has it; no file is read twice. */
export function namesBeside(tree: Tree): (word: string, path: string) => Promise<boolean> {
  const texts = new Map<string, string | null>();
  const textOf = async (path: string): Promise<string | null> => {
    let text = texts.get(path);
    if (text === undefined) {
      const content = await tree.read(path, walkSizeLimit).catch(() => null);
      texts.set(path, (text = content && !("unread" in content) ? content.text : null));
    }
    return text;
  };
  return async (word, own) => {
    for (const path of tree.paths) {
      if (path === own || !isCode(formOf({ name: path, text: "" })) || path.includes("node_modules/")) continue;
      // What nobody reads may name it.
      if (texts.size > mostRead || (await textOf(path))?.includes(word)) return true;
    }
    return false;
  };
}
