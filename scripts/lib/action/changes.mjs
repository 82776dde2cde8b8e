/** The step that says what a change newly allows: in the summary of the job, and in one comment on the pull request that is kept up to date. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { call } from "./github.mjs";
import { mergeBase, needsHistory, planeguard } from "./planeguard.mjs";
import { annotate, baseOfEvent, choice, input, Mistake, pullRequest, setOutput, summarize } from "./runner.mjs";

/** What the comment is known by. It is not seen. */
const marker = "<!-- planeguard: what this change newly allows -->";
/** Of a hundred comments each. */
const mostPages = 30;
/** GitHub's own is 65,536 characters. */
const mostCharacters = 65_000;

/** Its exit code. */
export async function changes() {
  const wanted = choice("diff", ["auto", "true", "false"]);
  const failOn = choice("diff-fail-on", ["new-access", "new-risk", "never"]);
  if (wanted === "false" || (wanted === "auto" && pullRequest === null)) return 0;
  const from = baseOfEvent();
  const base = from === null ? null : mergeBase(from);
  if (base === null) {
    if (wanted === "true") throw new Mistake(needsHistory);
    annotate("notice", `what the change newly allows is not said: ${needsHistory}`);
    return 0;
  }
  const report = await compared(base, failOn);
  if (report === null) return 2;
  const { verdict, markdown, status } = report;
  setOutput("verdict", verdict);
  summarize(markdown);
  if (pullRequest !== null && input("token") !== "")
    await comment(pullRequest, `${marker}\n${markdown}`, verdict === "same");
  return failOn === "never" ? 0 : status;
}

/** Runs `planeguard diff`; null where it could not say anything, which it has said itself. */
async function compared(base, failOn) {
  const { RUNNER_TEMP: temporary = "." } = process.env;
  const [json, markdown] = ["diff.json", "diff.md"].map((name) => join(temporary, `planeguard-${name}`));
  for (const file of [json, markdown]) rmSync(file, { force: true });
  const formats = ["text", `json=${json}`, `markdown=${markdown}`].map((form) => `--format=${form}`);
  const status = await planeguard("diff", base, "HEAD", `--fail-on=${failOn}`, ...formats);
  try {
    const { verdict } = JSON.parse(readFileSync(json, "utf8"));
    return { verdict, markdown: readFileSync(markdown, "utf8"), status };
  } catch {
    return null;
  }
}

/** Writes the comment, or changes the one that is there. Where nothing has changed none is begun. */
async function comment(number, body, isNothing) {
  const whole = body.length > mostCharacters ? `${body.slice(0, mostCharacters)}…` : body;
  const { GITHUB_REPOSITORY: repository } = process.env;
  const comments = `/repos/${repository}/issues/${number}/comments`;
  try {
    const own = await ownComment(comments);
    if (own) await call("PATCH", `/repos/${repository}/issues/comments/${own}`, { body: whole });
    else if (!isNothing) await call("POST", comments, { body: whole });
  } catch (error) {
    annotate("notice", `the comment could not be written (${error.message}); the job needs \`pull-requests: write\``);
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
