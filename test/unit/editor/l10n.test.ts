/** What is shown can be shown in another language, and German is whole. */
import assert from "node:assert/strict";
import { join } from "node:path";

import germanBundle from "../../../l10n/bundle.l10n.de.json";
import bundle from "../../../l10n/bundle.l10n.json";
import german from "../../../package.nls.de.json";
import english from "../../../package.nls.json";
import { shownStrings, translatable } from "../../../scripts/lib/l10n";
import { rules } from "../../../src/analysis/rules/generated/index";
import { wholeRules } from "../../support/german";

type Texts = Readonly<Record<string, string>>;

const root = join(__dirname, "../../..");

/** What a translation must keep: places for values, commands of links, code. */
function kept(text: string): string[] {
  return (text.match(/\{\d+\}|\(command:[^)]+\)|`[^`]+`/g) ?? []).sort();
}

function isTranslated(texts: Texts, translated: Texts): void {
  assert.deepEqual(
    Object.keys(texts).filter((key) => !(key in translated)),
    [],
    "not translated: add them",
  );
  assert.deepEqual(
    Object.keys(translated).filter((key) => !(key in texts)),
    [],
    "nothing shows these any more",
  );
  for (const [key, text] of Object.entries(texts)) {
    assert.deepEqual(kept(translated[key]!), kept(text), key);
    assert.ok(translated[key]!.trim() !== "", key);
  }
}

describe("the translation", () => {
  it("has every string that the sources show", () => {
    assert.deepEqual(Object.keys(bundle), translatable(root, rules));
  });

  it("to German has every string, and the pages of the commonest rules, with their places and links", () => {
    const pages = rules
      .filter(({ id }) => wholeRules.includes(id))
      .flatMap(({ title, documentation }) => [title, documentation.why]);
    const wanted = [...shownStrings(root), ...pages];
    isTranslated(Object.fromEntries(wanted.map((text) => [text, text])), germanBundle);
  });

  it("to German has every text of the manifest, with its places and links", () => isTranslated(english, german));
});
