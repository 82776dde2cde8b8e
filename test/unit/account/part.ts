/** What some services alone tell of a demo account: a tenth of the calls, where a test asks for no more. */
import { runCheck } from "../../../src/account/checks/check";
import { coverageOf } from "../../../src/account/checks/coverage-map/map";
import { checks } from "../../../src/account/checks/generated/index";
import { collectors } from "../../../src/account/collect/collectors";
import { openSession } from "../../../src/account/collect/session";
import { type Demo, demoCredentials, startDemo } from "../../../src/account/demo/server";
import { failuresOf } from "../../../src/account/failures";
import type { Posture } from "../../../src/account/posture";
import type { AnySection } from "../../../src/account/snapshot";
import { builtCatalog } from "../../support/catalog";
import { accountId, type DemoRun, quick } from "./support";

export interface Part {
  readonly posture: Pick<Posture, "checks" | "coverage" | "failures">;
  readonly demo: Demo;
}

/** @param parts how the names of the sections begin; a check that needs others as well is not assessed */
export async function collectPart(
  parts: readonly string[],
  { description, behaviour, limits, request }: DemoRun,
): Promise<Part> {
  const demo = await startDemo(description, behaviour);
  const region = request?.region ?? "us-east-1";
  const { session, end } = openSession({
    region,
    credentials: demoCredentials(),
    endpoint: () => demo.endpointUrl,
    signal: new AbortController().signal,
    limits: { ...quick, ...limits },
  });
  const sections: AnySection[] = [];
  try {
    const all = (await Promise.all(collectors.map((load) => load()))).flatMap(({ tasks }) => tasks);
    const wanted = all.filter(({ sections: names }) => names.some((name) => parts.some((one) => name.startsWith(one))));
    await Promise.all(wanted.map((task) => task.run(session, (section) => sections.push(section))));
  } finally {
    end();
    await demo.close();
  }
  const account = { id: accountId, arn: `arn:aws:iam::${accountId}:user/tester`, alias: null, partition: "aws" };
  const snapshot = { account, region, sections };
  const now = new Date();
  return {
    demo,
    posture: {
      checks: checks.map((check) => runCheck(check, snapshot, now, builtCatalog())),
      coverage: coverageOf(snapshot),
      failures: failuresOf(sections),
    },
  };
}
