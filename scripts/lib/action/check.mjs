/** The step that checks: annotations or code scanning alerts, reports as files, and the summary of the job. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { uploadSarif } from "./code-scanning.mjs";
import { mergeBase, needsHistory, planeguard } from "./planeguard.mjs";
import { annotate, baseOfEvent, choice, input, isOfStranger, lines, setOutput, summarize } from "./runner.mjs";

/** Its exit code. */
export async function check() {
  const { RUNNER_TEMP: temporary = "." } = process.env;
  const [sarif, summary] = ["planeguard.sarif", "planeguard-check.md"].map((name) => join(temporary, name));
  const isUploaded = choice("sarif", ["true", "false"]) === "true";
  const isSummarized = choice("summary", ["true", "false"]) === "true";
  // What an earlier step has left is not of this one.
  for (const file of [sarif, summary]) rmSync(file, { force: true });
  const formats = [
    // Alerts stand at their lines themselves.
    isUploaded ? "text" : "github",
    ...(isUploaded ? [`sarif=${sarif}`] : []),
    ...(isSummarized ? [`markdown=${summary}`] : []),
    ...lines("format"),
  ];
  const status = await planeguard(
    "check",
    ...["policy-type", "fail-on"].flatMap((name) => (input(name) === "" ? [] : [`--${name}=${input(name)}`])),
    ...["config", "baseline"].flatMap((name) => (input(name) === "" ? [] : [`--${name}=${input(name)}`])),
    ...(isUntrusted() ? ["--untrusted"] : []),
    ...changedOption(),
    ...formats.map((format) => `--format=${format}`),
    "--",
    ...lines("paths"),
  );
  const written = isSummarized ? textOf(summary) : null;
  if (written !== null) summarize(written);
  if (!isUploaded || textOf(sarif) === null) return status;
  setOutput("sarif-file", sarif);
  return Math.max(status, await uploadSarif(sarif));
}

function isUntrusted() {
  const wanted = choice("untrusted", ["auto", "true", "false"]);
  return wanted === "true" || (wanted === "auto" && isOfStranger());
}

/** All is checked where it is not known what has changed. */
function changedOption() {
  const wanted = input("changed");
  if (wanted === "false" || wanted === "") return [];
  if (wanted !== "true") return [`--changed=${wanted}`];
  const from = baseOfEvent();
  const base = from === null ? null : mergeBase(from);
  if (base !== null) return [`--changed=${base}`];
  const why =
    from === null ? `an event called ${process.env.GITHUB_EVENT_NAME} names no commit to begin at` : needsHistory;
  annotate("notice", `everything is checked, not only what has changed: ${why}`);
  return [];
}

/** Null where it was not written. */
function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
