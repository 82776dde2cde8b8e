/** Account Management: the alternate contacts, and the address of the account itself. */
import {
  AccountClient,
  type ContactInformation as SdkContact,
  GetAlternateContactCommand,
  GetContactInformationCommand,
} from "@aws-sdk/client-account";

import { type AlternateContact, type ContactInformation, type ContactKind, contactKinds } from "../sections/account";
import { type Put, putAnswer, type Task } from "./collector";
import { ask, type Session } from "./session";

/** What AWS asks for. */
const needed = [
  "FullName",
  "AddressLine1",
  "City",
  "PostalCode",
  "CountryCode",
  "PhoneNumber",
] as const satisfies readonly (keyof SdkContact)[];

async function alternateContact(session: Session, put: Put, kind: ContactKind): Promise<void> {
  putAnswer(
    put,
    "account/alternate-contacts",
    await ask<AlternateContact | null>(
      session,
      "account:GetAlternateContact",
      async (options) => {
        const { AlternateContact: contact } = await accountOf(session).send(
          new GetAlternateContactCommand({ AlternateContactType: kind }),
          options,
        );
        const mailbox = contact?.EmailAddress ?? "";
        return mailbox === "" ? null : { domain: mailbox.slice(mailbox.lastIndexOf("@") + 1) };
      },
      unset,
    ),
    { resource: kind },
  );
}

async function contactInformation(session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "account/contact-information",
    await ask<ContactInformation | null>(
      session,
      "account:GetContactInformation",
      async (options) => {
        const { ContactInformation: contact } = await accountOf(session).send(
          new GetContactInformationCommand({}),
          options,
        );
        return contact ? { absent: needed.filter((name) => !contact[name]?.trim()) } : null;
      },
      unset,
    ),
  );
}

function unset(error: unknown): { data: null } | undefined {
  return error instanceof Error && error.name === "ResourceNotFoundException" ? { data: null } : undefined;
}

function accountOf(session: Session): AccountClient {
  return session.client(AccountClient, "account");
}

export const tasks: readonly Task[] = [
  {
    sections: ["account/alternate-contacts"],
    run: async (session, put) =>
      void (await Promise.all(contactKinds.map((kind) => alternateContact(session, put, kind)))),
  },
  { sections: ["account/contact-information"], run: contactInformation },
];
