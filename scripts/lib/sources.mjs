/** What runs the sources as they stand (`node --import`): TypeScript by tsx, and texts beside it, which the bundles have as strings. */
import "tsx";

import { readFileSync } from "node:fs";
import Module from "node:module";

import { textEndings } from "./text-endings.mjs";

for (const ending of textEndings)
  Module._extensions[ending] = (module, file) => {
    Object.defineProperty(module.exports, "__esModule", { value: true });
    module.exports.default = readFileSync(file, "utf8");
  };
