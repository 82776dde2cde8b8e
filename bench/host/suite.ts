/** What the launcher calls in the extension host of a real VS Code: measures there and prints one line of figures. */
import { join } from "node:path";

import * as vscode from "vscode";

/** Begins the line of figures among all that VS Code writes to the console. */
const mark = "┊ ";

export interface HostFigures {
  /** Milliseconds until `activate()` has returned, of Planeguard and of an extension that does nothing. */
  readonly activation: number;
  readonly emptyActivation: number;
  /** The longest times, in milliseconds, for which nothing else could run in the host while somebody typed; the longest first. */
  readonly blocked: readonly number[];
  /** Milliseconds from a key that makes a mistake in a policy of 20 statements until the mistake is reported, each time. */
  readonly toSquiggle: readonly number[];
}

export async function run(): Promise<void> {
  // What VS Code does for the first one only is not to be counted.
  await activated("bench.first");
  const emptyActivation = await activated("bench.empty");
  const activation = await activated("planeguard.planeguard");
  const blocked = await typing();
  const toSquiggle = await squiggles();
  console.log(mark + JSON.stringify({ activation, emptyActivation, blocked, toSquiggle } satisfies HostFigures));
}

async function activated(id: string): Promise<number> {
  const extension = vscode.extensions.getExtension(id)!;
  if (extension.isActive) throw new Error(`${id} is active already`);
  const started = performance.now();
  await extension.activate();
  return performance.now() - started;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Puts a letter too many into an action, and takes it away again, as often as it takes to know how long that is. */
async function squiggles(): Promise<number[]> {
  const uri = vscode.Uri.file(join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, "small.json"));
  const editor = await vscode.window.showTextDocument(uri);
  const text = editor.document.getText();
  const at = editor.document.positionAt(text.indexOf("s3:GetObject") + "s3:GetObject".length);
  const isFound = () => vscode.languages.getDiagnostics(uri).some(({ message }) => message.includes("GetObjectx"));
  // What is checked for the first time says how quickly it is.
  await pause(3000);
  const figures: number[] = [];
  for (let round = 0; round < 25; round++) {
    editor.selection = new vscode.Selection(at, at);
    const started = performance.now();
    await vscode.commands.executeCommand("type", { text: "x" });
    await until(isFound, 1);
    figures.push(performance.now() - started);
    await editor.edit((edit) => edit.delete(new vscode.Range(at, at.translate(0, 1))));
    await until(() => !isFound(), 1);
    await pause(150);
  }
  return figures.slice(5);
}

/** Types into the policy of the workspace as a person does: the cursor moves, the light bulb is looked for, now and then there is a pause. */
async function typing(): Promise<number[]> {
  const uri = vscode.Uri.file(join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, "policy.json"));
  const editor = await vscode.window.showTextDocument(uri);
  const { document } = editor;
  await until(() => vscode.languages.getDiagnostics(uri).some(({ source }) => source === "Planeguard"));
  const at = document.positionAt(
    document.getText().indexOf('"Action"', document.getText().length / 2) + '"Action": ['.length,
  );
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(editor.selection);
  // What is loaded once, and compiled while it is called first, is no typing.
  for (const word of ['"s3:Get"', '"s3:Put"']) await type(word);
  await pause(1500);
  const gaps = watchLoop();
  for (const word of ['"s3:GetObject"', '"ec2:RunInst"', '"dynamodb:*"', '"sqs:SendMessge"']) {
    await type(word);
    await pause(700);
  }
  return gaps();
}

async function type(word: string): Promise<void> {
  for (const letter of word) {
    await vscode.commands.executeCommand("type", { text: letter });
    await pause(90);
  }
  await vscode.commands.executeCommand("undo");
}

/** Looks again after so many milliseconds. */
async function until(ready: () => boolean, every = 50): Promise<void> {
  for (const started = performance.now(); !ready(); await pause(every))
    if (performance.now() - started > 20_000) throw new Error("what is found in the policy is not what was waited for");
}

/**
 * Notes for how long nothing else could run, until the returned function is called. What counts is the time that the
 * host's thread worked from one turn to the next: what it waited for a processor that others had is not its doing.
 */
function watchLoop(): () => number[] {
  // Of Node 24, which VS Code has.
  const { threadCpuUsage } = process as unknown as { threadCpuUsage(): NodeJS.CpuUsage };
  const worked = () => {
    const { user, system } = threadCpuUsage();
    return (user + system) / 1000;
  };
  const turns: number[] = [];
  let last = worked();
  const timer = setInterval(() => {
    const now = worked();
    turns.push(now - last);
    last = now;
  }, 4);
  return () => {
    clearInterval(timer);
    return turns.sort((a, b) => b - a).slice(0, 10);
  };
}
