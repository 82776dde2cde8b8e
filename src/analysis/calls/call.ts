/** What a call of an AWS SDK is: which operation, what AWS authorises it by, and on what. */
import type { Span } from "../text";

export interface Call {
  /** `dynamodb:PutItem`: the operation of the API, with the prefix that IAM uses. */
  readonly operation: string;
  /** Every action that AWS authorises this call by, in AWS's spelling. Empty for what needs no permission (`sts:GetCallerIdentity`). */
  readonly actions: readonly string[];
  /** What is needed on what, an entry for each of `actions`. */
  readonly grants: readonly CallGrant[];
  /** Actions that may be asked for by parameters of which nobody knows whether they are given, beside those of `grants`. */
  readonly possible: readonly string[];
  /** What AWS asks for beside them only where the resource has a key of the customer's: the template says whether it has. */
  readonly ifEncrypted: readonly CallGrant[];
  /** The call, or the command that is sent. */
  readonly span: Span;
  /** Of its operation: the part of the call that a person would point at (`put_item`, `PutItemCommand`). */
  readonly nameSpan: Span;
  readonly certainty: "certain" | "likely";
  /** Why it is only likely; null where it is certain. */
  readonly because: string | null;
  /** It may go to what is not AWS: where one of these environment variables is set; empty where nobody knows when. */
  readonly elsewhere?: readonly string[];
}

export interface CallGrant {
  /** `dynamodb:PutItem` */
  readonly action: string;
  /** It may not be asked for, as a parameter may be missing: where one of these environment variables is not set; empty where nobody knows. */
  readonly perhaps?: readonly string[];
  /** What may be asked for in its place; `isSeen` where the code has the parameter, so that both are known to happen. */
  readonly instead?: { readonly action: string; readonly isSeen: boolean };
  /** One or more of these actions are asked for, its own among them, and nobody knows which. */
  readonly among?: readonly string[];
  /** All of these have to be allowed: the call is made on each of them, at one time or another. Never empty. */
  readonly resources: readonly CallResource[];
  /** `kms:ViaService` and `iam:PassedToService` of what is checked in the name of the caller: `s3`, `lambda`; null for the call itself. */
  readonly via: string | null;
}

/** What is known of the resource of a call. */
export interface CallResource {
  /** The catalogue's resource type of this service: `table`, `bucket`, `object`; null where the action takes none, or it is not known which. */
  readonly type: string | null;
  /**
   * An ARN in the pattern of its type, with `*` for what is not known: `arn:*:dynamodb:*:*:table/Orders`. `*` alone where nothing is known.
   * What an environment variable gives stands as `${NAME}` in it, and in `variables`.
   */
  readonly pattern: string;
  /** The environment variables that give a name, an ARN, or a URL, in the order of the pattern. */
  readonly variables: readonly ResourceVariable[];
}

export interface ResourceVariable {
  /** `TABLE_NAME` */
  readonly name: string;
  /** Which part of the ARN it gives: a part of the type's own pattern (`TableName`), or `Arn` or `Url` where the parameter takes the whole. */
  readonly part: string;
  /** Where the code reads the variable. */
  readonly span: Span;
}

/** A call on a client that cannot be followed: with one of these, not all calls of the code are known. */
export interface UnknownCall {
  readonly span: Span;
  /** A sentence in plain English. */
  readonly reason: string;
}

/** A module that the code loads, for whoever follows the code through its files. */
export interface ImportedModule {
  /** As it is written: `./clients`, `@aws-sdk/client-s3`, `..shared.clients`. */
  readonly specifier: string;
  /** The names that are taken from it, for `from . import clients` may mean the module `.clients`; empty for all of it. */
  readonly names: readonly string[];
  readonly span: Span;
}

/** A function that others may call by name, such as the handler of an AWS Lambda function. */
export interface ExportedFunction {
  /** `handler`, `default` */
  readonly name: string;
  readonly span: Span;
}

/** What one file calls. */
export interface CodeCalls {
  readonly calls: readonly Call[];
  readonly unknown: readonly UnknownCall[];
  readonly imports: readonly ImportedModule[];
  readonly exports: readonly ExportedFunction[];
  /** A client or a session may be given other credentials than those of the environment, in a way that their names do not show. */
  readonly hasOtherCredentials?: boolean;
}
