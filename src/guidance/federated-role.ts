/** A role that a pipeline assumes by OpenID Connect, as a template of CloudFormation. */
export interface FederatedRole {
  /** Comments at its head, each with its `#`. */
  readonly notes: readonly string[];
  /** The names of the provider and of the role in the template. */
  readonly provider: string;
  readonly role: string;
  /** Without `https://`. */
  readonly issuer: string;
  readonly audience: string;
  /** Values of the claim `sub`; `*` stands for anything. */
  readonly subjects: readonly string[];
}

export function federatedRole({ notes, provider, role, issuer, audience, subjects }: FederatedRole): string {
  const isPattern = subjects.some((subject) => subject.includes("*"));
  return [
    ...notes,
    "AWSTemplateFormatVersion: '2010-09-09'",
    "Resources:",
    `  ${provider}:`,
    "    Type: AWS::IAM::OIDCProvider",
    "    Properties:",
    `      Url: https://${issuer}`,
    `      ClientIdList: [${quoted(audience)}]`,
    `  ${role}:`,
    "    Type: AWS::IAM::Role",
    "    Properties:",
    "      MaxSessionDuration: 3600",
    "      AssumeRolePolicyDocument:",
    "        Version: '2012-10-17'",
    "        Statement:",
    "          - Effect: Allow",
    "            Principal:",
    `              Federated: !Ref ${provider}`,
    "            Action: sts:AssumeRoleWithWebIdentity",
    "            Condition:",
    "              StringEquals:",
    `                ${issuer}:aud: ${quoted(audience)}`,
    ...(isPattern ? ["              StringLike:"] : []),
    ...(subjects.length === 1
      ? [`                ${issuer}:sub: ${quoted(subjects[0]!)}`]
      : [`                ${issuer}:sub:`, ...subjects.map((subject) => `                  - ${quoted(subject)}`)]),
    "Outputs:",
    "  RoleArn:",
    `    Value: !GetAtt ${role}.Arn`,
    "",
  ].join("\n");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
