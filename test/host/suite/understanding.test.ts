import assert from "node:assert/strict";

import * as vscode from "vscode";

import { api, openAsPerson, Scratch, until } from "./support";

const policy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Principal": { "Service": "lambda.amazonaws.com" },
      "Action": ["s3:GetObject", "sqs:Receive*"],
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
    }
  ]
}
`;

const terraform = `resource "aws_iam_policy" "reader" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Sid = "Read", Effect = "Allow", Action = "s3:GetObject", Resource = "*" }]
  })
}
`;

const template = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: all
          PolicyDocument: { Statement: { Effect: Allow, Action: "s3:Get*", Resource: "*" } }
Outputs:
  Arn: { Value: !GetAtt Role.Arn }
`;

const code = `export const text = \`{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}\`;
`;

/** Half-written, up to the cursor at their end. */
const unfinished: readonly [name: string, text: string, rest: string][] = [
  [
    "begun.json",
    '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "s3:',
    "",
  ],
  [
    "begun.yaml",
    "Resources:\n  Policy:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action: s3:",
    "\n",
  ],
  ["begun.tf", 'data "aws_iam_policy_document" "reader" {\n  statement {\n    actions = ["s3:', '"]\n  }\n}\n'],
];

const labelOf = ({ label }: vscode.CompletionItem): string => (typeof label === "string" ? label : label.label);

/** Before the last character of a text that stands in the document. */
function inside(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.notEqual(at, -1, `${text} is not in the document`);
  return document.positionAt(at + text.length - 1);
}

async function hoverAt({ uri }: vscode.TextDocument, at: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, at);
  return hovers
    .flatMap(({ contents }) => contents.map((text) => (typeof text === "string" ? text : text.value)))
    .join("\n");
}

async function completionsAt(
  { uri }: vscode.TextDocument,
  at: vscode.Position,
  resolved = 0,
): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    uri,
    at,
    ":",
    resolved,
  );
  return items;
}

async function lensesOf({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 10);
  return lenses.filter(({ command }) => command?.command === "planeguard.showAllowed");
}

