import { longLists } from "../../support/large/lists";
import { itGrowsWithTheText } from "./work";

describe("the work on policies grows with their text", () => itGrowsWithTheText(longLists, 2500));
