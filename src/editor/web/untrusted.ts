/** A browser checks no trees; stands in for `workspace/untrusted.ts`. */
export function liesIn(): Promise<boolean> {
  return Promise.resolve(false);
}
