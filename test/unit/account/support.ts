/** Snapshots, accounts and surroundings for the tests of the live account. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { collectPosture } from "../../../src/account/account";
import { runCheck } from "../../../src/account/checks/check";
import { checks } from "../../../src/account/checks/generated/index";
import { type Limits, usualLimits } from "../../../src/account/collect/limits";
import {
  type AccountDescription,
  type Behaviour,
  type Demo,
  demoCredentials,
  demoDescription,
  startDemo,
} from "../../../src/account/demo/server";
import type { CheckResult, Posture, PostureOutcome, PostureRequest, Verdict } from "../../../src/account/posture";
import type { Trail } from "../../../src/account/sections/cloudtrail";
import {
  type AnySection,
  sectionActions,
  type SectionData,
  type SectionName,
  type Snapshot,
} from "../../../src/account/snapshot";
import { builtCatalog } from "../../support/catalog";

export const now = new Date("2026-06-15T12:00:00Z");
export const accountId = "111122223333";

export function ago(days: number): string {
  return new Date(now.getTime() - days * 86_400_000).toISOString();
}

type Data = { readonly [Name in SectionName]?: SectionData[Name] | { readonly denied: true } };

export const denied = { denied: true } as const;

/** A snapshot of these sections; what belongs to trails is given for each of them by ARN. */
export function snapshotOf(data: Data, more: readonly AnySection[] = []): Snapshot {
  const sections = Object.entries(data).map(([name, value]) =>
    section(name as SectionName, value !== null && "denied" in (value as object) ? undefined : value),
  );
  return {
    account: { id: accountId, arn: `arn:aws:iam::${accountId}:user/tester`, alias: null, partition: "aws" },
    region: "eu-central-1",
    sections: [...sections, ...more],
  };
}

/** As where GetCallerIdentity was not answered. */
export function unnamed(snapshot: Snapshot): Snapshot {
  return { ...snapshot, account: { ...snapshot.account, id: "unknown" } };
}

/** Without data: denied. */
export function section(name: SectionName, data: unknown, resource: string | null = null): AnySection {
  const action = sectionActions[name][0];
  const answer =
    data === undefined
      ? { status: "denied", missingActions: [action], message: `${action} was denied: not authorized.` }
      : { status: "ok", data };
  return { name, region: null, resource, at: now.toISOString(), ...answer } as AnySection;
}

/** What a regional service says in a Region; without data: denied. */
export function sectionIn(
  region: string,
  name: SectionName,
  data: unknown,
  resource: string | null = null,
): AnySection {
  return { ...section(name, data, resource), region };
}

