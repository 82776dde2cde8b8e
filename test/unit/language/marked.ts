/** Documents with a mark where the cursor stands, for the tests of what an editor asks. */
import type { SourceDocument } from "../../../src/analysis/source/document";

export interface Marked {
  readonly document: SourceDocument;
  readonly offset: number;
}

/** `¦` is the cursor. */
export function marked(name: string, text: string): Marked {
  const offset = text.indexOf("¦");
  if (offset < 0) throw new Error(`no cursor in ${name}`);
  return { document: { name, text: text.slice(0, offset) + text.slice(offset + 1) }, offset };
}

/** A statement as the whole of a policy, in each form; what is in the braces is in the form's own words. */
export const forms: Readonly<
  Record<
    string,
    (statement: Readonly<Record<"json" | "yaml" | "hcl" | "js" | "py", string>>) => {
      readonly name: string;
      readonly text: string;
    }
  >
> = {
  JSON: ({ json }) => ({
    name: "policy.json",
    text: `{\n  "Version": "2012-10-17",\n  "Statement": [\n    { ${json} }\n  ]\n}\n`,
  }),
  CloudFormation: ({ yaml }) => ({
    name: "template.yaml",
    text: `Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - ${yaml.replaceAll("\n", "\n            ")}\n`,
  }),
  "JSON in YAML": ({ json }) => ({
    name: "values.yaml",
    text: `policy: |\n  {\n    "Version": "2012-10-17",\n    "Statement": [{ ${json.replaceAll("\n", "\n      ")} }]\n  }\n`,
  }),
  jsonencode: ({ hcl }) => ({
    name: "main.tf",
    text: `resource "aws_iam_policy" "p" {\n  policy = jsonencode({\n    Version = "2012-10-17"\n    Statement = [{\n      ${hcl}\n    }]\n  })\n}\n`,
  }),
  heredoc: ({ json }) => ({
    name: "main.tf",
    text: `resource "aws_iam_policy" "p" {\n  policy = <<EOF\n{\n  "Version": "2012-10-17",\n  "Statement": [{ ${json} }]\n}\nEOF\n}\n`,
  }),
  TypeScript: ({ js }) => ({
    name: "policy.ts",
    text: `export const policy = {\n  Version: '2012-10-17',\n  Statement: [{ ${js} }],\n};\n`,
  }),
  Python: ({ py }) => ({
    name: "policy.py",
    text: `policy = {\n    'Version': '2012-10-17',\n    'Statement': [{${py}}],\n}\n`,
  }),
  "JSON in code": ({ json }) => ({
    name: "policy.ts",
    text: `const text = \`{\n  "Version": "2012-10-17",\n  "Statement": [{ ${json} }]\n}\`;\n`,
  }),
};
