/**
 * Clients of services of which an operation or two are needed: CloudTrail's client speaks the same protocol (JSON 1.1), and is
 * bundled anyway.
 */
import { CloudTrailClient, type CloudTrailClientConfig } from "@aws-sdk/client-cloudtrail";
import { makeBuilder } from "@smithy/core/client";
import { getEndpointPlugin } from "@smithy/core/endpoints";
import type { $SchemaRef as SchemaRef, StaticListSchema, StaticStructureSchema } from "@smithy/types";

import { dnsSuffix, partitionOfRegion } from "../partitions";
import type { ClientOptions } from "./session";

export const text = 0 as const;
export const count = 1 as const;
export const truth = 2 as const;

/** As the service's own model has it. */
export interface BorrowedService {
  readonly id: string;
  /** In signatures, and in the names of its hosts. */
  readonly signingName: string;
  readonly namespace: string;
  /** Before the operation in `X-Amz-Target`. */
  readonly target: string;
  readonly version: string;
}

export interface Sending {
  readonly abortSignal: AbortSignal;
}

type Command<Input> = new (input: Input) => Parameters<CloudTrailClient["send"]>[0];

const parameters = {
  Region: { type: "builtInParams", name: "region" },
  Endpoint: { type: "builtInParams", name: "endpoint" },
} as const;

/** What a service's requests and answers are made of. */
export function shapesOf({ id, namespace, target }: BorrowedService) {
  const structure = (name: string, members: Readonly<Record<string, SchemaRef>>): StaticStructureSchema => [
    3,
    namespace,
    name,
    0,
    Object.keys(members),
    Object.values(members),
  ];
  const command = makeBuilder(parameters, target, `${id}Client`, getEndpointPlugin);
  return {
    structure,
    list: (name: string, of: StaticStructureSchema): StaticListSchema => [1, namespace, name, 0, () => of],
    command: <Input>(
      name: string,
      input: Readonly<Record<string, SchemaRef>>,
      output: Readonly<Record<string, SchemaRef>>,
    ): Command<Input> =>
      command({}, () => [], name, [
        9,
        namespace,
        name,
        0,
        () => structure(`${name}Request`, input),
        () => structure(`${name}Response`, output),
      ]) as unknown as Command<Input>,
  };
}

export class BorrowedClient extends CloudTrailClient {
  constructor(options: ClientOptions, { id, signingName, namespace, target, version }: BorrowedService) {
    super({
      ...options,
      serviceId: id,
      signingName,
      protocolSettings: {
        defaultNamespace: namespace,
        errorTypeRegistries: [],
        xmlNamespace: `http://${signingName}.amazonaws.com/doc/${version}`,
        version,
        serviceTarget: target,
      },
      endpointProvider: ({ Region = options.region, Endpoint }) => ({
        url: new URL(Endpoint ?? `https://${signingName}.${Region}.${dnsSuffix(partitionOfRegion(Region))}`),
      }),
      httpAuthSchemeProvider: ({ region }) => [
        {
          schemeId: "aws.auth#sigv4",
          signingProperties: { name: signingName, region, signingName },
          propertiesExtractor: (config: object, context: object) => ({ signingProperties: { config, context } }),
        },
      ],
    } as CloudTrailClientConfig);
  }
}
