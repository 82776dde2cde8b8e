/** Programs that a package.json starts. */
import assert from "node:assert/strict";

import { scriptIn, scriptOf } from "../../../src/analysis/units/package-scripts";

const commands: readonly (readonly [command: string, script: string | null])[] = [
  ["npm start", "start"],
  ["npm run serve", "serve"],
  ["npm --silent run serve:live", "serve:live"],
  ["yarn start", "start"],
  ["yarn run start", "start"],
  ["pnpm start", "start"],
  ["npm install", null],
  ["yarn install", null],
  ["npm", null],
  ["node start", null],
  ["npm run $(name)", null],
];

const scripts: readonly (readonly [title: string, scripts: object | string, script: ReturnType<typeof scriptIn>])[] = [
  ["a command", { start: "node server.js" }, { words: ["node", "server.js"], hasOthers: false }],
  ["variables before it", { start: "NODE_ENV=live PORT=80 node a.js" }, { words: ["node", "a.js"], hasOthers: false }],
  ["one before it", { prestart: "node seed.js", start: "node a.js" }, { words: ["node", "a.js"], hasOthers: true }],
  ["one after it", { poststart: "node end.js", start: "node a.js" }, { words: ["node", "a.js"], hasOthers: true }],
  ["several commands", { start: "tsc && node a.js" }, null],
  ["another script", { serve: "node a.js" }, null],
  ["no text", { start: 1 }, null],
  ["no package", "[", null],
];

describe("scripts of packages", () => {
  for (const [command, script] of commands)
    it(`are what this starts: ${command}`, () => assert.equal(scriptOf(command.split(" ")), script));
  for (const [title, given, script] of scripts)
    it(`have ${title}`, () =>
      assert.deepEqual(
        scriptIn(typeof given === "string" ? given : JSON.stringify({ scripts: given }), "start"),
        script,
      ));
});
