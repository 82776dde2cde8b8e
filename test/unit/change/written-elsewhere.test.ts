/** Values of statements of AWS CDK that classes, enums, loops over pairs and spreads give: the lines of a change, and those of its opposite. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const stack = (actions: string, beside = "", own = "") => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as s3 from "aws-cdk-lib/aws-s3";
${beside}
class S extends Stack {
  ${own}
  constructor(scope: any, id: string, props: any) {
    super(scope, id);
    const caller = new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") });
    ${actions}
  }
}
`;
const python = (lines: string, beside = "") => `from aws_cdk import Stack, aws_iam as iam
${beside}
class S(Stack):
    def __init__(self, scope, id):
        caller = iam.Role(self, "R", assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"))
        ${lines.replaceAll("\n", "\n        ")}
`;
const gives = (actions: string) =>
  `caller.addToPolicy(new iam.PolicyStatement({ actions: ${actions}, resources: ["*"] }));`;
const givesInPython = (actions: string) =>
  `caller.add_to_policy(iam.PolicyStatement(actions=${actions}, resources=["*"]))`;
const open = ["?caller identity"];
const [sends, receives] = ["caller identity: sqs:SendMessage on *", "caller identity: sqs:ReceiveMessage on *"];
const swapped = [`-${receives}`, sends];
const [one, other] = ["sqs:ReceiveMessage", "sqs:SendMessage"];
const pairs = (action: string) => `{ sqs: ["${action}"] }`;

interface Row {
  readonly title: string;
  /** By the action that is written in it. */
  readonly text: (action: string) => string;
  readonly there: readonly string[];
  readonly inPython?: boolean;
}

const rows: readonly Row[] = [
  {
    title: "a static field",
    text: (action) => stack(gives("Acts.OWN"), `class Acts { static readonly OWN = ["${action}"]; }`),
    there: open,
  },
  {
    title: "a static field that is not the one that is read",
    text: (action) =>
      stack(gives("Acts.OWN"), `class Acts { static OWN = ["sqs:A*"]; static readonly B = ["${action}"]; }`),
    there: [],
  },
  {
    title: "a static field of the class that a class extends",
    text: (action) =>
      stack(gives("Acts.OWN"), `class First { static OWN = ["${action}"]; } class Acts extends First {}`),
    there: open,
  },
  {
    title: "a static method",
    text: (action) => stack(gives("Acts.own()"), `class Acts { static own() { return ["${action}"]; } }`),
    there: open,
  },
  {
    title: "an enum",
    text: (action) => stack(gives("[Acts.Own]"), `enum Acts { Own = "${action}", Other = "a" }`),
    there: open,
  },
  {
    title: "a value of an enum that is not the one that is read",
    text: (action) => stack(gives("[Acts.Own]"), `enum Acts { Own = "sqs:A", Other = "${action}" }`),
    there: [],
  },
  {
    title: "a getter",
    text: (action) => stack(gives("this.acts"), "", `get acts() { return ["${action}"]; }`),
    there: open,
  },
  {
    title: "another getter",
    text: (action) =>
      stack(gives("this.acts"), "", `get acts() { return ["sqs:A"]; } get more() { return ["${action}"]; }`),
    there: [],
  },
  {
    title: "a method that a class that extends it has in its place",
    text: (action) =>
      stack(
        gives("this.acts()"),
        `class T extends S { acts() { return ["${action}"]; } }`,
        'acts() { return ["sqs:ReceiveMessage"]; }',
      ),
    there: open,
  },
  {
    title: "a method of a class that does not extend it",
    text: (action) =>
      stack(
        gives("this.acts()"),
        `class T extends Stack { acts() { return ["${action}"]; } }`,
        'acts() { return ["sqs:ReceiveMessage"]; }',
      ),
    there: [],
  },
  {
    title: "a loop over the entries of an object",
    text: (action) => stack(`for (const [name, acts] of Object.entries(${pairs(action)})) { ${gives("acts")} }`),
    there: open,
  },
  {
    title: "a function that is given the entries of an object",
    text: (action) => stack(`Object.entries(${pairs(action)}).forEach(([name, acts]) => { ${gives("acts")} });`),
    there: open,
  },
  {
    title: "entries of a constant",
    text: (action) =>
      stack(`const all = ${pairs(action)}; for (const [name, acts] of Object.entries(all)) { ${gives("acts")} }`),
    there: open,
  },
  {
    title: "lists that are joined",
    text: (action) => stack(`const own = ["sqs:A"]; ${gives(`own.concat(["${action}"])`)}`),
    there: swapped,
  },
  {
    title: "an attribute of a class that is mixed in",
    text: (action) =>
      python(givesInPython("self.ACTS"), `class Acts:\n    ACTS = ["${action}"]\n`).replace(
        "S(Stack)",
        "S(Acts, Stack)",
      ),
    there: open,
    inPython: true,
  },
  {
    title: "an attribute of a class that is not mixed in",
    text: (action) => python(givesInPython("self.ACTS"), `class Acts:\n    ACTS = ["${action}"]\n`),
    there: [],
    inPython: true,
  },
  {
    title: "the items of a dictionary",
    text: (action) => python(`for name, acts in {"sqs": ["${action}"]}.items():\n    ${givesInPython("acts")}`),
    there: open,
    inPython: true,
  },
  {
    title: "an enumeration",
    text: (action) => python(`for at, act in enumerate(["${action}"]):\n    ${givesInPython("[act]")}`),
    there: open,
    inPython: true,
  },
  {
    title: "several names that are assigned at once",
    text: (action) => python(`acts, more = ["${action}"], ["a"]\n${givesInPython("acts")}`),
    there: swapped,
    inPython: true,
  },
  {
    title: "another of several names that are assigned at once",
    text: (action) => python(`acts, more = ["sqs:A"], ["${action}"]\n${givesInPython("acts")}`),
    there: [],
    inPython: true,
  },
  {
    title: "lists that are added",
    text: (action) => python(`own = ["sqs:A"]\n${givesInPython(`own + ["${action}"]`)}`),
    there: swapped,
    inPython: true,
  },
];

