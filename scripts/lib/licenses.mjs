/** The licences of what is shipped, in one file; a licence that is not permissive stops the build. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { inRoot } from "./paths.mjs";

const permissive = new Set([
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "Unlicense",
  "CC0-1.0",
]);

/** The folder of the package that a bundled file is of, or null for our own: `node_modules/a/node_modules/@b/c`. */
function packageOf(input) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? null;
}

/** Text of THIRD-PARTY-LICENSES.txt for the bundled files of a metafile and further packages. */
export function thirdPartyLicenses(metafile, assetPackages) {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = new Set([
    ...inputs.map(packageOf).filter((folder) => folder !== null),
    ...assetPackages.map((name) => `node_modules/${name}`),
  ]);
  const texts = [...folders].map(describe).sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
  const unique = new Map(texts.map(({ title, text }) => [title, text]));
  const rule = "-".repeat(80);
  return (
    "Planeguard contains the following packages, each under its own licence.\n" +
    [...unique].map(([title, text]) => `\n${rule}\n${title}\n${rule}\n\n${text.trim()}\n`).join("")
  );
}

function describe(folder) {
  const { name, version, license, author, contributors } = JSON.parse(
    readFileSync(inRoot(folder, "package.json"), "utf8"),
  );
  if (!permissive.has(license))
    throw new Error(`${name} ${version} is shipped, but its licence "${license}" is not a permissive one that we know`);
  return {
    title: `${name} ${version} (${license})`,
    text: licenseText(inRoot(folder)) ?? notice(license, author ?? contributors?.[0]),
  };
}

function licenseText(folder) {
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(entry));
  return file !== undefined && existsSync(join(folder, file))
    ? readFileSync(join(folder, file), "utf8").replace(/\r\n/g, "\n")
    : null;
}

function notice(license, author) {
  const name = typeof author === "string" ? author : author?.name;
  return `Licensed under ${license} (https://spdx.org/licenses/${license}.html)${name ? ` by ${name}` : ""}; the package carries no licence text.`;
}
