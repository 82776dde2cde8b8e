/** `node --require` this: the thread that PLANEGUARD_FAIL names, `main` or `command`, fails as nobody foresaw, by what it says behind a colon. */
const { isMainThread } = require("node:worker_threads");

const [thread, how] = process.env.PLANEGUARD_FAIL.split(":");
if (isMainThread === (thread === "main"))
  setImmediate(() => {
    if (how === "rejection") void Promise.reject(new Error("as planned"));
    else throw new Error("as planned");
  });
