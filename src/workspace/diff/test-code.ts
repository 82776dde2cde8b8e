/** Which files of code are tests that nobody deploys: what one expects of a template is not allowed by it. */
import { posix } from "node:path";

import { joinedFolder } from "../../analysis/locate/terraform/called-modules";
import { formOf, isCode } from "../../analysis/source/forms";
import { isTestFile } from "../../analysis/source/test-files";
import { walkSizeLimit } from "../files";
import { importsIn } from "./imports";
import { folderOf, type Tree } from "./tree";

/** Files of code that are looked through for what imports a test. */
const mostRead = 5000;
const mostApps = 200;
/** What a test is only looked for where it could allow something. */
const mayAllow = /cdk|\bEffect\b|[a-z0-9-]{2,40}:(?:\*|[A-Z])|:iam::/;

/** Asked with the path of a file that differs. What an app of CDK is made of is none, and neither is what other code imports. */
export function testsOf(trees: readonly Tree[]): (path: string) => Promise<boolean> {
  let apps: Promise<readonly string[]> | null = null;
  let imported: Promise<ReadonlySet<string>> | null = null;
  return async (path) => {
    if (isSnapshot(path)) return true;
    if (!isTestCode(path)) return false;
    const all = await (apps ??= appsIn(trees));
    if (all.some((folder) => path.startsWith(folder) && !isTestFile(path.slice(folder.length)))) return false;
    const texts = await Promise.all(trees.map((tree) => textIn(tree, path)));
    if (!texts.some((text) => text !== null && mayAllow.test(text))) return true;
    return !(await (imported ??= importedIn(trees))).has(path);
  };
}

/** What a test keeps of a template: the assembly of an integration test of CDK (`integ.queue.ts.snapshot/`, `queue.integ.cdkout/`, `integ.queue.expected.json`), or a snapshot of Jest's; and tests of Terraform. */
function isSnapshot(path: string): boolean {
  return /(?:^|\/)(?:[^/]{0,200}\binteg\b[^/]{0,200}\.(?:snapshot|cdkout)|__snapshots__)\/|(?:^|\/)integ\.[^/]{1,200}\.expected\.json$|\.snap$|\.(?:tf|tofu)test\.(?:hcl|json)$/.test(
    path,
  );
}

function isTestCode(path: string): boolean {
  return isCode(formOf({ name: path, text: "" })) && isTestFile(path);
}

/** The folders of apps that stand among tests, each with a slash: those of a cdk.json, and of the file that it runs. */
async function appsIn(trees: readonly Tree[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const tree of trees)
    for (const path of tree.paths.filter((one) => posix.basename(one) === "cdk.json").slice(0, mostApps)) {
      const folder = folderOf(path);
      const app = /"app"\s{0,20}:\s{0,20}"([^"\n]{1,1000})"/.exec((await textIn(tree, path)) ?? "")?.[1];
      if (app === undefined) continue;
      if (isTestFile(`${folder}/app`)) found.add(`${folder}/`);
      for (const word of app.split(/[\s'";&\\]+/)) {
        const named = joinedFolder(folder, word);
        const file = [named, `${named}.ts`, `${named}.js`].find((one) => tree.has(one));
        if (file !== undefined && isTestFile(file)) found.add(`${folderOf(file)}/`).add(file);
      }
    }
  return [...found];
}

/** The tests that code imports which is none. */
async function importedIn(trees: readonly Tree[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const tree of trees) {
    const code = tree.paths.filter(
      (path) => isCode(formOf({ name: path, text: "" })) && !isTestFile(path) && !path.includes("node_modules/"),
    );
    for (const path of code.slice(0, mostRead)) {
      const text = await textIn(tree, path);
      if (text !== null && text.split("\n").some(mayImportTest))
        for (const one of importsIn(path, text, tree)) if (isTestFile(one)) found.add(one);
    }
  }
  return found;
}

function mayImportTest(line: string): boolean {
  return /import|from|require/.test(line) && /tests?|spec|IT\b/i.test(line);
}

async function textIn(tree: Tree, path: string): Promise<string | null> {
  if (!tree.has(path)) return null;
  const content = await tree.read(path, walkSizeLimit).catch(() => null);
  return content && !("unread" in content) ? content.text : null;
}
