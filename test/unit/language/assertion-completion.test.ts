/** What is offered in the assertions of a planeguard.json. */
import assert from "node:assert/strict";

import { assertionCompletionsAt } from "../../../src/language/completion/assertions";
import { builtCatalog } from "../../support/catalog";

const named = [
  { kind: "role", name: "Api", file: "/a/template.yaml" },
  { kind: "user", name: "bob", file: "main.tf" },
  { kind: "group", name: "devs", file: "main.tf" },
  { kind: "table", name: "Orders", file: "/a/template.yaml" },
];

/** `|` is the cursor. */
function offered(marked: string): { readonly texts: readonly string[]; readonly replaced: string } | null {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const found = assertionCompletionsAt({ name: "planeguard.json", text }, offset, named, builtCatalog());
  if (!found) return null;
  const { start, end } = found.replace;
  return { texts: found.items.map(({ newText }) => newText), replaced: text.slice(start.offset, end.offset) };
}

describe("completion of assertions", () => {
  const rows: readonly [marked: string, expected: readonly string[], replaced: string][] = [
    ['{"assertions": [{"role": "|"}]}', ['"Api"'], '""'],
    ['{"assertions": [{"role": |}]}', ['"Api"'], ""],
    ['{"assertions": [{"role": "A|', ['"Api"'], '"A'],
    ['{"assertions": [{"user": ["b|"]}]}', ['"bob"'], '"b"'],
    ['{"assertions": [{"only": "|"}]}', ['"role:Api"', '"user:bob"', '"group:devs"'], '""'],
    ['{"assertions": [{"group": "|"}]}', ['"devs"'], '""'],
    ['{"assertions": [{"role": "Api", "may": "sqs:*", "on": "|"}]}', ['"table:Orders"'], '""'],
    ['{"assertions": [{"role": "Api", "may": "s3:*", "on": "table:O|"}]}', ['"table:Orders"'], '"table:O"'],
  ];
  for (const [marked, texts, replaced] of rows)
    it(marked, () => assert.deepEqual(offered(marked), { texts, replaced }));

  it("of what may be done", () => {
    assert.ok(offered('{"assertions": [{"role": "Api", "may": "kms:D|"}]}')!.texts.includes('"kms:Decrypt"'));
    const others = offered('{"assertions": [{"role": "Api", "mayNot": "kms:*", "except": "|"}]}')!.texts;
    assert.deepEqual(others.slice(0, 4), ['"role:Api"', '"user:bob"', '"group:devs"', '"table:Orders"']);
  });

  it("of actions: services first, then those of the service", () => {
    const services = offered('{"assertions": [{"role": "Api", "mayNot": "|"}]}')!.texts;
    assert.ok(services.includes('"kms:$0"'));
    const keys = offered('{"assertions": [{"role": "Api", "mayNot": ["s3:*", "kms:D|"]}]}')!.texts;
    assert.equal(keys[0], '"kms:*"');
    assert.ok(keys.includes('"kms:Decrypt"'));
    assert.ok(keys.every((one) => one.startsWith('"kms:')));
  });

  for (const marked of [
    '{"assertions": [{"sentence": "|"}]}',
    '{"assertions": [{"ro|": "Api"}]}',
    '{"rules": {"role": "|"}}',
    "|",
    '{"assertions": {"role": "|"}}',
  ])
    it(`offers nothing: ${marked}`, () => assert.equal(offered(marked), null));
});
