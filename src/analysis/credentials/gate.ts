/** Tells in one pass whether a text may have credentials at all. Most files end here, so it is measured (`npm run bench`). */
import { type Form, isCode } from "../source/forms";
import { accessKeyIdSigns } from "./access-key-id";
import { mayHandOverKeys } from "./code/hand-over";
import { findKeyGroups } from "./key-group";
import { kinds } from "./kinds/generated/index";
import { sessionTokenSigns } from "./session-token";

/** Credentials that show by their value; the others have one of the names below. */
const signs = [accessKeyIdSigns, sessionTokenSigns, ...kinds];

/** The names under which keys are handed on, in every spelling in use: `secretAccessKey`, `AWS_SECRET_KEY`, `aws-secret-access-key`. */
const names =
  /[kK](?:ey|EY)[-_ ]?[iI][dD]|[sS](?:ecret|ECRET)[-_. ]{0,2}(?:[aA](?:ccess|CCESS)[-_. ]{0,2})?[kK](?:ey|EY)|[aA](?:ws|WS)(?:[-_. ]?[A-Za-z0-9]{1,12}){0,2}?[-_. ]{0,2}[sS](?:ecret|ECRET)|[sS](?:ession|ESSION)[-_. ]{0,2}[tT](?:oken|OKEN)/;
/** Each of the names has one of these, which are found faster. */
const namesBegin = /[sS](?:ecret|ECRET|ession|ESSION)|[kK](?:ey|EY)[-_ ]?[iI][dD]/;

/** Every text with a credential that shows by its value has one of these. */
export const credentialMarks = signs.flatMap(({ marks }) => marks);

/** Every text with a credential has one of these, in some case. */
export const credentialWords = [...credentialMarks, "secret", "session", "keyid", "key-id", "key_id", "key id"];

/**
 * Whether `readCredentials` can have anything to say about a text. Linear, and it never says no where there is something.
 * @param mayHaveMarks false where it is known that none of `credentialMarks` stands in it
 */
export function credentialGate(text: string, mayHaveMarks = true): boolean {
  return (
    (mayHaveMarks && signs.some(({ marks, holds }) => marks.some((mark) => text.includes(mark)) && holds.test(text))) ||
    (namesBegin.test(text) && names.test(text))
  );
}

/** The same of a document whose form is known: most code that has such names hands no key over, and needs no tree. */
export function mayHaveCredentials(text: string, form: Form, mayHaveMarks = true): boolean {
  if (!credentialGate(text, mayHaveMarks)) return false;
  return (
    !isCode(form) ||
    mayHandOverKeys(text, form) ||
    kinds.some(({ find }) => [...find(text)].length > 0) ||
    findKeyGroups(text).length > 0
  );
}
