/**
 * Lets nothing be remembered from one change of the program to the next (mocha's `require`). The tests of all changes run in one
 * process: what was made from a catalogue before would hide that a change makes it wrong. While it is seen which test
 * reaches what, the same goes for one test and the next: else only the first seems to reach it.
 */
import Module from "node:module";
import { join } from "node:path";

const native = globalThis.WeakMap;

/** What StrykerJS tries now. */
function now() {
  const { activeMutant, currentTestId } = globalThis.__stryker__ ?? {};
  return activeMutant ?? currentTestId;
}

class ForgetfulMap extends native {
  get(key) {
    const entry = super.get(key);
    return entry?.at === now() ? entry?.value : undefined;
  }
  has(key) {
    return super.get(key)?.at === now() && super.has(key);
  }
  set(key, value) {
    return super.set(key, { at: now(), value });
  }
}

function isOurs(caller) {
  return caller.includes("/src/") && !caller.includes("node_modules");
}

/** Libraries keep more than memories in such maps. */
globalThis.WeakMap = new Proxy(native, {
  construct: (_, values, target) =>
    isOurs(new Error().stack.split("\n")[2])
      ? new ForgetfulMap(...values)
      : Reflect.construct(native, values, target === globalThis.WeakMap ? native : target),
});

const { Memo } = Module.createRequire(join(process.cwd(), "package.json"))("./src/analysis/memo.ts");
const remembered = Memo.prototype.get;
const lastAt = new native();
Memo.prototype.get = function (text, make) {
  if (lastAt.get(this) !== now()) this.known.clear();
  lastAt.set(this, now());
  return remembered.call(this, text, make);
};
