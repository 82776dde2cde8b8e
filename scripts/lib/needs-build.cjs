/** Loaded by mocha before any test: the tests read the data files in dist/, so without them one sentence takes the place of a thousand failures. */
const { existsSync } = require("node:fs");
const { join } = require("node:path");

if (!existsSync(join(__dirname, "../../dist/catalog.json.gz"))) {
  console.error("dist/ is not built yet: run `npm run build` first.");
  process.exit(2);
}
