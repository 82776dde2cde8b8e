/** Conditions on who calls and how, which the caller may be able to meet or to avoid. */
import type { ConditionElement, Statement } from "../../policy/model";
import { operatorInfo } from "../../policy/operators";

/** Keys about the caller and how they call: who has the permissions meets them. */
const aboutCall =
  /^aws:(multifactorauth\w*|sourceip|sourcevpc|sourcevpce|vpcsourceip|sourcevpcarn|currenttime|epochtime|tokenissuetime|securetransport|useragent|referer|requestedregion|viaawsservice)$/;

const aboutCaller = /^aws:(principal\w*(\/.*)?|userid|username|sourceidentity|federatedprovider)$|^saml:/;

function isAboutCaller(key: string): boolean {
  const name = key.toLowerCase();
  return aboutCall.test(name) || (aboutCaller.test(name) && !name.startsWith("aws:principalistype")) || isClaim(name);
}

/** What an identity provider says of who signs in: `token.example.com/path:sub`. */
function isClaim(key: string): boolean {
  const colon = key.lastIndexOf(":");
  return /^(?:sub|aud|amr)$/.test(key.slice(colon + 1)) && /\.[a-z]+(?:\/|$)/.test(key.slice(0, Math.max(colon, 0)));
}

/** Whether a Deny holds for some ways to call only, so that a caller may choose another. */
export function isAvoidable(condition: ConditionElement | null): boolean {
  return condition?.blocks.some((block) => block.keys.some((key) => aboutCall.test(key.name.toLowerCase()))) ?? false;
}

/** Whether a Deny holds whatever the holder asks for: it speaks of nothing but who they are. */
export function isInescapable(condition: ConditionElement | null): boolean {
  return (
    condition === null ||
    (!isAvoidable(condition) && condition.blocks.every((block) => block.keys.every((key) => isAboutCaller(key.name))))
  );
}

/** Whether a Deny is about all but what it names: all of its conditions say what is left out. */
export function isUnless(condition: ConditionElement | null): boolean {
  return (
    condition?.blocks.every(({ parsed, keys }) => {
      const info = parsed && operatorInfo(parsed.name);
      return (
        info === null ||
        info === undefined ||
        info.negated ||
        keys.every(
          (key) =>
            isAboutCaller(key.name) || (info.type === "Null" && key.items.some(({ value }) => value !== "false")),
        )
      );
    }) ?? true
  );
}

export function withoutCaller(statement: Statement): Statement {
  const { condition } = statement;
  const sure = { ...statement, conditional: statement.effect === "Deny" && statement.conditional };
  if (!condition) return sure;
  const blocks = condition.blocks.map((block) => ({
    ...block,
    keys: block.keys.filter((key) => !isAboutCaller(key.name)),
  }));
  return { ...sure, condition: { ...condition, blocks } };
}
