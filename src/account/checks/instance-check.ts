/** What the checks over the instances of every Region share. */
import type { ResourceVerdict } from "../posture";
import type { Instance } from "../sections/instances";
import { type Check, type CheckDeclaration, defineCheck } from "./check";
import { acrossRegions, evidenceOf, judgeResources, notAssessed, type ResourceWords } from "./evaluation";

export interface InstanceCheck extends Omit<CheckDeclaration, "sections" | "evaluate"> {
  /** null: nothing to judge. */
  readonly judge: (
    instance: Instance,
  ) => { readonly verdict: ResourceVerdict["verdict"]; readonly reason: string } | null;
  readonly words: ResourceWords;
}

export function defineInstanceCheck({ judge, words, ...declaration }: InstanceCheck): Check {
  return defineCheck({
    ...declaration,
    sections: ["ec2/regions", "ec2/instances"],
    evaluate(snapshot) {
      const { answered, missing } = acrossRegions(snapshot, "ec2/instances");
      const resources = answered.flatMap(({ region, data }) =>
        data.flatMap((instance): ResourceVerdict[] => {
          const judged = judge(instance);
          return judged
            ? [{ id: instance.name === null ? instance.id : `${instance.id} (${instance.name})`, region, ...judged }]
            : [];
        }),
      );
      const evidence = answered
        .filter(({ data }) => data.length > 0)
        .map((section) => evidenceOf(section, "instances", section.data.length));
      const whole = [
        evidenceOf({ name: "ec2/instances", region: null }, "Regions asked", answered.length),
        ...evidence,
      ];
      if (missing.length > 0 && !resources.some((one) => one.verdict === "fail"))
        return notAssessed(missing, whole, resources);
      return judgeResources(resources, words, whole, missing);
    },
  });
}
