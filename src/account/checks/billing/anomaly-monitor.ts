import { defineBillingCheck } from "../billing-check";
import { counted, decided, evidenceOf, whenAnswered } from "../evaluation";
import cloudformation from "./anomaly-monitor.cfn.yaml";
import terraform from "./anomaly-monitor.tf";

export default defineBillingCheck({
  id: "billing/anomaly-monitor",
  title: "Cost Anomaly Detection looks at the account",
  why: "An amount has to be guessed beforehand; a monitor learns what is usual and notices what is not, such as machines in a service that nobody uses.",
  severity: "low",
  sections: ["ce/anomaly-monitors"],
  remediation: {
    console: "Billing and Cost Management > Cost Anomaly Detection > Cost monitors > Create monitor: AWS services.",
    cli: 'aws ce create-anomaly-monitor --anomaly-monitor \'{"MonitorName":"services","MonitorType":"DIMENSIONAL","MonitorDimension":"SERVICE"}\'',
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "ce/anomaly-monitors", (monitors, section) => {
      const evidence = [
        evidenceOf(
          section,
          "AnomalyMonitors",
          monitors.map(({ name, type }) => `${name} (${type})`).join(", ") || "none",
        ),
      ];
      return monitors.length > 0
        ? decided("pass", `${counted(monitors.length, "monitor")}.`, evidence)
        : decided("fail", "No monitor looks at the costs of this account.", evidence);
    }),
});
