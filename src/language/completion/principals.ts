/** Whom a statement is about: the types of principals, and who there is of each. */
import { serviceOf, servicePrincipals } from "../../analysis/knowledge/service-principals";
import { principalTypes } from "../hover/principals";
import type { Offer, Offers } from "./offer";

export const principalTypeOffers: Offers = (slot) =>
  Object.entries(principalTypes).map(([text, note]): Offer => ({
    kind: "principal",
    text,
    detail: note,
    again: true,
    ...(slot.isDocument ? {} : { shape: "text" as const }),
  }));

export const principalOffers: Offers = ({ spot, policy }, { catalog, document }) => {
  const accounts = [...new Set([...document.text.matchAll(/\b(\d{12})\b/g)].map(([account]) => account))].slice(0, 3);
  const partition = /\barn:(aws[a-z-]*):/.exec(document.text)?.[1] ?? "aws";
  const everybody: Offer = { kind: "principal", text: "*", detail: "Everybody" };
  switch (spot.principalType) {
    case null:
      return [everybody];
    case "Service":
      return servicePrincipals.map((text): Offer => ({
        kind: "principal",
        text,
        detail: serviceOf(text, catalog) ?? "",
      }));
    case "Federated":
      return federated(partition, accounts[0] ?? "ACCOUNT");
    case "AWS":
      return [
        ...accounts.map((account): Offer => ({
          kind: "principal",
          text: `arn:${partition}:iam::${account}:root`,
          detail: `The account ${account}`,
        })),
        pattern(partition, ":root", "An account"),
        pattern(partition, ":role/${2:ROLE}", "A role"),
        pattern(partition, ":user/${2:USER}", "A user"),
        ...(policy.type === "trust" ? [] : [everybody]),
      ];
    default:
      return [];
  }
};

function pattern(partition: string, rest: string, detail: string): Offer {
  const snippet = `arn:${partition}:iam::\${1:ACCOUNT}${rest}`;
  return { kind: "principal", text: snippet.replace(/\$\{\d:(\w+)\}/g, "$1"), snippet, detail };
}

function federated(partition: string, account: string): readonly Offer[] {
  const provider = (kind: string, name: string, detail: string): Offer => ({
    kind: "principal",
    text: `arn:${partition}:iam::${account}:${kind}-provider/${name.replace(/\$\{\d:(\w+)\}/g, "$1")}`,
    snippet: `arn:${partition}:iam::\${1:${account}}:${kind}-provider/${name}`,
    detail,
  });
  return [
    provider("oidc", "token.actions.githubusercontent.com", "GitHub Actions"),
    provider("oidc", "oidc.eks.${2:REGION}.amazonaws.com/id/${3:CLUSTER}", "A cluster of Amazon EKS"),
    provider("saml", "${2:PROVIDER}", "A SAML provider"),
    ...[
      ["cognito-identity.amazonaws.com", "Amazon Cognito identity pools"],
      ["accounts.google.com", "Google"],
      ["www.amazon.com", "Login with Amazon"],
      ["graph.facebook.com", "Facebook"],
    ].map(([text, detail]): Offer => ({ kind: "principal", text: text!, detail: detail! })),
  ];
}
