import { plain, unexplained } from "../../language/diagnostics";
import { Answer } from "../answer";
import { findingSummary } from "../summary";
import { documentProperties, tool } from "../tool";

/** What is wrong with a policy, and whether a key stands in a text: the findings of the editor, as JSON. */
export default tool({
  id: "checkPolicy",
  title: "Check an IAM policy",
  doing: "Checking with Planeguard",
  icon: "shield",
  description:
    'Checks AWS IAM policies (JSON, CloudFormation, SAM, Serverless Framework, Terraform, CDK, literals in TypeScript, JavaScript and Python) for mistakes that make them invalid or ineffective, and for risks such as privilege escalation or public access, and any text for static AWS keys. Returns JSON: for each finding its rule id, severity, message, place (lines and columns from 1) and the fixes that are offered, each proven by analysing the result again, with what it newly allows or no longer allows; fixes of kind "safe" never allow more. Offline and read-only. Use it on every IAM policy that you write or change, and again after you have changed it.',
  schema: { type: "object", properties: documentProperties },
  async run(input, { documentOf, analyze }, cancellation) {
    const analysis = await analyze(await documentOf(input), { fixes: true }, cancellation);
    return Answer.json({
      policies: analysis.policies,
      findings: analysis.findings.map(findingSummary),
      notRead: unexplained(analysis).map(({ message, range }) => ({
        line: range?.start.line ?? null,
        message: plain(message),
      })),
    });
  },
});
