/** Hovers of principals: who is meant. */
import { serviceOf } from "../../analysis/knowledge/service-principals";
import { readArn, textOf } from "../../analysis/policy/arn";
import { nameOfProvider } from "../../analysis/rules/support/oidc-providers";
import { tableOf } from "../../analysis/table";
import { code, type Markdown, md, prose } from "../../escape/markdown";
import { english, type Wording, wordingIn } from "../../wording/language";
import { type Reading, wordingOf } from "../reading";
import { type Spot, writtenText } from "../spots";
import type { HoverText } from "./hover-text";

export const principalTypes: Readonly<Record<string, string>> = tableOf({
  AWS: "Accounts, users and roles, by ARN or account id.",
  Service: "AWS services, by their service principal such as `lambda.amazonaws.com`.",
  Federated: "Identity providers: OIDC and SAML.",
  CanonicalUser: "An account by its canonical id, as Amazon S3 knows it.",
});

export function principalTypeHover(type: string, language = english): HoverText | null {
  const note = principalTypes[type];
  return note === undefined ? null : { sections: [md`**${type}**`, prose(wordingIn(language).of(note))] };
}

export function principalHover({ parts, principalType }: Spot, reading: Reading): HoverText | null {
  const text = writtenText(parts);
  const who = whoIs(text, principalType ?? "AWS", reading);
  return who === null ? null : { sections: [md`**${text}**`, who] };
}

function whoIs(text: string, type: string, { catalog, language }: Reading): Markdown | null {
  const wording = wordingOf({ language });
  if (type === "Service") {
    const service = serviceOf(text, catalog);
    return service === null
      ? null
      : wording.md`${service}, calling by itself. It acts on behalf of its customers: limit it with \`aws:SourceArn\` or \`aws:SourceAccount\`, save in a trust policy.`;
  }
  if (type === "Federated") return federated(text, wording);
  if (type !== "AWS") return null;
  if (text === "*") return wording.md`Everybody: every account, also callers without any. Only conditions limit it.`;
  if (/^\d{12}$/.test(text)) return wholeAccount(text, wording);
  const reading = readArn(text);
  const arn = reading.kind === "arn" ? reading.arn : null;
  const account = arn && textOf(arn.account);
  const resource = arn && textOf(arn.resource);
  if (!account || !resource) return null;
  if (resource === "root") return wholeAccount(account, wording);
  const [kind, name] = [resource.slice(0, resource.indexOf("/")), resource.slice(resource.lastIndexOf("/") + 1)];
  if (kind === "role") return wording.md`The role ${code(name)} of account ${account}: every session of it.`;
  if (kind === "user") return wording.md`The user ${code(name)} of account ${account}.`;
  if (kind === "assumed-role") return wording.md`One session of a role of account ${account}: ${code(name)}.`;
  return null;
}

function wholeAccount(account: string, wording: Wording): Markdown {
  return wording.md`The account ${account}: whoever in it is allowed to by a policy of theirs, not only its root user.`;
}

function federated(text: string, wording: Wording): Markdown | null {
  const oidc = nameOfProvider(text, "oidc");
  if (oidc !== null)
    return wording.md`Whoever signs in with the OIDC provider ${code(oidc)}. Limit it with its keys ${code(`${oidc}:sub`)} and ${code(`${oidc}:aud`)}.`;
  const saml = nameOfProvider(text, "saml");
  if (saml !== null)
    return wording.md`Whoever signs in with the SAML provider ${code(saml)}. Limit it with \`SAML:aud\`.`;
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text)
    ? wording.md`Whoever signs in with ${code(text)}. Limit it with its keys ${code(`${text}:aud`)} and ${code(`${text}:sub`)}.`
    : null;
}
