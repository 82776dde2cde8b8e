/** The local modules that a folder of Terraform calls, as one side of a change has them. */
import { joinedFolder } from "../../analysis/locate/terraform/called-modules";
import type { LocalModule } from "../../analysis/source/document";
import { sourcesIn } from "../local-modules";

const deepestCall = 3;
const mostFolders = 100;
const mostFiles = 40;
/** Characters. */
const mostRead = 1024 * 1024;

/**
 * @param folder within the repository
 * @param filesIn the files of Terraform's in a folder of the repository
 */
export async function modulesOf(
  text: string,
  folder: string,
  filesIn: (folder: string) => Promise<readonly { readonly name: string; readonly text: string }[]>,
): Promise<readonly LocalModule[]> {
  const modules = new Map<string, LocalModule>();
  let read = 0;
  let folders = sourcesIn(text).map((source) => joinedFolder("", source));
  for (let depth = 0; depth < deepestCall && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const one of folders) {
      if (one === "" || modules.has(one) || modules.size >= mostFolders) continue;
      const files = (await filesIn(joinedFolder(folder, one))).slice(0, mostFiles);
      for (const file of files) read += file.text.length;
      if (read > mostRead) return [...modules.values()];
      modules.set(one, { folder: one, files });
      for (const file of files) for (const source of sourcesIn(file.text)) next.push(joinedFolder(one, source));
    }
    folders = next;
  }
  return [...modules.values()];
}
