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
  /end[_-]?point(?:[_-]?url(?:_?s3)?|_?override)?["'`]?\]?[ \t]{0,8}(?:=>|[:=,(])[ \t]{0,8}(["'`]?)([^\s"'`,;)}]{1,300})/gi;
/** The same as an option of a command (`--endpoint-url`, `--s3-endpoint`), s3cmd's setting, and restic's repositories. */
const option =
  /(?:--(?:[a-z0-9]{1,12}-)?(?:endpoint(?:-url)?|host(?:-base)?)[ \t=]{1,4}|\bhost_base[ \t]{0,4}[=:][ \t]{0,4}|\bs3:(?=https?:\/\/|[\w-]{1,60}\.[\w.-]{1,60}[:/]))(["'`]?)([^\s"'`,;)}]{1,300})/gi;
/** What is surely an address, and not a variable. */
const surelyAddress =
  /^[a-z][a-z0-9+]{1,9}:\/\/|^localhost\b|^\d+\.\d+\.\d+\.\d+|^[\w.-]+\.(?:com|net|org|io|dev|cloud|local|internal|eu|cn)(?:[:/]|$)/;

/** The endpoints a text names, each with its place. */
export interface WrittenEndpoint {
  readonly at: number;
  readonly endpoint: Endpoint;
}

export function findEndpoints(text: string): WrittenEndpoint[] {
  return [...text.matchAll(written), ...text.matchAll(option)].map((match) => {
    const address = match[2]!;
    const literal =
      (surelyAddress.test(address) || (match[1] !== "" && address.includes("."))) && !/[${]/.test(address);
    return { at: match.index, endpoint: literal ? endpointOf(address) : "unknown" };
  });
}