describe("a policy that is read", () => {
  const scratch = new Scratch();
  let file: vscode.Uri;
  before(async () => {
    await api();
    file = scratch.write("policy.json", policy);
  });
  after(() => scratch.dispose());

  const hovers: readonly [what: string, at: string, told: RegExp][] = [
    ["an action", "s3:GetObject", /Read · Amazon S3/],
    ["a wildcard", "sqs:Receive*", /sqs:ReceiveMessage/],
    ["an ARN", "arn:aws:s3:::reports", /\*\*object\*\* of Amazon S3/],
    ["a condition key", "aws:SourceAccount", /every service/],
    ["a principal", "lambda.amazonaws.com", /AWS Lambda, calling by itself/],
  ];
  it("says behind a wildcard how many actions it stands for", async () => {
    const document = await openAsPerson(file);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [hint, ...others] = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      "vscode.executeInlayHintProvider",
      file,
      whole,
    );
    assert.match(String(hint!.label), /^\d+ actions?$/);
    assert.equal(
      document.lineAt(hint!.position).text.slice(0, hint!.position.character).endsWith('"sqs:Receive*"'),
      true,
    );
    assert.deepEqual(others, []);
  });

  it("has colours, links to AWS's pages, and logical ids that can be gone to and renamed", async () => {
    const document = await scratch.open("role.yaml", template);
    const { uri } = document;
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const { data } = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      "vscode.provideDocumentRangeSemanticTokens",
      uri,
      whole,
    );
    // Allow, s3, Get and two wildcards.
    assert.equal(data.length, 5 * 5);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", uri);
    assert.ok(links.some(({ target }) => target!.path.endsWith("/list_amazons3.html")));
    const at = inside(document, "!GetAtt Role");
    const [found] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      "vscode.executeDefinitionProvider",
      uri,
      at,
    );
    assert.equal(found!.targetSelectionRange!.start.line, 1);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      uri,
      at,
      "Reader",
    );
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), template.replace("  Role:", "  Reader:").replace("Role.Arn", "Reader.Arn"));
  });

  for (const [what, at, told] of hovers) {
    it(`tells of ${what} under the mouse`, async () => {
      const document = await openAsPerson(file);
      assert.match(await hoverAt(document, inside(document, at)), told);
    });
  }

  for (const [name, text, rest] of unfinished) {
    it(`offers the actions of a service in ${name}, each with what it does`, async () => {
      const document = await scratch.open(name, text + rest);
      const items = await completionsAt(document, document.positionAt(text.length), 500);
      const item = items.find((one) => /(^|:)GetObject$/.test(labelOf(one)));
      assert.ok(item, `offered were ${items.map(labelOf).slice(0, 20).join()}`);
      const { documentation } = item;
      assert.match(typeof documentation === "string" ? documentation : (documentation?.value ?? ""), /Amazon S3/);
    });
  }

  it("has a line above it, which opens the list of what it allows", async () => {
    const document = await openAsPerson(file);
    const [lens, ...others] = await lensesOf(document);
    assert.equal(others.length, 0);
    assert.equal(lens?.range.start.line, 0);
    assert.match(lens.command!.title, /^Allows lambda\.amazonaws\.com 2 actions of /);
    const opened = until("the list", vscode.workspace.onDidOpenTextDocument, () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "planeguard-policy"),
    );
    await vscode.commands.executeCommand(lens.command!.command, ...lens.command!.arguments!);
    const list = (await opened).getText();
    for (const action of ["s3:GetObject", "sqs:ReceiveMessage"]) assert.ok(list.includes(`\`${action}\``), list);
  });

  for (const [name, text] of [
    ["main.tf", terraform],
    ["text.ts", code],
  ] as const) {
    it(`is in the outline of ${name}, with its statements`, async () => {
      const document = await scratch.open(name, text);
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        "vscode.executeDocumentSymbolProvider",
        document.uri,
      );
      const found = symbols.find((one) => `${one.name} ${one.detail}`.includes("identity policy"));
      assert.deepEqual(
        found?.children.map(({ name, detail }) => [name, detail]),
        [["Read", "Allow s3:GetObject"]],
        JSON.stringify(symbols.map((symbol) => symbol.name)),
      );
    });
  }

  it("tells in the hover why a finding is one, with a link to its page", async () => {
    const document = await scratch.open("rule.json", policy.replace("s3:GetObject", "s3:GetObjct"));
    assert.match(
      await hoverAt(document, inside(document, "s3:GetObjct")),
      /\[policy\/invalid-action\]\(planeguard-docs:\/policy\/invalid-action\.md\)/,
    );
  });

  it("has the whole of a half-written action replaced", async () => {
    const document = await scratch.open("replaced.json", policy.replace("s3:GetObject", "s3:GetObjct"));
    const item = (await completionsAt(document, inside(document, "s3:Ge"))).find(
      (one) => labelOf(one) === "s3:PutObject",
    );
    assert.equal(item && document.getText(item.range as vscode.Range), "s3:GetObjct");
  });

  it("can be folded in a template string", async () => {
    const document = await scratch.open("fold.ts", code);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      "vscode.executeFoldingRangeProvider",
      document.uri,
    );
    assert.ok(
      folds.some(({ start }) => start === 2),
      JSON.stringify(folds),
    );
  });

  it("is the only place where its words are offered", async () => {
    const document = await scratch.open("other.json", '{\n  "Statement": "paid",\n  "name": "s3:"\n}\n');
    assert.deepEqual(
      (await completionsAt(document, inside(document, 's3:"'))).map(labelOf).filter((label) => label.startsWith("s3:")),
      [],
    );
  });

  describe("with a setting switched off", () => {
    const set = (feature: string, value: false | undefined) =>
      vscode.workspace
        .getConfiguration("planeguard")
        .update(`${feature}.enabled`, value, vscode.ConfigurationTarget.Workspace);
    const features: readonly [feature: string, shown: (document: vscode.TextDocument) => Promise<boolean>][] = [
      [
        "hover",
        async (document) => (await hoverAt(document, inside(document, "sqs:Receive*"))).includes("sqs:ReceiveMessage"),
      ],
      [
        "completion",
        async (document) =>
          (await completionsAt(document, inside(document, "s3:GetObject"))).some((item) =>
            labelOf(item).endsWith("GetObject"),
          ),
      ],
      ["lens", async (document) => (await lensesOf(document)).length > 0],
    ];
    for (const [feature, shown] of features) {
      it(`has no ${feature}, until it is switched on again`, async () => {
        const document = await openAsPerson(file);
        assert.ok(await shown(document), "there is none before");
        try {
          await set(feature, false);
          assert.ok(!(await shown(document)), "it is still shown");
        } finally {
          await set(feature, undefined);
        }
        assert.ok(await shown(document), "there is none after");
      });
    }
  });
});
