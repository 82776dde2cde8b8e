import { keepHeapSmall } from "./small-heap";
import { exitCodeOf } from "./stop";
import { ExitCode, type Terminal } from "./terminal";

/** Never resolves: the client ends the process, or Ctrl+C does. */
export async function lsp(terminal: Terminal): Promise<ExitCode> {
  keepHeapSmall();
  const { serve } = await import("../lsp/server");
  terminal.signal.addEventListener("abort", () =>
    process.exit(terminal.stop.signal ? exitCodeOf(terminal.stop.signal) : ExitCode.unusable),
  );
  serve(process.stdin, process.stdout, { holdsLittle: true });
  return new Promise<never>(() => {});
}
