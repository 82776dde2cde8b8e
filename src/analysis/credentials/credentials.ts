/** The static credentials of a document: the entry of this room. */
import type { SourceDocument } from '../document';
import type { CredentialText } from '../rules/credentials/credential-text';
import type { Parsers } from '../syntax';
import { formOf } from './form';
import { findKeyGroups } from './key-group';
import { isGenerated } from './look-alikes';

export { grammarsFor } from './form';
export { credentialGate } from './gate';

/** Everything that rules ask of a document. `parsers` may be null: then what only a syntax tree tells is left out. */
export function readCredentials(document: SourceDocument, _parsers: Parsers | null): CredentialText {
  const keys = isGenerated(document) ? [] : findKeyGroups(document.text);
  return { document, form: formOf(document), keys: keys.map(key => ({ ...key, fixes: () => [] })), staticProviders: [] };
}
