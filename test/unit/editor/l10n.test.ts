/** What is shown can be shown in another language, and German is whole. */
import assert from "node:assert/strict";
import { join } from "node:path";

import germanBundle from "../../../l10n/bundle.l10n.de.json";
import bundle from "../../../l10n/bundle.l10n.json";
import german from "../../../package.nls.de.json";
import english from "../../../package.nls.json";
import { shownStrings } from "../../../scripts/lib/l10n";

type Texts = Readonly<Record<string, string>>;

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
    assert.deepEqual(Object.keys(bundle), shownStrings(join(__dirname, "../../..")));
  });

  it("to German has every string, with its places and links", () => isTranslated(bundle, germanBundle));

  it("to German has every text of the manifest, with its places and links", () => isTranslated(english, german));
});
