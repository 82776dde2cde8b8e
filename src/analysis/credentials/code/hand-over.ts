/** Whether code may hand keys to an AWS client, by its text alone: a tree is made only of what may. */
import type { CodeGrammar } from "../../source/grammar";

const javascript =
  /accessKeyId|secretAccessKey|sessionToken|\bCredentials\b|AWS_\w{0,60}(?:[kK](?:ey|EY)|[sS](?:ecret|ECRET)|[tT](?:oken|OKEN))/;

/** What stands in every text in which a language's `KeyLanguage.uses` finds something. */
const signs: Readonly<Record<CodeGrammar, RegExp>> = {
  javascript,
  typescript: javascript,
  tsx: javascript,
  python:
    /aws_(?:access_key_id|secret_access_key|session_token)|AWS_\w{0,60}(?:[kK](?:ey|EY)|[sS](?:ecret|ECRET)|[tT](?:oken|OKEN))|S3FileSystem|storage_options|\bSession\b/,
  go: /NewStaticCredentials|AccessKeyID|SecretAccessKey|SessionToken|Setenv/,
  java: /Aws(?:Basic|Session)Credentials|Basic(?:AWS|Session)Credentials|(?:Amazon|AWS)\w{1,80}Client\b|setProperty/,
  php: /\bCredentials\b|["'](?:key|secret|token|credentials)["']|(?:Client|Sdk|factory)\s{0,9}\((?!\s{0,99}[)[])|\$_(?:ENV|SERVER)/,
  ruby: /\b(?:Session)?Credentials\b|\bcredentials\b|access_key_id|secret_access_key|session_token|\bENV\b/,
  csharp: /(?:Basic|Session)AWSCredentials|\bAmazon\w{1,80}Client\b|TransferUtility|SetEnvironmentVariable/,
  rust: /\bCredentials\b|set_var/,
};

export function mayHandOverKeys(text: string, grammar: CodeGrammar): boolean {
  return signs[grammar].test(text);
}
