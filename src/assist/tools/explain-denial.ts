import { plain } from "../../language/diagnostics";
import type { ReportedDenial } from "../../report/denied-report";
import { Answer } from "../answer";
import { tool } from "../tool";

/** Which policy of the project has to do with a denial, and what would let the request through. */
export default tool({
  id: "explainDenial",
  title: "Explain an access denial",
  doing: "Looking for what denied the request",
  icon: "circle-slash",
  description:
    "Reads the message of an AWS AccessDenied error and returns JSON: who was denied what, by which kind of policy, the places in the workspace's policies that deny it or where a statement is missing, the least statement that is proven to let the request through where one does, and advice. Give the whole message, as the program or a log has it. Offline and read-only. Use it before you change a policy because something was denied.",
  schema: {
    type: "object",
    properties: {
      message: { type: "string", description: "The text with the error message: a line, or a whole log." },
      path: {
        type: "string",
        description: "The folder of the workspace whose policies are looked through. Default: all of it.",
      },
    },
    required: ["message"],
  },
  async run({ message = "", path = "." }, { deniedAt }, cancellation) {
    const found = await deniedAt(path, message, cancellation);
    if (found.length === 0)
      return Answer.text("There is no message of an access denial in it that Planeguard can read.");
    return Answer.json({ denials: found.map(denialSummary) });
  },
});

function denialSummary({ denial, places, statement, advice }: ReportedDenial) {
  return {
    denied: denial,
    places: places.map(({ file, range, what }) => ({ file, line: range.start.line, what })),
    statement,
    advice: plain(advice),
  };
}
