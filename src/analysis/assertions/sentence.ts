/** Assertions and what breaks them, in words. */
import type { Request } from "../policy/request";
import type { Claim, Exceptions, HolderName, Who } from "./assertion";
import type { Broken } from "./outcome";

const mostNamed = 4;

/** What a claim means, where nobody has said it in a sentence. */
export function claimSentence(claim: Claim): string {
  switch (claim.kind) {
    case "never":
      return `${whoText(claim.who)} ${what(claim.actions)}${onText(claim.on)}${exceptText(claim.except)}.`;
    case "possible":
      return `${holdersText(claim.holders)} must be able to do ${listed(claim.actions, "and")}${onText(claim.on)}.`;
    case "administrators":
      return `Nobody is, or can make themselves, an administrator${exceptText(claim.except)}.`;
    case "escalation":
      return `Nobody can get more permissions than they have${exceptText(claim.except)}.`;
    case "regions":
      return `Nothing can be done outside of ${listed(claim.regions, "and")}${exceptText(claim.except)}.`;
  }
}

function whoText(who: Who): string {
  switch (who.of) {
    case "holders":
      return `${holdersText(who.names)} may not`;
    case "others":
      return `Only ${holdersText(who.names)} may`;
    case "everybody":
      return "Nobody may";
    case "people":
      return "No user or group may";
    case "public":
      return "The public may not";
    case "outside":
      return who.known.length > 0 ? `Nobody outside of ${listed(who.known, "and")} may` : "No stranger may";
  }
}

function what(actions: readonly string[]): string {
  return actions.includes("*") ? "do anything" : `do ${listed(actions, "or")}`;
}

function onText(on: readonly string[]): string {
  return on.length === 0 ? "" : ` on ${listed(on, "or")}`;
}

function exceptText({ actions, resources, holders, when }: Exceptions): string {
  const all = [...holders.map(({ kind, name }) => `${kind}:${name}`), ...actions, ...resources];
  const under = when.length > 0 ? " under the conditions that are excepted" : "";
  if (all.length === 0) return under === "" ? "" : `, but${under}`;
  return `, except ${listed(all, "and")}${under === "" ? "" : ` and${under}`}`;
}

function holdersText(names: readonly HolderName[]): string {
  return listed(
    names.map(({ kind, name }) => `${kind}:${name}`),
    "and",
  );
}

/** `a`, `b` and 2 more */
function listed(texts: readonly string[], word: "and" | "or"): string {
  const shown = texts.slice(0, mostNamed).map((text) => `\`${text.replaceAll("`", "'")}\``);
  if (texts.length > mostNamed) shown.push(`${texts.length - mostNamed} more`);
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} ${word} ${shown.at(-1)!}`;
}

/** What shows that an assertion is broken, as a sentence. */
export function brokenSentence({ verdict, subject, witness, because }: Broken): string {
  const name = `\`${subject.name.replaceAll("`", "'")}\``;
  const isIdentity = subject.kind === "identity";
  if (!witness) return `${because === null ? `${name} may let somebody in` : `Of ${name}: ${because}`}.`;
  const who = isIdentity ? name : `\`${witness.principal}\``;
  const request = `${who} ${verdict === "broken" ? "may do" : "could do"} ${requestText(witness, isIdentity ? null : name)}`;
  if (because === null) return `${request}.`;
  return `Of ${name}: ${because}; ${request}.`;
}

/** What the principal itself tells. */
const saidByPrincipal = /^aws:principal(?:account|arn|isawsservice|type)$/i;

/**
 * `s3:GetObject` on `arn:…`, with `aws:SourceIp` = `10.0.0.1`
 * @param own what is held to the assertion, where it is the resource: named so where no ARN of it is known
 */
function requestText({ action, resource, context }: Request, own: string | null): string {
  const values = Object.entries(context)
    .filter(([key]) => !saidByPrincipal.test(key))
    .slice(0, mostNamed)
    .map(([key, value]) => `\`${key}\` = \`${typeof value === "string" ? value : value.join(", ")}\``);
  return `\`${action}\` on ${(resource === "${…}" ? own : null) ?? `\`${resource}\``}${values.length > 0 ? `, with ${values.join(" and ")}` : ""}`;
}
