/** What AWS authorises a call by, and on what. */
import type { Catalog } from "../../catalog/catalog";
import {
  type FurtherGrant,
  furtherGrantsOf,
  keyActionsOf,
  ownEncryptionOf,
  roleParameters,
} from "../knowledge/call-grants";
import type { SyntaxNode } from "../source/syntax-tree";
import { type AskedOf, askedOfItems, askedOfStatements, tablesIn } from "./asked-of-items";
import type { CallGrant, CallResource } from "./call";
import type { At } from "./following";
import type { Operation } from "./operations";
import { anything, type GivenAt, resourcesOf } from "./resources";
import type { Surety } from "./surety";
import { text, type Thing } from "./things";
import { givenIn, suretyGiven, type Use } from "./uses";

/** What a call needs, and what it needs beside that if the resource is encrypted with a key of the customer's. */
export interface Authorised {
  readonly grants: readonly CallGrant[];
  readonly possible: readonly string[];
  readonly ifEncrypted: readonly CallGrant[];
}

/** @param node where the call stands */
export function authorised(operation: Operation, use: Use, catalog: Catalog, at: At, node: SyntaxNode): Authorised {
  const given = atPath(tablesIn(operation, use, at, node), at, node);
  const surety = (path: string) => suretyAt(use.given, path, at, node);
  return granted(operation, askedOfItems(operation, use, at, node), given, surety, catalog);
}

/** The same of a call that is no code: its parameters are not followed. */
export function authorisedPlainly(operation: Operation, given: GivenAt, catalog: Catalog): Authorised {
  const asked = askedOfStatements(operation, given);
  return granted(operation, asked, given, (path) => (given(path) ? "given" : "absent"), catalog);
}

function granted(
  operation: Operation,
  { actions, isOpen, isWhole, on }: AskedOf,
  given: GivenAt,
  surety: (path: string) => Surety,
  catalog: Catalog,
): Authorised {
  const full = `${operation.prefix}:${operation.name}`;
  const isIndex = surety("IndexName") === "given";
  const grants = actions.map((action): CallGrant => {
    const own = on.get(action);
    return {
      action,
      resources: own
        ? own.flatMap((one) => ofIndex(resourcesOf(action, one, catalog), one("IndexName") !== null))
        : ofIndex(resourcesOf(action, sourceOf(full, action, given), catalog), isIndex),
      via: null,
      ...(isOpen && { among: actions }),
    };
  });
  if (startsTasks.test(full)) grants.push({ ...passing([], operation, catalog), perhaps: [] });
  const possible: string[] = [];
  const add = (sure: Surety, isSeen: boolean, action: string, make: () => CallGrant): void => {
    if (sure === "absent") return;
    if (sure === "given") grants.push(make());
    else if (isSeen) grants.push({ ...make(), perhaps: sure === "perhaps" ? [] : sure });
    else possible.push(action);
  };
  for (const parameter of roleParameters(full)) {
    const role = given(parameter);
    add(surety(parameter), role !== null, "iam:PassRole", () =>
      passing(isProfile.test(parameter) ? [] : (role ?? []), operation, catalog),
    );
  }
  for (const one of isWhole ? [] : furtherGrantsOf(full))
    add(askedBy(one, surety), given(one.parameter) !== null, one.action, () => furtherGrant(one, given, catalog));
  const asked = new Set(grants.map(({ action }) => action));
  const own = ownEncryptionOf(full).map(surety);
  const isOwn = (action: string): boolean => own.includes("given") && !isOfSource(full, action);
  const ifEncrypted = keyActionsOf(full)
    .filter((action) => !asked.has(action) && !isOwn(action))
    .map((action): CallGrant => ({
      action,
      resources: resourcesOf(action, () => null, catalog),
      via: operation.prefix,
      ...(own.some((one) => one !== "absent") && !isOfSource(full, action) && { perhaps: [] }),
    }));
  return { grants: isWhole ? grants : replaced(grants, possible), possible, ifEncrypted };
}

/** With a version the action for versions is asked for, in place of the plain one; where nobody knows whether there is one, either may be. */
function replaced(grants: readonly CallGrant[], possible: readonly string[]): readonly CallGrant[] {
  const left = grants.flatMap((grant): readonly CallGrant[] => {
    const plain = plainOf(grant.action);
    if (plain !== null && grant.perhaps) return [{ ...grant, instead: { action: plain, isSeen: true } }];
    const version = grants.find(({ action }) => plainOf(action) === grant.action);
    if (version) return version.perhaps ? [{ ...grant, instead: { action: version.action, isSeen: true } }] : [];
    const open = possible.find((action) => plainOf(action) === grant.action);
    return [open === undefined ? grant : { ...grant, instead: { action: open, isSeen: false } }];
  });
  // Two roles are one grant.
  const byAction = new Map<string, CallGrant>();
  for (const grant of left) {
    const key = `${grant.action} ${grant.via ?? ""} ${grant.perhaps?.join() ?? "certain"}`;
    const known = byAction.get(key);
    byAction.set(key, known ? { ...grant, resources: [...known.resources, ...grant.resources] } : grant);
  }
  return [...byAction.values()];
}

/** The action for the newest version of an object, of that for any; null for others. */
function plainOf(action: string): string | null {
  return action.endsWith("ObjectVersion") ? action.slice(0, -"Version".length) : null;
}

