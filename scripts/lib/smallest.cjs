/** Loaded before vsce, which packs as quickly as zlib does by default and cannot be told otherwise: packed once, a package is fetched by many. */
const zlib = require("node:zlib");

const { DeflateRaw, constants } = zlib;
// Shorter blocks fit the grammars, most of what is packed, better: of 5 to 9 this gives the smallest package.
const options = { level: constants.Z_BEST_COMPRESSION, memLevel: 6 };

zlib.DeflateRaw = class extends DeflateRaw {
  constructor(given) {
    super({ ...options, ...given });
  }
};
const { deflateRaw } = zlib;
zlib.deflateRaw = (buffer, ...rest) => deflateRaw(buffer, ...(rest.length === 1 ? [options, rest[0]] : rest));
