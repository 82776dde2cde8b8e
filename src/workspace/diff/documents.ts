/** The documents of one side of a change: what changed, and what belongs together with it. */
import type { Beside } from "../../analysis/change/beside";
import { documentOfPieces, type Piece } from "../../analysis/change/pieces";
import type { ChangedDocument } from "../../analysis/change/subject";
import { joinedDocument, type NamedText, oneDocument } from "../../analysis/change/terraform/join";
import { valuesInHcl } from "../../analysis/change/terraform/json-values";
import type { Problem } from "../../analysis/finding";
import { groupBy } from "../../analysis/group-by";
import { grammarsFor } from "../../analysis/locate/locate";
import { isTerraformJson } from "../../analysis/locate/terraform/json-syntax";
import type { SourceDocument } from "../../analysis/source/document";
import { isDocumentation } from "../../analysis/source/fences";
import { formOf } from "../../analysis/source/forms";
import { isGeneratedName } from "../../analysis/source/generated";
import { Source } from "../../analysis/source/source";
import { longestParsed } from "../../analysis/source/syntax-tree";
import { compareValues, LineIndex } from "../../analysis/text";
import { loadParsers } from "../../data/grammars";
import { meantAsText, tooLargeMessage } from "../check-file";
import { type ReadText, walkSizeLimit } from "../files";
import { GitError } from "../git/git";
import { reasonOf } from "../reason";
import { besidesIn } from "./beside";
import { modulesOf } from "./modules";
import { importsOf } from "./program";
import { isReadable, readableFirst } from "./readable-first";
import { nothingRelated, type Related } from "./related";
import { withStackTemplates } from "./stack-templates";
import { withUnit } from "./terragrunt";
import { folderOf, textIn, type Tree } from "./tree";

/** What one side is made of. */
export interface SideDocument {
  readonly document: ChangedDocument;
  /** For the analysis. */
  readonly source: SourceDocument;
  /** Within the repository: that of the file, or of the first of a folder. */
  readonly path: string;
  /** The variables files of a folder of Terraform, in the order in which it reads them. */
  readonly values?: readonly NamedText[] | undefined;
  /** What its values stand for in other files. */
  readonly beside?: Beside | undefined;
  /** What a file of the side says, by its path within the repository; null: there is none, or it is no text. */
  readonly fileAt?: (path: string) => Promise<string | null>;
  /** It is the same on both sides, and refers to what is not. */
  readonly isDependant?: boolean;
  /** It is all that Terraform reads of its folder: what nothing of it names is of no use. */
  readonly isWhole?: boolean;
  /** What calls it, where it is a module of Terraform as another one calls it: `module.reader`. */
  readonly call?: string;
  /** Of a program: the functions of its other files that stand behind its text. */
  readonly helpers?: ReadonlySet<string>;
  /** Functions of it that stand behind the text of each other document that calls them, on both sides. */
  readonly readByCallers?: ReadonlySet<string>;
}

/** A side with another text, of which each place is where it was; as it is, where that would be too long to read. */
export function rewritten(side: SideDocument, pieces: readonly Piece[]): SideDocument {
  const document = documentOfPieces(side.document, pieces);
  // What is too long has no tree: all that it says would be passed over.
  if (document.text.length > Math.max(longestParsed, side.source.text.length)) return side;
  return { ...side, document, source: { ...side.source, text: document.text } };
}

const sources = new WeakMap<SourceDocument, Source>();

/** The text of a side, parsed once however many ask for it; without trees of languages where no grammar is wanted. */
export async function sourceOf({ source }: Pick<SideDocument, "source">, wantsTrees = true): Promise<Source> {
  const known = sources.get(source);
  if (known && (known.parsers || !wantsTrees)) return known;
  const grammars = wantsTrees ? grammarsFor(source) : [];
  const made = new Source(source, grammars.length > 0 ? await loadParsers(grammars) : null, true);
  sources.set(source, made);
  return made;
}

export interface Side {
  readonly documents: readonly SideDocument[];
  readonly problems: readonly Problem[];
  /** Paths of what is there and could not be read: nobody knows what has become of it. */
  readonly unread: ReadonlySet<string>;
}

