/** A browser reads no other files; stands in for `workspace/local-modules.ts`. */
import type { SourceDocument } from "../../analysis/source/document";

export function withLocalModules(document: SourceDocument): Promise<SourceDocument> {
  return Promise.resolve(document);
}
