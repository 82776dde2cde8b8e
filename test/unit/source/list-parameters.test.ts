/** Which references of a template may be lists. */
import assert from "node:assert/strict";

import { mayBeList } from "../../../src/analysis/source/list-parameters";

const cases: readonly (readonly [name: string, text: string, lists: readonly string[], others: readonly string[]])[] = [
  ["a template without lists", "Parameters:\n  Name:\n    Type: String\n", [], ["Name", "Bucket"]],
  [
    "parameters in blocks",
    `Parameters:
  Name:
    Type: String
  Subnets:
    Description: some
    # of the network
    Type: List<AWS::EC2::Subnet::Id>
  Tags:
    Type: CommaDelimitedList
    Default: a,b
Resources:
  Bucket:
    Type: AWS::S3::Bucket
`,
    ["Subnets", "Tags"],
    ["Name", "Bucket", "Resources"],
  ],
  [
    "parameters of the parameter store",
    "Parameters:\n  Names: { Type: AWS::SSM::Parameter::Value<List<String>>, Default: /names }\n  Name: { Type: String }\n",
    ["Names"],
    ["Name"],
  ],
  [
    "parameters of JSON",
    JSON.stringify({ Parameters: { Names: { Type: "CommaDelimitedList" }, Name: { Type: "String" } } }, null, 2),
    ["Names"],
    ["Name"],
  ],
  [
    "a template in one line",
    JSON.stringify({ Parameters: { Names: { Type: "CommaDelimitedList" }, Name: { Type: "String" } } }),
    ["Names"],
    [],
  ],
  [
    "a type on a line of its own",
    "Parameters:\n  Names:\n    Type:\n      CommaDelimitedList\n",
    ["Names"],
    ["Bucket"],
  ],
  [
    "a type that stands elsewhere",
    "x: &of CommaDelimitedList\nParameters:\n  Names:\n    Type: *of\n",
    ["Names", "Bucket"],
    [],
  ],
  [
    "a type far from its name",
    `Parameters:\n  Names:\n${"    # no\n".repeat(101)}    Type: List<String>\n`,
    ["Names", "Bucket"],
    [],
  ],
];

describe("references of a template that may be lists", () => {
  for (const [name, text, lists, others] of cases)
    it(`are those that ${name} says`, () => {
      const isList = mayBeList(text);
      assert.deepEqual([lists.filter((one) => !isList(one)), others.filter(isList)], [[], []]);
    });
});
