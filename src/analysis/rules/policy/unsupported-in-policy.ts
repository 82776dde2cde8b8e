/** Actions and resources of another service than the one that the policy stands on. */
import { textOf } from "../../policy/arn";
import type { Policy } from "../../policy/model";
import { tableOf } from "../../table";
import type { PolicyRule } from "../rule";
import { isWildcardPrefix, namedActions, removal } from "../support/actions";
import { resourceArns } from "../support/arns";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage } from "../support/links";

interface Carrier {
  /** "a bucket" */
  readonly name: string;
  readonly actions: readonly string[];
  /** Services of the ARNs; none where any may stand, or where they are not to be named at all. */
  readonly arns: readonly string[];
}

/** By what the policy stands on. VPC endpoints and backup vaults are not here: theirs may name other services. */
const carriers: Readonly<Record<string, Carrier>> = tableOf({
  "AWS::CodeArtifact::Domain": {
    name: "a CodeArtifact domain",
    actions: ["codeartifact", "sts"],
    arns: ["codeartifact"],
  },
  "AWS::CodeArtifact::Repository": {
    name: "a CodeArtifact repository",
    actions: ["codeartifact", "sts"],
    arns: ["codeartifact"],
  },
  "AWS::DynamoDB::GlobalTable": { name: "a DynamoDB table", actions: ["dynamodb"], arns: ["dynamodb"] },
  "AWS::DynamoDB::Table": { name: "a DynamoDB table", actions: ["dynamodb"], arns: ["dynamodb"] },
  "AWS::ECR::Repository": { name: "an ECR repository", actions: ["ecr"], arns: [] },
  "AWS::EFS::FileSystem": { name: "a file system", actions: ["elasticfilesystem"], arns: ["elasticfilesystem"] },
  "AWS::Elasticsearch::Domain": { name: "an OpenSearch domain", actions: ["es"], arns: ["es"] },
  "AWS::Events::EventBus": { name: "an event bus", actions: ["events"], arns: ["events"] },
  "AWS::Kinesis::Stream": { name: "a stream", actions: ["kinesis"], arns: ["kinesis"] },
  "AWS::KMS::Key": { name: "a key", actions: ["kms"], arns: ["kms"] },
  "AWS::OpenSearchService::Domain": { name: "an OpenSearch domain", actions: ["es"], arns: ["es"] },
  "AWS::S3::AccessPoint": { name: "an access point", actions: ["s3"], arns: ["s3"] },
  "AWS::S3::Bucket": { name: "a bucket", actions: ["s3"], arns: ["s3"] },
  "AWS::S3Express::DirectoryBucket": { name: "a directory bucket", actions: ["s3express"], arns: ["s3express"] },
  "AWS::S3ObjectLambda::AccessPoint": {
    name: "an Object Lambda access point",
    actions: ["s3-object-lambda", "s3"],
    arns: ["s3-object-lambda"],
  },
  "AWS::S3Tables::TableBucket": { name: "a table bucket", actions: ["s3tables"], arns: ["s3tables"] },
  "AWS::SecretsManager::Secret": { name: "a secret", actions: ["secretsmanager"], arns: ["secretsmanager"] },
  "AWS::SNS::Topic": { name: "a topic", actions: ["sns"], arns: ["sns"] },
  "AWS::SQS::Queue": { name: "a queue", actions: ["sqs"], arns: ["sqs"] },
});

const role: Carrier = { name: "a role", actions: ["sts"], arns: [] };

function carrierOf({ type, place }: Policy): Carrier | undefined {
  return type === "trust" ? role : carriers[place.resourceType ?? ""];
}

const action: PolicyRule = {
  kind: "policy",
  id: "policy/unsupported-action",
  title: "Action of a service that the policy is not about",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "UNSUPPORTED_ACTION_IN_POLICY",
  types: ["resource", "trust"],
  documentation: {
    why: "A policy on a resource is about actions on this resource. AWS rejects it where it names those of another service; a trust policy takes only actions of STS.",
    avoid: {
      language: "json",
      code: '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:Decrypt", "Resource": "arn:aws:s3:::invoices/*" }',
    },
    prefer: {
      language: "json",
      code: '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
    },
    links: [accessAnalyzerPage("error", "unsupported-action-in-policy")],
  },
  *check(policy) {
    const carrier = carrierOf(policy);
    if (!carrier) return;
    for (const named of namedActions(policy)) {
      const { item, prefix } = named;
      if (
        prefix === null ||
        prefix === "" ||
        isWildcardPrefix(prefix) ||
        carrier.actions.includes(prefix.toLowerCase())
      )
        continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: `The policy of ${carrier.name} takes actions of \`${carrier.actions[0]}\` only, so AWS rejects it with ${item.value === null ? "this one" : `\`${item.value}\``}. Move it to the policy of the resource that it is about, or of the caller.`,
        fixes: () => {
          const removed = removal(named);
          return removed ? [{ title: `Remove ${item.value ?? "it"}`, kind: "suggestion", changes: [removed] }] : [];
        },
      };
    }
  },
};

const resource: PolicyRule = {
  kind: "policy",
  id: "policy/unsupported-resource",
  title: "Resource that the policy does not stand on",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "UNSUPPORTED_RESOURCE_ARN_IN_POLICY",
  types: ["resource"],
  documentation: {
    why: "A policy on a resource is about this resource. AWS rejects it where it names one of another service.",
    avoid: {
      language: "json",
      code: '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:kms:eu-central-1:111122223333:key/*" }',
    },
    prefer: {
      language: "json",
      code: '{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
    },
    links: [accessAnalyzerPage("error", "unsupported-resource-arn-in-policy")],
  },
  *check(policy) {
    const carrier = carrierOf(policy);
    if (!carrier || carrier.arns.length === 0) return;
    for (const { item, arn, element } of resourceArns(policy)) {
      const service = textOf(arn.service);
      if (service === null || /[*?]/.test(service) || carrier.arns.includes(service.toLowerCase())) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: `The policy of ${carrier.name} is about resources of \`${carrier.arns[0]}\`, so AWS rejects it with one of \`${service}\`. Name the resource that the policy stands on.`,
        fixes: () => {
          const { array } = element;
          return array && array.items.length > 1 && array.items.includes(item.node)
            ? [suggestion("Remove it", { kind: "removeItem", from: array, item: item.node })]
            : [];
        },
      };
    }
  },
};

export default [action, resource];
