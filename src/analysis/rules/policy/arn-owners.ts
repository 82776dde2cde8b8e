/** The account and the service that an ARN names. */
import type { Catalog } from "../../../catalog/catalog";
import { orOf, quoted, say, together } from "../../../wording/sentence";
import { prefixesOfName } from "../../knowledge/api-names";
import { canBeAccount, textOf } from "../../policy/arn";
import type { PolicyRule } from "../rule";
import { wentLately } from "../support/actions";
import { arnFormRule } from "../support/arn-form-rule";
import { resourceArns, rewritten } from "../support/arns";
import { closest } from "../support/closest";

const account = arnFormRule(
  {
    name: "invalid-arn-account",
    title: "Account id that is none",
    accessAnalyzer: "INVALID_ARN_ACCOUNT",
    why: "The fifth field of an ARN is an account id of twelve digits. An ARN with another matches nothing.",
    avoid: "arn:aws:sqs:eu-central-1:11112222333:invoices",
    prefer: "arn:aws:sqs:eu-central-1:111122223333:invoices",
  },
  function* check(policy, { catalog }) {
    for (const { item, arn } of resourceArns(policy)) {
      if (canBeAccount(arn.account)) continue;
      const written = textOf(arn.account) ?? "";
      if (isAccountOfReference(written, textOf(arn.service) ?? "", catalog)) continue;
      const digits = written.replace(/[-\s]/g, "");
      yield {
        at: item.node.span,
        path: item.path,
        message: together(
          say`\`${written}\` is not an account id, so this resource matches nothing.`,
          /^\d+$/.test(digits) && digits.length !== 12
            ? say`An account id has twelve digits, this one ${digits.length}.`
            : say`An account id has twelve digits.`,
        ),
        fixes: () => (/^\d{12}$/.test(digits) ? rewritten(item, "account", digits, `Write ${digits}`) : []),
      };
    }
  },
);

/** Whether the reference itself writes this text there: `offering` of AWS Elemental MediaConnect. */
function isAccountOfReference(written: string, service: string, catalog: Catalog): boolean {
  return (catalog.arnTypes(service) ?? []).some(({ arns }) => arns.some((arn) => arn.split(":")[4] === written));
}

const serviceCase = arnFormRule(
  {
    name: "invalid-arn-service-case",
    title: "Service in capital letters",
    accessAnalyzer: "INVALID_ARN_SERVICE_CASE",
    why: "The service in an ARN is written in small letters. ARNs compare with regard to case, so this one matches nothing.",
    avoid: "arn:aws:S3:::invoices/*",
    prefer: "arn:aws:s3:::invoices/*",
  },
  function* check(policy, { catalog }) {
    for (const { item, arn } of resourceArns(policy)) {
      const written = textOf(arn.service);
      const lower = written?.toLowerCase();
      if (written === null || lower === undefined || written === lower || !isService(lower, catalog)) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: say`The service \`${written}\` is written in capital letters, so this resource matches nothing. Write \`${lower}\`.`,
        fixes: () => rewritten(item, "service", lower, `Write ${lower}`),
      };
    }
  },
);

const service: PolicyRule = {
  ...arnFormRule(
    {
      name: "invalid-service",
      title: "Service in an ARN that is unknown or retired",
      accessAnalyzer: "INVALID_SERVICE",
      why: "The third field of an ARN names a service. An ARN of a service that does not exist matches nothing.",
      avoid: "arn:aws:dynamo:eu-central-1:111122223333:table/invoices",
      prefer: "arn:aws:dynamodb:eu-central-1:111122223333:table/invoices",
    },
    function* check(policy, { catalog }) {
      for (const { item, arn } of resourceArns(policy)) {
        const written = textOf(arn.service);
        if (written === null || /[*?]/.test(written) || isService(written.toLowerCase(), catalog)) continue;
        const retired = catalog.retiredService(written);
        if (retired && wentLately("service", retired, catalog)) continue;
        const meant = written === "" ? [] : servicesMeant(written, catalog);
        yield {
          at: item.node.span,
          path: item.path,
          message:
            written === ""
              ? say`This ARN names no service, so it matches nothing. Write the service between the second and the third colon.`
              : retired
                ? say`${retired.name} (\`${written}\`) has been retired, so this resource matches nothing. Verify that nothing needs it, and remove it.`
                : together(
                    say`\`${written}\` is not among the services that AWS documents (as of ${catalog.date}), so this resource probably matches nothing.`,
                    meant.length > 0 ? say`Did you mean ${orOf(quoted(meant))}?` : say`Verify it.`,
                  ),
          fixes: () => (retired ? [] : meant.flatMap((name) => rewritten(item, "service", name, `Write ${name}`))),
        };
      }
    },
  ),
  severity: "warning",
  confidence: "medium",
};

function servicesMeant(written: string, catalog: Catalog): readonly string[] {
  const known = prefixesOfName(written);
  return known.length > 0 ? known : closest(written, catalog.prefixes);
}

/** A service that has ended no longer counts, though others may still list its ARNs. */
function isService(name: string, catalog: Catalog): boolean {
  return catalog.service(name) !== undefined || (catalog.arnTypes(name) !== undefined && !catalog.retiredService(name));
}

export default [account, serviceCase, service];
