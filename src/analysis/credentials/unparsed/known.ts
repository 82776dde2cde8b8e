/**
 * Who does without keys: where a place of this kind is given none, what is there looks for credentials itself. Each row
 * is a fact of the documentation or source of what it names; what stands in no row keeps its keys.
 */

/** Calls that make credentials, or hand them on. */
const maker = /credential|StaticProvider|(?:^|\.)static$|fromKeys|^JSON\.stringify$/i;
const taker = /(?:^|[._:>])(?:with_?|set_?)?(?:credentials?(?:_?provider)?)$/i;
const madeByName = /^(?:Aws|AWS)?(?:\.|::)?\w*[cC]lientCredentials$|^(?:\w+(?:\.|::))*(?:AWS|Aws)?Credentials$/;
const literal = /^(?:list|dict|hash|map|mapOf|Map|Hash|table|array|object)$/;

export function isMaker(callee: string): boolean {
  return maker.test(callee) && (!taker.test(callee) || madeByName.test(callee));
}

/** Calls that set the credentials of what they are called on: `withCredentials`, `set_credentials_provider`. */
export function isTaker(callee: string): boolean {
  return taker.test(callee);
}

export function isLiteralObject(callee: string): boolean {
  return literal.test(callee);
}

/** What stands where nothing looks for credentials without being told so. */
export type Instead = readonly [name: string, value: string];

interface Row {
  /** The names around the place, the outermost first, with `/` between them. A call without a name of a key ends in `/`. */
  readonly at: RegExp;
  /** Files in which the row holds; in all where it is left out. */
  readonly in?: RegExp;
  /** What else the file has to say. */
  readonly has?: RegExp;
  /** What says that a role is to be used, in place of the id: its name and value. */
  readonly instead?: Instead;
}

const jvm = /\.(?:kt|kts|scala|groovy)$/;
const cpp = /\.(?:cpp|cc|cxx|h|hpp)$/;
const js = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const py = /\.py$/;
const rb = /\.rb$/;
const laravel = /(?:^|[\\/])config[\\/]\w+\.php$/;

