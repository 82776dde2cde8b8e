/**
 * Uploads a report, as "Upload an analysis as SARIF data" of GitHub's REST API has it: the findings become alerts of code scanning.
 * Alerts of one category take the place of each other, so each job of a matrix has its own.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { call } from "./github.mjs";
import { annotate, input, isOfStranger } from "./runner.mjs";

/** The exit code: 2 where GitHub did not take it, but for a token that may not, which is that of a fork. */
export async function uploadSarif(file) {
  const { GITHUB_REPOSITORY: repository, GITHUB_SHA: commit, GITHUB_REF: ref } = process.env;
  const report = JSON.parse(readFileSync(file, "utf8"));
  for (const run of report.runs) run.automationDetails = { id: `${category()}/` };
  const text = JSON.stringify(report);
  writeFileSync(file, text);
  try {
    await call("POST", `/repos/${repository}/code-scanning/sarifs`, {
      commit_sha: commit,
      ref,
      sarif: gzipSync(text).toString("base64"),
      tool_name: "Planeguard",
    });
    return 0;
  } catch (error) {
    const message = `the alerts could not be uploaded (${error.message}); the job needs \`security-events: write\`, and the repository code scanning`;
    annotate(isOfStranger() ? "notice" : "error", message);
    return isOfStranger() ? 0 : 2;
  }
}

/** As the workflow names it; else with the values of the job's matrix. */
function category() {
  const given = input("category");
  if (given !== "") return given;
  const matrix = JSON.parse(input("matrix") || "null") ?? {};
  const values = Object.keys(matrix)
    .sort()
    .map((name) => `${name}:${typeof matrix[name] === "object" ? JSON.stringify(matrix[name]) : matrix[name]}`);
  return ["planeguard", ...values].join("/");
}
