/** IAM Identity Center: whether people sign in through it. */
import { paginateListInstances, SSOAdminClient } from "@aws-sdk/client-sso-admin";

import type { IdentityCenterInstance } from "../sections/sso";
import { pagesOf } from "./answers/pages";
import { type Put, putAnswer, type Task } from "./collector";
import { ask, type Session } from "./session";

async function instances(session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "sso/instances",
    await ask(session, "sso:ListInstances", async (options) => {
      const found: IdentityCenterInstance[] = [];
      for await (const { Instances = [] } of pagesOf(
        paginateListInstances({ client: session.client(SSOAdminClient, "sso_admin") }, {}, options),
      )) {
        found.push(
          ...Instances.map(({ InstanceArn = "", OwnerAccountId = "" }) => ({
            arn: InstanceArn,
            owner: OwnerAccountId,
          })),
        );
      }
      return found;
    }),
    { region: session.region },
  );
}

export const tasks: readonly Task[] = [{ sections: ["sso/instances"], run: instances }];
