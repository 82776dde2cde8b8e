/**
 * Accounts from which vendors assume roles in those of their customers, as their documentation publishes them (gathered
 * at github.com/fwdcloudsec/known_aws_accounts). As of November 2026.
 */
import { tableOf } from "../table";

const accounts: Readonly<Record<string, string>> = tableOf({
  "012615275169": "Tenable",
  "017663287629": "New Relic",
  "057012691312": "CloudSploit",
  "080595016317": "Qualys",
  "134183635603": "SignalFx",
  "165736516723": "Cloudability",
  "188619942792": "Prisma Cloud",
  "197857026523": "Microsoft Sentinel",
  "205767712438": "Qualys",
  "282028653949": "LogicMonitor",
  "336818582268": "Rapid7",
  "414351767826": "Databricks",
  "432263259397": "Microsoft Cost Management",
  "434813966438": "Lacework",
  "454464851268": "CloudHealth",
  "464622532012": "Datadog",
  "496947949261": "Prisma Cloud",
  "509560245411": "Dynatrace",
  "717210094962": "Cloud Conformity",
  "754728514883": "New Relic",
  "834469178297": "Fivetran",
  "884866656237": "Spot",
  "922761411349": "Spot",
  "926226587429": "Sumo Logic",
  "949777495771": "Site24x7",
});

/** The vendor whose account it is. */
export function vendorOf(account: string): string | null {
  return accounts[account] ?? null;
}
