/** The instances of the demo account. */
import type { Operation } from "./service";

const states = { pending: 0, running: 16, stopping: 64, stopped: 80 };

export const describeInstances: Operation = ({ description: { id: account, instances = {} } }, { region }) => ({
  reservationSet: (instances[region] ?? []).map(
    ({ id, name, profile, tokens = "required", state = "running", operator }) => ({
      reservationId: `r-${id.slice(2)}`,
      ownerId: account,
      instancesSet: [
        {
          instanceId: id,
          instanceState: { code: states[state], name: state },
          ...(profile === undefined
            ? {}
            : { iamInstanceProfile: { arn: `arn:aws:iam::${account}:instance-profile/${profile}`, id: "DEMO" } }),
          metadataOptions: {
            state: "applied",
            httpTokens: tokens,
            httpEndpoint: "enabled",
            httpPutResponseHopLimit: 2,
          },
          ...(operator === undefined ? {} : { operator: { managed: true, principal: operator } }),
          tagSet: name === undefined ? [] : [{ key: "Name", value: name }],
        },
      ],
    }),
  ),
});
