/** `planeguard denied`: reads the message of an AccessDenied, and says where it is mended. */
import { resolve } from "node:path";

import { version } from "../../package.json";
import { catalogDate } from "../catalog/generated/about";
import { deliver } from "./deliver";
import { standardInput } from "./standard-input";
import { exitCodeOf } from "./stop";
import { ExitCode, type Terminal } from "./terminal";

export interface DeniedOptions {
  readonly format: "text" | "json";
}

/** 0 where it explains a message; 2 where there is none, or the file cannot be read. */
export async function denied(file: string, { format }: DeniedOptions, terminal: Terminal): Promise<ExitCode> {
  const { contentOf, deniedIn, readContent, reasonOf } = await import("../workspace/engine");
  let text: string;
  try {
    const content =
      file === standardInput
        ? contentOf(await terminal.readStandardInput())
        : readContent(resolve(terminal.folder, file));
    if ("unread" in content) throw new Error(content.unread === "large" ? "it is too large" : "it is a binary file");
    text = content.text;
  } catch (error) {
    terminal.err(`planeguard: could not read ${file}: ${reasonOf(error)}\n`);
    return ExitCode.unusable;
  }
  const found = await deniedIn({ text, folder: terminal.folder, signal: terminal.signal });
  const { signal } = terminal.stop;
  if (signal !== null) return exitCodeOf(signal);
  if (found.length === 0)
    terminal.err(
      `planeguard: there is no message of an access denial in ${file === standardInput ? "standard input" : file}\n`,
    );
  const { deniedJson, deniedText } = await import("../report/denied-text");
  const written =
    format === "json"
      ? deniedJson(found, { name: "planeguard", version, catalogDate })
      : deniedText(found, { colour: terminal.colour });
  if (!deliver([{ text: written }], terminal)) return ExitCode.unusable;
  return found.length === 0 ? ExitCode.unusable : ExitCode.clean;
}