/** Whether a parameter in parameters is certainly given. */
function suretyAt(given: Use["given"], path: string, at: At, node: SyntaxNode): Surety {
  const [first = "", ...rest] = path.split(".");
  const own = suretyGiven(given, first);
  if (rest.length === 0 || own === "absent") return own;
  const inner = suretyAt(givenIn(given(first) ?? [], at, node), rest.join("."), at, node);
  return inner === "absent" || own === "given" ? inner : "perhaps";
}

/** A parameter in parameters: `Target.RoleArn`. */
function atPath(given: Use["given"], at: At, node: SyntaxNode): GivenAt {
  return (path) => {
    const [first = "", ...rest] = path.split(".");
    let value = given(first);
    for (const key of rest) value = value && givenIn(value, at, node)(key);
    return value && (at.flow.elements(value) ?? value);
  };
}

function askedBy({ parameter, without }: FurtherGrant, surety: (path: string) => Surety): Surety {
  const others = without.map(surety);
  if (others.includes("given")) return "absent";
  const own = surety(parameter);
  return own === "absent" || others.every((one) => one === "absent") ? own : "perhaps";
}

function furtherGrant({ action, parameter, via }: FurtherGrant, given: GivenAt, catalog: Catalog): CallGrant {
  const value = given(parameter) ?? [];
  const bucket = parameter.endsWith("OutputLocation")
    ? value.flatMap(inBucket)
    : parameter.endsWith("Bucket")
      ? value
      : null;
  const known: GivenAt = (path) => {
    if (bucket && path === "Bucket") return bucket;
    if (path === "Key" && bucket)
      return parameter === "OutputLocation" ? null : given(parameter.replace(/Bucket$/, "Key"));
    if (path === "SecretId" && /secretarn$/i.test(parameter)) return value;
    if (path === "KeyId" && action.startsWith("kms:")) return value;
    if (path === "FunctionName" && action.startsWith("lambda:Invoke")) return value;
    return bucket ? null : given(path);
  };
  return { action, resources: resourcesOf(action, known, catalog), via };
}

/** `s3://bucket/path` */
function inBucket(thing: Thing): Thing[] {
  if (thing.kind !== "text") return [];
  const [first, ...rest] = thing.stretches;
  if (typeof first !== "string" || !first.startsWith("s3://")) return [];
  const name = first.slice("s3://".length);
  if (name.includes("/")) return [text(name.slice(0, name.indexOf("/")))];
  const [next] = rest;
  if (next === undefined) return [text(name)];
  // What follows the name begins with a slash.
  const after = typeof rest[1] === "string" ? rest[1] : "/";
  return typeof next !== "string" && after.startsWith("/")
    ? [text(...(name === "" ? [] : [name]), next)]
    : [text(name, null)];
}

/** Which parameters count for an action: of a copy, the source for what is read. */
function sourceOf(operation: string, action: string, given: GivenAt): GivenAt {
  if (!/^s3:(?:CopyObject|UploadPartCopy)$/.test(operation) || !action.startsWith("s3:Get")) return given;
  const source = given("CopySource") ?? [];
  return (path) => {
    if (path === "Bucket") return given("CopySource.Bucket") ?? source.flatMap((thing) => part(thing, true));
    return path === "Key" ? (given("CopySource.Key") ?? []) : null;
  };
}

/** Whether it is asked for on the key of what is copied. */
function isOfSource(operation: string, action: string): boolean {
  return operation === "s3:CopyObject" && action === "kms:Decrypt";
}

/** The bucket of `bucket/key`. */
function part(thing: Thing, isBucket: boolean): Thing[] {
  if (thing.kind !== "text") return [];
  const [first, second] = thing.stretches;
  const whole = typeof first === "string" ? first.replace(/^\//, "") : "";
  if (whole.includes("/") && isBucket) return [text(whole.slice(0, whole.indexOf("/")))];
  const isNext = typeof second === "string" && second.startsWith("/");
  return isNext && first !== undefined && typeof first !== "string" ? [text(first)] : [];
}

/** The definition of a task may have roles, which whoever starts it passes (Amazon ECS: "Task execution IAM role"). */
const startsTasks = /^ecs:(?:RunTask|StartTask)$/;

function passing(roles: readonly Thing[], { prefix }: Operation, catalog: Catalog): CallGrant {
  return { action: "iam:PassRole", resources: rolesOf(roles, catalog), via: prefix };
}

/** What is asked of an index is authorised on the index alone (Amazon DynamoDB: "Using IAM with indexes"). */
function ofIndex(resources: readonly CallResource[], isIndex: boolean): readonly CallResource[] {
  const ofIndexes = resources.filter(({ type }) => type === "index");
  return ofIndexes.length > 0 && isIndex ? ofIndexes : resources;
}

/** Takes an instance profile, by a name that need not be that of its role (Amazon EC2, AWS Batch, Amazon EMR). */
const isProfile = /(?:^|\.)(?:IamInstanceProfile|computeResources\.instanceRole|JobFlowRole)$/;

/** The roles that are passed. */
function rolesOf(things: readonly Thing[], catalog: Catalog) {
  const given: GivenAt = (path) => (path === "RoleName" ? things.flatMap(roleName) : null);
  return things.length > 0
    ? resourcesOf("iam:PassRole", given, catalog)
    : [{ ...anything, type: "role", pattern: "arn:*:iam::*:role/*" }];
}

function roleName(thing: Thing): Thing[] {
  return thing.kind === "text" ? [thing] : [];
}
