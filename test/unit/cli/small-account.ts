/** `posture` of an account that has little in it, through its endpoint: for what does not hang on what is found. */
import { demoCredentials, startDemo } from "../../../src/account/demo/server";
import type { Terminal } from "../../../src/cli/terminal";
import { planeguard, type Ran } from "../../support/terminal";
import { smallAccount, withAws } from "../account/support";

export async function postureOfSmallAccount(
  folder: string,
  args: readonly string[],
  more: Partial<Terminal> = {},
): Promise<Ran> {
  const { accessKeyId, secretAccessKey } = demoCredentials();
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const { endpointUrl, close } = await startDemo(smallAccount);
  const given = ["posture", "--region", "us-east-1", "--endpoint-url", endpointUrl, ...args];
  try {
    return await withAws({ env }, () => planeguard(folder, given, "", more));
  } finally {
    await close();
  }
}
