/** The name or value around a cursor, told from its line alone. */
import assert from "node:assert/strict";

import type { PolicyForm } from "../../../src/analysis/locate/locate";
import { tokensAt } from "../../../src/language/completion/token";

/** `column/indent [key] [followed] quote`, and what is around the cursor, with its quotes as far as they are there. */
function shown(text: string, form: PolicyForm): readonly string[] {
  const offset = text.indexOf("¦");
  const whole = text.replace("¦", "");
  return tokensAt(whole, offset, form).map(({ start, end, text: content, quote, closed, ...token }) => {
    assert.equal(whole.slice(start, end), content);
    const flags = [token.isKey ? "key " : "", token.isFollowed ? "followed " : ""].join("");
    return `${token.column}/${token.indent} ${flags}${quote}${content}${closed ? quote : ""}`;
  });
}

const rows: readonly (readonly [form: PolicyForm, text: string, ...tokens: string[]])[] = [
  ["json", '  "Act¦ion": "s3:*"', '2/2 key "Action"'],
  ["json", '  "¦"\n  "Effect": "Allow"', '2/2 followed ""'],
  ["json", '{"a": "¦", "b": "c"}', '6/0 ""'],
  ["json", '{"a": "s3:Get¦Object, "b": 1}', '6/0 "s3:GetObject'],
  ["json", '{"a": "x\\"¦y"}', '6/0 "x\\"y"'],
  ["json", '{"a": "¦x\\"y"}', '6/0 "x\\"y"'],
  ["json", '¦"Effect": "Allow"', "0/0 followed "],
  ["json", "{ ¦\n}", "2/0 "],
  ["json", "{ Act¦ion }", "2/0 Action"],
  ["json", '"¦a"', '0/0 "a"'],
  ["json", '"a\\¦', '0/0 "a\\'],
  ["json", "{ 'a¦' }", "3/0 followed a"],
  ["json", '{"a": "first", "b": "¦', '20/0 "'],
  ["json", '\r{"a": "x¦\r"y"}', '6/0 followed "x'],
  ["json", '{"a" :¦ 1}', "6/0 followed "],
  ["json", "{ a¦ : 1 }", "2/0 key a"],
  ["json", "{ a¦\t: 1 }", "2/0 key a"],
  ["json", "{ a¦:b }", "2/0 a"],
  ["json", "{ a¦:", "2/0 key a"],
  ["yaml", "  - s3:Get¦Object", "4/2 s3:GetObject"],
  ["yaml", "  - it's ¦here", "9/2 here"],
  ["yaml", "  'a¦b'", "2/2 'ab'"],
  ["yaml", "k: 'a\\¦'", "3/0 'a\\'"],
  ["yaml", "'a¦", "0/0 'a"],
  ["yaml", "Effect:¦"],
  ["yaml", "  Effect¦:", "2/2 key Effect"],
  ["yaml", "  ¦Effect: Allow", "2/2 key Effect"],
  ["yaml", "  Other:¦", "2/2 Other:"],
  ["yaml", "  x Effect:¦"],
  ["yaml", "Effect:¦x", "0/0 Effect:x"],
  ["yaml", "  :¦", "2/2 :"],
  ["yaml", "  ¦:", "2/2 :"],
  ["yaml", "  --¦", "4/2 "],
  ["yaml", "  - -a-¦b", "5/2 a-b"],
  ["yaml", "[a, b¦, c]", "4/0 b"],
  ["yaml", "{a¦: b}", "1/0 key a"],
  ["yaml", "x:a'¦b'", "4/0 followed b"],
  ["yaml", "  a-'b¦c'", "4/2 'bc'"],
  ["yaml", "  ab'c¦d'", "5/2 followed cd"],
  ["yaml", "  - s3:Get¦Object:", "4/2 key s3:GetObject"],
  ["yaml", "a#¦b", "2/0 b"],
  ["yaml", "Effect:y¦", "0/0 Effect:y"],
  ["hcl", '  actions = ["¦"]', '13/2 ""'],
  ["hcl", "  act¦ = 1", "2/2 key act"],
  ["hcl", "  act¦ == 1", "2/2 act"],
  ["hcl", "  act¦=", "2/2 key act"],
  ["hcl", "  'a¦'", "3/2 followed a"],
  ["hcl", '  policy = "{\\"Action\\": \\"¦\\"}"', '11/2 "{\\"Action\\": \\"\\"}"'],
  ["hcl", "  Effect:¦", "9/2 "],
  ["hcl", "  a¦\n  b = 1", "2/2 followed a"],
  ["hcl", "  a¦\n}", "2/2 a"],
  ["javascript", "x = `a¦b`", "4/0 `ab`"],
  ["javascript", "x = 'it\\'s ¦'", "4/0 'it\\'s '"],
  ["javascript", 'x = \'{"Action": "s3:¦"}\'', '16/0 "s3:"', '4/0 \'{"Action": "s3:"}\''],
  ["javascript", "x = '{\"Action\": 1, ¦ }'", "4/0 '{\"Action\": 1,  }'"],
  ["javascript", 'x = `{ "a": "b", "c¦`', '17/0 "c', '4/0 `{ "a": "b", "c`'],
  ["javascript", "$a¦b", "0/0 $ab"],
  ["javascript", "x = \"a 'b¦' c\"", "4/0 \"a 'b' c\""],
  ["javascript", "'{\"a¦\"}'", '2/0 "a"', "0/0 '{\"a\"}'"],
  ["javascript", "''¦", "2/0 "],
  ["python", 'x = """{"Action": "s3:¦"}"""', '18/0 "s3:"'],
  ["python", "x = '''{'a': '¦'}'''", "13/0 ''"],
  ["python", "'Effect'¦: 1", "8/0 key "],
  ["python", "'Effect': '¦'", "10/0 ''"],
  ["python", "a.b¦", "2/0 b"],
  ["python", "x = '''a ¦b", "9/0 b"],
];

describe("the token at a cursor", () => {
  for (const [form, text, ...tokens] of rows)
    it(`of ${form}: ${JSON.stringify(text)}`, () => assert.deepEqual(shown(text, form), tokens));
});
