/** The demo account behind a door that closes at some request: what happens at that very moment can be tried. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { startDemo } from "../../src/account/demo/server";
import { passOn } from "./pass-on";

export interface HeldDemo {
  readonly url: string;
  /** Resolves when the door has closed; false where there were fewer requests until `close`. */
  readonly closed: Promise<boolean>;
  close(): Promise<void>;
}

/** Answers the requests before number `at` (from 1), and none from then on. `onClosed` is called for that one, before anything else happens. */
export async function heldDemo(at: number, onClosed: () => void): Promise<HeldDemo> {
  const demo = await startDemo();
  let seen = 0;
  let settle!: (closed: boolean) => void;
  const closed = new Promise<boolean>((resolve) => (settle = resolve));
  const server = createServer((incoming, response) => {
    seen++;
    if (seen === at) {
      onClosed();
      settle(true);
    }
    if (seen >= at) return;
    passOn(incoming, response, demo.endpointUrl);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    closed,
    async close() {
      settle(false);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await demo.close();
    },
  };
}
