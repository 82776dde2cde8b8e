import { sectionOf } from "../../snapshot";
import { defineCheck } from "../check";
import { askedElsewhere } from "../contacts-elsewhere";
import { decided, evidenceOf, whenAnswered } from "../evaluation";
import commands from "./information.sh";
import terraform from "./information.tf";

export default defineCheck({
  id: "contacts/information",
  title: "The account has a whole address and a telephone number",
  why: "When the root user cannot sign in any more, AWS asks for these before it gives the account back.",
  severity: "low",
  recommendation: "alternate-contacts",
  cis: ["2.2"],
  securityHub: [],
  sections: ["account/contact-information"],
  remediation: {
    console:
      "Account name (top right) > Account > Contact information > Edit: an address and a telephone number of the company, not of a person.",
    cli: commands,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-primary.html"],
  evaluate: (snapshot) =>
    askedElsewhere(
      snapshot,
      sectionOf(snapshot, "account/contact-information"),
      "the contact information of the account whole",
    ) ??
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
