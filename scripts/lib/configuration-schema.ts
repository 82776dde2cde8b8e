/**
 * The JSON schema of planeguard.json: for completion and descriptions. It forbids nothing, for Planeguard itself says
 * what is wrong in the file, with the nearest name; two messages for one mistake would be one too many.
 */
import type { AcceptedEntry } from "../../src/account/attestations/accepted";
import { presetNames } from "../../src/analysis/assertions/assertion";
import { assertionPresets } from "../../src/analysis/assertions/presets";
import { resourceKinds } from "../../src/analysis/assertions/resources";
import { presets, ruleSettings, testSettings } from "../../src/analysis/control/control";
import { policyOptions } from "../../src/analysis/policy/model";
import type { Rule } from "../../src/analysis/rules/rule";
import type {
  Configuration,
  ConfiguredUnit,
  Override,
  SuppressionEntry,
} from "../../src/workspace/configuration/configuration";
import type { assertionKeys } from "../../src/workspace/configuration/read-assertions";

type Schema = { readonly [keyword: string]: unknown };

const settingDescriptions: Record<(typeof ruleSettings)[number], string> = {
  off: "Not looked for.",
  on: "Looked for, with the severity of the preset; undoes an `off` of the family.",
  error: "An error.",
  warning: "A warning.",
  info: "Information.",
  hint: "A hint.",
};
const typeDescriptions: Record<(typeof policyOptions)[number], string> = {
  identity: "Attached to a user, group or role.",
  resource: "Attached to a resource.",
  trust: "Says who may assume a role.",
  scp: "A service control policy.",
  rcp: "A resource control policy.",
  boundary: "A permissions boundary.",
  endpoint: "The policy of a VPC endpoint.",
};

/** Offered, and anything else let pass. */
function choice(names: readonly string[], descriptions: Readonly<Record<string, string>>, description: string): Schema {
  return { description, anyOf: [{ enum: names, enumDescriptions: names.map((name) => descriptions[name]) }, {}] };
}

const setting = (description: string): Schema => ({ description, $ref: "#/definitions/setting" });

function suppression(all: readonly Rule[]): Schema {
  const rules = all.filter(({ kind }) => kind !== "suppression");
  const properties: Record<keyof Omit<SuppressionEntry, "span" | "named">, Schema> = {
    rules: {
      description: "The rules whose findings are accepted.",
      items: { anyOf: [{ enum: rules.map(({ id }) => id), enumDescriptions: rules.map(({ title }) => title) }, {}] },
    },
    path: { description: "The file, relative to the folder of this one." },
    policy: {
      description:
        "The policy in the file, as the file calls it: a logical id, a Terraform address. Any, where it is left out.",
    },
    statement: {
      description: "The `Sid` of the statement, or its index from 0. The whole file, where it is left out.",
    },
    reason: { description: "Why the findings are accepted. Without one nothing is suppressed." },
    until: { description: "The last day on which it holds, as YYYY-MM-DD. For ever, where it is left out." },
  };
  return {
    properties,
    defaultSnippets: [
      {
        label: "suppression",
        body: { rules: ["${1:policy/invalid-action}"], path: "${2:policies/policy.json}", reason: "${3:why}" },
      },
    ],
  };
}

const holders = { role: "role", user: "user", group: "group" } as const;

