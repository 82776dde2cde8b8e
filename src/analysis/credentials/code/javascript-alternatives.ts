/** What can take the place of keys in the options of a client of the AWS SDK for JavaScript v3, where no credentials at all are not the answer. */
import type { CodeFile } from "../../code/code-file";
import { longestName, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { lineEndOf, type TextEdit } from "../../text";
import type { Alternative } from "./key-use";

const dependency = "@aws-sdk/credential-providers";

export const assumeRole: Alternative = {
  title: "Remove the key, and assume the role in AWS_ROLE_ARN (fromTemporaryCredentials)",
  name: "fromTemporaryCredentials",
  dependency,
  expression: () =>
    "fromTemporaryCredentials({ params: { RoleArn: process.env.AWS_ROLE_ARN, RoleSessionName: 'app' } })",
};

/** For what runs in browsers. The pool's id is no secret, and is read as the key was. */
export const cognito: Alternative = {
  title: "Remove the key, and let Amazon Cognito give each visitor temporary credentials (fromCognitoIdentityPool)",
  name: "fromCognitoIdentityPool",
  dependency,
  expression: (id) => {
    if (id.length > longestName) return null;
    const variable = /^([\w.]+)\.([A-Z]+(?:_[A-Z]+)*?_)(?:AWS_)?\w*(?:KEY|ID)\w*$/.exec(id);
    return variable && `fromCognitoIdentityPool({ identityPoolId: ${variable[1]}.${variable[2]}IDENTITY_POOL_ID })`;
  },
};

/** Imports the provider as the file imports others, after the last of them. Null where there is none to follow. */
export function importEdit(
  code: CodeFile,
  { name, dependency: module }: Alternative,
  removal: ReadonlySet<SyntaxNode>,
): TextEdit | null {
  const isImport = (node: SyntaxNode) =>
    node.type === "import_statement" ||
    (/^(?:lexical|variable)_declaration$/.test(node.type) && /=\s*require\(/.test(code.text(node)));
  const imports = partsOf(code.tree.root).filter((node) => isImport(node) && !removal.has(node));
  const last = imports.at(-1);
  if (!last) return null;
  const written = code.text(last);
  const quote = /["']/.exec(written)?.[0] ?? "'";
  const end = written.endsWith(";") ? ";" : "";
  const load =
    last.type === "import_statement"
      ? `import { ${name} } from ${quote}${module}${quote}${end}`
      : `const { ${name} } = require(${quote}${module}${quote})${end}`;
  const eol = lineEndOf(code.tree.text);
  return { span: { start: last.end, end: last.end }, newText: eol + load };
}
