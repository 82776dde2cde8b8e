/** A VS Code window in a headless Chromium, against a server of vscode-server.mjs. */
import { chromium } from "playwright-core";

import { ensureChromium } from "./chromium.mjs";
import { root } from "./paths.mjs";

const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchChromium() {
  return chromium.launch({ executablePath: ensureChromium(), args: chromiumArguments });
}

/** The address of a window on a folder, with an extension under development: that of this repository. */
function windowAddress(serverUrl, folder, { tests = null, extension = root } = {}) {
  const remote = (path) => `vscode-remote://${new URL(serverUrl).host}${path}`;
  const payload = [
    ["extensionDevelopmentPath", remote(extension)],
    ...(tests === null ? [] : [["extensionTestsPath", remote(tests)]]),
    ["skipWelcome", "true"],
  ];
  return `${serverUrl}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** Nothing of the page is drawn, which takes a third of its time; it is laid out, found, focused and clicked as ever. */
export function leaveUndrawn(page) {
  return page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const style = document.createElement("style");
      style.textContent = "body { opacity: 0; }";
      document.head.append(style);
    });
  });
}

/** A picture of a page that was left undrawn. */
export async function pictureOf(page, path) {
  await page.addStyleTag({ content: "body { opacity: 1 !important; }" });
  await page.screenshot({ path });
}

/** Runs the `run()` that `tests` exports in the extension host; resolves to the exit code, having passed on each console line. */
export async function runInExtensionHost(browser, serverUrl, folder, { tests, extension = root, onLog, timeout }) {
  const page = await browser.newPage();
  await leaveUndrawn(page);
  let timer;
  try {
    await page.exposeFunction("codeAutomationLog", (type, args) =>
      onLog(type, args.map((text) => (typeof text === "string" ? text : JSON.stringify(text))).join(" ")),
    );
    const exit = new Promise((resolve, reject) => {
      timer = setTimeout(
        () => reject(new Error(`the suite in the extension host gave no result within ${timeout / 1000} s`)),
        timeout,
      );
      void page.exposeFunction("codeAutomationExit", resolve).catch(reject);
    });
    await page.goto(windowAddress(serverUrl, folder, { tests, extension }));
    return await exit;
  } finally {
    clearTimeout(timer);
    await page.close();
  }
}
