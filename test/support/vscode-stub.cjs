/**
 * `node --require` this: `require('vscode')` gives something on which activate() can run. Whatever is asked of it is a
 * class, a function and an object at once; lists are empty.
 */
const Module = require("node:module");

const lists = new Set(["textDocuments", "workspaceFolders", "visibleTextEditors", "notebookDocuments"]);

function anything() {
  const members = new Map();
  const proxy = new Proxy(class {}, {
    get(target, name) {
      if (typeof name === "symbol" || name === "prototype") return Reflect.get(target, name);
      if (name === "then") return undefined; // no promise
      if (!members.has(name)) members.set(name, lists.has(name) ? [] : anything());
      return members.get(name);
    },
    set: (_target, name, value) => Boolean(members.set(name, value)),
    apply: anything,
    construct: (target, values, created) =>
      created === proxy ? anything() : Reflect.construct(target, values, created),
  });
  return proxy;
}

// A bundle copies the members of a module, or else asks its prototype.
const vscode = Object.create(anything());
const load = Module._load;
Module._load = (request, ...rest) => (request === "vscode" ? vscode : load(request, ...rest));
exports.anything = anything;
