import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { type Demo, demoDescription, startDemo } from "../../../src/account/demo/server";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { temporaryFolder } from "../../support/folder";

const keys = `aws_access_key_id = ${fakeKeyId("window")}\naws_secret_access_key = ${fakeSecret("window")}\n`;

/** A demo endpoint that records its calls, and an AWS configuration that leads there. */
export function recording(config: (endpoint: string) => string = () => "") {
  const aws = temporaryFolder({ credentials: `[default]\n${keys}[base]\n${keys}` });
  let demo: Demo | undefined;
  after(async () => {
    await demo?.close();
    aws.remove();
  });
  return {
    folder: aws.path,
    get calls() {
      return demo!.calls;
    },
    async env(): Promise<Record<string, string>> {
      demo = await startDemo({ ...demoDescription, regions: demoDescription.regions.slice(0, 2) });
      writeFileSync(
        join(aws.path, "config"),
        `[default]\nregion = us-east-1\nendpoint_url = ${demo.endpointUrl}\n${config(demo.endpointUrl)}`,
      );
      return { AWS_CONFIG_FILE: join(aws.path, "config"), AWS_SHARED_CREDENTIALS_FILE: join(aws.path, "credentials") };
    },
  };
}
