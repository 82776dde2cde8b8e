import assert from "node:assert/strict";

import { type BuiltImage, readDockerfile } from "../../../src/analysis/units/dockerfile";

type Row = readonly [title: string, text: string, image: Partial<BuiltImage>];

const rows: readonly Row[] = [
  ["nothing", "", { command: null, folders: [], isPython: false }],
  ["a command", 'CMD ["app.handler", "a"]', { command: ["app.handler", "a"] }],
  ["a command of a shell", "CMD python app.py", { command: null }],
  ["the last command", 'CMD ["a"]\nCMD ["b"]', { command: ["b"] }],
  ["small letters", 'from python:3.13\ncmd ["a"]', { command: ["a"], isPython: true }],
  ["another language", "FROM public.ecr.aws/lambda/nodejs:22", { isPython: false }],
  [
    "the last stage",
    'FROM python\nCOPY a b\nCMD ["a"]\nFROM node\nCOPY c/ d',
    { command: null, folders: ["c"], isPython: false },
  ],
  ["files", "COPY app.py src/util.py *.json ./", { folders: [".", "src"] }],
  ["folders", "COPY ./src/ lib ./\nADD . .", { folders: ["src", "lib", "."] }],
  ["a list", 'COPY ["src/a b", "./"]', { folders: ["src/a b"] }],
  ["another stage", "COPY --from=build /app .", { folders: [] }],
  ["an owner", "COPY --chown=app:app src .", { folders: ["src"] }],
  ["lines that go on", 'CMD [ \\\n  "a", \\\n  # not this\n  "b" ]', { command: ["a", "b"] }],
  ["a comment", '# CMD ["a"]', { command: null }],
  ["something else than texts", "CMD [1]", { command: null }],
];

describe("a Dockerfile", () => {
  for (const [title, text, image] of rows)
    it(`has ${title}`, () => assert.deepEqual({ ...readDockerfile(text), ...image }, readDockerfile(text)));
});
