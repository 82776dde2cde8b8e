/** Functions and methods of a program of AWS CDK that make lists of what they are called with: the lines of a change, and those of its opposite. */
import { type Change, programsBothWays } from "../../support/both-ways";

const role = 'const role = new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") });';
const imports = 'import { Stack } from "aws-cdk-lib";\nimport * as iam from "aws-cdk-lib/aws-iam";\n';
const method = (made: string) => (given: string) =>
  `${imports}class S extends Stack { constructor(scope: any, id: string) { super(scope, id); ${role}
  role.addToPolicy(this.allow(${given}));
} private allow(verbs: string[] = ["PutObject"], on = "arn:aws:s3:::a/*") { return ${made}; } }
`;
const python = (given: string) => `from aws_cdk import Stack, aws_iam as iam

def allow(verbs):
    return iam.PolicyStatement(actions=[f"s3:{verb}" for verb in verbs], resources=["arn:aws:s3:::a/*"])

class S(Stack):
    def __init__(self, scope, id):
        role = iam.Role(self, "R", assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"))
        role.add_to_policy(allow(${given}))
`;
const statement = (actions: string, on = "[on]") =>
  method(`new iam.PolicyStatement({ actions: ${actions}, resources: ${on} })`);
const verbs = statement("verbs.map((verb) => `s3:${verb}`)");
const both = ['["GetObject"]', '["GetObject", "DeleteObject"]'] as const;
const deletes = "role identity: s3:DeleteObject on arn:aws:s3:::a/*";
const puts = "role identity: s3:PutObject on arn:aws:s3:::a/*";
const gets = "role identity: s3:GetObject on arn:aws:s3:::a/*";

const rows: readonly Change<(given: string) => string>[] = [
  ["verbs of a method", ...both, [deletes], [`-${deletes}`], verbs],
  ["what a method gives by itself", "", both[0], [gets, `-${puts}`], [puts, `-${gets}`], verbs],
  ["verbs in another order", '["GetObject", "PutObject"]', '["PutObject", "GetObject"]', [], [], verbs],
  [
    "items as they are",
    '["s3:GetObject"]',
    '["s3:GetObject", "s3:DeleteObject"]',
    [deletes],
    [`-${deletes}`],
    statement("verbs.map((verb) => verb)"),
  ],
  [
    "what resources are made of",
    '["a"]',
    '["a", "b"]',
    ["role identity: s3:GetObject on arn:aws:s3:::b/*"],
    ["-role identity: s3:GetObject on arn:aws:s3:::b/*"],
    statement('["s3:GetObject"]', "verbs.map((bucket) => `arn:aws:s3:::${bucket}/*`)"),
  ],
  [
    "what is computed in steps",
    ...both,
    ["?role identity"],
    ["?role identity"],
    statement("verbs.filter((verb) => verb !== 'x').map((verb) => `s3:${verb}`)"),
  ],
  ["verbs in Python", ...both, [deletes], [`-${deletes}`], python],
];

describe("what a function of CDK makes of a list that it is called with", () => {
  programsBothWays(rows, verbs, python);
});
