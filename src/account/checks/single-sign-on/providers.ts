/** Identity providers of the account, and the certificates that it keeps. */
import type { ResourceVerdict } from "../../posture";
import { type SectionName, sectionOf, type Snapshot } from "../../snapshot";
import { type CheckDeclaration, defineCheck } from "../check";
import { daysSince } from "../credential-report";
import { counted, evidenceOf, isAnswered, judgeResources, missingFrom, notAssessed, whenAnswered } from "../evaluation";
import { readDocument } from "../policy-documents";
import { trustedProviders } from "../trust";
import samlExpiryTerraform from "./saml-expiry.tf";
import serverCertificatesCommands from "./server-certificates.sh";
import unusedProvidersCommands from "./unused-providers.sh";

const soon = 30;

/** A resource of which a date says until when it holds. */
function byDate(id: string, until: string | null, now: Date, warnBefore: number): ResourceVerdict {
  const time = until === null ? NaN : Date.parse(until);
  if (Number.isNaN(time))
    return { id, region: null, verdict: "not-assessed", reason: "AWS does not say until when it is valid." };
  if (time <= now.getTime())
    return { id, region: null, verdict: "fail", reason: `Expired ${daysSince(time, now)} days ago.` };
  const days = Math.floor((time - now.getTime()) / 86_400_000);
  return days < warnBefore
    ? { id, region: null, verdict: "fail", reason: `Expires in ${days} days.` }
    : { id, region: null, verdict: "pass", reason: `Valid for ${days} days.` };
}

const shared = { recommendation: "single-sign-on", cis: [] } as const satisfies Partial<CheckDeclaration>;

/** The providers that trust policies name; null where the roles are not known. */
function namedProviders(snapshot: Snapshot): ReadonlySet<string> | null {
  const details = sectionOf(snapshot, "iam/authorization-details");
  if (!isAnswered(details)) return null;
  const policies = details.data.roles.map(({ trustPolicy }) => readDocument(details.data, trustPolicy, "trust"));
  return new Set(
    policies.flatMap((policy) => (policy ? trustedProviders(policy).map(({ provider }) => provider) : [])),
  );
}

const providerSections = [
  "iam/saml-providers",
  "iam/oidc-providers",
  "iam/authorization-details",
] as const satisfies readonly SectionName[];

export default [
  defineCheck({
    ...shared,
    id: "single-sign-on/saml-expiry",
    title: `No SAML provider expires within ${soon} days`,
    why: "When the metadata of the provider has run out nobody can sign in any more, administrators included; what then helps is the root user.",
    severity: "medium",
    securityHub: [],
    sections: ["iam/saml-providers"],
    remediation: {
      console:
        "IAM > Identity providers > (the provider) > Replace metadata: upload the new metadata of your identity provider. Delete providers that nobody uses.",
      cli: "aws iam update-saml-provider --saml-provider-arn SAML_PROVIDER_ARN --saml-metadata-document file://metadata.xml",
      terraform: samlExpiryTerraform,
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html"],
    evaluate: (snapshot, now) =>
      whenAnswered(snapshot, "iam/saml-providers", (data, section) =>
        judgeResources(
          data.map(({ arn, validUntil }) => byDate(arn, validUntil, now, soon)),
          {
            none: { verdict: "not-applicable", reason: "The account has no SAML provider." },
            pass: (count) => `${counted(count, "SAML provider")}, each valid for ${soon} days or more.`,
            fail: (count, of) =>
              `${count} of ${counted(of, "SAML provider")} ${count === 1 ? "has" : "have"} expired or will within ${soon} days.`,
          },
          [
            evidenceOf(section, "SAMLProviderList", data.length),
            ...data.map(({ arn, validUntil }) =>
              evidenceOf(section, `${arn.slice(arn.lastIndexOf("/") + 1)} ValidUntil`, validUntil),
            ),
          ],
        ),
      ),
  }),
  defineCheck({
    ...shared,
    id: "single-sign-on/unused-providers",
    title: "Every identity provider serves a role",
    why: "A provider that no role names any more still is one that a new role can trust by mistake: take it away with the last role.",
    severity: "low",
    securityHub: [],
    sections: providerSections,
    remediation: {
      console: "IAM > Identity providers > (the provider) > Delete. No role names it.",
      cli: unusedProvidersCommands,
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html"],
    evaluate(snapshot) {
      const [saml, oidc, details] = [
        sectionOf(snapshot, "iam/saml-providers"),
        sectionOf(snapshot, "iam/oidc-providers"),
        sectionOf(snapshot, "iam/authorization-details"),
      ];
      const named = namedProviders(snapshot);
      if (named === null) return notAssessed(missingFrom(details, "iam/authorization-details"));
      const arns = [
        ...(isAnswered(saml) ? saml.data.map(({ arn }) => arn) : []),
        ...(isAnswered(oidc) ? oidc.data : []),
      ];
      const resources = arns.map((id): ResourceVerdict => ({
        id,
        region: null,
        ...(named.has(id)
          ? { verdict: "pass", reason: "A role trusts it." }
          : { verdict: "fail", reason: "No role trusts it." }),
      }));
      const evidence = [
        ...(isAnswered(saml) ? [evidenceOf(saml, "SAMLProviderList", saml.data.length)] : []),
        ...(isAnswered(oidc) ? [evidenceOf(oidc, "OpenIDConnectProviderList", oidc.data.length)] : []),
      ];
      const missing = [missingFrom(saml, "iam/saml-providers"), missingFrom(oidc, "iam/oidc-providers")].flat();
      if (missing.length > 0 && resources.every(({ verdict }) => verdict !== "fail"))
        return notAssessed(missing, evidence, resources);
      return judgeResources(
        resources,
        {
          none: { verdict: "not-applicable", reason: "The account has no identity providers." },
          pass: (count) => `${counted(count, "identity provider")}, each serves a role.`,
          fail: (count, of) =>
            `${count} of ${counted(of, "identity provider")} ${count === 1 ? "serves" : "serve"} no role.`,
        },
        evidence,
      );
    },
  }),
  defineCheck({
    ...shared,
    id: "single-sign-on/server-certificates",
    recommendation: "least-privilege",
    title: "IAM keeps no expired certificate",
    why: "An expired certificate that is put on a load balancer by mistake shows every visitor a warning, and teaches them to click it away.",
    severity: "low",
    securityHub: ["IAM.26"],
    sections: ["iam/server-certificates"],
    remediation: {
      console:
        "The console shows certificates of IAM nowhere: use the command line. For new ones use AWS Certificate Manager, which renews them.",
      cli: serverCertificatesCommands,
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html"],
    evaluate: (snapshot, now) =>
      whenAnswered(snapshot, "iam/server-certificates", (data, section) =>
        judgeResources(
          data.map(({ arn, expiresAt }) => byDate(arn, expiresAt, now, 0)),
          {
            none: { verdict: "pass", reason: "IAM keeps no certificates." },
            pass: (count) => `${counted(count, "certificate")}, none expired.`,
            fail: (count, of) => `${count} of ${counted(of, "certificate")} ${count === 1 ? "has" : "have"} expired.`,
          },
          [evidenceOf(section, "ServerCertificateMetadataList", data.length)],
        ),
      ),
  }),
];
