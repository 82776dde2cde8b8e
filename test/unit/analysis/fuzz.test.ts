import assert from "node:assert/strict";

import { loadCatalog } from "../../../src/data/catalog-file";
import { loadParsers } from "../../../src/data/grammars";
import { complaintsAbout, everyGrammar, examine, mutatedDocuments } from "../../support/fuzz";

describe("documents changed at random", function () {
  this.timeout(60_000);

  it("give findings and fixes that are valid, or problems, and never an exception", async () => {
    const [catalog, parsers] = await Promise.all([loadCatalog(), loadParsers(everyGrammar)]);
    const documents = mutatedDocuments(2026);
    for (let index = 0; index < 1000; index++) {
      const document = documents.next().value!;
      assert.deepEqual(
        complaintsAbout(document, examine(document, catalog, parsers, index % 10 === 0)),
        [],
        JSON.stringify(document),
      );
    }
  });
});
