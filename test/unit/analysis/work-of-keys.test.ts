import { largeKeys } from "../../support/large/keys";
import { itGrowsWithTheText } from "./work";

describe("the work on keys grows with their text", () => itGrowsWithTheText(largeKeys, 1250));
