/** The texts of a notebook's cells, as an editor shows them. */

interface WrittenCell {
  readonly source?: unknown;
}

/** One a cell, in their order; null where the text is not a notebook. */
export function cellSources(notebook: string): readonly string[] | null {
  let cells: unknown;
  try {
    ({ cells } = JSON.parse(notebook) as { readonly cells?: unknown });
  } catch {
    return null;
  }
  if (!Array.isArray(cells)) return null;
  return cells.map((cell: WrittenCell | null) => {
    const source = cell?.source;
    return typeof source === "string" ? source : Array.isArray(source) ? source.map(String).join("") : "";
  });
}
