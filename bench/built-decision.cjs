/** Reads two policies and decides, with what is built in dist/. By itself: prints how many milliseconds the first decision took of those on its standard input. */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { gunzipSync } = require("node:zlib");

const dist = join(__dirname, "../dist");
const { modules: core } = require(join(dist, "analysis.js"));
const { decide, policySetsOf } = require(join(dist, "change.js")).modules["analysis/decide/decide"];
const { readPolicy } = core["analysis/policy/read"];
const { parseJson } = core["analysis/source/json-tree"];
const packed = gunzipSync(readFileSync(join(dist, "catalog.json.gz"))).toString("utf8");
const catalog = core["catalog/decode"].decodeCatalog(packed);

const setsOf = (text) => policySetsOf([readPolicy(parseJson(text).root, { policyType: "identity" })]);
const verdictOf = (before, after) => decide(setsOf(before), setsOf(after), { catalog }).verdict;

if (require.main === module) {
  const [before, after] = JSON.parse(readFileSync(0, "utf8"));
  const started = performance.now();
  verdictOf(before, after);
  process.stdout.write(String(performance.now() - started));
}

module.exports = { catalog, verdictOf };
