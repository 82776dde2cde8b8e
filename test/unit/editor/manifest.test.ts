/** The manifest says what the sources do. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import manifest from "../../../package.json";
import texts from "../../../package.nls.json";
import { languageIds } from "../../../src/language/languages";

const root = join(__dirname, "../../..");
const sources = [
  "src/extension.ts",
  ...readdirSync(join(root, "src/editor"), { recursive: true }).map((name) => `src/editor/${name}`),
]
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(join(root, name), "utf8"))
  .join("\n");
const { contributes } = manifest;

describe("the manifest", () => {
  it("wakes the extension for the languages it checks, and for nothing else", () => {
    assert.deepEqual(
      manifest.activationEvents,
      languageIds.map((id) => `onLanguage:${id}`),
    );
  });

  it("contributes only commands that the sources register, all under one category", () => {
    for (const { command, category } of contributes.commands) {
      const name = command.replace("planeguard.", "");
      assert.match(sources, new RegExp(`"(planeguard\\.)?${name}"`), command);
      assert.equal(category, "Planeguard", command);
    }
  });

  it("names only commands and views that exist, also in the welcome texts", () => {
    const commands = new Set(contributes.commands.map(({ command }) => command));
    const views = new Set(contributes.views.planeguard.map(({ id }) => id));
    const used = Object.values(contributes.menus)
      .flat()
      .map(({ command }) => command);
    const linked = Object.values(texts).flatMap((text) =>
      [...text.matchAll(/\(command:([^)?]+)/g)].map((match) => match[1]!),
    );
    for (const command of [...used, ...linked])
      assert.ok(commands.has(command) || command.startsWith("workbench."), command);
    for (const { view } of contributes.viewsWelcome) assert.ok(views.has(view), view);
  });

  it("has a text for every placeholder and a placeholder for every text", () => {
    const asked = new Set([...JSON.stringify(manifest).matchAll(/"%([^"%]+)%"/g)].map((match) => match[1]));
    assert.deepEqual([...asked].sort(), Object.keys(texts).sort());
  });

  it("points to pictures that are there", () => {
    const pictures = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...contributes.views.planeguard.map(({ icon }) => icon),
    ];
    for (const picture of pictures) assert.ok(existsSync(join(root, picture)), picture);
  });

  it("walks in four steps with pictures, each completed by a command or a key that the sources have", () => {
    const [{ steps }, ...others] = contributes.walkthroughs as [
      (typeof contributes.walkthroughs)[number],
      ...unknown[],
    ];
    assert.equal(others.length, 0);
    assert.equal(steps.length, 4);
    const commands = new Set(contributes.commands.map(({ command }) => command));
    for (const { id, media, completionEvents } of steps) {
      for (const picture of Object.values(media.image)) assert.ok(existsSync(join(root, picture)), picture);
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) {
        const [kind, name] = event.split(":");
        assert.ok(
          kind === "onCommand"
            ? commands.has(name!)
            : kind === "onContext" &&
                (sources.includes(`"setContext", "${name}"`) ||
                  // Those of the view are set with what is before the last dot left out.
                  /setContext\(\s*"\.rows"/.test(name === "planeguard.posture.rows" ? sources : "")),
          event,
        );
      }
    }
  });
});
