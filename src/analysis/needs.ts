/** What a document needs of what has to be loaded: a cheap gate over its text decides. */
import type { Needs } from "./analysis";
import { marker } from "./control/suppression";
import { credentialGate } from "./credentials/credentials";
import { grammarsFor, mayAttachPolicies, mayHavePolicies } from "./locate/locate";
import type { SourceDocument } from "./source/document";

/** Documents over this many characters are not read (shared/CLI.md); a problem says so. */
export const sizeLimit = 2 * 1024 * 1024;

export function needs(document: SourceDocument): Needs {
  const { text } = document;
  if (text.length > sizeLimit) return { catalog: false, managed: false, credentials: false, grammars: [] };
  const managed = mayAttachPolicies(document);
  const catalog = managed || mayHavePolicies(document);
  const credentials = credentialGate(text);
  return {
    catalog,
    managed,
    credentials,
    grammars: catalog || credentials || text.includes(marker) ? grammarsFor(document) : [],
  };
}
