import { Answer } from "../answer";
import { documentProperties, tool } from "../tool";

/** The page behind the line above each policy, as Markdown. */
export default tool({
  id: "whatPolicyAllows",
  title: "What a policy allows",
  doing: "Summing up what the policy allows",
  icon: "list-tree",
  description:
    "Tells what AWS IAM policies allow: services, actions with wildcards expanded, the riskiest access level, ways to more permissions, what is denied, and the size against the quota. Markdown, a section for each policy in the document. It does not judge resources and conditions: the statements tell them. Offline and read-only.",
  schema: { type: "object", properties: documentProperties },
  async run(input, { documentOf, lensesOf, policyPage }, cancellation) {
    const document = await documentOf(input);
    const lenses = await lensesOf(document, cancellation);
    if (lenses.length === 0) return Answer.text("There is no IAM policy in it that Planeguard can read.");
    const pages = await Promise.all(
      lenses.map(
        async ({ offset, range }) =>
          `Line ${range.start.line}:\n\n${(await policyPage(document, offset, cancellation)) ?? ""}`,
      ),
    );
    return Answer.fenced(pages, "policies");
  },
});
