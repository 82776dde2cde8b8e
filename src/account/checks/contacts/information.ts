import { defineCheck } from "../check";
import { decided, evidenceOf, whenAnswered } from "../evaluation";

export default defineCheck({
  id: "contacts/information",
  title: "The account has a whole address and a telephone number",
  why: "When the root user cannot sign in any more, AWS asks for these before it gives the account back.",
  severity: "low",
  recommendation: "alternate-contacts",
  cis: ["2.2"],
  securityHub: [],
  sections: ["account/contact-information"],
  remediation: [
    {
      kind: "console",
      text: "Account name (top right) > Account > Contact information > Edit: an address and a telephone number of the company, not of a person.",
    },
    {
      kind: "cli",
      text: "# Replaces all of it. See first what is set:\naws account get-contact-information\naws account put-contact-information --contact-information FullName=NAME,AddressLine1=STREET,City=CITY,PostalCode=CODE,CountryCode=XX,PhoneNumber=NUMBER",
    },
    {
      kind: "terraform",
      text: 'resource "aws_account_primary_contact" "this" {\n  full_name      = "COMPANY"\n  address_line_1 = "STREET"\n  city           = "CITY"\n  postal_code    = "CODE"\n  country_code   = "XX"\n  phone_number   = "NUMBER"\n}',
    },
  ],
  links: ["https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-primary.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "account/contact-information", (data, section) => {
      if (data === null)
        return decided("fail", "The account has no contact information.", [
          evidenceOf(section, "ContactInformation", null),
        ]);
      const evidence = [evidenceOf(section, "absent fields", data.absent.join(", ") || "none")];
      return data.absent.length > 0
        ? decided("fail", `The contact information lacks ${data.absent.join(", ")}.`, evidence)
        : decided("pass", "The contact information is whole.", evidence);
    }),
});
