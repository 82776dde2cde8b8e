import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import * as vscode from "vscode";

import { agree, findings, misspelt, openAsPerson, replace, ruleOf, Scratch, until, untilFound } from "./support";

const rule = "policy/invalid-action";
const found = (rules: readonly unknown[]) => rules.includes(rule);
const none = (rules: readonly unknown[]) => rules.length === 0;

describe("planeguard.json in the editor", () => {
  const scratch = new Scratch();
  afterEach(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  after(() => scratch.dispose());

  it("governs open documents, and those again when it changes on the disk", async () => {
    const configuration = scratch.write("governed/planeguard.json", `{ "rules": { "${rule}": "off" } }`);
    const { uri } = await scratch.open("governed/policy.json", misspelt);
    writeFileSync(configuration.fsPath, "{}");
    await untilFound(uri, "a finding", found);
    writeFileSync(configuration.fsPath, `{ "rules": { "${rule}": "info" } }`);
    await untilFound(
      uri,
      "a notice",
      (rules) => found(rules) && findings(uri)[0]!.severity === vscode.DiagnosticSeverity.Information,
    );
    writeFileSync(configuration.fsPath, '{ "exclude": ["*"] }');
    await untilFound(uri, "nothing", none);
    unlinkSync(configuration.fsPath);
    await untilFound(uri, "a finding again", found);
  });

  it("shows what is wrong in it where that stands, though only another file is open", async () => {
    const configuration = scratch.write("wrong/planeguard.json", '{\n  // a comment\n  "preset": "strikt"\n}\n');
    const { uri } = await scratch.open("wrong/policy.json", misspelt);
    const [problem] = await untilFound(configuration, "a problem", (rules) => rules.length > 0);
    assert.equal(problem!.range.start.line, 2);
    assert.match(problem!.message, /'preset' must be .*did you mean '"strict"'\?/);
    await untilFound(uri, "a finding all the same", found);
    writeFileSync(configuration.fsPath, '{ "preset": "strict" }');
    await untilFound(configuration, "no problem", none);
  });

  it("holds open policies to its assertions while somebody types, and gets new ones", async () => {
    const configuration = scratch.write(
      "asserted/planeguard.json",
      '{\n  "assertions": [\n    { "sentence": "No deletes.", "role": "policy", "mayNot": "s3:DeleteObject" } // ours\n  ]\n}\n',
    );
    const broken = (rules: readonly unknown[]) => rules.includes("assertion/broken");
    const document = await scratch.open("asserted/policy.json", misspelt.replace("s3:GetObjct", "s3:Delete*"));
    const { uri } = document;
    const [finding] = (await untilFound(uri, "what breaks it", broken)).filter((one) => broken([ruleOf(one)]));
    assert.match(finding!.message, /breaks the assertion “No deletes\.” 'policy\.json' may do 's3:DeleteObject' on /);
    assert.equal(finding!.relatedInformation![0]!.location.uri.path, configuration.path);
    await replace(document, "s3:Delete*", "s3:GetObject");
    await untilFound(uri, "nothing that breaks it", (rules) => !broken(rules));
    const changed = await vscode.workspace.openTextDocument(configuration);
    const offset = document.getText().indexOf("Effect");
    await agree(vscode.commands.executeCommand("planeguard.addAssertion", uri, offset), changed, () =>
      changed.getText().includes('"only": "role:policy"'),
    );
    await until("the sentence", vscode.window.onDidChangeTextEditorSelection, () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document === changed && changed.getText(editor.selection).startsWith("Only role:policy may do");
    });
    assert.match(changed.getText(), /\/\/ ours/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      configuration,
      10,
    );
    const [first] = lenses.flatMap(({ command }) => command?.title ?? []);
    assert.match(first!, /^Holds: 1 /);
    await openAsPerson(uri);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("shows it while it is typed, once", async () => {
    const document = await scratch.open("typed/planeguard.json", '{ "rules": { "policy/invalid-actoin": "off" } }');
    const [problem] = await untilFound(document.uri, "a problem", (rules) => rules.length > 0);
    assert.match(problem!.message, /did you mean 'policy\/invalid-action'/);
    assert.equal(document.languageId, "jsonc");
    await replace(document, "actoin", "action");
    await untilFound(document.uri, "no problem", none);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("is completed: its keys, the rules with their titles, and the values of each", async () => {
    const { uri } = await scratch.open("completed/planeguard.json", '{ "rules": {  }, "preset": "" }');
    const at = async (column: number) => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        uri,
        new vscode.Position(0, column),
      );
      return list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    const keys = await at(2);
    assert.ok(keys.includes("trustedAccounts") && keys.includes("suppressions"), keys.join());
    const rules = await at(13);
    assert.ok(rules.includes(rule) && rules.includes("risk/*"), rules.slice(0, 10).join());
    const presets = await at(28);
    assert.ok(
      presets.some((label) => label.includes("strict")),
      presets.join(),
    );
  });

  it("tells of a suppression that nothing needs", async () => {
    const configuration = scratch.write(
      "accepted/planeguard.json",
      JSON.stringify(
        {
          suppressions: [rule, "policy/invalid-effect"].map((id) => ({
            rules: [id],
            path: "policy.json",
            reason: "for the test",
          })),
        },
        null,
        2,
      ),
    );
    const { uri } = await scratch.open("accepted/policy.json", misspelt);
    await untilFound(configuration, "what is unused", (rules) => rules.length > 0);
    assert.deepEqual(findings(configuration).map(ruleOf), ["suppression/unused"]);
    assert.deepEqual(findings(uri), []);
  });
});

describe("settings in the editor", () => {
  const scratch = new Scratch();
  const settings = () => vscode.workspace.getConfiguration("planeguard");
  const file = join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, ".vscode/settings.json");
  const clear = async () => {
    for (const name of ["rules", "enable", "exclude", "preset", "run"])
      await settings().update(name, undefined, vscode.ConfigurationTarget.Workspace);
  };
  afterEach(async () => {
    await clear();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  after(async () => {
    await scratch.dispose();
    rmSync(dirname(file), { recursive: true, force: true, maxRetries: 10 });
  });

  it("take effect in open documents", async () => {
    const { uri } = await scratch.open("policy.json", misspelt);
    await untilFound(uri, "a finding", found);
    const set = (name: string, value: unknown) => settings().update(name, value, vscode.ConfigurationTarget.Workspace);
    await set("rules", { "policy/*": "off" });
    await untilFound(uri, "nothing", none);
    await set("rules", undefined);
    await untilFound(uri, "a finding again", found);
    await set("exclude", ["host-test-*/policy.json"]);
    await untilFound(uri, "nothing", none);
    await set("exclude", undefined);
    await untilFound(uri, "a finding again", found);
    await set("enable", false);
    await untilFound(uri, "nothing", none);
  });

  it("do not count where a planeguard.json governs, so that editor and CI agree", async () => {
    await settings().update("rules", { "policy/*": "off" }, vscode.ConfigurationTarget.Workspace);
    scratch.write("governed/planeguard.json", "{}");
    const { uri } = await scratch.open("governed/policy.json", misspelt);
    await untilFound(uri, "a finding", found);
  });

  it("have files checked on save alone, if somebody wants that", async () => {
    await settings().update("run", "onSave", vscode.ConfigurationTarget.Workspace);
    const document = await scratch.open("saved.json", misspelt);
    await untilFound(document.uri, "a finding", found);
    await replace(document, "s3:GetObjct", "s3:GetObject");
    assert.equal(findings(document.uri).length, 1);
    await document.save();
    await untilFound(document.uri, "nothing", none);
  });

  it("of a wrong type are told of in their file, by key and line, and the default stands in their place", async () => {
    const { uri } = await scratch.open("policy.json", misspelt);
    mkdirSync(dirname(file), { recursive: true });
    const before = existsSync(file) ? readFileSync(file, "utf8") : null;
    writeFileSync(
      file,
      '{\n  "planeguard.preset": 7,\n  "planeguard.rules": { "policy/*": "of" },\n  "planeguard.enable": "yes"\n}\n',
    );
    try {
      const wrong = vscode.Uri.file(file);
      const told = await until(
        "three problems",
        vscode.languages.onDidChangeDiagnostics,
        () => findings(wrong).length === 3 && findings(wrong),
      );
      assert.deepEqual(
        told.map(({ range, message }) => `${range.start.line + 1} ${/'(planeguard\.\w+)'/.exec(message)?.[1]}`).sort(),
        ["2 planeguard.preset", "3 planeguard.rules", "4 planeguard.enable"],
      );
      await untilFound(uri, "a finding all the same", found);
    } finally {
      if (before === null) unlinkSync(file);
      else writeFileSync(file, before);
    }
    await until(
      "no problem",
      vscode.languages.onDidChangeDiagnostics,
      () => findings(vscode.Uri.file(file)).length === 0,
    );
  });

  it("are declared with a scope, a default and a description", () => {
    const { contributes } = vscode.extensions.getExtension("planeguard.planeguard")!.packageJSON as {
      contributes: { configuration: { properties: Record<string, Record<string, unknown>> } };
    };
    for (const [name, property] of Object.entries(contributes.configuration.properties)) {
      assert.ok(
        property["scope"] && "default" in property && String(property["markdownDescription"]).length > 20,
        name,
      );
      assert.doesNotMatch(name, /secret|password|credential|(?<!semantic)token/i);
    }
  });
});
