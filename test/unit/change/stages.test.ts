/** The stage and the name of a service of the Serverless Framework, however they are written. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

interface Given {
  readonly bucket: string;
  readonly stage?: string;
  readonly custom?: string;
  readonly service?: string;
}

const service = ({ bucket, stage = "dev", custom = "", service: name = "files" }: Given) => `service: ${name}
provider:
  name: aws
${stage && `  stage: ${stage}\n`}  iam:
    role:
      statements:
        - Effect: Allow
          Action: s3:GetObject
          Resource: arn:aws:s3:::${bucket}/*
${custom && `custom:\n${custom}`}functions:
  read: { handler: a.b }
`;
const byCustom = "a-${self:custom.stage}";
const bySls = "a-${sls:stage}";
const from = (said: string) => `  stage: ${said}\n`;
const usual = from("${opt:stage, self:provider.stage}");
const apart = (before: string, after: string) => [
  `provider identity: s3:GetObject on arn:aws:s3:::${after}/*`,
  `-provider identity: s3:GetObject on arn:aws:s3:::${before}/*`,
];
const more = "\nother: '${self:custom.stage}'\n";

const rows: readonly (readonly [title: string, before: Given, after: Given, lines: readonly string[]])[] = [
  ["as a variable of its own", { bucket: byCustom, custom: usual }, { bucket: bySls, custom: usual }, []],
  ["without that variable", { bucket: byCustom, custom: usual }, { bucket: bySls }, []],
  ["in its place", { bucket: "a-${opt:stage, self:provider.stage}" }, { bucket: bySls }, []],
  [
    "by what the provider leaves to the framework",
    { bucket: byCustom, custom: usual, stage: "" },
    { bucket: bySls, custom: usual, stage: "" },
    [],
  ],
  ["with the default in its place", { bucket: "a-${opt:stage, 'dev'}" }, { bucket: bySls }, []],
  ["of the framework's own default", { bucket: 'a-${opt:stage, "dev"}', stage: "" }, { bucket: bySls, stage: "" }, []],
  ["by the option alone", { bucket: "a-${opt:stage}" }, { bucket: bySls }, []],
  [
    "by what the provider says of the option",
    { bucket: "a-${self:provider.stage}", stage: "${opt:stage, 'dev'}" },
    { bucket: bySls, stage: "${opt:stage, 'dev'}" },
    [],
  ],
  [
    "by two variables",
    { bucket: "a-${self:custom.own}", custom: `${usual}  own: \${self:custom.stage}\n` },
    { bucket: bySls, custom: usual },
    [],
  ],
  [
    "where another place keeps its variable",
    { bucket: byCustom, custom: usual + more },
    { bucket: bySls, custom: usual + more },
    [],
  ],
  [
    "by another default",
    { bucket: "a-${opt:stage, 'test'}" },
    { bucket: bySls },
    apart("a-${opt:stage, 'test'}", "a-${sls:stage}"),
  ],
  [
    "by a default of the framework that the provider replaces",
    { bucket: "a-${opt:stage, 'dev'}", stage: "test" },
    { bucket: bySls, stage: "test" },
    apart("a-${opt:stage, 'dev'}", "a-${sls:stage}"),
  ],
  [
    "by another option",
    { bucket: "a-${opt:region, 'dev'}" },
    { bucket: bySls },
    apart("a-${opt:region, 'dev'}", "a-${sls:stage}"),
  ],
  [
    "the name of a service by its text and by its name",
    { bucket: "${self:service.name}" },
    { bucket: "${self:service}" },
    [],
  ],
  ["the name of a service in its place", { bucket: "${self:service.name}" }, { bucket: "files" }, []],
  [
    "the name that a service has in an object",
    { bucket: "${self:service}", service: "{ name: files }" },
    { bucket: "${self:service.name}", service: "{ name: files }" },
    [],
  ],
  [
    "another name of a service",
    { bucket: "${self:service.name}" },
    { bucket: "${self:service.name}", service: "other" },
    apart("files", "other"),
  ],
];

describe("the stage of a service", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("serverless.yml", service(before), service(after)), lines));

  it("is the same the other way round", async () =>
    assert.deepEqual(
      await diffTexts(
        "serverless.yml",
        service({ bucket: bySls, custom: usual }),
        service({ bucket: byCustom, custom: usual }),
      ),
      [],
    ));

  it("may be another one by default", async () => {
    const [before, after] = [
      service({ bucket: byCustom, custom: usual }),
      service({ bucket: bySls, custom: usual, stage: "prod" }),
    ];
    assert.notDeepEqual(await diffTexts("serverless.yml", before, after), []);
  });
});
