/** A window on VS Code as a person has it: the extension installed, a folder open, a mouse and a keyboard. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { type Browser, type Locator, type Page } from "playwright-core";

import { isolatedEnvironment } from "../../../scripts/lib/isolation.mjs";
import { out, root } from "../../../scripts/lib/paths.mjs";
import { ensureServer, startServer } from "../../../scripts/lib/vscode-server.mjs";
import { launchChromium } from "../../../scripts/lib/window.mjs";
import { temporaryFolder } from "../../support/folder";

/** How long anything on the screen may take to appear. */
const patience = 30_000;

export interface WindowOptions {
  /** The files of the folder that is open, by their path. */
  readonly files: Record<string, string>;
  /** Added to the environment; a function is called first, where something has to be started for it. */
  readonly env?: Record<string, string> | (() => Promise<Record<string, string>>);
  /** The file of these that lists the folders of the workspace; else there is one folder. */
  readonly workspace?: string;
  /** A package to install in the place of the extension as it is built; made before the tests of the suite. */
  readonly vsix?: () => string;
  /** The language of VS Code, such as `de`. */
  readonly language?: string;
  /** The extension host is the browser's: it has the extension from an address, and no Node. */
  readonly web?: boolean;
  /** Workspace trust is on: the window asks whether to trust the folder. */
  readonly trust?: boolean;
}

/** Call it in a `describe`: starts a server before the tests of the suite, and ends it after them. */
export function openWindow(options: WindowOptions): Workbench {
  const cleanUps: (() => unknown)[] = [];
  const workbench = new Workbench();
  async function open(): Promise<void> {
    ensureServer();
    const folder = temporaryFolder(options.files);
    cleanUps.push(folder.remove);
    const server = await startServer({
      ...(options.vsix ? { vsix: options.vsix() } : { installed: !(options.web ?? false) }),
      trust: options.trust ?? false,
      settings: { "workbench.startupEditor": "none" },
      env: isolatedEnvironment(typeof options.env === "function" ? await options.env() : options.env),
    });
    cleanUps.push(server.end);
    const browser: Browser = await launchChromium();
    cleanUps.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, bypassCSP: options.web ?? false });
    page.setDefaultTimeout(patience);
    workbench.page = page;
    if (options.language !== undefined) await page.addInitScript({ content: languageScript(options.language) });
    const opened =
      options.workspace === undefined
        ? `folder=${encodeURIComponent(folder.path)}`
        : `workspace=${encodeURIComponent(join(folder.path, options.workspace))}`;
    if (options.web) await bringExtension(page, await serveExtension(cleanUps));
    await page.goto(`${server.url}/?${opened}`);
    await workbench.problemCount.waitFor({ timeout: 60_000 });
  }
  async function close(): Promise<void> {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  }
  before(async function () {
    this.timeout(240_000);
    try {
      await open();
    } catch (error) {
      // Mocha repeats tests, not hooks: this one says itself that it needed a second try.
      console.log("the window was not there at the first try:", error);
      await close();
      await open();
      this.test!["currentRetry"](1);
    }
  });
  // What the first try left open lies over what the second looks for.
  beforeEach(async function () {
    if (this.currentTest!["currentRetry"]() === 0) return;
    for (let count = 0; count < 3; count++) await workbench.page.keyboard.press("Escape");
  });
  // What a person would have seen, for whoever looks into a failure, be it of the first try.
  afterEach(async function () {
    if (this.currentTest?.state === "passed") return;
    const name = this.currentTest!.fullTitle().replace(/\W+/g, "-");
    await workbench.page.screenshot({ path: join(out, "ui", `${name}.png`) });
  });
  after(close);
  return workbench;
}

