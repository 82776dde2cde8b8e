/** Whom the principal of a statement means, and how closely it names them. */
import { arnOf, textOf } from "./arn";
import type { Item, PrincipalElement, PrincipalGroup, Statement } from "./model";
import type { RequestPrincipal } from "./request";
import { and, not, or, some, type Truth } from "./truth";
import { literally, Pattern } from "./wildcard";

/**
 * How closely a statement names the principal. What names the principal itself grants by itself in the same account;
 * what names a session's role is still limited by boundary and session policies; what names the account leaves it to
 * the policies of the principal.
 */
export interface PrincipalMatch {
  readonly direct: Truth;
  readonly role: Truth;
  readonly account: Truth;
}

const none: PrincipalMatch = { direct: false, role: false, account: false };

/** How the element of a statement with an effect names a principal. */
export function principalMatches(
  element: PrincipalElement,
  principal: RequestPrincipal,
  effect: Statement["effect"],
): PrincipalMatch {
  const named = namedBy(element, principal);
  if (element.name === "Principal") return named;
  const others = not(or(named.direct, named.role));
  const isItself = principal.kind === "root" && named.account === true;
  if (named.account === false || isItself) return { ...none, direct: isItself ? false : others };
  return { ...none, direct: and(others, exceptsOnly(element, principal.account, effect) ? true : "unknown") };
}

/**
 * Whether the account beside others of it is excepted for them alone: AWS looks at the account first and then at the
 * user or role, so both are named (IAM user guide, "NotPrincipal"). What an account alone excepts, AWS does not say.
 */
export function exceptsOnly(element: PrincipalElement, account: string, effect: Statement["effect"]): boolean {
  const isOther = ({ value }: Item): boolean => {
    const arn = arnOf(value ?? "");
    return arn !== null && textOf(arn.account) === account && textOf(arn.resource) !== "root";
  };
  return effect === "Deny" && element.groups.some(({ type, items }) => type === "AWS" && items.some(isOther));
}

/** AWS denies whoever has a permissions boundary, whomever a Deny excepts (IAM user guide, "NotPrincipal"). */
export function deniesBounded({ effect, notPrincipal }: Statement): boolean {
  return effect === "Deny" && notPrincipal !== null;
}

function namedBy(element: PrincipalElement, principal: RequestPrincipal): PrincipalMatch {
  const direct = or(
    element.bare ? isEverybody(element.bare) : false,
    some(element.groups, (group) => inGroup(group, (item) => namesDirectly(group.type, item, principal))),
  );
  const aws = element.groups.filter((group) => group.type === "AWS");
  const role =
    principal.role === null ? false : some(aws, (group) => inGroup(group, (item) => namesRole(item, principal)));
  const account =
    principal.account === "" ? false : some(aws, (group) => inGroup(group, (item) => namesAccount(item, principal)));
  return element.complete ? { direct, role, account } : { direct: or(direct, "unknown"), role, account };
}

function inGroup(group: PrincipalGroup, test: (item: Item) => Truth): Truth {
  const found = some(group.items, (item) => {
    const match = test(item);
    return item.conditional && match === true ? "unknown" : match;
  });
  return group.complete ? found : or(found, "unknown");
}

/** `*`; a text with a hole may turn out to be it. */
function isEverybody(item: Item): Truth {
  return textIs(item, "*");
}

/** Wildcards mean nothing in a principal but for `*` alone. */
function textIs(item: Item, text: string): Truth {
  if (item.value !== null) return item.value === text;
  return Pattern.of(literally(item.parts)).matches(text);
}

function namesDirectly(type: string, item: Item, principal: RequestPrincipal): Truth {
  switch (type) {
    case "AWS":
      if (principal.kind === "service" || principal.kind === "provider") return isEverybody(item);
      return or(isEverybody(item), textIs(item, principal.text));
    case "Service":
      return principal.kind === "service" ? or(isEverybody(item), textIs(item, principal.text)) : false;
    case "Federated":
      return principal.kind === "provider" ? or(isEverybody(item), textIs(item, principal.text)) : false;
    // A canonical user id stands for an account, and nothing tells for which.
    case "CanonicalUser":
      return principal.account === "" ? false : "unknown";
    default:
      return false;
  }
}

/** The ARN of a role; its path is not part of a session's ARN. */
function namesRole(item: Item, principal: RequestPrincipal): Truth {
  if (item.value === null)
    return textIs(item, `arn:${principal.partition}:iam::${principal.account}:role/${principal.role}`);
  const match = /^arn:([\w-]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(item.value);
  return (
    match !== null && match[1] === principal.partition && match[2] === principal.account && match[3] === principal.role
  );
}

function namesAccount(item: Item, principal: RequestPrincipal): Truth {
  return or(textIs(item, principal.account), textIs(item, `arn:${principal.partition}:iam::${principal.account}:root`));
}
