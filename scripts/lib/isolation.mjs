/** An environment for tests in which none of this machine's AWS credentials can be found. */
import { join } from "node:path";

import { out } from "./paths.mjs";

const nowhere = join(out, "no-such-folder");

/** @param env what to add to it */
export function isolatedEnvironment(env = {}) {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("AWS_") && !name.startsWith("PLANEGUARD_DEMO"),
  );
  return {
    ...Object.fromEntries(own),
    AWS_CONFIG_FILE: join(nowhere, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(nowhere, "credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    ...env,
  };
}
