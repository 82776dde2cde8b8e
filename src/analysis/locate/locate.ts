/** The policies of a document, in whatever form it is written. */
import type { SourceDocument } from '../document';
import { mayHoldPolicy } from './gate';
import { locateJson } from './json';
import type { Located } from './located';
import { locateYaml } from './yaml';

const nothing: Located = { policies: [], problems: [] };

/** Finds the policies of a document; what has no policy costs next to nothing and yields no problem. */
export function locatePolicies(document: SourceDocument): Located {
  const form = mayHoldPolicy(document.text) ? formOf(document) : null;
  return form ? locators[form](document) : nothing;
}

/** Whether `locatePolicies` would read the document; the test is cheap and passes some that have none. */
export function mayHavePolicies(document: SourceDocument): boolean {
  return mayHoldPolicy(document.text) && formOf(document) !== null;
}

type PolicyForm = 'json' | 'yaml';

const locators: { readonly [form in PolicyForm]: (document: SourceDocument) => Located } = {
  json: locateJson,
  yaml: locateYaml,
};

const formOfLanguage: { readonly [languageId: string]: PolicyForm | undefined } = {
  json: 'json', jsonc: 'json', jsonl: 'json', yaml: 'yaml', cloudformation: 'yaml', 'cloudformation-yaml': 'yaml', 'cloudformation-json': 'json',
};
const formOfEnding: { readonly [ending: string]: PolicyForm | undefined } = {
  json: 'json', jsonc: 'json', json5: 'json', yaml: 'yaml', yml: 'yaml',
};

/** By the language, else by the ending of the name, else by the first characters; null for what holds no policy that we can read. */
function formOf({ languageId, name, text }: SourceDocument): PolicyForm | null {
  const known = formOfLanguage[languageId ?? ''] ?? formOfEnding[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
  if (known) return known;
  if (/\.(template|tpl|policy|txt)$|(^|[\\/])[^.\\/]*$/i.test(name) || languageId === 'plaintext') {
    if (/^\s*[{[]/.test(text)) return 'json';
    if (/^(AWSTemplateFormatVersion|Resources|Transform|Version|Statement)\s*:/m.test(text)) return 'yaml';
  }
  return null;
}
