import type { Access, SubjectChange } from "../../analysis/change/change";
import type { PolicyOption } from "../../analysis/policy/model";
import { plain } from "../../language/diagnostics";
import { Answer } from "../answer";
import { documentProperties, tool } from "../tool";

/** Not taken from where they are told apart: the editor loads that only to check something. */
const types = [
  "identity",
  "resource",
  "trust",
  "scp",
  "rcp",
  "boundary",
  "endpoint",
] as const satisfies readonly PolicyOption[];

/** What an edit of policies lets through that was not allowed before. */
export default tool({
  id: "whatChangeAllows",
  title: "What a change newly allows",
  doing: "Comparing what both versions allow",
  icon: "diff",
  description:
    'Compares two versions of a document with AWS IAM policies by what they allow, not by how they are written, and returns JSON: a verdict ("same", "less", "more", "incomparable", "unknown") and for each policy that differs what is newly allowed and no longer allowed (actions, resources, conditions, a request as an example, and the risks in it). Give what stands there now as text or file, and what you are about to write as after. Offline and read-only. Use it before you change a policy that somebody relies on.',
  schema: {
    type: "object",
    properties: {
      ...documentProperties,
      after: { type: "string", description: "The whole text as it would be after the change." },
      policyType: {
        type: "string",
        enum: types,
        description: "What the policies are. Default: what the document says.",
      },
    },
    required: ["after"],
  },
  async run({ after = "", policyType, ...input }, { documentOf, compare }, cancellation) {
    const before = await documentOf(input);
    const options = policyType === undefined ? {} : { policyType };
    const { verdict, subjects, problems } = await compare(before, { ...before, text: after }, options, cancellation);
    return Answer.json({
      verdict,
      changes: subjects.map(changeSummary),
      notRead: problems.map(({ message, range }) => ({ line: range?.start.line ?? null, message: plain(message) })),
    });
  },
});

function changeSummary({ name, kind, place, verdict, newlyAllowed, noLongerAllowed, unknown }: SubjectChange) {
  return {
    policy: name,
    kind,
    line: place?.range.start.line ?? null,
    verdict,
    newlyAllowed: newlyAllowed.map(accessSummary),
    noLongerAllowed: noLongerAllowed.map(accessSummary),
    unknown,
  };
}

function accessSummary({ actions, resources, principals, conditions, severity, witness, risks }: Access) {
  return {
    actions,
    resources,
    principals,
    conditions,
    severity,
    example: witness,
    risks: risks.map(({ ruleId, message }) => ({ rule: ruleId, message: plain(message) })),
  };
}
