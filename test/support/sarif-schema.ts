/** OASIS's schema of SARIF 2.1.0, as a package of Microsoft's carries it. */
import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

// One of its patterns is none with the flag u.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv as never);
const valid = ajv.compile(schema);

/** What is wrong with a log, a line a mistake. */
export function sarifMistakes(log: unknown): string[] {
  return valid(log)
    ? []
    : valid.errors!.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}
