/** Account Management of the demo account. */
import { ServiceError } from "../protocols/protocol";
import { restJson } from "../protocols/rest";
import type { DemoService } from "./service";

const whole = {
  FullName: "Harbour Lights GmbH",
  CompanyName: "Harbour Lights GmbH",
  AddressLine1: "Am Sandtorkai 1",
  City: "Hamburg",
  PostalCode: "20457",
  CountryCode: "DE",
  PhoneNumber: "+49 40 5550100",
};

export const account: DemoService = {
  protocol: restJson({
    GetAlternateContact: "POST /getAlternateContact",
    GetContactInformation: "POST /getContactInformation",
  }),
  operations: {
    GetAlternateContact: ({ description: { contacts = {} } }, { parameters }) => {
      const kind = String(parameters.AlternateContactType) as keyof typeof contacts;
      const mailbox = contacts[kind];
      if (mailbox === undefined)
        throw new ServiceError(
          "ResourceNotFoundException",
          404,
          "No contact of the inputted alternate contact type found.",
        );
      return {
        AlternateContact: {
          AlternateContactType: kind,
          Name: "On call",
          Title: "On call",
          EmailAddress: mailbox,
          PhoneNumber: "+49 40 5550110",
        },
      };
    },
    GetContactInformation: ({ description: { contactInformation = whole } }) => ({
      ContactInformation: contactInformation,
    }),
  },
};