function assertions(): Schema {
  const holder = (kind: string): Schema => ({
    description: `The ${kind} that it is about, or a list of them: by logical id, address in Terraform or name; \`*\` stands for any.`,
  });
  const names = Object.values(holders).map((kind) => `${kind}:`);
  const properties: Record<(typeof assertionKeys)[number], Schema> = {
    sentence: { description: "What it means, for whoever reads that it is broken." },
    nobody: {
      description:
        "Nobody may do what `may` says: `anyone` for nobody at all, `public` for the public, or whoever is outside of an organization or account.",
      anyOf: [
        { enum: ["public", "anyone"], enumDescriptions: ["Nothing may be public.", "No policy at all may allow it."] },
        {
          properties: { outside: { description: "An organization (`o-abc123`) or an account, or a list of them." } },
          defaultSnippets: [{ label: "outside", body: { outside: "${1:o-abc123}" } }],
        },
        {},
      ],
    },
    only: {
      description: `Only these holders may do what \`may\` says: ${names.map((one) => `\`${one}…\``).join(", ")}.`,
    },
    role: holder(holders.role),
    user: holder(holders.user),
    group: holder(holders.group),
    may: {
      description:
        "Actions, with `*` and `?`. With `nobody` and `only` what must not be allowed; with a role, user or group what must stay possible, each of them.",
    },
    mayNot: { description: "Actions that the role, user or group must not be allowed." },
    on: {
      description: `ARNs with \`*\` and \`?\`, or resources of the workspace: ${resourceKinds.map((kind) => `\`${kind}:Name\``).join(", ")}. Any, where it is left out.`,
    },
    except: {
      description:
        "What does not count: actions, ARNs, resources such as `table:Orders`, holders such as `role:admin`, or conditions as in a policy.",
    },
    preset: choice(
      presetNames,
      Object.fromEntries(presetNames.map((name) => [name, assertionPresets[name].sentence])),
      "An assertion that most projects want.",
    ),
    regions: { description: "The Regions in use, for the preset of that name." },
  };
  return {
    description:
      "What must never be allowed, and what must stay possible: proven over all policies of the workspace, with a request that shows where it is not so.",
    items: {
      properties,
      defaultSnippets: [
        { label: "preset", body: { preset: "${1:no-public-access}" } },
        {
          label: "only … may",
          body: {
            sentence: "${1:Only the pipeline passes roles.}",
            only: "${2:role:Deploy}",
            may: "${3:iam:PassRole}",
          },
        },
        { label: "nobody outside … may", body: { nobody: { outside: "${1:o-abc123}" }, may: "${2:s3:GetObject}" } },
        { label: "role … mayNot", body: { role: "${1:Api}", mayNot: "${2:kms:*}" } },
        {
          label: "role … may (must stay possible)",
          body: { role: "${1:Api}", may: "${2:dynamodb:PutItem}", on: "${3:table:Orders}" },
        },
      ],
    },
  };
}

export function configurationSchema(rules: readonly Rule[]): string {
  const families = [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf("/"))))];
  const ruleProperties = Object.fromEntries([
    ...families.map((family) => [`${family}/*`, setting(`All rules of ${family}/.`)]),
    ...rules.map(({ id, title, severity }) => [id, setting(`${title} (${severity})`)]),
  ]);
  const preset = choice(
    presets,
    {
      recommended: "Each rule has its own severity.",
      strict: "Hints are raised to information, and information to warnings.",
    },
    "Which severities the rules have.",
  );
  const severityOfRules = {
    description: "The severity of single rules or of families; the rule’s own decides before its family’s.",
    properties: ruleProperties,
  };
  const tests = choice(
    testSettings,
    {
      lower: "One step lower than elsewhere: an error is a warning, a warning is information.",
      same: "As grave as elsewhere.",
    },
    "How grave findings about policies are in documentation and in code that is a test, by the name of its file or folder. Keys are as grave there as anywhere.",
  );
  const properties: Record<keyof Configuration, Schema> = {
    extends: {
      description:
        "What this file builds on: the path of a planeguard*.json or of a folder (`..` is the next planeguard.json above), or the name of a package that has one; or a list of them. What this file says decides before it.",
      defaultSnippets: [{ label: "the planeguard.json above", body: ".." }],
    },
    preset,
    rules: severityOfRules,
    tests,
    overrides: {
      description: "What is different for some files; of several that fit the last one decides.",
      items: {
        properties: {
          files: { description: "Patterns of the files, as the lines of a .gitignore, relative to this folder." },
          rules: severityOfRules,
          preset,
          tests,
          trustedAccounts: { description: "Ids of AWS accounts that are known in these files, beside the others." },
        } satisfies Record<keyof Override, Schema>,
        defaultSnippets: [
          { label: "override", body: { files: ["${1:legacy/**}"], rules: { "${2:risk/*}": "${3:info}" } } },
        ],
      },
    },
    exclude: { description: "Files that are not checked, as the lines of a .gitignore, relative to this folder." },
    trustedAccounts: { description: "Ids of AWS accounts that are known: that one of them is trusted is no finding." },
    accepted: {
      description:
        "What fails in an account and is accepted: a check or a resource, by whom, why and until when. It is shown as accepted, and fails no pipeline.",
      items: {
        properties: {
          check: { description: "The id of the check, such as root/mfa." },
          resource: {
            description: "The resource, as the report names it. Every one of the check, where it is left out.",
          },
          account: { description: "The account. Every one, where it is left out." },
          by: { description: "Who accepts it." },
          reason: { description: "Why." },
          until: { description: "The last day on which it holds, as YYYY-MM-DD." },
        } satisfies Record<keyof AcceptedEntry, Schema>,
        defaultSnippets: [
          {
            label: "accepted",
            body: { check: "${1:root/mfa}", by: "${2:name}", reason: "${3:why}", until: "${4:2027-01-31}" },
          },
        ],
      },
    },
    policyTypes: {
      description: "What the policies in files are, by patterns as in a .gitignore; the last one that fits decides.",
      additionalProperties: choice(policyOptions, typeDescriptions, "What the policies in these files are."),
    },
    suppressions: {
      description: "Findings that are accepted, where the file cannot say so in a comment.",
      items: suppression(rules),
    },
    units: {
      description:
        "Code that runs under a policy, where no template says so: its calls are compared with what the policy allows.",
      items: {
        properties: {
          code: { description: "A file or a folder of code, relative to the folder of this file." },
          policy: { description: "The file of the policy that it runs under, relative to the folder of this file." },
        } satisfies Record<keyof ConfiguredUnit, Schema>,
        defaultSnippets: [{ label: "unit", body: { code: "${1:src/worker}", policy: "${2:policies/worker.json}" } }],
      },
    },
    assertions: assertions(),
    baseline: {
      description:
        "The file of the findings that the project began with, as `planeguard check --write-baseline FILE` writes it; relative to this folder.",
    },
  };
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    $comment: "Written by `npm run generate`.",
    title: "Planeguard",
    description: "What Planeguard checks in this project, in editors and in the terminal alike.",
    allowTrailingCommas: true,
    properties,
    definitions: { setting: choice(ruleSettings, settingDescriptions, "How grave the findings are.") },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