export function verdictOf(id: string, snapshot: Snapshot): CheckResult {
  const check = checks.find((one) => one.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return runCheck(check, snapshot, now, builtCatalog());
}

export interface Case {
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly verdict: Verdict;
  readonly reason?: RegExp;
  readonly missing?: readonly string[];
  /** Verdicts by the end of the resource's id; one with a reason: `fail: Is open.` */
  readonly resources?: Readonly<Record<string, string>>;
  /** Everything that the verdict rests on, in its order: `field: value`. */
  readonly evidence?: readonly string[];
}

/** The verdicts that the tables want of each check, by its id. */
export const wantedVerdicts = new Map<string, Set<Verdict>>();

/** What holds of every result, whatever it says: its texts are whole, its evidence leads somewhere, and its resources fit its verdict. */
function assertSound({ verdict, reason, resources, evidence, missingActions }: CheckResult): void {
  const sentence = /^[^\s](?:(?!\s\s|undefined|null|\[object).)*[.?…]$/su;
  assert.match(reason, sentence);
  for (const one of resources) {
    assert.match(one.verdict, /^(?:pass|fail|not-assessed)$/, one.id);
    assert.match(one.id, /^\S.*\S$/s);
    assert.match(one.reason, sentence, one.id);
    assert.notEqual(one.region, "", one.id);
  }
  if (verdict === "pass") assert.ok(resources.every((one) => one.verdict !== "fail"));
  for (const { call, field, value, region } of evidence) {
    assert.match(call, /^[a-z0-9-]+:[A-Z]\w+$/);
    assert.match(field, /^\S.*\S$/s, call);
    assert.notEqual(value, "", field);
    assert.notEqual(region, "", field);
  }
  for (const action of missingActions) assert.match(action, /^[a-z0-9-]+:[A-Z]\w+$/);
}

/** Without one answer after the other: what is missing is told by the actions of the check. */
function assertWithout(id: string, cases: readonly Case[]): void {
  const { actions } = checks.find((one) => one.id === id)!;
  for (const { name, snapshot } of cases)
    for (const left of new Set(snapshot.sections.map((one) => one.name))) {
      const sections = snapshot.sections.filter((one) => one.name !== left);
      const result = verdictOf(id, { ...snapshot, sections });
      assertSound(result);
      for (const action of result.missingActions) assert.ok(actions.includes(action), `${name}: ${action}`);
    }
}

/** A check and what it has to say of each of these snapshots. */
export function table(id: string, cases: readonly Case[]): void {
  wantedVerdicts.set(id, new Set([...(wantedVerdicts.get(id) ?? []), ...cases.map(({ verdict }) => verdict)]));
  describe(id, () => {
    const known = cases.filter(({ verdict }) => verdict === "pass").slice(0, 2);
    if (known.length > 0) it("tells what is missing of what was not asked", () => assertWithout(id, known));
    for (const { name, snapshot, verdict, reason, missing = [], resources, evidence } of cases) {
      it(`${verdict}: ${name}`, () => {
        const result = verdictOf(id, snapshot);
        assert.equal(result.verdict, verdict, result.reason);
        assert.match(result.reason, reason ?? /\S/);
        assertSound(result);
        assert.deepEqual(result.missingActions, missing);
        if (verdict === "pass" || verdict === "fail") assert.ok(result.evidence.length > 0, "a verdict has evidence");
        assert.equal(result.remediation.length > 0, verdict === "fail" || verdict === "attest");
        if (evidence)
          assert.deepEqual(
            result.evidence.map(({ field, value }) => `${field}: ${value}`),
            evidence,
          );
        for (const [end, wanted] of Object.entries(resources ?? {})) {
          const found = result.resources.filter((one) => one.id.endsWith(end));
          assert.deepEqual(
            found.map((one) => (wanted.includes(": ") ? `${one.verdict}: ${one.reason}` : one.verdict)),
            [wanted],
            end,
          );
        }
      });
    }
  });
}

/** A row of the credential report: a user without anything, but for what is given. */
export function row(fields: Record<string, string> = {}): Record<string, string> {
  const user = fields.user ?? "alice";
  return {
    user,
    arn: `arn:aws:iam::${accountId}:user/${user}`,
    user_creation_time: ago(500),
    password_enabled: "false",
    password_last_used: "N/A",
    password_last_changed: "N/A",
    password_next_rotation: "N/A",
    mfa_active: "false",
    access_key_1_active: "false",
    access_key_1_last_rotated: "N/A",
    access_key_1_last_used_date: "N/A",
    access_key_1_last_used_region: "N/A",
    access_key_1_last_used_service: "N/A",
    access_key_2_active: "false",
    access_key_2_last_rotated: "N/A",
    access_key_2_last_used_date: "N/A",
    access_key_2_last_used_region: "N/A",
    access_key_2_last_used_service: "N/A",
    cert_1_active: "false",
    cert_1_last_rotated: "N/A",
    cert_2_active: "false",
    cert_2_last_rotated: "N/A",
    ...fields,
  };
}

export function rootRow(fields: Record<string, string> = {}): Record<string, string> {
  return row({
    user: "<root_account>",
    arn: `arn:aws:iam::${accountId}:root`,
    password_enabled: "not_supported",
    password_last_changed: "not_supported",
    ...fields,
  });
}

export function report(...rows: Record<string, string>[]): SectionData["iam/credential-report"] {
  return { generatedAt: ago(0.1), rows };
}

export function trail(fields: Partial<Trail> = {}): Trail {
  const name = fields.name ?? "main";
  return {
    arn: `arn:aws:cloudtrail:eu-central-1:${accountId}:trail/${name}`,
    name,
    homeRegion: "eu-central-1",
    multiRegion: true,
    organization: false,
    logFileValidation: true,
    kmsKeyId: null,
    bucket: "log-bucket",
    snsTopic: null,
    logGroup: null,
    insights: false,
    customSelectors: true,
    ...fields,
  };
}

/** As the first time: AWS has to make the credential report. Three Regions, one of them off and one without GuardDuty, tell all that many would. */
export const fewRegions: AccountDescription = {
  ...demoDescription,
  credentialReport: "absent",
  regions: demoDescription.regions.filter(({ name }) => ["us-east-1", "eu-central-1", "af-south-1"].includes(name)),
  regional: { ...demoDescription.regional, notOffered: { "us-east-1": ["guardduty"] } },
};
/** What has little in it and takes few calls: for what is asked of a posture as a whole, whatever is found. */
export const smallAccount: AccountDescription = {
  ...fewRegions,
  credentialReport: "present",
  regions: fewRegions.regions.filter(({ name }) => name === "us-east-1"),
  regional: {},
  users: [],
  roles: [],
  buckets: [],
  trails: [],
  eventRules: [],
};
/** Nothing waits: one attempt, no pauses. On a busy machine a connection to oneself may take seconds. */
export const quick: Limits = {
  ...usualLimits,
  attempts: 1,
  retryMode: "standard",
  connectionTimeoutMs: 60_000,
  pause: async () => undefined,
};

/** Runs with an AWS configuration of its own and none of the surroundings. */
export async function withAws<Result>(
  {
    config,
    credentials,
    env = {},
  }: { config?: string | Uint8Array; credentials?: string; env?: Record<string, string> },
  work: (home: string) => Promise<Result>,
): Promise<Result> {
  const home = mkdtempSync(join(tmpdir(), "planeguard-aws-"));
  mkdirSync(join(home, ".aws"));
  if (config !== undefined) writeFileSync(join(home, ".aws", "config"), config);
  if (credentials !== undefined) writeFileSync(join(home, ".aws", "credentials"), credentials);
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
  Object.assign(process.env, { HOME: home, USERPROFILE: home, AWS_EC2_METADATA_DISABLED: "true" }, env);
  try {
    return await work(home);
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    rmSync(home, { recursive: true, force: true });
  }
}

export interface DemoRun {
  readonly description?: AccountDescription;
  readonly behaviour?: Behaviour;
  readonly request?: PostureRequest;
  readonly limits?: Partial<Limits>;
}

export interface Collected {
  readonly outcome: PostureOutcome;
  readonly demo: Demo;
}

/** Collects the posture of a demo account through its endpoint, with keys in the environment. */
export async function collectFrom(run: DemoRun = {}): Promise<Collected> {
  return (await collectAll([run]))[0]!;
}

/** How many run beside each other: with more, calls wait so long for a core that they time out. */
const atOnce = 8;

/** Several, some of them beside each other. */
export function collectAll(runs: readonly DemoRun[]): Promise<Collected[]> {
  const { accessKeyId, secretAccessKey } = demoCredentials();
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_REGION: "us-east-1" };
  return withAws({ env }, async () => {
    const collected: Collected[] = [];
    const left = [...runs.entries()];
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let next = left.shift(); next; next = left.shift()) {
          const [index, { description, behaviour, request, limits }] = next;
          const demo = await startDemo(description, behaviour);
          try {
            collected[index] = {
              demo,
              outcome: await collectPosture({ endpointUrl: demo.endpointUrl, ...request }, { ...quick, ...limits }),
            };
          } finally {
            await demo.close();
          }
        }
      }),
    );
    return collected;
  });
}

export function postureOf(outcome: PostureOutcome): Posture {
  if ("posture" in outcome) return outcome.posture;
  throw new Error(`no posture: ${JSON.stringify(outcome.failure)}`);
}

export function failureOf(outcome: PostureOutcome): { kind: string; message: string } {
  if ("failure" in outcome) return { message: "", ...outcome.failure };
  throw new Error("there is a posture");
}