const ofTerraform = /\.(?:tf|tofu)$/i;

const variablesFile = /\.tfvars(?:\.json)?$/i;
const mostValues = 40;
/** Bytes of a file that a policy is taken from. */
const mostTakenIn = 100_000;

/** Which variables files Terraform reads after others; 0: it reads one only where it is told to. */
export function automaticRank(path: string): number {
  if (/(?:^|\/)terraform\.tfvars(?:\.json)?$/.test(path)) return 1;
  return /\.auto\.tfvars(?:\.json)?$/.test(path) ? 2 : 0;
}

/** The folder of Terraform that a variables file is for: its own, or the next above. */
function callerOf(path: string, tree: Tree): string | null {
  const known = foldersOf(tree);
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (known.has(folder)) return folder;
    if (folder === "") return null;
  }
}

/** The folders that variables files are for, each on the sides that have it. */
function valuedFolders(paths: readonly string[], sides: readonly Tree[]): ReadonlySet<string> {
  const files = paths.filter((path) => variablesFile.test(path));
  const folders = sides.flatMap((tree) => files.flatMap((path) => (tree.has(path) ? [callerOf(path, tree)] : [])));
  return new Set(folders.filter((folder) => folder !== null));
}

const knownFolders = new WeakMap<Tree, ReadonlySet<string>>();

/** Those with files of Terraform's. */
function foldersOf(tree: Tree): ReadonlySet<string> {
  let known = knownFolders.get(tree);
  if (!known)
    knownFolders.set(tree, (known = new Set(tree.paths.filter((path) => ofTerraform.test(path)).map(folderOf))));
  return known;
}

/** What is never a text. */
const binary =
  /\.(?:7z|avi|bmp|bz2|class|dll|docx?|dylib|eot|exe|gif|gz|ico|jar|jpe?g|mov|mp[34]|o|otf|parquet|pdf|png|pptx?|pyc|so|tar|tgz|tiff?|ttf|war|wasm|wav|webm|webp|whl|woff2?|xlsx?|xz|zip|zst)$/i;

/** What ends in a way that no form has, such as a package or a database: only what its text says could make it one that is read. */
function isNeverRead(path: string): boolean {
  return (
    /\.\w{1,12}$/.test(path) &&
    !/\.(?:txt|template|tpl|tmpl|j2|cfn|sam)$/i.test(path) &&
    formOf({ name: path, text: "" }) === "text"
  );
}

/** Whether a path is worth reading: nobody deploys documentation. */
export function mayMatter(path: string): boolean {
  return !binary.test(path) && !isGeneratedName(path) && !isDocumentation(path, formOf({ name: path, text: "" }));
}

/**
 * Reads one side of the changed paths. All files of a folder in which one of Terraform's has changed are read as one
 * document: policies, and what they are attached to, stand in several.
 * @param sides the trees that are compared: a folder whose variables one of them changes is read on both
 */
