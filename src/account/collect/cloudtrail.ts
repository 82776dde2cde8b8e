/** CloudTrail: trails and event data stores. */
import type { Task } from "./collector";
import { collectEventDataStores } from "./event-data-stores";
import { collectTrails } from "./trails";

export const tasks: readonly Task[] = [
  {
    sections: ["cloudtrail/trail-list", "cloudtrail/trails", "cloudtrail/trail-status", "cloudtrail/event-selectors"],
    run: collectTrails,
  },
  { sections: ["cloudtrail/event-data-stores", "cloudtrail/event-data-store"], run: collectEventDataStores },
];
