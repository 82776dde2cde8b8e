/** The commands that read what others wrote, each loaded when it is called. What they are called with is plain data. */
import type { CheckOptions } from "./check";
import type { DeniedOptions } from "./denied";
import type { DiffCall } from "./diff";
import type { MayOptions } from "./may";
import type { NeedsOptions } from "./needs";
import type { PostureOptions } from "./posture-options";
import type { ExitCode, Terminal } from "./terminal";

const commands = {
  check: async ({ paths, options }: { paths: readonly string[]; options: CheckOptions }, terminal: Terminal) =>
    (await import("./check")).check(paths, options, terminal),
  denied: async ({ file, options }: { file: string; options: DeniedOptions }, terminal: Terminal) =>
    (await import("./denied")).denied(file, options, terminal),
  diff: async (call: DiffCall, terminal: Terminal) => (await import("./diff")).diff(call, terminal),
  may: async (options: MayOptions, terminal: Terminal) => (await import("./may")).may(options, terminal),
  needs: async ({ paths, options }: { paths: readonly string[]; options: NeedsOptions }, terminal: Terminal) =>
    (await import("./needs")).needs(paths, options, terminal),
  posture: async (options: PostureOptions, terminal: Terminal) =>
    (await import("./posture")).posture(options, terminal),
};

type Commands = typeof commands;
export type CommandName = keyof Commands;

/** The call of a command: its name, and what the command line says. */
export type Call = {
  [Name in CommandName]: { readonly command: Name; readonly request: Parameters<Commands[Name]>[0] };
}[CommandName];

/** Runs a command to its end. Rejects where it fails in a way that it does not foresee. */
export type RunCommand = (call: Call, terminal: Terminal) => Promise<ExitCode>;

/** In this thread: whoever calls it cannot hear signals while the command is busy. */
export const runHere: RunCommand = ({ command, request }, terminal) =>
  (commands[command] as (request: unknown, terminal: Terminal) => Promise<ExitCode>)(request, terminal);

/** Loads what a command works with, before its call has been read. */
export async function prepare(command: CommandName): Promise<void> {
  if (command === "check") await import("./check");
  if (command !== "posture") await import("../workspace/engine");
}
