/** What the program of a unit calls and needs. */
import type { CodeCalls } from "../../analysis/calls/call";
import { callsOfProgram, grammarsForCalls, mayRunCommands } from "../../analysis/calls/calls";
import type { Grammar } from "../../analysis/source/grammar";
import { Source } from "../../analysis/source/source";
import type { Span } from "../../analysis/text";
import { givesOthers, mayGiveOthers } from "../../analysis/units/compiled-imports";
import { needsOf, type UnitNeeds } from "../../analysis/units/needs";
import { type ReachedFile, reachedFrom } from "../../analysis/units/reach";
import type { CompiledFile } from "../../analysis/units/reach-compiled";
import { reachedInGo } from "../../analysis/units/reach-go";
import { reachedInJava } from "../../analysis/units/reach-java";
import { type PlainFile, reachedPlainly } from "../../analysis/units/reach-plain";
import type { Catalog } from "../../catalog/catalog";
import { loadCatalog } from "../../data/catalog-file";
import { loadParsers } from "../../data/grammars";
import type { CodeText } from "./code-files";
import { isCompiled, runsInPart } from "./compiled-code";
import { isReadable } from "./may-declare";
import type { Program } from "./program";
import type { Unit } from "./unit";

/** A unit whose calls are read. */
export interface ReadUnit extends Unit {
  readonly needs: UnitNeeds;
  /** Where the function is that is called, in the entry of its program; null where it is not found. */
  readonly handler: Span | null;
  /** Whether a place of its program certainly belongs to what its handler does. */
  readonly isReached: (file: string, span: Span) => boolean;
  readonly catalog: Catalog;
  /** Whether another file of the workspace names its role. */
  readonly isNamedElsewhere?: () => boolean;
}

type Parsers = Awaited<ReturnType<typeof loadParsers>>;

/** What the program of a unit calls and needs. */
export async function readUnit(unit: Unit): Promise<ReadUnit> {
  const { declared, program } = unit;
  if (!program)
    return {
      ...unit,
      needs: { calls: [], unknown: [] },
      handler: null,
      isReached: () => false,
      catalog: await loadCatalog(),
    };
  const { calls, sources, catalog } = await (followed.get(program) ?? follow(program));
  let reached: ReadUnit["isReached"] | undefined;
  return {
    ...unit,
    needs: needsOf(
      declared,
      calls,
      catalog,
      program.files.some(
        (file) =>
          givesCredentials.test(file.text) ||
          givesKey.test(file.text) ||
          (isCompiled(file) && givesOthers.test(file.text)) ||
          (runsInPart(file) && mayGiveOthers.test(file.text)),
      ) || [...calls.values()].some((file) => file.hasOtherCredentials),
    ),
    handler:
      calls.get(program.entry.path)?.exports.find(({ name }) => name === (declared.code?.handler ?? null))?.span ??
      null,
    catalog,
    isReached: (file, span) => {
      if (declared.kind === "workflow") return runsInWorkflow(program, file);
      reached ??= reachedIn(program, declared.code?.handler ?? null, calls, sources);
      return reached(file, span);
    },
  };
}

function reachedIn(
  program: Program,
  handler: string | null,
  calls: FollowedProgram["calls"],
  sources: FollowedProgram["sources"],
): ReadUnit["isReached"] {
  const { entry } = program;
  if (entry.form === "csharp" || entry.form === "ruby")
    return reachedPlainly(treesOf(sources, entry.form), entry.path, handler ?? "");
  if (entry.form !== "go" && entry.form !== "java") return reachedFrom(reachedFiles(sources), entry.path, handler);
  const { form } = entry;
  const files = [...sources].flatMap(([file, source]): CompiledFile[] => {
    const tree = file.form === form ? source.syntax(form) : null;
    const ofSdk = new Set(calls.get(file.path)?.calls.map(({ nameSpan }) => nameSpan.start));
    const resolve = (specifier: string) => program.resolve(specifier, file)?.path ?? null;
    return tree ? [{ name: file.path, tree, resolve, ofSdk }] : [];
  });
  return form === "go" ? reachedInGo(files, entry.path) : reachedInJava(files, entry.path, handler ?? "");
}

