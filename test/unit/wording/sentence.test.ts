/** Sentences and how they are said in another language. */
import assert from "node:assert/strict";

import { briefText } from "../../../src/analysis/brief";
import { code } from "../../../src/escape/markdown";
import { english, inLanguage, type Language, messageIn, wordingIn } from "../../../src/wording/language";
import {
  andOf,
  inEnglish,
  orOf,
  quoted,
  say,
  type Sentence,
  someOf,
  together,
  type Value,
} from "../../../src/wording/sentence";
import { fakeKeyId } from "../../support/fake-keys";

const german: Language = {
  locale: "de",
  texts: {
    "{0} and {1}": "{0} und {1}",
    "{0} or {1}": "{0} oder {1}",
    "{0} and {1} more": "{0} und {1} weitere",
    "Name {0}.": "Nennen Sie {0}.",
    "{0} of {1}": "{1}: {0}",
    "the roles": "die Rollen",
    "**{0}** of {1}": "**{1}**: {0}",
    "The `{0}` stays": "Das `{0}` bleibt",
  },
};

const cases: readonly (readonly [what: string, said: Value, inGerman: string])[] = [
  ["one of a list", andOf(["a"]), "a"],
  ["nothing of a list", andOf([]), ""],
  ["two", andOf(["a", "b"]), "a und b"],
  ["three", orOf(["a", "b", "c"]), "a, b oder c"],
  ["as many as are shown", someOf(["a", "b", "c"], 3), "a, b und c"],
  ["more than are shown", someOf(quoted(["a", "b", "c", "d"]), 2), "`a`, `b` und 2 weitere"],
  ["a sentence in a sentence", say`Name ${say`the roles`}.`, "Nennen Sie die Rollen."],
  ["values in another order", say`${"a"} of ${"b"}`, "b: a"],
  ["numbers as the language writes them", say`${1234} of ${1234567}`, "1.234.567: 1.234"],
  ["nothing translated, and that as a whole", say`Take ${say`the roles`}.`, "Take the roles."],
  ["a part without a translation, and all in English", say`Name ${say`a thing`}.`, "Name a thing."],
  ["each of several sentences by itself", together(say`Name ${"x"}.`, "It stays.", ""), "Nennen Sie x. It stays."],
  ["a value that looks like a place", say`Name ${"{0} {1}"}.`, "Nennen Sie {0} {1}."],
  ["a text that every object has", say`constructor`, "constructor"],
];

describe("a sentence", () => {
  for (const [what, said, inGerman] of cases)
    it(`is said in German: ${what}`, () => {
      assert.equal(typeof said === "object" ? inLanguage(said, german) : String(said), inGerman);
    });

  it("is English as it is written", () => {
    assert.equal(inEnglish(say`${"a"} of ${1234} \`${"x"}\``), "a of 1,234 `x`");
    assert.equal(inLanguage(say`Name ${andOf(["a", "b"])}.`, english), "Name a and b.");
  });

  it("stays English where it has only a message, unless that has a translation", () => {
    assert.equal(messageIn({ message: "the roles" }, german), "die Rollen");
    assert.equal(messageIn({ message: "other roles" }, german), "other roles");
    assert.equal(messageIn({ message: "kept", said: say`the roles` }, english), "kept");
  });

  it("is Markdown with its values as text", () => {
    const { md } = wordingIn(german);
    assert.equal(md`**${"a_b"}** of ${code("c")}`.text, "**`c`**: a\\_b");
    assert.equal(md`**${"a"}** in ${1234}`.text, "**a** in 1.234");
    assert.equal(wordingIn(german), wordingIn(german));
  });

  it("shows no key that its English text hides, nor values of any length", () => {
    const key = fakeKeyId("said");
    const { text, said } = briefText(say`The \`${key}\` stays`);
    assert.ok(!text.includes(key));
    assert.ok(said && !inLanguage(said, german).includes(key));
    assert.match(inLanguage(said, german), /^Das `.+` bleibt$/);
    const long = briefText(say`The \`${"x".repeat(5000)}\` stays`);
    assert.ok(inLanguage(long.said as Sentence, german).length < 300);
  });
});