export async function readSide(
  tree: Tree,
  changed: readonly string[],
  nameOf: (path: string) => string,
  signal?: AbortSignal,
  related: Related = nothingRelated,
  sides: readonly Tree[] = [tree],
): Promise<Side> {
  const dependants = new Set(related.dependants);
  const touched = new Set(changed);
  const problems: Problem[] = [];
  const documents: SideDocument[] = [];
  const unread = new Set<string>();
  const read = async (path: string): Promise<string | null> => {
    const file = nameOf(path);
    const problem = (message: string) => {
      // Both sides have it, and nobody asked for it.
      if (dependants.has(path)) return;
      unread.add(path);
      problems.push({ file, message, range: null });
    };
    try {
      const content = await tree.read(path, walkSizeLimit);
      if (!("unread" in content)) {
        noteDamage(content, file, problems);
        return content.text;
      }
      if (content.unread === "binary") {
        // Values that are encrypted are the same ones where nobody has touched them.
        const isUntouched = variablesFile.test(path) && !touched.has(path);
        if (meantAsText.test(path) && !isUntouched)
          problem("It was not compared: it should be a text, and is a binary file.");
      } else if (content.begins === "text" && meantAsText.test(path)) problem(tooLargeMessage(content.bytes));
    } catch (error) {
      // A clone may lack what is large: of what is never read that matters to nobody.
      if (error instanceof GitError && isNeverRead(path)) return null;
      problem(`Could not read it: ${reasonOf(error)}.`);
    }
    return null;
  };
  const folders = new Set(changed.filter((path) => ofTerraform.test(path) || isTerraformJson(path)).map(folderOf));
  for (const folder of valuedFolders(changed, sides)) folders.add(folder);
  const ofChange = new Set(folders);
  for (const path of dependants) if (ofTerraform.test(path)) folders.add(folderOf(path));
  const imports = importsOf(tree, (path) => textIn(tree, path, mostTakenIn));
  const besideOf = await besidesIn(tree, changed, related, read, sides, imports);
  const inFolders = groupBy(
    tree.paths.filter((path) => ofTerraform.test(path)),
    folderOf,
  );
  const inJson = groupBy(tree.paths.filter(isTerraformJson), folderOf);
  const filesIn = async (folder: string) => {
    const files: { path: string; name: string; text: string }[] = [];
    for (const path of inFolders.get(folder) ?? []) {
      const text = await read(path);
      if (text !== null) files.push({ path, name: nameOf(path), text });
    }
    for (const path of files.length > 0 ? (inJson.get(folder) ?? []) : []) {
      const text = valuesInHcl((await read(path)) ?? "");
      if (text !== "") files.push({ path, name: nameOf(path), text });
    }
    return files;
  };
  for (const path of [...changed, ...dependants]) {
    if (signal?.aborted) return { documents, problems, unread };
    if (ofTerraform.test(path) || !tree.has(path)) continue;
    const text = await read(path);
    if (text === null) continue;
    const document = oneDocument({ name: nameOf(path), text });
    const imported = await imports(path, text);
    const side: SideDocument = {
      document,
      source: { name: nameOf(path), text, ...(imported.length > 0 && { imports: imported }) },
      path,
      beside: besideOf(path),
      isDependant: dependants.has(path),
    };
    documents.push(await withUnit(side, filesIn));
  }
  const variables = tree.paths.filter((path) => variablesFile.test(path));
  const valuesIn = async (folder: string): Promise<readonly NamedText[]> => {
    const values: NamedText[] = [];
    for (const path of variables.sort(
      (a, b) => compareValues(automaticRank(a), automaticRank(b)) || compareValues(a, b),
    )) {
      if (values.length >= mostValues || callerOf(path, tree) !== folder) continue;
      const text = await read(path);
      if (text !== null) values.push({ name: nameOf(path), text });
    }
    return values;
  };
  for (const folder of folders) {
    const files = await filesIn(folder);
    if (files.length === 0) continue;
    const { path, name } = files[0]!;
    const joined = joinedDocument(`${nameOf(folder)}/`, files);
    const modules = await modulesOf(joined.text, folder, filesIn);
    const sourceOfText = (text: string) => ({ name, text, ...(modules.length > 0 && { modules }) });
    const asListed = sourceOfText(joined.text);
    const isWhole = files.length === 1 || isReadable(await sourceOf({ source: asListed }));
    const document = isWhole ? joined : joinedDocument(joined.scope, await readableFirst(files));
    const source = isWhole ? asListed : sourceOfText(document.text);
    const side: SideDocument = {
      document,
      source,
      path,
      values: await valuesIn(folder),
      fileAt: async (path) => (tree.has(path) ? textIn(tree, path, mostTakenIn) : null),
      beside: { ...besideOf(path), modules },
      isDependant: !ofChange.has(folder),
      isWhole: !inJson.has(folder),
    };
    documents.push(...(await withStackTemplates(side)));
  }
  return { documents, problems, unread };
}

function noteDamage({ text, damage }: ReadText, file: string, problems: Problem[]): void {
  if (!damage) return;
  const range = new LineIndex(text).range({ start: damage.offset, end: damage.offset });
  problems.push({ file, message: damage.message, range });
}
