/** What runs the sources as they stand (`node --import`): TypeScript, and texts beside it, which the bundles have as strings. */
import "tsx";

import { readFileSync } from "node:fs";
import Module from "node:module";

import { compiled, isOurs } from "./compiled-sources.mjs";
import { textEndings } from "./text-endings.mjs";

const others = Module._extensions[".ts"];
Module._extensions[".ts"] = (module, file) => {
  if (isOurs(file)) module._compile(compiled(file), file);
  else others(module, file);
};

for (const ending of textEndings)
  Module._extensions[ending] = (module, file) => {
    Object.defineProperty(module.exports, "__esModule", { value: true });
    module.exports.default = readFileSync(file, "utf8");
  };
