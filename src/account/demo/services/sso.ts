/** IAM Identity Center of the demo account. */
import { json11 } from "../protocols/json";
import { type DemoService, pageByToken } from "./service";

export const sso: DemoService = {
  protocol: json11,
  operations: {
    ListInstances: (state, call) => {
      const { identityCenter, identityCenterRegion = "eu-central-1" } = state.description;
      const instances =
        identityCenter === undefined || call.region !== identityCenterRegion
          ? []
          : [
              {
                InstanceArn: "arn:aws:sso:::instance/ssoins-6987a1b2c3d4e5f6",
                IdentityStoreId: "d-9967a1b2c3",
                OwnerAccountId: identityCenter,
                Name: "harbour-lights",
                Status: "ACTIVE",
                CreatedDate: state.now / 1000 - 50_000_000,
              },
            ];
      return pageByToken(instances, "Instances", call);
    },
  },
};
