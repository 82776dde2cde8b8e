/** What an image runs and has, as its Dockerfile says it (Dockerfile reference: FROM, COPY, CMD). */
export interface BuiltImage {
  /** What it runs; null where that is not written as a list. */
  readonly command: readonly string[] | null;
  /** The folders of its context that it copies from, without a slash behind. */
  readonly folders: readonly string[];
  readonly isPython: boolean;
}

const mostLines = 1_000;

/** The last of its stages. */
export function readDockerfile(text: string): BuiltImage {
  let command: readonly string[] | null = null;
  let folders: string[] = [];
  let isPython = false;
  for (const line of instructionsIn(text)) {
    const [instruction = "", ...words] = line.split(/[ \t]+/);
    const rest = line.slice(instruction.length).trim();
    switch (instruction.toUpperCase()) {
      case "FROM":
        command = null;
        folders = [];
        isPython = /python/i.test(rest);
        break;
      case "COPY":
      case "ADD":
        if (words.some((word) => word.startsWith("--from="))) break;
        folders.push(...sourcesIn(rest.startsWith("[") ? (listIn(rest) ?? []) : words).map(folderOf));
        break;
      case "CMD":
        command = listIn(rest);
        break;
    }
  }
  return { command, folders: [...new Set(folders)], isPython };
}

function instructionsIn(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).slice(0, mostLines);
  const found: string[] = [];
  let open = "";
  for (const line of lines) {
    const plain = line.trim();
    if (plain.startsWith("#") || (plain === "" && open === "")) continue;
    const isContinued = plain.endsWith("\\");
    open += isContinued ? `${plain.slice(0, -1)} ` : plain;
    if (isContinued) continue;
    found.push(open);
    open = "";
  }
  return found;
}

function sourcesIn(words: readonly string[]): readonly string[] {
  return words.filter((word) => !word.startsWith("--")).slice(0, -1);
}

function folderOf(source: string): string {
  const plain = source.replace(/^\.\//, "");
  const isFile = /\.\w{1,5}$|[*?]/.test(plain.slice(plain.lastIndexOf("/") + 1));
  const folder = isFile ? plain.slice(0, Math.max(0, plain.lastIndexOf("/"))) : plain;
  return (folder.endsWith("/") ? folder.slice(0, -1) : folder) || ".";
}

function listIn(text: string): readonly string[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : null;
  } catch {
    return null;
  }
}
