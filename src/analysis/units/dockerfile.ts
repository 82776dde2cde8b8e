/** What an image runs and has, as its Dockerfile says it (Dockerfile reference: FROM, COPY, CMD). */
export interface BuiltImage {
  /** What it runs; null where that is not written as a list. */
  readonly command: readonly string[] | null;
  /** The words of the program that it starts, in a list or for a shell; null where they are not written out. */
  readonly program: { readonly entryPoint: readonly string[] | null; readonly command: readonly string[] | null };
  /** Where it stands when it starts: `/app`. */
  readonly workFolder: string;
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
  let entryPoint: readonly string[] | null = null;
  let started: readonly string[] | null = null;
  let workFolder = "/";
  for (const line of instructionsIn(text)) {
    const [instruction = "", ...words] = line.split(/[ \t]+/);
    const rest = line.slice(instruction.length).trim();
    switch (instruction.toUpperCase()) {
      case "FROM":
        command = null;
        entryPoint = null;
        started = null;
        workFolder = "/";
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
        started = command ?? plainWords(rest);
        break;
      case "ENTRYPOINT":
        entryPoint = listIn(rest) ?? plainWords(rest);
        break;
      case "WORKDIR":
        workFolder = rest.startsWith("/") ? rest : `${workFolder.replace(/\/$/, "")}/${rest}`;
        break;
    }
  }
  return {
    command,
    folders: [...new Set(folders)],
    isPython,
    program: { entryPoint, command: started },
    workFolder: workFolder.replace(/(?<=.)\/$/, ""),
  };
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

/** A command for a shell of which it makes nothing else. */
function plainWords(text: string): readonly string[] | null {
  return /^[\w./:=@ -]{1,300}$/.test(text) ? text.split(/ {1,20}/) : null;
}

/** The file that a program is started with, without its ending where it is a module, and none of a shell or of a package. */
export function fileOfProgram(words: readonly string[]): string | null {
  const rest = [...words];
  if (rest[0] === "exec" || rest[0] === "opentelemetry-instrument" || rest[0] === "ddtrace-run") rest.shift();
  const program = rest.shift()?.replace(/^.*\//, "") ?? "";
  if (/^(?:node|tsx|ts-node|nodemon|python(?:3(?:\.\d{1,2})?)?)$/.test(program)) {
    const isModule = rest[0] === "-m";
    while (rest[0] === "-u" || rest[0] === "--enable-source-maps") rest.shift();
    const [first, second] = rest;
    if (isModule) return second && /^[\w.]+$/.test(second) ? second.replaceAll(".", "/") : null;
    return first && !first.startsWith("-") && /\.(?:py|[cm]?[jt]s)$/.test(first) ? first : null;
  }
  if (!/^(?:gunicorn|uvicorn|hypercorn)$/.test(program)) return null;
  const named = rest.find((word) => /^[\w.]+:\w+$/.test(word));
  return named ? named.slice(0, named.indexOf(":")).replaceAll(".", "/") : null;
}

function listIn(text: string): readonly string[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : null;
  } catch {
    return null;
  }
}
