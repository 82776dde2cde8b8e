/** What units say of open files: as they stand in the editor, with the others from the disk. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { UnitNotes } from "../../../src/analysis/units/notes";
import { callHoverAt } from "../../../src/language/hover/calls";
import { handlerLensesOf } from "../../../src/language/summary/handler-lens";
import { LiveUnits } from "../../../src/workspace/units/live-units";
import { OpenUnits } from "../../../src/workspace/units/open-units";
import { temporaryFolder } from "../../support/folder";
import { parcelsTable, parcelsTemplate } from "../../support/parcels";

const handler = `import os
import boto3
from store import table

def handler(event, context):
    table.put_item(Item=event)
`;
const failing = ({ facts }: UnitNotes) => facts.flatMap((fact) => (fact.kind === "not-granted" ? fact.actions : []));
const unused = ({ facts }: UnitNotes) => facts.flatMap((fact) => (fact.kind === "unused" ? [fact.action] : []));

describe("units of open files", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let units: LiveUnits;
  let open: Record<string, string>;
  let written: number;
  let listed: number;
  beforeEach(() => {
    folder = temporaryFolder({
      "template.yaml": parcelsTemplate("dynamodb:GetItem"),
      "src/track.py": handler,
      "src/store.py": parcelsTable,
    });
    units = new LiveUnits();
    [open, written, listed] = [{}, 0, 0];
  });
  afterEach(() => folder.remove());

  const at = (name: string) => join(folder.path, name);
  const notesOf = (name: string, text: string) =>
    units.notesOf({
      asked: { path: at(name), text },
      open: Object.entries(open).map(([other, text]) => ({ path: at(other), text })),
      folder: folder.path,
      written,
      listed,
    });

  it("tells of a call that the role does not allow, and how the code runs", async () => {
    const notes = await notesOf("src/track.py", handler);
    assert.deepEqual(failing(notes), ["dynamodb:PutItem"]);
    assert.deepEqual(
      notes.calls.map(({ operation, unit, role, granted }) => [operation, unit, role, granted]),
      [["dynamodb:PutItem", "Track", "TrackRole", "no"]],
    );
    const [lens, ...more] = handlerLensesOf(notes.handlers, handler);
    assert.deepEqual(more, []);
    assert.equal(lens!.title, "Runs as TrackRole: 1 call, 0 allowed, 1 not allowed, 1 grant unused");
    assert.deepEqual([lens!.range.start.line, lens!.range.start.column], [5, 5]);
    assert.equal(lens!.declared.file, at("template.yaml"));
    const hover = callHoverAt(notes.calls, handler, handler.indexOf("put_item") + 2);
    assert.deepEqual(hover!.sections, [
      "**dynamodb:PutItem**",
      "AWS authorises it by\n\n- `dynamodb:PutItem` on `arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Parcels}`",
      "`TrackRole`, the role of `Track`, does not allow this.",
    ]);
    assert.equal(callHoverAt(notes.calls, handler, 2), null);
    assert.equal(callHoverAt(notes.calls, `#\n${handler}`, handler.indexOf("put_item") + 2), null, "of another text");
  });

  it("goes by what stands in the editor, of the file itself and of all others", async () => {
    assert.deepEqual(failing(await notesOf("src/track.py", handler)), ["dynamodb:PutItem"]);
    const gets = handler.replace("put_item(Item=", "get_item(Key=");
    assert.deepEqual(failing(await notesOf("src/track.py", gets)), []);
    open = { "template.yaml": parcelsTemplate("dynamodb:PutItem") };
    assert.deepEqual(failing(await notesOf("src/track.py", handler)), []);
    assert.deepEqual(failing(await notesOf("src/track.py", gets)), ["dynamodb:GetItem"]);
    open = { "src/store.py": "table = None\n" };
    assert.deepEqual((await notesOf("src/track.py", gets)).calls, []);
    open = {};
    assert.deepEqual(failing(await notesOf("src/track.py", gets)), []);
  });

  it("tells of a grant that nothing uses in the template, as the code stands in the editor", async () => {
    assert.deepEqual(unused(await notesOf("template.yaml", parcelsTemplate("dynamodb:GetItem"))), ["dynamodb:GetItem"]);
    open = { "src/track.py": handler.replace("put_item(Item=", "get_item(Key=") };
    assert.deepEqual(unused(await notesOf("template.yaml", parcelsTemplate("dynamodb:GetItem"))), []);
  });

  it("reads the disk again when something was written", async () => {
    assert.deepEqual(failing(await notesOf("src/track.py", handler)), ["dynamodb:PutItem"]);
    writeFileSync(at("template.yaml"), parcelsTemplate("dynamodb:PutItem"));
    written++;
    assert.deepEqual(failing(await notesOf("src/track.py", handler)), []);
    writeFileSync(at("src/more.py"), "");
    listed++;
    assert.deepEqual(failing(await notesOf("src/track.py", handler)), []);
  });

  it("says nothing of a file that no unit runs", async () => {
    const notes = await notesOf("tools/seed.py", handler);
    assert.deepEqual(notes, { facts: [], calls: [], handlers: [] });
  });

  describe("in an editor", () => {
    let asked: string[];
    let told: string[];
    let editor: OpenUnits;
    let isTold: () => void;
    beforeEach(() => {
      [asked, told] = [[], []];
      editor = new OpenUnits({
        ask: (request) => {
          asked.push(request.asked.path);
          return units.notesOf(request);
        },
        folderOf: () => folder.path,
        unsaved: () => [],
        changed: (name) => {
          told.push(name);
          isTold();
        },
      });
    });
    const next = () => new Promise<void>((resolve) => (isTold = resolve));
    const document = (name: string, text: string) => ({ name: at(name), text });

    it("keeps nobody waiting while the project is read, and tells when it was", async () => {
      const isKnown = next();
      assert.deepEqual(failing(await editor.notesOf(document("src/track.py", handler))), []);
      // A lens asks about the same text.
      assert.deepEqual(failing(await editor.notesOf(document("src/track.py", handler))), []);
      await isKnown;
      assert.deepEqual(failing(await editor.notesOf(document("src/track.py", handler))), ["dynamodb:PutItem"]);
      const edited = `# Parcels\n${handler}`;
      assert.deepEqual(failing(await editor.notesOf(document("src/track.py", edited))), ["dynamodb:PutItem"]);
      assert.deepEqual([asked.length, told], [2, [at("src/track.py")]]);
    });

    it("tells of a file when another of its unit is edited", async () => {
      let known = next();
      await editor.notesOf(document("src/track.py", handler));
      await known;
      known = next();
      await editor.notesOf(document("template.yaml", parcelsTemplate("dynamodb:GetItem")));
      await known;
      assert.deepEqual(told.splice(0), [at("src/track.py"), at("template.yaml")]);
      known = next();
      writeFileSync(at("template.yaml"), parcelsTemplate("dynamodb:PutItem"));
      editor.saved();
      await known;
      assert.deepEqual(told, [at("src/track.py")]);
    });

    it("knows of a file that was closed what it says on the disk", async () => {
      assert.equal((await editor.notesOfSaved(at("src/track.py"))).facts.length, 1);
      assert.deepEqual((await editor.notesOfSaved(at("src/gone.py"))).facts, []);
      assert.deepEqual(told, []);
    });

    it("gives a project up that cannot be read", async () => {
      let asked = 0;
      const hopeless = new OpenUnits({
        ask: () => Promise.reject(new Error(`it took too long, ${++asked} times`)),
        folderOf: () => folder.path,
        unsaved: () => [],
        changed: () => assert.fail("nothing is known"),
      });
      for (const edit of ["", "#", "##", "###", "####"])
        assert.deepEqual(failing(await hopeless.notesOf(document("src/track.py", edit + handler))), []);
      assert.equal(asked, 2);
    });

    it("asks again about a project that was given up, once, when something is saved", async () => {
      let asked = 0;
      let isSlow = true;
      const names: string[] = [];
      let isChanged = (): void => undefined;
      const editor = new OpenUnits({
        ask: (request) => {
          asked++;
          return isSlow ? Promise.reject(new Error("it took too long")) : units.notesOf(request);
        },
        folderOf: () => folder.path,
        unsaved: () => [],
        changed: (name) => {
          names.push(name);
          if (names.length === 2) isChanged();
        },
      });
      const both = async (edit: string) => {
        await editor.notesOf(document("src/track.py", edit + handler));
        await editor.notesOf(document("template.yaml", edit + parcelsTemplate("dynamodb:GetItem")));
      };
      for (const edit of ["", "#\n", "##\n", "###\n"]) await both(edit);
      assert.equal(asked, 2);
      editor.saved();
      editor.moved();
      await both("####\n");
      assert.equal(asked, 3);
      isSlow = false;
      const areKnown = new Promise<void>((resolve) => (isChanged = resolve));
      editor.saved();
      await areKnown;
      assert.deepEqual(names.sort(), [at("src/track.py"), at("template.yaml")]);
      const { name, text } = document("src/track.py", `####\n${handler}`);
      assert.deepEqual(failing(await editor.notesOf({ name, text })), ["dynamodb:PutItem"]);
    });

    it("asks nothing of files that declare no function and name no SDK", async () => {
      await editor.notesOf(document("src/names.py", "NAME = 1\n"));
      await editor.notesOf(document("policy.json", '{"Statement": []}'));
      await editor.notesOf(document("notes.yaml", "a: 1\n"));
      assert.deepEqual(asked, []);
    });
  });
});
