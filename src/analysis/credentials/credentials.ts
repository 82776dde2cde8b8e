/** Static credentials: what a document holds of them, and how to take them out. The entry of this room. */
import type { SourceDocument } from '../document';
import type { CredentialText } from '../rules/credentials/credential-text';
import type { Parsers } from '../syntax';
import { readCodeKeys } from './code/code-keys';
import { formOf, grammarOf } from './form';
import { findKeyGroups, noHints } from './key-group';
import { lineFixes } from './line-removal';
import { isGenerated } from './look-alikes';

export { credentialGate } from './gate';
export { grammarsFor } from './form';

/** Every static credential of a document. Without parsers keys are found all the same; code is then not followed and gets no fixes. */
export function readCredentials(document: SourceDocument, parsers: Parsers | null): CredentialText {
  const form = formOf(document);
  if (isGenerated(document)) return { document, form, keys: [], staticProviders: [] };
  const grammar = grammarOf(document);
  const code = grammar && parsers ? readCodeKeys(parsers, grammar, document.text) : null;
  const groups = findKeyGroups(document.text, code?.hints() ?? noHints);
  return {
    document,
    form,
    keys: groups.map(group => ({ ...group, fixes: () => code?.fixes(group) ?? (form === 'assignments' || form === 'shell' ? lineFixes(document.text, group, form === 'shell') : []) })),
    staticProviders: code?.staticProviders() ?? [],
  };
}
