/** Whether an address is AWS's. Keys for MinIO, LocalStack, R2, Spaces and the like are none of ours. */

export type Endpoint = "aws" | "other" | "unknown";

const awsHost = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws|on\.aws|aws\.dev|c2s\.ic\.gov|sc2s\.sgov\.gov)$/;

/** Whose address this is; `*` stands for what is not known of it. `unknown` where that decides. */
export function endpointOf(address: string): Endpoint {
  const host = /^(?:[a-z][a-z0-9+]{1,9}:\/\/)?([A-Za-z0-9.*-]{1,255}|\[[0-9a-fA-F:]{2,45}\])(?=[:/?]|$)/.exec(
    address.trim(),
  )?.[1];
  if (host === undefined) return "unknown";
  if (awsHost.test(host.toLowerCase())) return "aws";
  return host.split(".").slice(-2).join(".").includes("*") ? "unknown" : "other";
}

/** A name that gives an endpoint, and the address after it as far as it is a literal. */
const written =
  /(?:end[_-]?point(?:[_-]?url(?:_?s3)?|_?override)?|s3[_-]?(?:url|host|server))["'`]?\]?[ \t]{0,8}(?:=>|[:=,(])[ \t]{0,8}(["'`]?)([^\s"'`,;)}]{1,300})/gi;
/** The same as an option of a command (`--endpoint-url`, `--s3-endpoint`), s3cmd's setting, and restic's repositories. */
const option =
  /(?:--(?:[a-z0-9]{1,12}-)?(?:endpoint(?:-url)?|host(?:-base)?)[ \t=]{1,4}|\bhost_base[ \t]{0,4}[=:][ \t]{0,4}|\bs3:(?=https?:\/\/|[\w-]{1,60}\.[\w.-]{1,60}[:/]))(["'`]?)([^\s"'`,;)}]{1,300})/gi;
/** What is surely an address, and not a variable. */
const surelyAddress =
  /^[a-z][a-z0-9+]{1,9}:\/\/|^localhost\b|^[A-Za-z][\w.-]{0,200}:\d{2,5}(?:\/|$)|^\d+\.\d+\.\d+\.\d+|^[\w.-]+\.(?:com|net|org|io|dev|cloud|local|internal|eu|cn)(?:[:/]|$)/;

/** The host behind a key in a URL, where a port stands with it: without one it may be a bucket. */
const behindKey = /(?<=[A-Za-z0-9+/%]{40})@([\w.-]{1,200}:\d{2,5})\b/g;

/** The endpoints a text names, each with its place. */
export interface WrittenEndpoint {
  readonly at: number;
  readonly endpoint: Endpoint;
  /** It is an option of a command. */
  readonly isOption: boolean;
}

export function findEndpoints(text: string): WrittenEndpoint[] {
  const read = (isOption: boolean) => (match: RegExpExecArray) => {
    const address = match[2]!;
    const literal =
      (surelyAddress.test(address) || (match[1] !== "" && address.includes("."))) && !/[${]/.test(address);
    return { at: match.index, endpoint: literal ? endpointOf(address) : ("unknown" as const), isOption };
  };
  return [
    ...[...text.matchAll(written)].map(read(false)),
    ...[...text.matchAll(option)].map(read(true)),
    ...[...text.matchAll(behindKey)].map(({ 0: { length }, 1: address, index }) => ({
      at: index + length,
      endpoint: endpointOf(address!),
      isOption: false,
    })),
  ];
}
