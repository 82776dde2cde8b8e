/** What a runner of GitHub Actions gives to an action, and takes from it. */
import { randomUUID } from "node:crypto";
import { appendFileSync, readFileSync } from "node:fs";

/** Of the event that began the workflow, as GitHub tells it; empty where there is none. */
const event = process.env.GITHUB_EVENT_PATH ? JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, "utf8")) : {};

/** The number of the pull request that the event is of, or null. */
export const pullRequest = Number(event.pull_request?.number) || null;

/** Whether somebody proposes what is checked who may not write to the repository. A comment on a pull request does not say whose it is. */
export function isOfStranger() {
  const { pull_request, workflow_run, issue } = event;
  const isProposed = Boolean(pull_request?.number ?? workflow_run?.id ?? issue?.number);
  const from = pull_request ? pull_request.head?.repo?.full_name : workflow_run?.head_repository?.full_name;
  return isProposed && from !== process.env.GITHUB_REPOSITORY;
}

/** The id of the commit that the change begins at, as the event names it; null where it names none. */
export function baseOfEvent() {
  const from = event.pull_request?.base?.sha ?? event.merge_group?.base_sha ?? event.before;
  return typeof from === "string" && /^[0-9a-f]{40,64}$/.test(from) && !/^0+$/.test(from) ? from : null;
}

/** An input as it is written in a workflow, without the space around it; empty where it is not. */
export function input(name) {
  return (process.env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
}

/** One of several values. Throws where the input is another. */
export function choice(name, values) {
  const given = input(name);
  if (!values.includes(given))
    throw new Mistake(`${name} must be ${values.slice(0, -1).join(", ")} or ${values.at(-1)}`);
  return given;
}

export const lines = (name) =>
  input(name)
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** How the Action is used makes no sense; the message says why. */
export class Mistake extends Error {}

/** The value may be anything: it ends with a line that nobody can know. */
export function setOutput(name, value) {
  const end = randomUUID();
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, `${name}<<${end}\n${value}\n${end}\n`);
}

/** Adds Markdown to the summary of the job. */
export function summarize(markdown) {
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${markdown}\n`);
}

/** Shown with the job. @param level notice, warning or error */
export function annotate(level, message) {
  const data = message.replace(
    /[%\r\n]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
  console.log(`::${level} title=Planeguard::${data}`);
}
