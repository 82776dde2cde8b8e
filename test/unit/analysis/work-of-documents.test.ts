import { largeForms } from "../../support/large/forms";
import { itGrowsWithTheText } from "./work";

/** Aliases may add so much to any document, and each finding is compared with the suppressions, by a number each. */
const boundedOtherwise = ["yaml: a chain of merges", "template: suppressions of everything"];

describe("the work on documents grows with their text", () => itGrowsWithTheText(largeForms, 1250, boundedOtherwise));
