import { recordedTypes } from "../coverage-map/recorder";
import { defineRecorderCheck } from "../recorder-check";
import { recorderRemediation } from "../recorder-remediation";

export default defineRecorderCheck({
  id: "config/all-types",
  title: "Every recorder of AWS Config records all types of resources",
  why: "A recorder of a few types looks like one that is on. What it leaves out changes without a trace, such as a security group or a function.",
  severity: "medium",
  cis: ["4.3"],
  securityHub: [],
  remediation: recorderRemediation,
  links: ["https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html"],
  judge: (recorder, { evidence }) => {
    const { all, words } = recordedTypes(recorder);
    return { verdict: all ? "pass" : "fail", reason: `Records ${words}.`, evidence, missing: [] };
  },
  words: { pass: "of every type", fail: "record some types only" },
});
