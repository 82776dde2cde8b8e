/** How AWS reaches somebody, a check for each kind of contact. Challenge questions, which once served for that, AWS has retired: they are no check. */
import type { CheckSeverity } from "../../posture";
import type { ContactKind } from "../../sections/account";
import { sectionOf } from "../../snapshot";
import { defineCheck } from "../check";
import { askedElsewhere } from "../contacts-elsewhere";
import { decided, evidenceOf, isAnswered, missingFrom, notAssessed } from "../evaluation";
import { filledText } from "../filled-text";
import commands from "./alternate-contacts.sh";
import terraform from "./alternate-contacts.tf";

interface Contact {
  readonly kind: ContactKind;
  readonly name: string;
  readonly why: string;
  readonly severity: CheckSeverity;
  readonly cis: readonly string[];
  readonly securityHub: readonly string[];
}

const contacts: readonly Contact[] = [
  {
    kind: "SECURITY",
    name: "security",
    why: "AWS writes to it about abuse, leaked keys and open doors. Unset, such mail goes to the root user's address alone, if anybody reads that.",
    severity: "medium",
    cis: ["2.3"],
    securityHub: ["Account.1"],
  },
  {
    kind: "BILLING",
    name: "billing",
    why: "An unusual bill is often the first sign of stolen credentials. AWS writes about it to this contact.",
    severity: "low",
    cis: [],
    securityHub: [],
  },
  {
    kind: "OPERATIONS",
    name: "operations",
    why: "AWS announces here what stops working: certificates, runtimes, Regions. Unset, you learn it when it has stopped.",
    severity: "low",
    cis: [],
    securityHub: [],
  },
];

export default contacts.map(({ kind, name, why, severity, cis, securityHub }) =>
  defineCheck({
    id: `contacts/${name}`,
    title: `The ${name} contact is set`,
    why,
    severity,
    cis,
    securityHub,
    recommendation: "alternate-contacts",
    sections: ["account/alternate-contacts"],
    remediation: {
      console: `Account name (top right) > Account > Alternate contacts > Edit: a shared mailbox as the ${name} contact.`,
      cli: filledText(commands, { KIND: kind, NAME: name }),
      terraform: filledText(terraform, { KIND: kind, NAME: name }),
    },
    links: ["https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html"],
    evaluate(snapshot) {
      const section = sectionOf(snapshot, "account/alternate-contacts", kind);
      if (!isAnswered(section))
        return (
          askedElsewhere(snapshot, section, `the ${name} contact set`) ??
          notAssessed(missingFrom(section, "account/alternate-contacts"))
        );
      const { data } = section;
      const evidence = [evidenceOf(section, `${kind} EmailAddress`, data === null ? null : `…@${data.domain}`)];
      return data === null
        ? decided("fail", `No ${name} contact is set.`, evidence)
        : decided("pass", `The ${name} contact is a mailbox at ${data.domain}.`, evidence);
    },
  }),
);
