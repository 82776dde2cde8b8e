/** What both launchers call in the extension host: runs the suites that stand beside this file. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";

import Mocha from "mocha";
import * as vscode from "vscode";

/** Marks the lines of the report among all that VS Code writes to the console. */
const mark = "┊ ";

Mocha.reporters.Base.consoleLog = (...line: unknown[]) =>
  console.log(mark + format(...line).replaceAll("\n", `\n${mark}`));

export async function run(): Promise<void> {
  const { extensionPath } = vscode.extensions.getExtension("planeguard.planeguard")!;
  const mocha = new Mocha({
    reporter: join(extensionPath, "scripts/lib/counting-reporter.cjs"),
    timeout: 60_000,
    // `npm test` names what needed it.
    retries: 1,
    forbidOnly: true,
    forbidPending: true,
  });
  const { PLANEGUARD_TESTS: words } = process.env;
  if (words) mocha.fgrep(words);
  const files = readdirSync(__dirname).filter((name) => name.endsWith(".test.js"));
  for (const name of files) mocha.addFile(join(__dirname, name));
  await mocha.loadFilesAsync();
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => (failures === 0 ? resolve() : reject(new Error(`${failures} failed`))));
  });
}
