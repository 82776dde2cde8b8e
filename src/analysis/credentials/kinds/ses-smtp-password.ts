/** SMTP passwords of Amazon SES. */
import { findAccessKeyIds } from "../access-key-id";
import { type CredentialKind, foundAt } from "../kind";
import { looksRandom } from "../secret";

const smtpPassword = /(?<![A-Za-z0-9+/])B[A-P][A-Za-z0-9+/]{42}(?![A-Za-z0-9+/=])/g;

/** A name with what gives it a value: a sign, perhaps a type, or the word `value`. */
const passwordBefore = /(?:pass(?:word|wd)?|pwd|secret)(?:\W{1,30}(?:string|str|value)\W{1,10}|\W{1,12})$/i;

const kind: CredentialKind = {
  id: "ses-smtp-password",
  marks: ["-smtp."],
  holds: /email-smtp\./,
  roleTakesOver: false,
  /** Forty-four characters of base64 are nothing special: their user name or SES's mail server must stand near. */
  *find(text) {
    if (!/smtp/i.test(text)) return;
    const ids = findAccessKeyIds(text);
    let next = 0;
    for (const { 0: value, index } of text.matchAll(smtpPassword)) {
      const around = text.slice(Math.max(0, index - 800), index + 800);
      while (next < ids.length && ids[next]!.span.start <= index - 400) next++;
      const near = ids[next];
      const userName = near && near.span.start < index + 400 ? near : null;
      const isPassword = passwordBefore.test(text.slice(Math.max(0, index - 60), index));
      if (!looksRandom(value) || !/smtp/i.test(around) || !(userName || (isPassword && /email-smtp\./.test(around))))
        continue;
      yield foundAt(index, value, {
        account: userName?.account ?? null,
        userName: userName?.span.start ?? null,
      });
    }
  },
};

export default kind;
