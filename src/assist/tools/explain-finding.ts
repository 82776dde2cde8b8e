import { Answer } from "../answer";
import { shown } from "../input";
import { tool } from "../tool";

/** The page of a rule or check, as Markdown. */
export default tool({
  id: "explainFinding",
  title: "Explain a finding",
  doing: "Reading Planeguard's documentation",
  icon: "book",
  description:
    "Returns the documentation of a Planeguard rule or account check as Markdown: why it matters, what to avoid, what to write instead. Takes the rule id of a finding. Offline and read-only.",
  schema: {
    type: "object",
    properties: {
      rule: {
        type: "string",
        description: "The id of a rule or check, such as policy/invalid-action or root/mfa.",
      },
    },
    required: ["rule"],
  },
  async run({ rule = "" }, { explain, ruleIds }) {
    const page = await explain(rule);
    if (page !== null) return Answer.pages([page], "pages");
    const near = (await ruleIds()).filter((id) => id.split("/")[1] === rule.split("/").at(-1));
    throw new Error(
      `Planeguard has no rule or check named "${shown(rule)}".${near.length > 0 ? ` Is ${near.join(" or ")} meant?` : " Findings name theirs, such as policy/invalid-action."}`,
    );
  },
});
