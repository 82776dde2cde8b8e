#!/usr/bin/env node
/**
 * `npm run new -- rule|check FAMILY/NAME` and `npm run new -- credential NAME`: the files that a new rule, check or kind
 * of credential begins with.
 * What it writes passes lint and its own tests: make the fixtures say what is meant, and then the rule.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { inRoot } from "./lib/paths.mjs";
import { checkFiles, credentialFiles, ruleFiles } from "./lib/scaffolds.mjs";

const word = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*";
const scaffolds = {
  rule: { names: `${word}/${word}`, files: ruleFiles },
  check: { names: `${word}/${word}`, files: checkFiles },
  credential: { names: word, files: credentialFiles },
};
const [kind, id = ""] = process.argv.slice(2);
const scaffold = Object.hasOwn(scaffolds, kind) ? scaffolds[kind] : undefined;
if (!scaffold || !new RegExp(`^${scaffold.names}$`).test(id)) {
  console.error(
    "usage: npm run new -- rule|check FAMILY/NAME, such as risk/open-queue or root/recovery-mail\n       npm run new -- credential NAME, such as location-api-key",
  );
  process.exit(2);
}

const files = Object.entries(scaffold.files(...id.split("/")));
const taken = files.find(([path]) => existsSync(inRoot(path)));
if (taken) {
  console.error(`${taken[0]} is there already.`);
  process.exit(2);
}
for (const [path, text] of files) {
  mkdirSync(dirname(inRoot(path)), { recursive: true });
  writeFileSync(inRoot(path), text);
  console.log(path);
}
const tests = {
  rule: `npm run test:rules -- ${id.split("/").at(-1)}`,
  check: `npm run test:unit -- ${files.at(-1)[0]}`,
  credential: `npm run test:rules -- ${id}, and npm run prove-expressions`,
};
console.log(`\nFill them in, then: npm run build && npm run generate, and ${tests[kind]}.`);
