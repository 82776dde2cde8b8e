/**
 * Actions that AWS's guides ask to allow and its service reference does not list, in small letters, by the service. As of November 2026;
 * each is from the guide of the service that needs it.
 */
import { tableOf } from "../table";

const further: Readonly<Record<string, readonly string[]>> = tableOf({
  // MediaLive's guide, for a channel that takes its input from a flow.
  mediaconnect: ["manageddescribeflow", "managedaddoutput", "managedremoveoutput"],
});

/** Whether a guide of AWS's documents the action though the reference lacks it. */
export function isInGuides(service: string, action: string): boolean {
  return further[service.toLowerCase()]?.includes(action.toLowerCase()) ?? false;
}
