/** `node --require` this: the process says on standard error at its end how much memory it had at most, in megabytes. */
const { writeSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

if (isMainThread)
  process.on("exit", () => writeSync(2, `peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`));
