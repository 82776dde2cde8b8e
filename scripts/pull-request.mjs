#!/usr/bin/env node
/**
 * What the GitHub Action says of a pull request: what it newly allows, in the summary of the job and in one comment that is
 * kept up to date. Called with the environment of a runner; only Node built-ins are imported.
 *
 * PLANEGUARD_DIFF is auto (pull requests whose base the clone has), true or false; PLANEGUARD_DIFF_FAIL_ON goes to
 * `planeguard diff --fail-on`; PLANEGUARD_TOKEN writes the comment, and there is none without it.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What the comment is known by. It is not seen. */
const marker = "<!-- planeguard: what this change newly allows -->";
/** Milliseconds. */
const patience = 30_000;
/** Of a hundred comments each. */
const mostPages = 30;
/** GitHub's own is 65,536 characters. */
const mostCharacters = 65_000;

const {
  PLANEGUARD_DIFF: wanted = "auto",
  PLANEGUARD_DIFF_FAIL_ON: failOn = "never",
  PLANEGUARD_TOKEN: token,
  GITHUB_API_URL: api = "https://api.github.com",
  GITHUB_EVENT_PATH: eventFile,
  GITHUB_OUTPUT: outputs,
  GITHUB_REPOSITORY: repository,
  GITHUB_STEP_SUMMARY: summary,
  RUNNER_TEMP: temporary = ".",
} = process.env;

process.exitCode = await main();

async function main() {
  if (wanted === "false") return 0;
  if (wanted !== "auto" && wanted !== "true") return mistaken("diff must be auto, true or false");
  if (!["new-access", "new-risk", "never"].includes(failOn))
    return mistaken("diff-fail-on must be new-access, new-risk or never");
  const event = eventFile ? JSON.parse(readFileSync(eventFile, "utf8")) : {};
  const number = Number(event.pull_request?.number) || null;
  const from = event.pull_request?.base?.sha ?? event.before;
  if (wanted === "auto" && number === null) return 0;
  const base = commitId(from) ? git("merge-base", from, "HEAD") : "";
  if (base === "") {
    const why = "the clone does not have the commit that this change begins at; give actions/checkout `fetch-depth: 0`";
    return wanted === "true" ? mistaken(why) : note(`what the change newly allows is not said: ${why}`);
  }
  const report = await compared(base);
  if (report === null) return 2;
  const { verdict, markdown, status } = report;
  if (outputs) appendFileSync(outputs, `verdict=${verdict}\n`);
  if (summary) appendFileSync(summary, `${markdown}\n`);
  if (number !== null && token) await comment(number, `${marker}\n${markdown}`, verdict === "same");
  return failOn === "never" ? 0 : status;
}

/** Runs `planeguard diff`; null where it could not say anything, which it has said itself. */
async function compared(base) {
  const [json, markdown] = ["diff.json", "diff.md"].map((name) => join(temporary, `planeguard-${name}`));
  const cli = fileURLToPath(new URL("./from-clone.mjs", import.meta.url));
  const formats = ["text", `json=${json}`, `markdown=${markdown}`].flatMap((form) => ["--format", form]);
  const { status } = spawnSync(process.execPath, [cli, "diff", base, "HEAD", "--fail-on", failOn, ...formats], {
    stdio: "inherit",
  });
  try {
    const { verdict } = JSON.parse(readFileSync(json, "utf8"));
    return { verdict, markdown: readFileSync(markdown, "utf8"), status: status ?? 2 };
  } catch {
    return null;
  }
}

/** Writes the comment, or changes the one that is there. Where nothing has changed none is begun. */
async function comment(number, body, isNothing) {
  const whole = body.length > mostCharacters ? `${body.slice(0, mostCharacters)}…` : body;
  const comments = `/repos/${repository}/issues/${number}/comments`;
  try {
    const own = await ownComment(comments);
    if (own) await call("PATCH", `/repos/${repository}/issues/comments/${own}`, { body: whole });
    else if (!isNothing) await call("POST", comments, { body: whole });
  } catch (error) {
    note(`the comment could not be written (${error.message}); the job needs \`pull-requests: write\``);
  }
}

/** The id of the comment that an earlier run wrote: anybody can write the marker, so it has to be of a bot or of whose token it is. */
async function ownComment(comments) {
  const user = await call("GET", "/user").then(
    ({ login }) => login,
    () => null,
  );
  for (let page = 1; page <= mostPages; page++) {
    const listed = await call("GET", `${comments}?per_page=100&page=${page}`);
    const own = listed.find(
      (one) =>
        one.body?.startsWith(marker) && (one.user?.type === "Bot" || (user !== null && one.user?.login === user)),
    );
    if (own) return own.id;
    if (listed.length < 100) return null;
  }
  return null;
}

async function call(method, path, body) {
  const response = await fetch(`${api}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "user-agent": "planeguard",
      "x-github-api-version": "2022-11-28",
    },
    ...(body && { body: JSON.stringify(body) }),
    redirect: "error",
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`${method} answered ${response.status}`);
  return response.json();
}

function commitId(text) {
  return typeof text === "string" && /^[0-9a-f]{40,64}$/.test(text) && !/^0+$/.test(text);
}

/** What git prints, or nothing where it fails. */
function git(...args) {
  const { status, stdout } = spawnSync("git", args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : "";
}

function note(message) {
  const data = message.replace(
    /[%\r\n]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
  console.log(`::notice title=Planeguard::${data}`);
  return 0;
}

function mistaken(message) {
  console.error(`planeguard: ${message}`);
  return 2;
}