/** Of scripts of a shell all commands count as run; which parts of other programs do, is up to what they are given. */
function runsInWorkflow({ entry, files }: Program, path: string): boolean {
  return path === entry.path || files.some((file) => file.path === path && file.form === "shell");
}

function treesOf(sources: FollowedProgram["sources"], form: "csharp" | "ruby"): readonly PlainFile[] {
  return [...sources].flatMap(([file, source]): PlainFile[] => {
    const tree = file.form === form ? source.syntax(form) : null;
    return tree ? [{ name: file.path, tree }] : [];
  });
}

interface FollowedProgram {
  readonly calls: ReadonlyMap<string, CodeCalls>;
  readonly sources: ReadonlyMap<CodeText, Source>;
  readonly catalog: Catalog;
}

/** Units of one code share what it calls, and a template may change without it. */
const followed = new WeakMap<Program, Promise<FollowedProgram>>();

function follow(program: Program): Promise<FollowedProgram> {
  const following = callsIn(program);
  followed.set(program, following);
  following.catch(() => followed.delete(program));
  return following;
}

async function callsIn(program: Program): Promise<FollowedProgram> {
  const catalog = await loadCatalog();
  const sources = new Map<CodeText, Source>();
  const grammars = new Set<Grammar>(
    program.files.flatMap((file) => grammarsForCalls({ text: file.text, form: file.form })),
  );
  // Where no file names an SDK, nothing is parsed.
  const parsers = grammars.size > 0 ? await loadParsers([...new Set([...grammars, ...grammarsOf(program)])]) : null;
  for (const file of program.files) sources.set(file, sourceOf(file, parsers));
  const calls: ReadonlyMap<string, CodeCalls> =
    grammars.size === 0 && !program.files.some(mayRunCommands)
      ? new Map()
      : callsOfProgram(
          program.files.map((file) => ({
            source: sources.get(file)!,
            resolve: (specifier) => {
              const found = program.resolve(specifier, file);
              return found && sources.has(found) ? found.path : null;
            },
          })),
          { catalog },
        );
  return { calls, sources, catalog };
}

/** A client may be given others than those of the environment, or sign nothing by them. */
const givesCredentials =
  /\bcredentials\s{0,20}[:=,}]|\bsigner\s{0,20}:|\bsignature_version\s{0,20}[=:][^\n]{0,40}\bUNSIGNED\b|\bAnonymous(?:AWS)?Credentials|\baws_(?:access_key_id|secret_access_key|session_token)\b|\bprofile_name\b|\bcredentialProvider|\b_credentials\s{0,20}=|\bRefreshableCredentials\b|\bfrom(?:TemporaryCredentials|Ini|SSO|WebToken)\b/i;

/** As the SDKs for JavaScript spell it; with a capital it is a parameter of IAM's operations. */
const givesKey = /\b(?:accessKeyId|secretAccessKey)\s{0,20}[:=,}]/;

function grammarsOf({ files }: Program): readonly Grammar[] {
  return files.flatMap(({ form }) => (isReadable(form) ? [form] : []));
}

const kept = new WeakMap<CodeText, Source>();

/** One reading of a file, however many units have it. */
function sourceOf(file: CodeText, parsers: Parsers | null): Source {
  let source = kept.get(file);
  if (!source || (parsers && !source.parsers))
    kept.set(file, (source = new Source({ name: file.path, text: file.text }, parsers)));
  return source;
}

function reachedFiles(sources: ReadonlyMap<CodeText, Source>): readonly ReachedFile[] {
  return [...sources].flatMap(([{ path, form }, source]) => {
    const tree = isReadable(form) ? source.syntax(form) : null;
    return tree && isReadable(form) ? [{ name: path, grammar: form, tree }] : [];
  });
}
