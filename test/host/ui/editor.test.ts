import assert from "node:assert/strict";

import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { openWindow } from "./support";

const policy = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObjct"],
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`;

const passing = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["iam:PassRole", "lambda:CreateFunction"],
      "Resource": "*"
    }
  ]
}
`;

const guarded = `data "aws_iam_policy_document" "deploy" {
  statement {
    actions = [
      "iam:PassRole",
      "lambda:CreateFunction",
    ]
    resources = ["*"]
  }
}
`;

const handler = `import { S3Client } from '@aws-sdk/client-s3';

const accessKeyId = '${fakeKeyId("window")}';
const secretAccessKey = '${fakeSecret("window")}';

export const s3 = new S3Client({ region: 'eu-central-1', credentials: { accessKeyId, secretAccessKey } });
`;

describe("a policy in the editor", () => {
  const window = openWindow({
    files: {
      "policy.json": policy,
      "effect.json": policy.replace("Effect", "Efect").replace("GetObjct", "GetObject"),
      "every.json": policy.replace("s3:GetObjct", "sqs:PurgeQueue").replace("arn:aws:s3:::reports/*", "*"),
    },
  });

  it("has a squiggle under what is wrong", async () => {
    await window.openFile("policy.json");
    await window.editor.locator(".squiggly-error").waitFor();
    // At once: the line above the policy, which comes later, moves both.
    const [under, word] = await window.editor.evaluate((editor) => {
      const lines = [...editor.querySelectorAll(".view-line")];
      const line = lines.find(({ textContent }) => textContent?.includes("s3:GetObjct"));
      return [editor.querySelector(".squiggly-error"), line].map((node) => node?.getBoundingClientRect().toJSON());
    });
    assert.ok(under && word && Math.abs(under.y - word.y) < word.height, "the squiggle stands in another line");
  });

  it("shows the message and a link to the rule in the hover", async () => {
    await window.text("s3:GetObjct").hover();
    const hover = window.page.locator(".monaco-hover:visible").filter({ hasText: "GetObjct" });
    await hover
      .getByText(/s3:GetObject/)
      .first()
      .waitFor();
    await hover.getByRole("link", { name: "policy/invalid-action" }).click();
    await window.page.locator(".tab.active", { hasText: "invalid-action" }).waitFor();
  });

  it("lists the finding in the Problems panel", async () => {
    await window.openFile("policy.json");
    await window.problemCount.click();
    await window.page
      .locator(".markers-panel")
      .getByText(/GetObjct/)
      .waitFor();
  });

  it("puts a misspelt action right at once, and says what that newly allows", async () => {
    const entry = /Replace with s3:GetObject.*newly allows s3:GetObject/;
    await window.takeFromLightBulb("s3:GetObjct", entry, window.text("s3:GetObject"));
    await window.editor.locator(".squiggly-error").waitFor({ state: "detached" });
  });

  it("tells of a misspelt element once, and writes its right name at once", async () => {
    await window.openFile("effect.json");
    await window.editor.locator(".squiggly-error").first().waitFor();
    const menu = await window.lightBulb("Efect");
    await menu.getByText(/^Write Effect/).waitFor();
    assert.equal(await menu.getByText(/^Add (?!an assertion)/).count(), 0);
    await window.takeFromLightBulb("Efect", /^Write Effect/, window.text("Effect"));
    await window.editor.locator(".squiggly-error").waitFor({ state: "detached" });
  });

  it("asks in its place for what only its author knows", async () => {
    await window.openFile("every.json");
    await window.takeFromLightBulb("sqs:PurgeQueue", /^Limit "\*" to arn:aws:sqs:/, window.text("QueueName"));
    for (const name of ["eu-central-1", "111122223333", "orders"]) {
      await window.page.keyboard.type(name);
      await window.page.keyboard.press("Tab");
    }
    await window.text("arn:aws:sqs:eu-central-1:111122223333:orders").waitFor();
    await window.page.keyboard.press("Escape");
  });
});

describe("a suggestion that takes something away", () => {
  const window = openWindow({ files: { "deploy.json": passing, "second.json": passing, "deploy.tf": guarded } });
  const text = (words: string) => window.editor.getByText(words);
  const diff = () => window.page.locator(".monaco-diff-editor:visible").first();
  const question = () => window.page.locator(".quick-input-list").getByRole("option", { name: /^Apply/ });

  async function ask(file: string): Promise<void> {
    await window.openFile(file);
    await window.editor.locator(".squiggly-warning").first().waitFor();
    const entry = /Allow passing roles to lambda\.amazonaws\.com only.*except where.*…$/;
    await window.takeFromLightBulb("iam:PassRole", entry, diff());
    await question().waitFor();
  }

  it("shows what it changes beside what is there, and changes nothing on Escape", async () => {
    await ask("deploy.json");
    await diff().getByText("iam:PassedToService").first().waitFor();
    const [asked, shown] = [
      await window.page.locator(".quick-input-widget:visible").boundingBox(),
      await diff().boundingBox(),
    ];
    assert.ok(asked && shown && asked.y + asked.height <= shown.y, "the question covers what it asks about");
    await window.page.keyboard.press("Escape");
    await diff().waitFor({ state: "detached" });
    await window.page.locator(".tab", { hasText: "deploy.json" }).waitFor();
    assert.equal(await window.page.locator(".tab").count(), 1, "nothing is left open");
    assert.equal(await window.page.locator(".editor-group-container").count(), 1, "nor a group of editors");
    assert.equal(await text("iam:PassedToService").count(), 0);
  });

  it("is made as a whole by Enter, and taken back by one undo", async () => {
    await ask("second.json");
    await window.page.keyboard.press("Enter");
    await diff().waitFor({ state: "detached" });
    await text("iam:PassedToService").first().waitFor();
    assert.equal(await text("lambda:CreateFunction").count(), 1);
    await window.editor.click();
    await window.page.keyboard.press("Control+z");
    await text("iam:PassedToService").first().waitFor({ state: "detached" });
  });

  it("is made in Terraform in the words of aws_iam_policy_document", async () => {
    await ask("deploy.tf");
    await window.page.keyboard.press("Enter");
    await diff().waitFor({ state: "detached" });
    await text("iam:PassedToService").first().waitFor();
    const lines = await window.lines();
    assert.equal(lines.filter((line) => /^ {2}statement \{$/.test(line)).length, 2, lines.join("\n"));
  });
});

describe("static keys in the editor", () => {
  const window = openWindow({ files: { "handler.ts": handler, "second.ts": handler } });

  it("are replaced whole by the light bulb, with the keyboard alone", async () => {
    const { page } = window;
    await window.openQuickly("handler.ts");
    await window.editor.locator(".squiggly-error").first().waitFor();
    await page.keyboard.press("F8");
    await page.getByText("1 of 1 problem").waitFor();
    await window.lightBulbAtCursor();
    await page.keyboard.press("Enter");
    await window.text("secretAccessKey").waitFor({ state: "detached" });
    const lines = await window.lines();
    assert.deepEqual(lines, [
      "import { S3Client } from '@aws-sdk/client-s3';",
      "",
      "export const s3 = new S3Client({ region: 'eu-central-1' });",
      "",
    ]);
  });

  it("leave the Problems panel when the file is closed", async () => {
    await window.openFile("second.ts");
    await window.editor.locator(".squiggly-error").first().waitFor();
    await window.runCommand("View: Close All Editors");
    await window.page.locator("#status\\.problems", { hasText: /^\s*0\s*0\s*$/ }).waitFor();
  });
});
