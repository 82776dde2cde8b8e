/** Tells in one pass whether a text may have credentials at all. Most files end here. */

/** The prefixes of access key ids, and of session tokens as they stand in base64. */
const literals = /A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}|Jb3JpZ2luX2Vj|ZXIvYXdz|AQoDYXdz/;

/** How the keys of single services begin or are marked. */
const services = /ABSK[A-Za-z0-9+/]{100}|bedrock-api-key-[A-Za-z0-9+/]{40}|X-Amz-Signature(?:=|%3D)|amzn\.mws\.[0-9a-f]{8}-|da2-[a-z0-9]{26}|-at-\d{12}|email-smtp\./;

/** The names under which keys are handed on, in every spelling in use: `secretAccessKey`, `AWS_SECRET_KEY`, `aws-secret-access-key`. */
const names = /[kK](?:ey|EY)[-_ ]?[iI][dD]|[sS](?:ecret|ECRET)[-_. ]{0,2}(?:[aA](?:ccess|CCESS)[-_. ]{0,2})?[kK](?:ey|EY)|[aA](?:ws|WS)[-_. ]{0,2}[sS](?:ecret|ECRET)|[sS](?:ession|ESSION)[-_. ]{0,2}[tT](?:oken|OKEN)/;

/** Whether `readCredentials` can have anything to say about a text. Linear, and it never says no where there is something. */
export function credentialGate(text: string): boolean {
  return literals.test(text) || names.test(text) || services.test(text);
}
