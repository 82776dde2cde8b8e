/** Actions that a name which is none may have been meant to be. */
import type { Catalog, Service } from "../../../catalog/catalog";
import { actionsOfOperation, neighboursOf } from "../../knowledge/api-names";
import { oncePer } from "../../memo";
import { Candidates } from "./closest";

/** Actions in AWS's spelling that the name may have been meant to be. */
export function meantBy(name: string, service: Service, catalog: Catalog): readonly string[] {
  const granted = actionsOfOperation(service.prefix, name);
  if (granted.length > 0) return granted;
  for (const prefix of neighboursOf(service.prefix)) {
    const action = catalog.service(prefix)?.action(name);
    if (action) return [`${prefix}:${action.name}`];
  }
  if (/[*?]/.test(name)) return closestPattern(name, service);
  const near = namesOf(service)
    .closest(name)
    .filter((action) => !changesVerb(name, action, service));
  const meant = near.length > 0 ? near : [...begunBy(name, service), ...withOneWordMore(name, service)];
  return meant.map((action) => `${service.prefix}:${action}`);
}

/** A verb alone, as one writes it who forgets the wildcard: `Describe` for `Describe*`, or for the one action that begins so. */
function begunBy(name: string, service: Service): readonly string[] {
  if (!/^(?:Describe|Get|List)$/.test(name)) return [];
  const actions = service.actions.filter((action) => action.name.startsWith(name));
  return actions.length > 1 ? [`${name}*`] : actions.map((action) => action.name);
}

const leastWords = 3;

/** The only action with all of the words and one between them: `ListActionGroups` is `ListAgentActionGroups`. */
function withOneWordMore(name: string, service: Service): readonly string[] {
  const words = wordsOf(name);
  if (words.length < leastWords) return [];
  const found = service.actions.filter((action) => {
    const longer = wordsOf(action.name);
    if (longer.length !== words.length + 1) return false;
    const at = longer.findIndex((word, index) => word !== words[index]);
    return at > 0 && at < words.length && longer.slice(at + 1).join("") === words.slice(at).join("");
  });
  return found.length === 1 ? [found[0]!.name] : [];
}

function wordsOf(name: string): readonly string[] {
  return name.match(/[A-Z][a-z0-9]*/g) ?? [];
}

/** Whether a name begins with a verb of the service's, and the other with another: `StartJob` is no slip of `GetJob`. */
function changesVerb(written: string, other: string, service: Service): boolean {
  if (undoes(written, other) || undoes(other, written)) return true;
  const verb = verbOf(written);
  return verb !== null && verb !== verbOf(other) && service.actions.some(({ name }) => verbOf(name) === verb);
}

/** `DisconnectDirectory` is the contrary of `ConnectDirectory`, and no slip of it. */
function undoes(one: string, other: string): boolean {
  return ["dis", "de", "un"].some((prefix) => one.toLowerCase() === prefix + other.toLowerCase());
}

function verbOf(name: string): string | null {
  return /^[A-Z][a-z]{1,40}/.exec(name)?.[0] ?? null;
}

/** The names of its actions. */
export const namesOf = oncePer((service: Service) => new Candidates(service.actions.map((action) => action.name)));

/** What the names of its actions begin with, word by word. */
const beginningsOf = oncePer((service: Service) => {
  const starts = service.actions.flatMap((action) =>
    [...action.name.matchAll(/[a-z0-9](?=[A-Z])/g)].map((match) => action.name.slice(0, match.index + 1)),
  );
  return new Candidates(new Set(starts));
});

/** `Gett*` may have been meant to be `Get*`: the beginnings of action names that are near to what stands before the `*`. */
function closestPattern(name: string, service: Service): readonly string[] {
  const start = /^([A-Za-z]+)\*$/.exec(name)?.[1];
  if (start === undefined) return [];
  return beginningsOf(service)
    .closest(start)
    .map((one) => `${service.prefix}:${one}*`);
}

/** For a name without prefix: the services that people most often mean. */
export function actionsNamed(name: string, catalog: Catalog): readonly string[] {
  return [
    "s3",
    "ec2",
    "iam",
    "sts",
    "lambda",
    "dynamodb",
    "logs",
    "sqs",
    "sns",
    "kms",
    "ssm",
    "secretsmanager",
    "ecr",
    "ecs",
    "cloudwatch",
  ].flatMap((prefix) => {
    const action = catalog.service(prefix)?.action(name);
    return action ? [`${prefix}:${action.name}`] : [];
  });
}
