/** How V8 compiles in a process that ends with its check. */
import { setFlagsFromString } from "node:v8";

/** In bytes of bytecode that a function runs before V8 makes a faster one of it; 16 times as many as usual. */
const budget = 1 << 20;

/**
 * V8 optimises what has run for some milliseconds, in other threads and for each worker anew: of a check that takes seconds that is a third, and most
 * of it is never earned back. Loops over a long text come to the bound all the same. Not for a process in which others work, such as an editor.
 * Of the WebAssembly of grammars it makes a second, faster code when each has hardly begun, which most files do not earn back either.
 * To be called when the threads have loaded: those that start later compile Node's own modules anew.
 */
export function optimiseLate(): void {
  setFlagsFromString(`--interrupt-budget=${budget}`);
  for (const flag of ["--no-wasm-dynamic-tiering", "--no-wasm-tier-up"]) setFlagsFromString(flag);
}
