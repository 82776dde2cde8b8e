/** Options of CDK that do not stand written out in the call: the lines of a change. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (lines: string) => `import * as cdk from "aws-cdk-lib";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as s3 from "aws-cdk-lib/aws-s3";
import { elsewhere } from "./elsewhere";
const conf = (c: any) => ({ memorySize: 1, ...c });
function joined(c: any, d: any) { const all = { ...c, ...d }; return all; }
class S extends cdk.Stack {
  private readonly common = { tracing: lambda.Tracing.ACTIVE };
  constructor(scope: any, id: string, props: any) { super(scope, id);
    const fn = new lambda.Function(this, "Fn", { handler: "i.h" });
    ${lines}
  }
  private own(c: any) { return { memorySize: 2, ...c }; }
}
`;
const python = (lines: string) => `from aws_cdk import Stack, aws_lambda as lambda_
def conf(**options):
    return dict(memory_size=1, **options)
class S(Stack):
    def __init__(self, scope, id, vpc):
        fn = lambda_.Function(self, "Fn", handler="i.h")
        active = {"tracing": lambda_.Tracing.ACTIVE}
        ${lines}
`;
const traced = "tracing: lambda.Tracing.ACTIVE";
const made = (options: string) => `const f2 = new lambda.Function(this, "F2", ${options});`;
const url = (options: string) => `fn.addFunctionUrl(${options});`;
const open = "authType: lambda.FunctionUrlAuthType.NONE";
const signed = "authType: lambda.FunctionUrlAuthType.AWS_IAM";
const madeInPython = (options: string) => `f2 = lambda_.Function(self, "F2", ${options})`;

type Row = readonly [title: string, lines: string, expected: "more" | "same" | "unknown"];

const tracing: readonly Row[] = [
  ["an object of a variable", `const o = { ${traced} }; ${made("o")}`, "more"],
  ["what is spread in", `const o = { ${traced} }; ${made("{ ...o, handler: 'i.h' }")}`, "more"],
  ["a field that is spread in", made("{ ...this.common, handler: 'i.h' }"), "more"],
  ["a helper of the file", made(`conf({ ${traced} })`), "more"],
  ["what a helper is given by a variable", `const o = { ${traced} }; const p = conf(o); ${made("p")}`, "more"],
  ["a helper of two", made(`joined({ handler: "i.h" }, { ${traced} })`), "more"],
  ["a helper within a helper", made(`conf(joined({ ${traced} }, {}))`), "more"],
  ["a method of the class", made(`this.own({ ${traced} })`), "more"],
  ["Object.assign", made(`Object.assign({}, props, { ${traced} })`), "more"],
  ["a property that is set", `const o: any = {}; o.tracing = lambda.Tracing.ACTIVE; ${made("o")}`, "more"],
  [
    "a property that a branch sets",
    `const o: any = {}; if (props.on) { o.tracing = lambda.Tracing.ACTIVE; } ${made("o")}`,
    "unknown",
  ],
  ["Object.assign to a variable", `const o: any = {}; Object.assign(o, { ${traced} }); ${made("{ ...o }")}`, "more"],
  ["a variable of two values", `let o: any = {}; o = { ...o, ${traced} }; ${made("o")}`, "unknown"],
  [
    "a property of another object that is set",
    `const o: any = {}; const p: any = {}; p.tracing = lambda.Tracing.ACTIVE; ${made("o")}`,
    "same",
  ],
  [
    "a property that is only compared",
    `const o: any = {}; if (o.tracing === lambda.Tracing.ACTIVE) { } ${made("o")}`,
    "same",
  ],
  ["a helper of elsewhere", made(`elsewhere({ ${traced} })`), "unknown"],
  ["a choice", made(`{ ...(props.on ? { ${traced} } : {}), handler: "i.h" }`), "unknown"],
  ["a helper of elsewhere that is given nothing of the kind", made('elsewhere({ handler: "i.h" })'), "same"],
  [
    "what is spread in before it is turned off",
    `const o = { ${traced} }; ${made("{ ...o, tracing: lambda.Tracing.DISABLED }")}`,
    "same",
  ],
  ["a helper that is given nothing of the kind", made('conf({ handler: "i.h" })'), "same"],
  ["an object that nothing is made with", `const o = conf({ ${traced} });`, "same"],
];
const urls: readonly Row[] = [
  ["an object of a variable", `const o = { ${open} }; ${url("o")}`, "more"],
  ["what is spread in", `const o = { ${open} }; ${url("{ ...o, cors: {} }")}`, "more"],
  ["a helper of the file", url(`conf({ ${open} })`), "more"],
  ["a constant by its own name", `const authType = lambda.FunctionUrlAuthType.NONE; ${url("{ authType }")}`, "more"],
  [
    "a construct of its own",
    `const o = { function: fn, ${open} }; new lambda.FunctionUrl(this, "U", { ...o });`,
    "more",
  ],
  ["a helper of elsewhere", url(`elsewhere({ ${open} })`), "unknown"],
  ["what the file is given", url("props.url"), "unknown"],
  ["a property that is set", `const o: any = {}; o.authType = lambda.FunctionUrlAuthType.NONE; ${url("o")}`, "more"],
  ["a variable of two values", `let o: any = {}; o = { ${open} }; ${url("o")}`, "unknown"],
  ["a helper that asks who calls", url(`conf({ ${signed} })`), "same"],
  ["what asks after all", `const o = { ${open} }; ${url(`{ ...o, ${signed} }`)}`, "same"],
  ["a constant that asks", `const authType = lambda.FunctionUrlAuthType.AWS_IAM; ${url("{ authType }")}`, "same"],
  ["nothing", url(""), "same"],
];
const opened = "publicReadAccess: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ACLS";
const buckets: readonly Row[] = [
  ["what is spread in", `const o = { ${opened} }; new s3.Bucket(this, "B", { ...o, versioned: true });`, "more"],
  ["a helper of the file", `new s3.Bucket(this, "B", conf({ ${opened} }));`, "more"],
  [
    "what closes it after all",
    `const o = { ${opened} }; new s3.Bucket(this, "B", { ...o, publicReadAccess: false });`,
    "same",
  ],
];
const ofPython: readonly Row[] = [
  ["keywords of a dictionary", madeInPython('handler="i.h", **active'), "more"],
  ["dict(…)", `common = dict(vpc=vpc); ${madeInPython("**common")}`, "more"],
  ["a helper of the file", madeInPython("**conf(vpc=vpc)"), "more"],
  ["dictionaries that are joined", madeInPython('**({"handler": "i.h"} | active)'), "more"],
  ["a key that is set", `o = {}; o["tracing"] = lambda_.Tracing.ACTIVE; ${madeInPython("**o")}`, "more"],
  ["keys that are updated", `o = {}; o.update(tracing=lambda_.Tracing.ACTIVE); ${madeInPython("**o")}`, "more"],
  ["a dictionary that updates", `o = {}; o.update(active); ${madeInPython("**o")}`, "more"],
  ["a URL", `o = {"auth_type": lambda_.FunctionUrlAuthType.NONE}; fn.add_function_url(**o)`, "more"],
  ["a URL that asks", `o = {"auth_type": lambda_.FunctionUrlAuthType.AWS_IAM}; fn.add_function_url(**o)`, "same"],
  ["a dictionary without any", `o = {"handler": "i.h"}; ${madeInPython("**o")}`, "same"],
];

const verdictOf = async (file: string, before: string, after: string) => {
  const lines = await diffTexts(file, before, after);
  const kinds = new Set(
    lines.map((line) => (line.startsWith("?") ? "unknown" : line.startsWith("-") ? "less" : "more")),
  );
  return [...kinds].join(" and ") || "same";
};

const suites = [
  ["of a function", tracing, typescript, "s.ts"],
  ["of a URL", urls, typescript, "s.ts"],
  ["of a bucket", buckets, typescript, "s.ts"],
  ["in Python", ofPython, python, "s.py"],
] as const;

describe("options of CDK that do not stand in the call", () => {
  for (const [of, rows, file, name] of suites)
    for (const [title, lines, expected] of rows) {
      it(`${title} ${of}: ${expected}`, async () =>
        assert.equal(await verdictOf(name, file(""), file(lines)), expected));
      if (expected !== "unknown")
        it(`${title} ${of}, which goes`, async () =>
          assert.equal(await verdictOf(name, file(lines), file("")), expected === "more" ? "less" : "same"));
    }
});
