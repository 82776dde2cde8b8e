/** Condition keys that the requests of a statement's actions never have. */
import type { Catalog } from "../../../catalog/catalog";
import { servicePrefixOf } from "../../policy/action-name";
import type { Statement } from "../../policy/model";
import type { ConditionUse } from "./condition-uses";
import type { KnownAction } from "./every-resource";
import { actionsMeant } from "./meant-actions";

const ofRequest = /^aws:(requesttag\/|tagkeys$)/;
/** What comes with the credentials of the caller, whatever they call; and keys of which the reference does not tell whose they are. */
const handedOn =
  /resourcetag\/|^(?:ec2:(?:sourceinstancearn|roledelivery)|lambda:sourcefunctionarn|ssm:sourceinstancearn)$|^(?:aws-marketplace|catalog|cognito-identity[a-z-]*|glue|iot|kms|saml|sts|identitystore|identitycenter):|^[^:]*\./;

/** Keys whose actions the reference lists; of a global key all requests have one, and resource tags are another rule's. */
function isListed({ name, known }: ConditionUse): boolean {
  return (
    known !== null &&
    (ofRequest.test(name) || !name.startsWith("aws:")) &&
    !/resourcetag\/|^ec2:sourceinstancearn$|^aws-marketplace:/.test(name)
  );
}

function has({ action, types }: KnownAction, key: string): boolean {
  return (
    action.conditionKeys.includes(key) ||
    action.resourceTypes.some((one) => one.conditionKeys.includes(key)) ||
    types.some((type) => type.conditionKeys.includes(key))
  );
}

/** All actions that the statement means, where there are some and all are known. */
function actionsOf({ action }: Statement, catalog: Catalog): readonly KnownAction[] | null {
  if (!action?.complete || action.items.length === 0) return null;
  const meanings = action.items.map((item) => actionsMeant(item, catalog).actions);
  return meanings.every((actions) => actions.length > 0) ? meanings.flat() : null;
}

/** The actions of the statement, where all are known and the requests of none of them have the key; else null. */
export function actionsWithout(use: ConditionUse, catalog: Catalog): readonly KnownAction[] | null {
  if (!isListed(use)) return null;
  const actions = actionsOf(use.statement, catalog);
  if (!actions) return null;
  const [prefix = ""] = use.name.split(":");
  const isOwn = prefix === "aws" || actions.some((one) => serviceOf(one) === prefix);
  // Services of one family share keys.
  if (!isOwn && (handedOn.test(use.name) || actions.some((one) => isRelated(serviceOf(one), prefix)))) return null;
  const key = use.known!.name;
  return actions.every((one) => !has(one, key)) && isSomewhere(key, actions, catalog) ? actions : null;
}

function serviceOf({ name }: KnownAction): string {
  return servicePrefixOf(name).toLowerCase();
}

function isRelated(one: string, two: string): boolean {
  return one.startsWith(two) || two.startsWith(one) || one.split("-")[0] === two.split("-")[0];
}

/** Whether the reference gives the key to some action of the service: those that it gives to none it does not tell about. */
function isSomewhere(key: string, actions: readonly KnownAction[], catalog: Catalog): boolean {
  const prefix = key.startsWith("aws:") ? serviceOf(actions[0]!) : key.split(":")[0]!;
  return (
    catalog
      .service(prefix)
      ?.actions.some(
        (one) => one.conditionKeys.includes(key) || one.resourceTypes.some((type) => type.conditionKeys.includes(key)),
      ) ?? false
  );
}
