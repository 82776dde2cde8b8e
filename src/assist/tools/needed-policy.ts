import { plain } from "../../language/diagnostics";
import { Answer } from "../answer";
import { type NeededUnit, tool } from "../tool";

/** What code calls, and the least policy for that. */
export default tool({
  id: "neededPolicy",
  title: "The policy that code needs",
  doing: "Reading what the code calls",
  icon: "key",
  description:
    "Reads which AWS SDK calls code makes and returns JSON: the least IAM policy for them, each call with its actions, its place and whether the role of the function in the same project grants it already, calls that could not be understood, and grants that nothing uses. Give a file or folder of the workspace; for a function of a template (SAM, CloudFormation, Terraform, CDK, Serverless Framework) all of its code is followed. Calls that could not be understood are not in the policy. Offline and read-only. Use it in place of guessing the actions of a policy.",
  schema: {
    type: "object",
    properties: {
      path: { type: "string", description: "A file or folder of the workspace; . for all of it." },
      unit: { type: "string", description: "Only the function or task of this name, as the template calls it." },
    },
    required: ["path"],
  },
  async run({ path = "", unit }, { needsAt }, cancellation) {
    const { units, problems } = await needsAt(path, unit, cancellation);
    return Answer.json({
      units: units.map(unitSummary),
      notRead: problems.map(({ file, message }) => ({ file, message: plain(message) })),
    });
  },
});

function unitSummary({ name, kind, entry, role, calls, unknownCalls, unused, policy }: NeededUnit) {
  return {
    name,
    kind,
    entry,
    role: role && { name: role.name, file: role.file, line: role.range.start.line },
    policy,
    calls: calls.map(({ operation, actions, resources, file, range, certainty, because, granted }) => ({
      operation,
      actions,
      resources,
      file,
      line: range.start.line,
      certainty,
      because,
      granted,
    })),
    notUnderstood: unknownCalls.map(({ file, range, reason }) => ({ file, line: range.start.line, reason })),
    unused: unused.map(({ action, file, range }) => ({ action, file, line: range.start.line })),
  };
}
