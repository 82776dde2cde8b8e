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

  it("as items: what documents them, what follows, and their order", () => {
    const itemsOf = (marked: string) =>
      assertionCompletionsAt(
        { name: "planeguard.json", text: marked.replace("|", "") },
        marked.indexOf("|"),
        named,
        builtCatalog(),
      )!;
    const item = { isSnippet: false, again: false, topic: null };
    const { items, incomplete } = itemsOf('{"assertions": [{"except": "|"}]}');
    assert.ok(incomplete);
    assert.deepEqual(items.slice(2, 5), [
      {
        ...item,
        kind: "principal",
        label: "group:devs",
        detail: "main.tf",
        newText: '"group:devs"',
        filterText: '"group:devs"',
        sortText: "00002",
      },
      {
        ...item,
        kind: "resource",
        label: "table:Orders",
        detail: "template.yaml",
        newText: '"table:Orders"',
        filterText: '"table:Orders"',
        sortText: "00003",
      },
      {
        kind: "service",
        label: "a2c:",
        detail: "AWS App2Container",
        newText: '"a2c:$0"',
        isSnippet: true,
        filterText: '"a2c:"',
        sortText: "00004",
        again: true,
        topic: null,
      },
    ]);
    const ofService = itemsOf('{"assertions": [{"may": "sqs:|"}]}');
    assert.ok(!ofService.incomplete);
    assert.deepEqual(ofService.items.slice(0, 2), [
      {
        ...item,
        kind: "wildcard",
        label: "sqs:*",
        detail: "Amazon SQS",
        newText: '"sqs:*"',
        filterText: '"sqs:*"',
        sortText: "00000",
      },
      {
        ...item,
        kind: "action",
        label: "sqs:AddPermission",
        detail: "Write, Permissions management",
        newText: '"sqs:AddPermission"',
        filterText: '"sqs:AddPermission"',
        sortText: "00001",
      },
    ]);
    for (const service of ["nosuch:|", ":|"])
      assert.deepEqual(itemsOf(`{"assertions": [{"except": "${service}"}]}`).items.length, named.length);
  });

  for (const marked of [
    '{"policies": [{"role": "|"}]}',
    '{"assertions": ["|"]}',
    '{"assertions": [["role", "|"]]}',
    '{"assertions": [{"role": "Api" |}]}',
    '{"assertions": [{"role": "Api\n|"}]}',
    '{"assertions": [{"sentence": "|"}]}',
    '{"assertions": [{"ro|": "Api"}]}',
    '{"rules": {"role": "|"}}',
    "|",
    '{"assertions": {"role": "|"}}',
  ])
    it(`offers nothing: ${marked}`, () => assert.equal(offered(marked), null));
});
