/** What has not changed and refers to something that has: a file that is taken in, a module, a template above, a class. */
import { posix } from "node:path";

import { nestedIn } from "../../analysis/change/template/nested";
import { locatePolicies } from "../../analysis/locate/locate";
import { joinedFolder } from "../../analysis/locate/terraform/called-modules";
import { formOf, isCode } from "../../analysis/source/forms";
import { Source } from "../../analysis/source/source";
import { isOnlyShown } from "../../analysis/source/test-files";
import { walkSizeLimit } from "../files";
import { sourcesIn } from "../local-modules";
import { importersOf } from "./importers";
import { importsIn } from "./imports";
import { folderOf, type Tree } from "./tree";

export interface Related {
  /** Paths of files that are the same on both sides. */
  readonly dependants: readonly string[];
  /** Files that import what stands for something else now, also those that differ. */
  readonly importers?: readonly string[];
  /** Paths that differ, of files that hold data and no policy of their own. */
  readonly data: ReadonlySet<string>;
}

export const nothingRelated: Related = { dependants: [], data: new Set() };

/** So many files are looked through. */
const mostRead = 5000;
/** A module that is called by one that is called. */
const deepestCall = 3;

const ofTerraform = /\.(?:tf|tofu)$/i;
const ofData = /\.(?:json|ya?ml|txt|csv|toml|tpl|tftpl|tmpl)$/i;
/** What tells tools, and no policy, something. */
const ofTools =
  /^(?:package|package-lock|composer|cdk|tsconfig\S{0,100}|pnpm-\w{1,20}|requirements\S{0,100}|changelog)\.(?:json|ya?ml|txt)$/i;

function isOfTools(path: string): boolean {
  return ofTools.test(posix.basename(path)) || path.split("/").some((step) => step.startsWith("."));
}

/** Looks through one state for what refers to a change; what cannot be read refers to nothing. */
export async function relatedTo(
  [before, after]: readonly [Tree, Tree],
  changed: readonly string[],
  signal?: AbortSignal,
): Promise<Related> {
  const texts = new Map<string, string | null>();
  const textIn = async (tree: Tree, path: string): Promise<string | null> => {
    if (!tree.has(path)) return null;
    const content = await tree.read(path, walkSizeLimit).catch(() => null);
    return content && !("unread" in content) ? content.text : null;
  };
  const textOf = async (path: string): Promise<string | null> => {
    let text = texts.get(path);
    if (text === undefined) {
      if (texts.size > mostRead) return null;
      texts.set(path, (text = await textIn(after, path)));
    }
    return text;
  };
  const differing = new Set(changed);
  const dependants = new Set<string>();
  const add = (path: string) => void (!differing.has(path) && dependants.add(path));

  const data = new Set<string>();
  const outputs = new Set<string>();
  /** The names of files that are compared by themselves. */
  const policies: string[] = [];
  const parents: { readonly path: string; readonly text: string }[] = [];
  for (const path of changed) {
    if (signal?.aborted) return nothingRelated;
    const sides = [await textIn(before, path), await textIn(after, path)].filter((text) => text !== null);
    const form = formOf({ name: path, text: "" });
    if (ofTerraform.test(path) && sides.some((text) => text.includes("output"))) outputs.add(folderOf(path));
    if (form === "json" || form === "yaml") for (const text of sides) parents.push({ path, text });
    for (const text of sides) for (const imported of importsIn(path, text, after)) add(imported);
    if (!ofData.test(path) || isOfTools(path)) continue;
    if (!sides.some((text) => holdsPolicy(path, text))) data.add(path);
    else policies.push(posix.basename(path));
  }

  const nesting = new Set<string>();
  for (let at = 0; at < parents.length && at < mostRead; at++) {
    const { path, text } = parents[at]!;
    for (const { child } of nestedIn({ name: path, text })) {
      const found = child === null ? null : templateAt(child, path, after);
      if (found === null || differing.has(found) || nesting.has(found)) continue;
      add(found);
      nesting.add(found);
      // It may give others what it is given.
      const nested = await textOf(found);
      if (nested !== null) parents.push({ path: found, text: nested });
    }
  }

  const modules = after.paths.filter((path) => ofTerraform.test(path));
  const names = [...data].map((path) => posix.basename(path));
  const namesData = (text: string) => names.length > 0 && namesAny(text, names);
  for (const path of after.paths) {
    if (signal?.aborted) return nothingRelated;
    if (differing.has(path) || names.length + policies.length === 0 || path.includes("node_modules/")) continue;
    const form = formOf({ name: path, text: "" });
    const mayBeService = form === "yaml" || /(?:^|\/)serverless[^/]{0,100}\.json$/i.test(path);
    const mayName = ofTerraform.test(path) || mayBeService || isCode(form);
    const text = mayName ? await textOf(path) : null;
    if (text === null) continue;
    if (
      ofTerraform.test(path)
        ? /\bfile\(/.test(text) && (namesData(text) || isMadeOf(text, policies))
        : mayBeService
          ? names.length > 0 &&
            text.includes("${file(") &&
            (namesData(text) || /\$\{file\([^()\n]{0,300}\$\{/.test(text))
          : namesData(text) && !isOnlyShown({ document: { name: path, text }, form })
    )
      add(path);
  }

  let called: ReadonlySet<string> = outputs;
  for (let depth = 0; depth < deepestCall && called.size > 0; depth++) {
    const callers = new Set<string>();
    for (const path of modules) {
      const folder = folderOf(path);
      const text = (await textOf(path)) ?? "";
      if (!text.includes("module.") && !/\bmodule\s/.test(text)) continue;
      if (!sourcesIn(text).some((source) => called.has(joinedFolder(folder, source)))) continue;
      add(path);
      callers.add(folder);
    }
    called = callers;
  }
  const importers = await importersOf(after, changed, textOf, (path) => textIn(before, path), signal);
  for (const path of importers.filter((one) => !differing.has(one))) {
    add(path);
    for (const imported of importsIn(path, (await textOf(path)) ?? "", after)) add(imported);
  }
  return { dependants: [...dependants], importers, data };
}

/** Whether a text names a file, or one whose name is put together. */
function namesAny(text: string, names: readonly string[]): boolean {
  return names.some((name) => text.includes(name)) || /\bfile\(\s{0,100}"[^"\n]{0,300}\$\{(?!path\.)/.test(text);
}

/** Whether a document of Terraform takes statements of a file in. */
function isMadeOf(text: string, policies: readonly string[]): boolean {
  return /_policy_documents\b/.test(text) && policies.some((name) => text.includes(name));
}

/** Such a file is compared by itself. */
function holdsPolicy(name: string, text: string): boolean {
  try {
    return locatePolicies(new Source({ name, text }, null)).policies.length > 0;
  } catch {
    return true;
  }
}

/** Where the template is that another one nests; the only one of its name, where its address leads elsewhere. */
export function templateAt(child: string, parent: string, tree: Tree): string | null {
  const near = joinedFolder(folderOf(parent), child);
  if (!/^\w+:/.test(child) && tree.has(near)) return near;
  const name = posix.basename(child);
  const isAddress = /^\w+:/.test(child);
  const all = tree.paths.filter((path) => (isAddress || path !== parent) && posix.basename(path) === name);
  if (all.length === 1) return all[0]!;
  // From a folder of templates that the tool knows.
  const ending = all.filter((path) => path === child || path.endsWith(`/${child}`));
  return ending.length === 1 ? ending[0]! : null;
}
