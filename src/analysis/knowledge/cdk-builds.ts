/** What projects of AWS CodeBuild may do with what AWS CDK gives them (aws-cdk-lib 2.276: aws-codebuild; found by synthesizing it, November 2026). */
import { tableOf } from "../table";
import { cdkConstruct, type GrantMethod } from "./cdk-grants";

export interface GivenTo {
  /** By a property or by the number of an argument. */
  readonly of: string | number;
  readonly grants: readonly GrantMethod[];
}

const grantsOf = (type: string, method: string): readonly GrantMethod[] => cdkConstruct(type)!.grants[method]!;
const writing = grantsOf("s3.Bucket", "grantReadWrite");
const images = /^codebuild\.\w{1,20}BuildImage\.(fromEcrRepository|fromDockerRegistry)$/;
const pulling: GivenTo = { of: 0, grants: grantsOf("ecr.Repository", "grantPull") };
const reading: GivenTo = { of: "secretsManagerCredentials", grants: grantsOf("secretsmanager.Secret", "grantRead") };

const known: { readonly [name: string]: GivenTo | undefined } = tableOf({
  "codebuild.Source.s3": { of: "bucket", grants: grantsOf("s3.Bucket", "grantRead") },
  "codebuild.Source.codeCommit": { of: "repository", grants: [{ actions: ["codecommit:GitPull"], on: [""] }] },
  "codebuild.Artifacts.s3": { of: "bucket", grants: writing },
  "codebuild.Cache.bucket": { of: 0, grants: writing },
  "logging.s3": { of: "bucket", grants: grantsOf("s3.Bucket", "grantWrite") },
  "logging.cloudWatch": { of: "logGroup", grants: grantsOf("logs.LogGroup", "grantWrite") },
});

/** @param name `codebuild.Source.s3`, or `logging.s3` for a property */
export function givenToBuilds(name: string): GivenTo | null {
  const image = images.exec(name)?.[1];
  return image ? (image === "fromEcrRepository" ? pulling : reading) : (known[name] ?? null);
}
