/** How AWS Lambda is told what to call. */
import type { CompiledCode } from "./unit";

/** `src/app.handler` as the file, without its ending, and the name in it. */
export function entryOfHandler(handler: string, runtime: string): { readonly entry: string; readonly name: string } {
  const dot = handler.lastIndexOf(".");
  if (/^ruby/i.test(runtime)) {
    // `source.LambdaFunctions::Handler.process`
    const first = handler.indexOf(".", handler.lastIndexOf("/") + 1);
    return { entry: first < 0 ? handler : handler.slice(0, first), name: dot < 0 ? "" : handler.slice(dot + 1) };
  }
  const module = dot < 0 ? handler : handler.slice(0, dot);
  return {
    entry: /^python/i.test(runtime) ? module.replaceAll(".", "/") : module,
    name: dot < 0 ? "" : handler.slice(dot + 1),
  };
}

/** `python3.13`, or CDK's `PYTHON_3_13`; null for a runtime whose code is not followed. */
export function handlerLanguage(runtime: string): "python" | "javascript" | null {
  if (/^python/i.test(runtime)) return "python";
  return /^nodejs/i.test(runtime) ? "javascript" : null;
}

/**
 * `java21`, `dotnet8`, `provided.al2023`, or CDK's `JAVA_21`, `DOTNET_8`, `PROVIDED_AL2023`; null for a runtime that is given sources.
 * What runs on a runtime that is only provided may be Go: its sources tell.
 */
export function compiledLanguage(runtime: string): CompiledCode["language"] | null {
  if (/^java_?\d/i.test(runtime)) return "java";
  if (/^dotnet/i.test(runtime)) return "csharp";
  return /^(?:go_?1[._]x$|provided(?:$|[._]))/i.test(runtime) ? "go" : null;
}
