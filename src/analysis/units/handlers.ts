/** How AWS Lambda is told what to call. */

/** `src/app.handler` as the file, without its ending, and the name in it. */
export function entryOfHandler(handler: string, runtime: string): { readonly entry: string; readonly name: string } {
  const dot = handler.lastIndexOf(".");
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
 * `java21`, `provided.al2023`, or CDK's `JAVA_21`, `PROVIDED_AL2023`; null for a runtime that is given sources.
 * What runs on a runtime that is only provided may be Go: its sources tell.
 */
export function compiledLanguage(runtime: string): "go" | "java" | null {
  if (/^java_?\d/i.test(runtime)) return "java";
  return /^(?:go_?1[._]x$|provided(?:$|[._]))/i.test(runtime) ? "go" : null;
}
