/** Programs behave after their safe fix as before it, with the credentials of a role in place of the key. Python and Ruby: `npm run test:fixes`. */
import assert from "node:assert/strict";

import { differenceOf, keylessPrograms, ProgramBench } from "../../support/keyless-programs";

describe("programs after their safe fix", function () {
  this.timeout(60_000);
  let bench: ProgramBench;
  before(async () => void (bench = await ProgramBench.start()));
  after(() => bench.close());

  for (const program of keylessPrograms.filter(({ language }) => /JavaScript|shell/.test(language)))
    it(`${program.language}: ${program.title}`, async () => {
      assert.equal(await differenceOf(bench, program), null);
    });
});
