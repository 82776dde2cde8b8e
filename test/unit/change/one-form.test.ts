/** Functions of templates that say the same in other words, and what they find. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const template = (
  resource: string,
  more = "",
  top = "",
) => `Parameters: { Env: { Type: String }, P: { Type: String }${more} }
${top}Resources:
  U: { Type: AWS::IAM::User, Properties: { Policies: [{ PolicyName: p, PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: ${resource} }] } }] } }
`;
const within = (value: string) => `!Sub ["arn:aws:s3:::\${b}/*", { b: ${value} }]`;
const mapping = (dev: string, prod: string, name = "M", key = "bucket") =>
  `Mappings: { ${name}: { dev: { ${key}: ${dev} }, prod: { ${key}: ${prod} } } }\n`;
const mapped = (top: string, said: string) => template(within(said), "", top);
const on = (bucket: string) => `U identity: s3:GetObject on arn:aws:s3:::${bucket}/*`;

type Row = readonly [title: string, before: string, after: string, lines: readonly string[], back?: readonly string[]];

const files = '"arn:aws:s3:::files/*"';
const byEnv = "!FindInMap [M, !Ref Env, bucket]";
const select = '!Select [1, !Split ["/", !Ref P]]';
const longForm = '{ "Fn::Select": ["1", { "Fn::Split": ["/", { Ref: P }] }] }';

const rows: readonly Row[] = [
  [
    "a mapping of another name",
    mapped(mapping("a", "b"), byEnv),
    mapped(mapping("a", "b", "N"), byEnv.replace("[M", "[N")),
    [],
  ],
  [
    "another key of a mapping that is called otherwise",
    mapped(mapping("a", "b"), byEnv),
    mapped(mapping("a", "b", "N", "name"), "!FindInMap [N, !Ref Env, name]"),
    [],
  ],
  [
    "a mapping of another name with another value",
    mapped(mapping("a", "b"), byEnv),
    mapped(mapping("a", "c", "N"), byEnv.replace("[M", "[N")),
    [on("${!FindInMap [N, !Ref Env, bucket]}"), `-${on("${!FindInMap [M, !Ref Env, bucket]}")}`],
  ],
  [
    "another parameter that looks up",
    mapped(mapping("a", "b"), byEnv),
    mapped(mapping("a", "b", "N"), "!FindInMap [N, !Ref P, bucket]"),
    [on("${!FindInMap [N, !Ref P, bucket]}"), `-${on("${!FindInMap [N, !Ref Env, bucket]}")}`],
    [on("${!FindInMap [M, !Ref Env, bucket]}"), `-${on("${!FindInMap [M, !Ref P, bucket]}")}`],
  ],
  [
    "another value for one key",
    mapped(mapping("a", "b"), byEnv),
    mapped(mapping("a", "c"), byEnv),
    [on("c"), `-${on("b")}`],
    [on("b"), `-${on("c")}`],
  ],
  [
    "a second key more that nothing looks up",
    mapped(mapping("a", "b"), byEnv),
    mapped(mapping("a", "b, test: x"), byEnv),
    [],
  ],
  ["other values for two keys", mapped(mapping("a", "b"), byEnv), mapped(mapping("c", "d"), byEnv), ["?U identity"]],
  [
    "another value for one key that nothing looks up",
    mapped(mapping("a", "b", "M, other: { x: { y: z } }"), byEnv).replace(
      "M, other: { x: { y: z } }:",
      "N: { x: { y: z } }, M:",
    ),
    mapped(mapping("a", "b", "M, other: { x: { y: z } }"), byEnv).replace(
      "M, other: { x: { y: z } }:",
      "N: { x: { y: w } }, M:",
    ),
    [],
  ],
  [
    "another value for one key, and a parameter more",
    mapped(mapping("a", "b"), byEnv),
    template(within(byEnv), ", Q: { Type: String }", mapping("a", "c")),
    ["?U identity"],
  ],
  [
    "another value for one key, and other words for it",
    `Description: a\n${mapped(mapping("a", "b"), byEnv)}`,
    `Description: b\n${mapped(mapping("a", "c"), byEnv)}`,
    [on("c"), `-${on("b")}`],
    [on("b"), `-${on("c")}`],
  ],
  ["what is found by each key", mapped(mapping("files", "files"), byEnv), template(files), []],
  [
    "what is found by one key alone",
    mapped(mapping("files", "logs"), byEnv),
    template(files),
    [on("files"), `-${on("${!FindInMap [M, !Ref Env, bucket]}")}`],
  ],
  [
    "what is found by a key that is written out",
    mapped(mapping("files", "logs"), "!FindInMap [M, dev, bucket]"),
    template(files),
    [],
  ],
  [
    "what is found by another key",
    mapped(mapping("files", "logs"), "!FindInMap [M, prod, bucket]"),
    template(files),
    [on("files"), `-${on("logs")}`],
  ],
  ["a part of a text", template(within('!Select [0, !Split [",", "files,logs"]]')), template(files), []],
  [
    "another part of a text",
    template(within('!Select [1, !Split [",", "files,logs"]]')),
    template(files),
    [on("files"), `-${on("logs")}`],
  ],
  ["a part of a parameter, in the long form", template(within(select)), template(within(longForm)), []],
  [
    "another part of a parameter, in the long form",
    template(within(select)),
    template(within(longForm.replace('"1"', '"0"'))),
    [on('${{ "Fn::Select": ["0", !Split ["/", !Ref P]] }}'), `-${on(`\${${select}}`)}`],
  ],
  [
    "the same import, in the long form",
    template(within('!ImportValue { "Fn::Sub": "${Env}-b" }')),
    template(within('{ "Fn::ImportValue": !Sub "${Env}-b" }')),
    [],
  ],
  [
    "a text that a tool fills in later",
    template(within('!Select [0, !Split [",", "${self:custom.all}"]]')),
    template(within('!Select [0, !Split [",", "${self:custom.all}"]]')),
    [],
  ],
];

describe("functions of templates", () => {
  for (const [title, before, after, lines, back = lines.map(turned)] of rows)
    it(title, async () => {
      assert.deepEqual(await diffTexts("t.yaml", before, after), lines);
      assert.deepEqual((await diffTexts("t.yaml", after, before)).sort(), [...back].sort());
    });
});

function turned(line: string): string {
  if (line.startsWith("?")) return line;
  return line.startsWith("-") ? line.slice(1) : `-${line}`;
}