/** Serves the files of the extension to pages of other addresses, as a gallery does; returns its own address. */
async function serveExtension(cleanUps: (() => unknown)[]): Promise<URL> {
  const server = createServer(({ url }, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    try {
      response.end(readFileSync(join(root, new URL(url!, "http://localhost").pathname)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUps.push(() => server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

/** Names the extension in what the page is configured with: there it is one for the browser, and no other machine has it. */
async function bringExtension(page: Page, { host: authority, pathname: path }: URL): Promise<void> {
  await page.addInitScript(
    (extension) => {
      const { prototype } = (
        globalThis as unknown as {
          Element: { prototype: { getAttribute(this: { id: string }, name: string): string } };
        }
      ).Element;
      const { getAttribute } = prototype;
      prototype.getAttribute = function (name) {
        const value = getAttribute.call(this, name);
        const isConfiguration = this.id === "vscode-workbench-web-configuration" && name === "data-settings";
        return isConfiguration
          ? JSON.stringify({ ...JSON.parse(value), additionalBuiltinExtensions: [extension] })
          : value;
      };
    },
    { scheme: "http", authority, path },
  );
}

/** What there is to see and to press, by what a person would look for. */
export class Workbench {
  page!: Page;

  /** Errors, warnings and notices, in the status bar. */
  get problemCount(): Locator {
    return this.page.locator("#status\\.problems");
  }

  get sideBar(): Locator {
    return this.page.locator(".part.sidebar");
  }

  get editor(): Locator {
    return this.page.locator(".editor-instance .monaco-editor");
  }

  /** The text that stands somewhere in the editor, as one token of it. */
  text(text: string): Locator {
    return this.editor.locator(".view-line span > span", { hasText: text }).last();
  }

  /** What the editor shows, line by line. */
  async lines(): Promise<string[]> {
    const lines = await this.editor.locator(".view-line").evaluateAll((nodes) =>
      nodes
        .map((node) => ({ top: node.getBoundingClientRect().top, text: node.textContent ?? "" }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text.replaceAll("\u00a0", " ")),
    );
    return lines;
  }

  row(name: string | RegExp): Locator {
    return this.sideBar.getByRole("treeitem", { name });
  }

  async openFile(name: string): Promise<void> {
    await this.showView(/^Explorer/);
    await this.row(name).dblclick();
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
    await this.editor.locator(".view-line").first().waitFor();
  }

  async showPosture(): Promise<void> {
    await this.showView("Planeguard");
    await this.sideBar.getByRole("heading", { name: /Posture/ }).waitFor();
  }

  /** The tab of the view that is shown would hide it. */
  private async showView(name: string | RegExp): Promise<void> {
    const tab = this.page.locator(".part.activitybar").getByRole("tab", { name });
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  }

  /** From the palette, with the keyboard alone. Just after the start it does not know every command: a person would ask again. */
  async runCommand(title: string): Promise<void> {
    await this.again(async () => {
      await this.page.keyboard.press("F1");
      await this.page.locator(".quick-input-widget input").fill(`>${title}`);
      await this.page
        .locator(".quick-input-list")
        .getByRole("option", { name: new RegExp(`^${title}`) })
        .first()
        .waitFor({ timeout: 4000 });
    });
    await this.page.keyboard.press("Enter");
  }

  /** A tree in the side bar has the focus of the keyboard. */
  async treeIsFocused(): Promise<void> {
    await this.sideBar.locator(".monaco-list:focus").waitFor();
  }

  /** The menu of the light bulb at a text. */
  lightBulb(text: string): Promise<Locator> {
    return this.lightBulbAtCursor(() => this.text(text).click());
  }

  /** The same where the cursor is, or is put. Asked for while VS Code still takes in what changed, it does not open: a person would ask again. */
  async lightBulbAtCursor(putCursor?: () => Promise<void>): Promise<Locator> {
    const menu = this.page.locator(".action-widget:visible").first();
    await this.page.keyboard.press("Escape");
    await this.again(async () => {
      await putCursor?.();
      await this.page.keyboard.press("Control+.");
      await menu.waitFor({ timeout: 4000 });
    });
    return menu;
  }

  /** Four times at most, with Escape in between. */
  private async again(attempt: () => Promise<void>): Promise<void> {
    for (let count = 1; ; count++) {
      try {
        return await attempt();
      } catch (error) {
        if (count === 4) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
  }
}

/** What the pack of a language says of itself. Without a pack the workbench keeps its English, extensions do not. */
function languageScript(language: string): string {
  return `Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => '${language}', set: () => undefined });`;
}
