/** Tells in one pass whether a text may have credentials at all. Most files end here, so it is measured (`npm run bench`). */

/** What keys that tell themselves begin with or hold. `includes` skips to these much faster than a pattern finds them. */
const marks = [
  "AKIA",
  "ASIA",
  "ABIA",
  "ACCA",
  "ABSK",
  "Jb3JpZ2luX2Vj",
  "ZXIvYXdz",
  "AQoDYXdz",
  "-api-key-",
  "X-Amz-Signature",
  ".mws.",
  "da2-",
  "-at-",
  "-smtp.",
];

/** Access key ids, session tokens as they stand in base64, and the keys of single services. */
const values =
  /A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}|Jb3JpZ2luX2Vj|ZXIvYXdz|AQoDYXdz|ABSK[A-Za-z0-9+/]{100}|bedrock-api-key-[A-Za-z0-9+/]{40}|X-Amz-Signature(?:=|%3D)|amzn\.mws\.[0-9a-f]{8}-|da2-[a-z0-9]{26}|-at-\d{12}|email-smtp\./;

/** The names under which keys are handed on, in every spelling in use: `secretAccessKey`, `AWS_SECRET_KEY`, `aws-secret-access-key`. */
const names =
  /[kK](?:ey|EY)[-_ ]?[iI][dD]|[sS](?:ecret|ECRET)[-_. ]{0,2}(?:[aA](?:ccess|CCESS)[-_. ]{0,2})?[kK](?:ey|EY)|[aA](?:ws|WS)[-_. ]{0,2}[sS](?:ecret|ECRET)|[sS](?:ession|ESSION)[-_. ]{0,2}[tT](?:oken|OKEN)/;
/** Each of the names has one of these, which are found faster. */
const namesBegin = /[sS](?:ecret|ECRET|ession|ESSION)|[kK](?:ey|EY)[-_ ]?[iI][dD]/;

/** Whether `readCredentials` can have anything to say about a text. Linear, and it never says no where there is something. */
export function credentialGate(text: string): boolean {
  return (
    (marks.some((mark) => text.includes(mark)) && values.test(text)) || (namesBegin.test(text) && names.test(text))
  );
}
