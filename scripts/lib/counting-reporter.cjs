/** Mocha's `spec` reporter that also leaves its counts where `npm test` adds them up. */
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const {
  reporters: { Spec },
} = require("mocha");

module.exports = class CountingReporter extends Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => {
      const { passes, failures } = runner.stats;
      const { PLANEGUARD_COUNTS: folder, PLANEGUARD_SUITE: suite } = process.env;
      if (folder && suite)
        writeFileSync(join(folder, `${suite}.json`), JSON.stringify({ passed: passes, failed: failures }));
    });
  }
};
