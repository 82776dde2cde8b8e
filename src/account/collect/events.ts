/** EventBridge: the rules of every Region that are told of AWS's own events, and what they set off. */
import type { EventRule } from "../sections/events";
import { atMost } from "./answers/pages";
import { UnusableAnswer } from "./answers/unusable";
import { type Put, putAnswer, putSkipped, type Task } from "./collector";
import { EventBridgeClient } from "./eventbridge-client";
import { once, onceInRegion } from "./once";
import { namesOfRegions } from "./regions";
import { type Answer, ask, type Session } from "./session";

/** AWS lets there be 300 rules of a bus; of those about AWS's events so many are looked at. */
const mostRules = 300;
const mostAsked = 25;
const mostPages = 50;

const clientOf = (session: Session, region: string) => session.client(EventBridgeClient, "eventbridge", region);

export interface TargetsOf {
  readonly rule: string;
  readonly answer: Answer<readonly string[]>;
}

export const rulesIn = onceInRegion((session, region) =>
  ask<readonly EventRule[]>(session, "events:ListRules", async (options) => {
    const client = clientOf(session, region);
    const found = await allPages(async (token) => {
      const { Rules = [], NextToken } = await client.listRules(token, options);
      return { items: Rules, next: NextToken };
    });
    return atMost(mostRules, found)
      .filter(
        ({ State, EventPattern }) => State !== "DISABLED" && EventPattern !== undefined && isAboutAws(EventPattern),
      )
      .slice(0, mostAsked)
      .map(({ Name = "", EventPattern = "", State }) => ({
        name: Name,
        pattern: EventPattern,
        reads: State === "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      }));
  }),
);

export const targetsIn = onceInRegion(async (session, region): Promise<readonly TargetsOf[]> => {
  const rules = await rulesIn(session, region);
  if (rules.status !== "ok") return [];
  return Promise.all(
    rules.data.map(async ({ name }) => ({
      rule: name,
      answer: await ask<readonly string[]>(session, "events:ListTargetsByRule", async (options) => {
        const client = clientOf(session, region);
        const found = await allPages(async (token) => {
          const { Targets = [], NextToken } = await client.listTargets(name, token, options);
          return { items: Targets, next: NextToken };
        });
        return found.flatMap(({ Arn }) => Arn ?? []);
      }),
    })),
  );
});

/** Where the events of IAM and Organizations are, and some of whatever happens everywhere. */
const first = "us-east-1";
const onlyThere = new Set(["aws.iam", "aws.organizations"]);

/**
 * The Regions whose rules matter. What happens in every Region is watched only by a rule in each of them: where the first has none
 * for it, no other is asked.
 */
const regionsWithRules = once(async (session): Promise<readonly string[]> => {
  const names = await namesOfRegions(session);
  const rules = names.includes(first) ? await rulesIn(session, first) : null;
  if (rules?.status !== "ok" || rules.data.some(({ pattern }) => !isOfOneRegion(pattern))) return names;
  return [first];
});

/** Whether a rule takes nothing but events of services that are in one Region. */
function isOfOneRegion(pattern: string): boolean {
  try {
    const { source } = JSON.parse(pattern) as { readonly source?: unknown };
    return Array.isArray(source) && source.every((one) => typeof one === "string" && onlyThere.has(one));
  } catch {
    return false;
  }
}

/** The topics that rules of any Region send to. */
export async function topicsOfRules(session: Session): Promise<readonly string[]> {
  const targets = await Promise.all((await regionsWithRules(session)).map((region) => targetsIn(session, region)));
  return targets
    .flat()
    .flatMap(({ answer }) => (answer.status === "ok" ? answer.data : []))
    .filter((arn) => arn.split(":")[2] === "sns");
}

/** A pattern of the account's own applications has nothing to do with AWS's events. */
function isAboutAws(pattern: string): boolean {
  return pattern.includes("CloudTrail") || pattern.includes('"aws.') || !pattern.includes('"source"');
}

async function allPages<One>(
  page: (token: string | undefined) => Promise<{ readonly items: readonly One[]; readonly next: string | undefined }>,
): Promise<One[]> {
  const found: One[] = [];
  let token: string | undefined;
  for (let count = 0; ; count++) {
    if (count === mostPages) throw new UnusableAnswer(`the list has more than ${mostPages} pages`, 200);
    const { items, next } = await page(token);
    found.push(...items);
    if (!next) return found;
    if (next === token) throw new UnusableAnswer("the list goes round in a circle", 200);
    token = next;
  }
}

async function collectRules(session: Session, put: Put): Promise<void> {
  const regions = await regionsWithRules(session);
  await Promise.all(
    regions.map(async (region) => {
      const rules = await rulesIn(session, region);
      putAnswer(put, "events/rules", rules, { region });
      if (rules.status !== "ok") return putSkipped(put, ["events/targets"], rules, { region });
      for (const { rule, answer } of await targetsIn(session, region))
        putAnswer(put, "events/targets", answer, { region, resource: rule });
    }),
  );
}

export const tasks: readonly Task[] = [{ sections: ["events/rules", "events/targets"], run: collectRules }];
