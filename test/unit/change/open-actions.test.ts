/** Statements whose actions a template leaves open, and which say of more or less than before: the lines of a change, and those of its opposite. */
import { bothWays } from "../../support/both-ways";

const [wide, narrow] = ["arn:aws:s3:::*/*", "arn:aws:s3:::logs/*"];
const inHcl = (...statements: readonly string[]) => ({
  "m.tf": `variable "acts" {}
variable "more" {}
resource "aws_iam_role_policy" "p" {
  role   = "app"
  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements.join(", ")}] })
}
`,
});
const says = (resources: string, { effect = "Allow", actions = "var.acts", more = "" } = {}) =>
  `{ Effect = "${effect}", Action = ${actions}, Resource = ${resources}${more} }`;
const text = (...resources: string[]) => `[${resources.map((one) => `"${one}"`).join(", ")}]`;
const inTemplate = (resource: string) => ({
  "t.yaml": `Parameters:
  Acts: { Type: CommaDelimitedList }
Resources:
  P:
    Type: AWS::IAM::RolePolicy
    Properties:
      RoleName: app
      PolicyName: p
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Action: !Ref Acts, Resource: "${resource}" }]
`,
});
const onBucket = (principals: string) => ({
  "m.tf": `variable "acts" {}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = var.acts
    resources = ["${narrow}"]
    principals {
      type        = "AWS"
      identifiers = ${principals}
    }
  }
}
resource "aws_s3_bucket_policy" "p" {
  bucket = "logs"
  policy = data.aws_iam_policy_document.d.json
}
`,
});
const [role, door] = ["?role app identity", "?aws_s3_bucket_policy.p resource"];
const secure = `, Condition = { Bool = { "aws:SecureTransport" = "true" } }`;
const all = says(text(wide), { actions: `"s3:*"` });

describe("statements whose actions are left open", () => {
  bothWays("on more", [inHcl(says(text(narrow))), inHcl(says(text(wide)))], [role], []);
  bothWays("on others", [inHcl(says(text(narrow))), inHcl(says(text("arn:aws:s3:::b/*")))], [role], [role]);
  bothWays("on one more", [inHcl(says(text(narrow))), inHcl(says(text(narrow, "arn:aws:s3:::b/*")))], [role], []);
  bothWays("in a template", [inTemplate(narrow), inTemplate(wide)], [role], []);
  bothWays("without a condition", [inHcl(says(text(narrow), { more: secure })), inHcl(says(text(narrow)))], [role], []);
  bothWays(
    "in two statements in place of one",
    [inHcl(says(text("a", "b"))), inHcl(says(text("a")), says(text("b")))],
    [],
    [],
  );
  bothWays(
    "beside others",
    [inHcl(says(text("a"))), inHcl(says(text("a"), { actions: "concat(var.acts, var.more)" }))],
    [role],
    [],
  );
  bothWays(
    "in a Deny of less",
    [inHcl(all, says(text(wide), { effect: "Deny" })), inHcl(all, says(text(narrow), { effect: "Deny" }))],
    [role],
    [],
  );
  bothWays("of others", [onBucket(`["arn:aws:iam::111122223333:root"]`), onBucket(`["*"]`)], [door], []);
  bothWays("in another order", [inHcl(all, says(text("a", "b"))), inHcl(says(text("b", "a")), all)], [], []);
});
