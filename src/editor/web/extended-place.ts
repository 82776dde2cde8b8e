/** In a browser nothing is extended; stands in for `workspace/configuration/extended-place.ts`. */
export function extendedFile(): Promise<{ readonly wrong: string }> {
  return Promise.resolve({ wrong: "cannot be read in a browser" });
}
