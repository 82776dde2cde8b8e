/** Whether a text names an SDK of AWS at all: most files do not, and nothing is loaded or parsed for them. */

/** Names of packages, modules and namespaces that make clients, in the languages that are read. */
const marks = [
  "aws-sdk",
  "aws_sdk",
  "boto3",
  "botocore",
  "aiobotocore",
  "aioboto3",
  "aws-lambda-powertools",
  "aws_lambda_powertools",
  "software.amazon.awssdk",
  "com.amazonaws",
  "Amazon.",
  "Aws::",
  "Aws\\",
];

export function namesSdk(text: string): boolean {
  return marks.some((mark) => text.includes(mark));
}
