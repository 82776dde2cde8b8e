import type { ExitCode, Terminal } from "./terminal";

/** Never resolves: the client ends the process, or Ctrl+C does. */
export async function lsp(terminal: Terminal): Promise<ExitCode> {
  const { serve } = await import("../lsp/server");
  terminal.signal.addEventListener("abort", () => process.exit(130));
  serve(process.stdin, process.stdout);
  return new Promise<never>(() => {});
}
