/** What a document says cannot load an image, make a link or hide in what the language server as built tells of it. Needs `npm run build` first. */
import assert from "node:assert/strict";

import {
  CodeActionRequest,
  CodeLensRequest,
  DocumentSymbolRequest,
  HoverRequest,
  type MarkupContent,
} from "vscode-languageserver-protocol/node";

import { visible } from "../../../src/escape/visible";
import { hostileTexts } from "../../support/hostile-texts";
import { LanguageClient } from "../../support/language-client";
import { markdownNodes } from "../../support/sinks";

const texts = hostileTexts.map((text) => text.slice(0, 300));
const policy = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: texts.map((text) => ({
      Sid: text,
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::111122223333:role/${text}` },
      Action: [`s3:Get${text}`, text],
      Resource: `arn:aws:s3:::a${text}`,
      Condition: { StringEquals: { [`aws:PrincipalTag/${text}`]: text } },
    })),
  },
  null,
  1,
);

/** Every string in an answer that an editor shows as it is. */
function shownIn(answer: unknown, keys: ReadonlySet<string>): string[] {
  if (typeof answer !== "object" || answer === null) return [];
  return Object.entries(answer).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "string" ? (keys.has(key) ? [value] : []) : shownIn(value, keys),
  );
}

const shown = new Set(["message", "title", "name", "detail", "label"]);

describe("the language server of a hostile document", function () {
  this.timeout(120_000);
  const uri = "file:///work/policy.json";
  const textDocument = { uri };
  let client: LanguageClient;
  before(async () => {
    client = await LanguageClient.start({
      capabilities: { textDocument: { hover: { contentFormat: ["markdown"] } } },
    });
    await client.open(uri, "json", policy);
  });
  after(() => client.stop());

  it("shows plain texts on one line, with nothing hidden in them", async () => {
    const { diagnostics } = await client.diagnosticsOf(uri);
    const { connection } = client;
    const lines = policy.split("\n");
    const end = { line: lines.length - 1, character: lines.at(-1)!.length };
    const range = { start: { line: 0, character: 0 }, end };
    const answers = [
      diagnostics,
      await connection.sendRequest(CodeLensRequest.type, { textDocument }),
      await connection.sendRequest(DocumentSymbolRequest.type, { textDocument }),
      await connection.sendRequest(CodeActionRequest.type, { textDocument, range, context: { diagnostics } }),
    ];
    for (const answer of answers) assert.ok(shownIn(answer, shown).length > 0);
    const seen = shownIn(answers, shown);
    assert.ok(seen.length > 3 * texts.length, `${seen.length}`);
    // What follows from the same cause is a line of its own.
    for (const text of seen) for (const line of text.split("\nAlso: ")) assert.equal(visible(line), line);
  });

  it("has neither images nor links of the document in its hovers, nor HTML", async () => {
    let hovers = 0;
    for (const [line, text] of policy.split("\n").entries()) {
      const character = text.search(/[^\s"]/) + 1;
      for (const at of [character, Math.max(character, text.lastIndexOf('": ') + 5)]) {
        const hover = await client.connection.sendRequest(HoverRequest.type, {
          textDocument,
          position: { line, character: Math.min(at, text.length) },
        });
        if (hover === null) continue;
        hovers++;
        const { kind, value } = hover.contents as MarkupContent;
        assert.equal(kind, "markdown");
        assert.doesNotMatch(value, /[^\P{Cc}\n]|[\u2028\u2029\p{Cf}]/u);
        const { tags, nodes } = markdownNodes(value);
        assert.deepEqual(
          tags.filter((tag) => /^(?:img|script|svg|iframe|base|!--)$/.test(tag)),
          [],
          value,
        );
        for (const { values } of nodes)
          if (values["href"] !== undefined) assert.match(values["href"], /^https:\/\/docs\.aws\.amazon\.com\//, value);
      }
    }
    assert.ok(hovers > texts.length, `${hovers}`);
  });
});
