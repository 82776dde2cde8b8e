/**
 * Every kind of credential in every kind of file: each place writes names and values as its language does, each kind
 * comes with what only looks like it. The test asks the engine about each; docs/credentials.md counts them.
 */
import { expandKeys } from "./fake-keys";

export type Pairs = readonly (readonly [name: string, value: string])[];

export interface CredentialKind {
  readonly title: string;
  readonly ruleId: string;
  readonly real: Pairs;
  readonly lookAlike: Pairs;
}

const keys = (pairs: Pairs): Pairs => pairs.map(([name, value]) => [name, expandKeys(value)]);
const long = (kind: string, name: string, width: number) => `{{${`${kind}:${name}`.padEnd(width - 4)}}}`;

const presigned = (id: string, signature: string, host: string) =>
  `https://${host}/report.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${id}%2F20260105%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20260105T080000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}`;

export const credentialKinds: readonly CredentialKind[] = [
  {
    title: "long-term key",
    ruleId: "credentials/access-key",
    real: keys([
      ["AWS_ACCESS_KEY_ID", "{{id:matrix       }}"],
      ["AWS_SECRET_ACCESS_KEY", long("secret", "matrix", 40)],
    ]),
    lookAlike: [
      ["AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"],
      ["AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
    ],
  },
  {
    title: "temporary key",
    ruleId: "credentials/access-key",
    real: keys([
      ["AWS_ACCESS_KEY_ID", "{{temp:matrix     }}"],
      ["AWS_SECRET_ACCESS_KEY", long("secret", "lent", 40)],
      ["AWS_SESSION_TOKEN", long("token", "lent", 180)],
    ]),
    lookAlike: keys([
      ["AWS_ACCESS_KEY_ID", "ASIAXXXXXXXXXXXXXXXX"],
      ["AWS_SECRET_ACCESS_KEY", "your-secret-access-key"],
      ["AWS_ROLE_ID", "{{role:matrix     }}"],
    ]),
  },
  {
    title: "secret",
    ruleId: "credentials/secret-key",
    real: keys([["AWS_SECRET_ACCESS_KEY", long("secret", "alone", 40)]]),
    lookAlike: keys([["AWS_SECRET_ACCESS_KEY_SHA1", long("hex", "sha", 40)]]),
  },
  {
    title: "session token",
    ruleId: "credentials/session-token",
    real: keys([["AWS_SESSION_TOKEN", long("token", "alone", 200)]]),
    lookAlike: keys([["SESSION_TOKEN", long("base64", "session", 120)]]),
  },
  {
    title: "Bedrock, long-term",
    ruleId: "credentials/bedrock-api-key",
    real: keys([["AWS_BEARER_TOKEN_BEDROCK", long("bedrock", "matrix", 132)]]),
    lookAlike: [["AWS_BEARER_TOKEN_BEDROCK", "ABSK-your-bedrock-api-key"]],
  },
  {
    title: "Bedrock, short-term",
    ruleId: "credentials/bedrock-api-key",
    real: keys([["AWS_BEARER_TOKEN_BEDROCK", `bedrock-api-key-${long("base64", "short", 240)}`]]),
    lookAlike: [["AWS_BEARER_TOKEN_BEDROCK", "bedrock-api-key-<base64>"]],
  },
  {
    title: "SES",
    ruleId: "credentials/ses-smtp-password",
    real: keys([
      ["SMTP_HOST", "email-smtp.eu-west-1.amazonaws.com"],
      ["SMTP_PASSWORD", long("smtp", "matrix", 44)],
    ]),
    lookAlike: keys([
      ["SMTP_HOST", "smtp.example.org"],
      ["SMTP_PASSWORD", long("smtp", "other", 44)],
    ]),
  },
  {
    title: "presigned URL",
    ruleId: "credentials/presigned-url",
    real: keys([
      [
        "REPORT_URL",
        presigned("{{temp:matrix     }}", long("hex", "signature", 64), "reports.s3.eu-west-1.amazonaws.com"),
      ],
    ]),
    lookAlike: keys([
      ["REPORT_URL", presigned("{{temp:matrix     }}", long("hex", "signature", 64), "minio.example.org")],
    ]),
  },
  {
    title: "MWS",
    ruleId: "credentials/mws-key",
    real: keys([["MWS_AUTH_TOKEN", long("mws", "matrix", 45)]]),
    lookAlike: [["MWS_AUTH_TOKEN", "amzn.mws.00000000-0000-0000-0000-000000000000"]],
  },
  {
    title: "AppSync",
    ruleId: "credentials/appsync-api-key",
    real: keys([["GRAPHQL_API_KEY", long("appsync", "matrix", 30)]]),
    lookAlike: [["GRAPHQL_API_KEY", "da2-xxxxxxxxxxxxxxxxxxxxxxxxxx"]],
  },
  {
    title: "CodeCommit",
    ruleId: "credentials/codecommit-password",
    real: keys([
      [
        "GIT_REMOTE",
        `https://deploy-at-112233445566:${long("secret", "git", 40)}@git-codecommit.eu-west-1.amazonaws.com/v1/repos/app`,
      ],
    ]),
    lookAlike: keys([
      [
        "GIT_REMOTE",
        `https://deploy-at-123456789012:${long("secret", "git", 40)}@git-codecommit.eu-west-1.amazonaws.com/v1/repos/app`,
      ],
    ]),
  },
];

export interface CredentialPlace {
  readonly title: string;
  /** Whether a fixture of this name is one of these files. */
  readonly has: RegExp;
  write(pairs: Pairs): { readonly name: string; readonly text: string };
}

function place(
  title: string,
  name: string,
  has: RegExp,
  line: (name: string, value: string, isLast: boolean) => string,
  before = "",
  after = "",
): CredentialPlace {
  return {
    title,
    has,
    write: (pairs) => ({
      name,
      text:
        before +
        pairs.map(([key, value], index) => `${line(key, value, index === pairs.length - 1)}\n`).join("") +
        after,
    }),
  };
}

const camel = (name: string) => name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const xml = (value: string) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const plain = {
  env: (name: string, value: string) => `${name}=${value}`,
  yaml: (indent: string) => (name: string, value: string) => `${indent}${name}: ${value}`,
};
const cell = (source: readonly string[], outputs: readonly object[]) => ({
  cell_type: "code",
  execution_count: 1,
  metadata: {},
  source,
  outputs,
});
const notebook = (cells: readonly object[]) => ({
  name: "notebook.ipynb",
  text: `${JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`,
});

export const credentialPlaces: readonly CredentialPlace[] = [
  place("JavaScript", "a.js", /\.[mc]?jsx?$/, (name, value) => `const ${camel(name)} = '${value}';`),
  place("TypeScript", "a.ts", /\.[mc]?tsx?$/, (name, value) => `export const ${name}: string = "${value}";`),
  place("Python", "a.py", /\.py$/, (name, value) => `${name} = "${value}"`),
  place(
    "Java",
    "A.java",
    /\.java$/,
    (name, value) => `  private static final String ${name} = "${value}";`,
    "class A {\n",
    "}\n",
  ),
  place("Kotlin", "A.kt", /\.kts?$/, (name, value) => `const val ${name} = "${value}"`),
  place("Go", "a.go", /\.go$/, (name, value) => `var ${camel(name)} = "${value}"`, "package a\n\n"),
  place("C#", "A.cs", /\.cs$/, (name, value) => `    const string ${camel(name)} = "${value}";`, "class A\n{\n", "}\n"),
  place("Ruby", "a.rb", /\.rb$/, (name, value) => `${name} = '${value}'`),
  place("PHP", "a.php", /\.php$/, (name, value) => `define('${name}', '${value}');`, "<?php\n"),
  place("Rust", "a.rs", /\.rs$/, (name, value) => `const ${name}: &str = "${value}";`),
  place("shell", "a.sh", /\.sh$/, (name, value) => `export ${name}='${value}'`, "#!/bin/sh\n"),
  place("PowerShell", "a.ps1", /\.psm?1$/, (name, value) => `$env:${name} = '${value}'`),
  place("Dockerfile", "Dockerfile", /dockerfile$/i, (name, value) => `ENV ${name}="${value}"`, "FROM alpine:3.22\n"),
  place(
    "Compose",
    "compose.yaml",
    /compose.*\.ya?ml$/,
    (name, value) => `      - ${name}=${value}`,
    "services:\n  app:\n    image: app\n    environment:\n",
  ),
  place("Terraform", "main.tf", /\.tf$/, (name, value) => `  ${name.toLowerCase()} = "${value}"`, "locals {\n", "}\n"),
  place("Terraform variables", "prod.tfvars", /\.tfvars$/, (name, value) => `${name.toLowerCase()} = "${value}"`),
  place(
    "CloudFormation, SAM",
    "template.yaml",
    /template.*\.ya?ml$/,
    plain.yaml("          "),
    "Resources:\n  A:\n    Type: AWS::ECS::Service\n    Properties:\n      Environment:\n        Variables:\n",
  ),
  place(
    "Serverless",
    "serverless.yml",
    /serverless.*\.ya?ml$/,
    plain.yaml("    "),
    "service: a\nprovider:\n  name: aws\n  environment:\n",
  ),
  place(
    "Kubernetes",
    "deployment.yaml",
    /(?:deployment|kubernetes).*\.ya?ml$/,
    (name, value) => `        - name: ${name}\n          value: "${value}"`,
    "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      env:\n",
  ),
  place(
    "GitHub Actions",
    ".github/workflows/a.yml",
    /workflows\/.*\.ya?ml$/,
    plain.yaml("  "),
    "on: push\nenv:\n",
    "jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: []\n",
  ),
  place("GitLab CI", ".gitlab-ci.yml", /gitlab-ci.*\.ya?ml$/, (name, value) => `  ${name}: '${value}'`, "variables:\n"),
  place("YAML", "settings.yaml", /\.ya?ml$/, (name, value) => `  ${camel(name)}: "${value}"`, "aws:\n"),
  place(
    "JSON",
    "settings.json",
    /\.json$/,
    (name, value, isLast) => `  "${camel(name)}": "${value}"${isLast ? "" : ","}`,
    "{\n",
    "}\n",
  ),
  place(".env", ".env", /\.env$/, plain.env),
  place(
    "INI",
    "settings.ini",
    /(?:\.ini|\.aws\/.*)$/,
    (name, value) => `${name.toLowerCase()} = ${value}`,
    "[default]\n",
  ),
  place(
    "properties",
    "a.properties",
    /\.properties$/,
    (name, value) => `${name.toLowerCase().replaceAll("_", ".")}=${value}`,
  ),
  place("TOML", "a.toml", /\.toml$/, (name, value) => `${name.toLowerCase()} = "${value}"`, "[aws]\n"),
  place(
    "XML",
    "a.xml",
    /\.(?:xml|config)$/,
    (name, value) => `  <add key="${name}" value="${xml(value)}" />`,
    "<settings>\n",
    "</settings>\n",
  ),
  place("Gradle", "build.gradle", /\.gradle$/, (name, value) => `    ${camel(name)} = '${value}'`, "ext {\n", "}\n"),
  {
    title: "notebook, code",
    has: /\.ipynb$/,
    write: (pairs) =>
      notebook([
        cell(
          pairs.map(([name, value]) => `${name} = "${value}"\n`),
          [],
        ),
      ]),
  },
  {
    title: "notebook, output",
    has: /\.ipynb$/,
    write: (pairs) =>
      notebook([
        cell(
          ["print(settings)"],
          [{ output_type: "stream", name: "stdout", text: pairs.map(([name, value]) => `${name}=${value}\n`) }],
        ),
      ]),
  },
  place("Markdown", "README.md", /\.md$/, plain.env, "# Set up\n\n```sh\n", "```\n"),
  place("text", "notes.txt", /\.txt$/, (name, value) => `${name}: ${value}`, "Set up\n"),
];
