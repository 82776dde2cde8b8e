/** Hovers, lenses, hints, pages and symbols of a policy in German; what AWS itself describes stays as it is. */
import assert from "node:assert/strict";

import { shownOf } from "../../../src/language/diagnostics";
import { toldOf } from "../../../src/language/one-cause";
import { handlerLensesOf } from "../../../src/language/summary/handler-lens";
import { createEngine } from "../../../src/workspace/create-engine";
import { Understanding } from "../../../src/workspace/understanding";
import { assertGerman, german } from "../../support/german";

const understanding = new Understanding(german);
const text = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: ["111122223333", "arn:aws:iam::111122223333:role/a"], Service: "sns.amazonaws.com" },
        Action: ["s3:Get*", "iam:PassRole"],
        Resource: "arn:aws:s3:::reports/*",
        Condition: {
          StringNotLikeIfExists: { "aws:PrincipalOrgID": "o-*" },
          "ForAnyValue:StringEquals": { "aws:PrincipalType": "AssumedRole" },
        },
      },
    ],
  },
  null,
  2,
);
const document = { name: "policy.json", text };

const hovers: readonly (readonly [at: string, says: RegExp])[] = [
  ["Version", /Die Version der Richtliniensprache/],
  ["2012-10-17", /^\*\*2012-10-17\*\*\nDie aktuelle Version/],
  ["Effect", /`Allow` oder `Deny`/],
  ["Allow", /Erlaubt die Aktionen/],
  ["111122223333", /Das Konto 111122223333: jeder darin/],
  ["arn:aws:iam::111122223333:role/a", /Die Rolle `a` des Kontos 111122223333/],
  ["sns.amazonaws.com", /im Auftrag seiner Kunden/],
  ["Get*", /\d+ Aktionen von Amazon S3: .*\d+ Lesen/],
  ["PassRole", /Ressourcentypen:\n- role \(erforderlich\)[^]*Bedingungsschlüssel: /],
  ["arn:aws:s3", /von Amazon S3\n- Partition: `aws`\n- Region: keine Angabe: Der Name genügt/],
  [
    "StringNotLikeIfExists",
    /Vergleicht Text: gilt, wenn der Schlüssel auf keinen der Werte passt.*Sie gilt auch, wenn der Schlüssel fehlt\. Das Gegenteil ist `StringLike/,
  ],
  ["ForAnyValue", /wenn mindestens ein Wert des Schlüssels einem der Werte gleicht\. Sie gilt nicht/],
  ["aws:PrincipalOrgID", /jeder Service\nDie Organisation des Kontos des Aufrufers/],
  ["AssumedRole", /Eine Sitzung einer Rolle/],
];

describe("a policy in German", () => {
  for (const [at, says] of hovers)
    it(`has a hover of ${at}`, async () => {
      const hover = await understanding.hoverAt(document, text.indexOf(at) + 1);
      const shown = hover!.sections.join("\n");
      assert.match(shown, says);
    });

  it("has a lens, a hint, symbols and a page", async () => {
    const [lens] = await understanding.lensesOf(document);
    assert.match(
      lens!.title,
      /^Erlaubt Konto 111122223333, role\/a und 1 weitere|^Erlaubt Konto 111122223333, role\/a und sns/,
    );
    assert.match(lens!.title, /\d+ Aktionen von s3 und iam, bis Schreiben · [\d.]+ Zeichen$/);
    assertGerman(lens!.title, "lens");
    const [hint] = await understanding.inlayHintsOf(document, { start: 0, end: text.length });
    assert.match(hint!.label, /^\d+ Aktionen$/);
    const [symbol] = await understanding.symbolsOf(document);
    assert.equal(symbol!.name, "Ressourcenrichtlinie");
    const page = await understanding.policyPage(document, 0);
    assert.match(page!, /^# Diese Ressourcenrichtlinie\n[^]*\n## Erlaubt\n[^]*\| Aktion \| Zugriff \| Was sie tut \|/);
    assert.match((await understanding.page("service/sqs"))!, /Präfix `sqs`, \d+ Aktionen mit Stand/);
    assert.match((await understanding.documentationOf("operator Bool"))!, /^\*\*?|Vergleicht/);
  });

  it("has what follows from a finding in a line of it", async () => {
    const everything = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "*", Resource: "*" },
    });
    const { findings } = await createEngine().analyze({ name: "policy.json", text: everything });
    const [shown] = shownOf({ findings, problems: [] }, { language: german });
    assert.match(shown!.message, /^Das erlaubt jede Aktion auf jeder Ressource: .*\nAußerdem: .*übergibt jede Rolle/);
    assertGerman(shown!.message, "diagnostic");
    assert.equal(toldOf(findings).length, 1, "what is joined does not depend on the language");
  });

  it("has the line above a function", () => {
    const note = {
      at: { start: 0, end: 3 },
      check: 0,
      role: "Api",
      unit: "Api",
      calls: 4,
      allowed: 3,
      refused: 1,
      hasMore: false,
      unused: 2,
      declared: { file: "a", range: null },
    };
    const lenses = handlerLensesOf([note as never], "abc", german);
    for (const { title } of lenses) assertGerman(title, "handler");
  });
});
