/** The texts of a notebook's cells. */
import assert from "node:assert/strict";

import { cellSources } from "../../../src/language/cell-sources";

const rows: readonly (readonly [notebook: string, cells: readonly string[] | null])[] = [
  ['{ "cells": [{ "source": "a" }, { "source": ["b\\n", "c"] }] }', ["a", "b\nc"]],
  ['{ "cells": [{}, null, { "source": 1 }, { "source": [] }] }', ["", "", "", ""]],
  ['{ "cells": [] }', []],
  ['{ "cells": {} }', null],
  ["{}", null],
  ["null", null],
  ["{", null],
];

describe("the cells of a notebook", () => {
  for (const [notebook, cells] of rows)
    it(`of ${notebook}: ${cells ? cells.length : "none"}`, () => assert.deepEqual(cellSources(notebook), cells));
});