const spread = (before: string, after: string) =>
  stack(
    `const all = { actions: ["sqs:SendMessage"], resources: ["*"] }; caller.addToPolicy(new iam.PolicyStatement({ ${before}actions: ["sqs:ReceiveMessage"]${after} }));`,
  );

describe("values that stand elsewhere in a program of CDK", () => {
  for (const { title, text, there, inPython = false } of rows)
    it(title, async () => {
      const name = inPython ? "s.py" : "s.ts";
      const found = await diffTrees({ [name]: text(one) }, { [name]: text(other) });
      assert.deepEqual([...found].sort(), [...there].sort());
    });

  it("count as the later of what is spread in and what is written", async () => {
    const [own, others] = [spread("...all, ", ""), spread("", ", ...all")];
    const found = await diffTrees({ "s.ts": own }, { "s.ts": others });
    assert.deepEqual(found.filter((line) => line.includes("caller identity:")).sort(), [...swapped].sort());
  });

  it("are grants also where the method is named by a text", async () => {
    const made = 'const files = new s3.Bucket(this, "B"); files["grantRead"](caller);';
    const [own, more] = [stack(made), stack(`${made} files["grantDelete"](caller);`)];
    const found = await diffTrees({ "s.ts": own }, { "s.ts": more });
    assert.deepEqual(
      [...found],
      [
        "caller identity: s3:DeleteObject, s3:DeleteObjectAnnotation, s3:DeleteObjectTagging, … on arn:aws:s3:::${files.bucketName}/*",
      ],
    );
    assert.deepEqual(
      [...(await diffTrees({ "s.ts": own }, { "s.ts": own.replaceAll('["grantRead"]', ".grantRead") }))],
      [],
    );
  });
});