const rows: readonly Row[] = [
  // AWS SDKs for Java (from Kotlin, Scala and Groovy), Kotlin, .NET (from F#) and C++: the default provider chain.
  { at: /\b(?:Amazon|AWS)\w{1,60}Client(?:Builder)?\b/ },
  {
    at: /\b(?:S3|Sqs|Sns|Ses|SesV2|Dynamo[dD]b|Kinesis|Lambda|Ec2|Sts|Kms|SecretsManager|CloudWatch(?:Logs)?|Firehose|Athena|Sfn|EventBridge)(?:Async)?Client\b/,
    in: jvm,
  },
  { at: /\bAws::\w+::\w+Client\b/, in: cpp },
  // AWS SDK for JavaScript, version 3 and 2. Clients of others (aws4fetch) take the key itself, and do not do without it.
  {
    at: /\b[A-Z]\w*Client\/credentials$|\b(?:AWS|aws)\.\w+\/(?:credentials|accessKeyId|secretAccessKey|sessionToken)$/,
    in: js,
  },
  { at: /\bAwsSdkModule\.forRoot(?:Async)?\/defaultServiceOptions\/credentials$|\bawspublish\.create\/\w+$/, in: js },
  // Variables of the environment and properties of the JVM, which every SDK reads before it looks further.
  {
    at: /(?:set_?env|put_?env|setProperty|env\.set|set_var|setdefault|environ\.update|SetEnvironmentVariable)\/(?:AWS_|aws\.)\w{1,60}$/i,
  },
  { at: /(?:^|\/)\$?ENV[[{][:'"]?AWS_\w+[\]}]$/, in: /\.(?:pl|pm|jl|rb)$/ },
  {
    at: /(?:^|[/.])(?:env|environment|environment_?variables|withEnv|runtimeConfig)\/[\w-]{0,40}(?:access|secret|session|key|token)[\w-]{0,40}$/i,
  },
  { at: /\bDefinePlugin\/process\.env\.AWS_\w+$/, in: js },
  // Hadoop's S3A: its list of providers has the environment and the instance or container behind the keys.
  { at: /\/(?:spark\.hadoop\.)?fs\.s3a\.(?:bucket\.[\w-]+\.)?(?:access\.key|secret\.key|session\.token)$/ },
  // Flink's Kinesis connector: AUTO is the default of aws.credentials.provider.
  { at: /\/aws\.credentials\.provider\.basic\.\w+$/ },
  // Elixir's ex_aws: the environment, then the role of the instance.
  {
    at: /:ex_aws\/\w{1,60}$|\brequest!?\/(?:access_key_id|secret_access_key|security_token)$/,
    in: /\.exs?$/,
  },
  // Swift's Soto: `.default` is the default of credentialProvider.
  { at: /\bAWSClient\/credentialProvider$/, in: /\.swift$/ },
  // Dart's aws_*_api: what is given no credentials takes AwsClientCredentials.resolve(), which reads the environment.
  { at: /(?:^|\/)[A-Z]\w+\/credentials$/, in: /\.dart$/ },
  // Python: boto3, boto 2, pyarrow, fsspec's s3, delta-rs, LangChain, django-storages, anymail, Airflow, pynamodb.
  { at: /\bboto3\.(?:client|resource|Session|session\.Session)\/aws_\w{1,40}$/, in: py },
  {
    at: /\bboto(?:\.\w{1,60}){0,4}\.connect_\w{1,60}(?:\/|$)|(?:^|[/.])\w{1,60}Connection\/(?:aws_\w{1,60})?$/,
    in: py,
  },
  {
    at: /\bS3FileSystem\/(?:access_key|secret_key|session_token)$|\bfsspec\.filesystem\/(?:key|secret|token)$|\bstorage_options(?:\/\w+)?$/,
    in: py,
  },
  { at: /(?:^|\/)(?:Bedrock|ChatBedrock|BedrockEmbeddings|BedrockLLM|ChatBedrockConverse)\/aws_\w+$/, in: py },
  {
    at: /\bSTORAGES\/\w+\/OPTIONS\/(?:access_key|secret_key|security_token)$|\bANYMAIL\/AMAZON_SES_(?:CLIENT|SESSION)_PARAMS\/\w+$/,
    in: py,
  },
  { at: /^(?:access_key|secret_key|security_token)$/, in: py, has: /\((?:\w+, ?)?S3(?:Boto3)?\w*Storage\)/ },
  { at: /(?:^|\/)Connection\/(?:login|password)$/, in: py, has: /\bconn_type ?= ?["']aws["']/ },
  { at: /^aws_(?:access_key_id|secret_access_key|session_token)$/, in: py, has: /\bpynamodb\b/ },
  // The providers of Pulumi.
  { at: /\baws\.Provider\/(?:accessKey|secretKey|access_key|secret_key|token)$/ },
  // Laravel hands over credentials only where it has both.
  {
    at: /^(?:(?:disks|connections|stores|mailers)\/\w+|ses|sqs|s3|sns|dynamodb)\/(?:key|secret|token)(?:\/env\/)?$|^credentials(?:\/(?:key|secret|token)\/env\/)?$/,
    in: laravel,
  },
  // WP Offload Media.
  {
    at: /\barray\/(?:access-key-id|secret-access-key)$/,
    in: /\.php$/,
    has: /\bAS3CF_SETTINGS\b/,
    instead: ["use-server-roles", "true"],
  },
  // Ruby: SDK v1, Paperclip and Shrine by the SDK; fog, asset_sync and backup when they are told so.
  { at: /\bAWS\.config\/\w+$|\bs3_credentials\/(?:access_key_id|secret_access_key)$/, in: rb },
  { at: /\bS3\.new\/\w+$|^\w+\/(?:access_key_id|secret_access_key)$/, in: rb, has: /\bShrine::Storage::S3\b/ },
  {
    at: /(?:\bFog::\w+(?:\.new)?|\bfog_credentials|\bbackup_upload_connection\]|\bobject_store'?\]\[\W*connection\W*\])\/aws_\w+$/,
    in: rb,
    instead: ["use_iam_profile", "true"],
  },
  {
    at: /(?:^|\/)\w+\.aws_(?:access_key_id|secret_access_key)$/,
    in: /asset_sync\.rb$/,
    instead: ["aws_iam_roles", "true"],
  },
  {
    at: /\bs3\.(?:access_key_id|secret_access_key)$/,
    in: rb,
    has: /\bstore_with S3\b/,
    instead: ["use_iam_profile", "true"],
  },
  // Vagrant's AWS provider reads the environment and the files of the AWS CLI.
  { at: /\baws\.(?:access_key_id|secret_access_key|session_token)$/, in: /Vagrantfile$/ },
  // R: aws.s3 looks by aws.signature's locate_credentials, paws by its own chain. Perl's Paws and Julia's AWS.jl by theirs.
  {
    at: /(?:^|\/)(?:get_bucket\w*|bucketlist|bucket_exists|put_object|get_object|save_object|s3\w+|put_bucket|delete_object)\/(?:key|secret|session_token)$|\bconfig\/(?:list\/)?credentials$/,
    in: /\.R$/i,
  },
  { at: /\bPaws->new\/config\/credentials$/, in: /\.p[lm]$/ },
  { at: /\b(?:global_aws_config|aws_config|AWSConfig)\/(?:;\s*)?creds$/, in: /\.jl$/ },
  // Rust's object_store: web identity, container and instance behind the keys.
  { at: /\bAmazonS3Builder::[\w.]{1,200}\.with_(?:access_key_id|secret_access_key|token)\/$/, in: /\.rs$/ },
];

/** In characters; what stands further out tells nothing. */
const longestContext = 600;

/** Whether a place does without keys; `instead` is what has to be said there. Null where nothing is known of it. */
export function withoutKeysAt(
  context: string,
  file: string,
  text: string,
): { readonly instead: Instead | null } | null {
  const near = context.slice(-longestContext);
  const row = rows.find(
    ({ at, in: files, has }) => (files?.test(file) ?? true) && at.test(near) && (has?.test(text) ?? true),
  );
  return row ? { instead: row.instead ?? null } : null;
}
