/** What AWS SAM makes of the lists that say who may call an API, and from where. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Given = Readonly<Record<string, unknown>>;

const api = (ResourcePolicy: Given, more: Given = {}) =>
  JSON.stringify({
    Transform: "AWS::Serverless-2016-10-31",
    ...more,
    Resources: {
      A: {
        Type: "AWS::Serverless::Api",
        Properties: { StageName: "p", Auth: { ResourcePolicy } },
      },
    },
  });
const forAll = (ResourcePolicy: Given) => ({
  Globals: { Api: { Auth: { ResourcePolicy } } },
});
const event = (ResourcePolicy: Given, more: Given = {}) =>
  JSON.stringify({
    Resources: {
      F: {
        Type: "AWS::Serverless::Function",
        Properties: {
          Events: {
            E: {
              Type: "Api",
              Properties: {
                Path: "/a/{id}",
                Method: "get",
                ...more,
                Auth: { ResourcePolicy },
              },
            },
          },
        },
      },
    },
  });
const statement = (AWS: string) => ({
  Effect: "Allow",
  Principal: { AWS },
  Action: "execute-api:Invoke",
  Resource: "execute-api:/*",
});

const [one, two, own] = ["111111111111", "222222222222", "10.0.0.0/8"];
const everybody = "execute-api:Invoke on execute-api:/* by *";
const ofTwo = `execute-api:Invoke on execute-api:/* by ${two}`;

const parameter = (Default: string, Type = "String") => ({
  Parameters: { P: { Type, Default } },
});
const list = "CommaDelimitedList";
const mapped = (ip: string) => ({ Mappings: { M: { a: { Ip: ip } } } });
const [given, found] = [{ Ref: "P" }, { "Fn::FindInMap": ["M", "a", "Ip"] }];

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "another account",
    api({ AwsAccountWhitelist: [one] }),
    api({ AwsAccountWhitelist: [one, two] }),
    [`A resource: ${ofTwo}`],
  ],
  [
    "every address",
    api({ IpRangeWhitelist: [own] }),
    api({ IpRangeWhitelist: [own, "0.0.0.0/0"] }),
    [`A resource: ${everybody}`],
  ],
  [
    "fewer addresses",
    api({ IpRangeWhitelist: [own, "10.1.0.0/16", "172.16.0.0/12"] }),
    api({ IpRangeWhitelist: [own] }),
    [`-A resource: ${everybody}`],
  ],
  ["addresses within others", api({ IpRangeWhitelist: [own] }), api({ IpRangeWhitelist: [own, "10.1.0.0/16"] }), []],
  [
    "another order",
    api({ IpRangeWhitelist: [own, "172.16.0.0/12"] }),
    api({ IpRangeWhitelist: ["172.16.0.0/12", own] }),
    [],
  ],
  [
    "an address no longer kept out",
    api({ IpRangeBlacklist: [own, "172.16.0.0/12"] }),
    api({ IpRangeBlacklist: [own] }),
    [`A resource: ${everybody}`],
  ],
  [
    "another network",
    api({ SourceVpcWhitelist: ["vpc-1"] }),
    api({ SourceVpcWhitelist: ["vpc-1", "vpc-2"] }),
    [`A resource: ${everybody}`],
  ],
  [
    "another endpoint",
    api({ SourceVpcWhitelist: ["vpce-1"] }),
    api({ SourceVpcWhitelist: ["vpce-1", "vpce-2"] }),
    [`A resource: ${everybody}`],
  ],
  [
    "an endpoint of the template",
    api({ IntrinsicVpceWhitelist: ["vpce-1"] }),
    api({ IntrinsicVpceWhitelist: ["vpce-1", { Ref: "E" }] }),
    [`A resource: ${everybody}`],
  ],
  [
    "a list for all",
    api({ AwsAccountWhitelist: [one] }, forAll({})),
    api({ AwsAccountWhitelist: [one] }, forAll({ AwsAccountWhitelist: [two] })),
    [`A resource: ${ofTwo}`],
  ],
  [
    "statements for all",
    api({}, forAll({ CustomStatements: [statement(one)] })),
    api({}, forAll({ CustomStatements: [statement(two)] })),
    [`A resource: ${ofTwo}`, `-A resource: execute-api:Invoke on execute-api:/* by ${one}`],
  ],
  [
    "statements beside a list",
    api({ IpRangeWhitelist: [own], CustomStatements: [statement(one)] }),
    api({
      IpRangeWhitelist: [own],
      CustomStatements: [statement(one), statement(two)],
    }),
    [],
  ],
  [
    "of one method",
    event({ AwsAccountWhitelist: [one] }),
    event({ AwsAccountWhitelist: [one, two] }),
    [`ServerlessRestApi resource: execute-api:Invoke on execute-api:/*/GET/a/* by ${two}`],
  ],
  [
    "of a method of an API",
    event({ AwsAccountWhitelist: [one] }, { RestApiId: { Ref: "A" } }),
    event({ AwsAccountWhitelist: [one, two] }, { RestApiId: { Ref: "A" } }),
    [`A resource: execute-api:Invoke on execute-api:/*/GET/a/* by ${two}`],
  ],
  [
    "another default of an address",
    api({ IpRangeWhitelist: [given] }, parameter(own)),
    api({ IpRangeWhitelist: [given] }, parameter("0.0.0.0/0")),
    [`A resource: ${everybody}`],
  ],
  [
    "another account by default",
    api({ AwsAccountWhitelist: given }, parameter(one, list)),
    api({ AwsAccountWhitelist: given }, parameter(`${one}, ${two}`, list)),
    [`A resource: ${ofTwo}`],
  ],
  [
    "the same accounts by default, in another order",
    api({ AwsAccountWhitelist: given }, parameter(`${one},${two}`, list)),
    api({ AwsAccountWhitelist: given }, parameter(`${two},${one}`, list)),
    [],
  ],
  [
    "another default of something else",
    api({ IpRangeWhitelist: [own] }, parameter(own)),
    api({ IpRangeWhitelist: [own] }, parameter("0.0.0.0/0")),
    [],
  ],
  [
    "another address in a mapping",
    api({ IpRangeWhitelist: [found] }, mapped(own)),
    api({ IpRangeWhitelist: [found] }, mapped("0.0.0.0/0")),
    [`A resource: ${everybody}`],
  ],
  [
    "a mapping that the list does not use",
    api({ IpRangeWhitelist: [own] }, mapped(own)),
    api({ IpRangeWhitelist: [own] }, mapped("0.0.0.0/0")),
    [],
  ],
];

describe("lists of who may call an API of SAM", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      const said = await diffTexts("template.json", before, after);
      assert.deepEqual(
        said.map((line) => line.replace(/ where .*$/, "")),
        lines,
      );
    });
});
