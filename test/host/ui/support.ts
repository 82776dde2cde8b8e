/** A window on VS Code as a person has it: the extension installed, a folder open, a mouse and a keyboard. */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { type Browser, type Locator, type Page } from "playwright-core";

import { isolatedEnvironment } from "../../../scripts/lib/isolation.mjs";
import { out, root } from "../../../scripts/lib/paths.mjs";
import { ensureServer, startServer } from "../../../scripts/lib/vscode-server.mjs";
import { launchChromium, leaveUndrawn, pictureOf } from "../../../scripts/lib/window.mjs";
import { temporaryFolder, writeFiles } from "../../support/folder";
import { packaged } from "../../support/packaged";

/** How long anything on the screen may take to appear. */
const patience = 30_000;

/** What moves by itself, or looks at the folder beside us, costs time in each window. */
const settings = {
  "workbench.startupEditor": "none",
  "workbench.reduceMotion": "on",
  "editor.cursorBlinking": "solid",
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  "git.enabled": false,
  "remote.autoForwardPorts": false,
};

export interface WindowOptions {
  /** The files of the folder that is open, by their path. */
  readonly files: Record<string, string>;
  /** Added to the environment; a function is called first, where something has to be started for it. */
  readonly env?: Record<string, string> | (() => Promise<Record<string, string>>);
  /** The file of these that lists the folders of the workspace; else there is one folder. */
  readonly workspace?: string;
  /** The language of VS Code, such as `de`. */
  readonly language?: string;
  /** The extension host is the browser's: it has the extension from an address, and no Node. */
  readonly web?: boolean;
  /** Workspace trust is on: the window asks whether to trust the folder. */
  readonly trust?: boolean;
}

/** A window that is open, with what was started for it. */
interface Open {
  readonly page: Page;
  /** What VS Code has to say about the extension, as in Running Extensions. */
  readonly warnings: readonly string[];
  /** The path of the folder that it shows. */
  readonly folder: string;
  close(): Promise<void>;
}

let browser: Promise<Browser> | undefined;
let vsixMade: { readonly vsix: string; remove(): void } | undefined;
/** The window of all suites that want files and nothing else: to open one takes longer than most tests. */
let common: Open | undefined;

after(async () => {
  await common?.close();
  await (await browser)?.close();
  vsixMade?.remove();
});

/** The package, made once. */
function vsix(): string {
  if (vsixMade) return vsixMade.vsix;
  const { path, remove } = temporaryFolder({});
  vsixMade = { vsix: packaged(join(path, "planeguard.vsix")), remove };
  return vsixMade.vsix;
}

/**
 * Call it in a `describe`: there is a window before its tests, with nothing in it but these files. Suites that ask for no
 * more than files share one window, in which the package is installed as a user would; it is cleared for each and replaced
 * where a test failed in it.
 */
export function openWindow(options: WindowOptions): Workbench {
  const workbench = new Workbench();
  const shared = Object.keys(options).every((option) => option === "files");
  let own: Open | undefined;

  async function open(): Promise<void> {
    if (shared && common) await clear(workbench, common, options.files);
    const opened = (shared ? common : undefined) ?? (await start(options, shared ? { vsix: vsix() } : {}));
    if (shared) common = opened;
    else own = opened;
    workbench.page = opened.page;
    workbench.warnings = opened.warnings;
  }
  async function close(): Promise<void> {
    await (shared ? common : own)?.close();
    if (shared) common = undefined;
    else own = undefined;
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
  let failed = false;
  // What a person would have seen, for whoever looks into a failure, be it of the first try.
  afterEach(async function () {
    if (this.currentTest?.state === "passed") return;
    failed = true;
    const name = this.currentTest!.fullTitle().replace(/\W+/g, "-");
    await pictureOf(workbench.page, join(out, "ui", `${name}.png`));
  });
  after(async () => {
    if (!shared || failed) await close();
  });
  return workbench;
}

/** `installed`: what is installed in place of the extension as it is built. */
async function start(options: WindowOptions, installed: { readonly vsix?: string }): Promise<Open> {
  const cleanUps: (() => unknown)[] = [];
  const close = async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  };
  try {
    ensureServer();
    const folder = temporaryFolder(options.files);
    cleanUps.push(folder.remove);
    const server = await startServer({
      ...(installed.vsix === undefined ? { installed: !(options.web ?? false) } : installed),
      alone: true,
      trust: options.trust ?? false,
      settings,
      env: isolatedEnvironment(typeof options.env === "function" ? await options.env() : options.env),
    });
    cleanUps.push(server.end);
    browser ??= launchChromium();
    const page = await (
      await browser
    ).newPage({ viewport: { width: 1280, height: 800 }, bypassCSP: options.web ?? false, reducedMotion: "reduce" });
    cleanUps.push(() => page.close());
    const warnings: string[] = [];
    page.on("console", (message) => {
      if (message.text().includes("[planeguard.planeguard]")) warnings.push(message.text());
    });
    page.setDefaultTimeout(patience);
    await leaveUndrawn(page);
    if (options.language !== undefined) await page.addInitScript({ content: languageScript(options.language) });
    const opened =
      options.workspace === undefined
        ? `folder=${encodeURIComponent(folder.path)}`
        : `workspace=${encodeURIComponent(join(folder.path, options.workspace))}`;
    if (options.web) await bringExtension(page, await serveExtension(cleanUps));
    await page.goto(`${server.url}/?${opened}`);
    await page.locator("#status\\.problems").waitFor({ timeout: 60_000 });
    return { page, folder: folder.path, warnings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Clears the window of what the suite before left, and puts the files of the next one into its folder. */
async function clear(workbench: Workbench, { page, folder }: Open, files: WindowOptions["files"]): Promise<void> {
  workbench.page = page;
  await page.keyboard.press("Escape");
  await workbench.closeEditors();
  await workbench.closePanel();
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  writeFiles(folder, files);
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

/** Names the extension in what the page is configured with, as one under development: VS Code may take any other away when accounts or settings are known. */
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
          ? JSON.stringify({ ...JSON.parse(value), developmentOptions: { extensions: [extension] } })
          : value;
      };
    },
    { scheme: "http", authority, path },
  );
}

/** What there is to see and to press, by what a person would look for. */
export class Workbench {
  page!: Page;
  warnings: readonly string[] = [];

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

  /** The last word of a text that stands somewhere in the editor: its parts have colours, and elements, of their own. */
  text(text: string): Locator {
    const word = /[\w-]+(?=[^\w-]*$)/.exec(text)?.[0] ?? text;
    return this.editor.locator(".view-line", { hasText: text }).last().locator("span > span", { hasText: word }).last();
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

  /**
   * From the keyboard. What VS Code has listed for the last question answers this one until the folder is read again, and
   * what that does not find is not looked for once more: a person would ask again.
   */
  async openQuickly(name: string): Promise<void> {
    await this.again(async () => {
      await this.page.keyboard.press("Control+p");
      await this.page.locator(".quick-input-widget input").first().fill(name, { timeout: 4000 });
      await this.page
        .locator(".quick-input-list")
        .getByRole("option", { name: new RegExp(`^${name.replaceAll(".", "\\.")}`) })
        .first()
        .waitFor({ timeout: 4000 });
    });
    await this.page.keyboard.press("Enter");
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
  }

  /** All of them, and what was not saved in them is given up. */
  async closeEditors(): Promise<void> {
    const giveUp = this.page.getByRole("dialog").getByRole("button", { name: "Don't Save" });
    const nothing = this.page.locator(".editor-group-container.empty");
    await this.runCommand("View: Close All Editors");
    await giveUp.or(nothing).first().waitFor();
    if (await giveUp.isVisible()) await giveUp.click();
    await nothing.waitFor();
  }

  async closePanel(): Promise<void> {
    const panel = this.page.locator(".part.panel");
    if (!(await panel.isVisible())) return;
    await this.page.keyboard.press("Control+j");
    await panel.waitFor({ state: "hidden" });
  }

  /** With the mouse, to so many pixels; returns how many they were. */
  async widenSideBar(width: number): Promise<number> {
    const box = (await this.sideBar.boundingBox())!;
    await this.page.mouse.move(box.x + box.width + 2, 300);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, 300, { steps: 5 });
    await this.page.mouse.up();
    return box.width;
  }

  async showPosture(): Promise<void> {
    await this.showView("Planeguard");
    await this.sideBar.getByRole("heading", { name: /Posture/ }).waitFor();
  }

  /** The tab of the view that is shown would hide it. */
  async showView(name: string | RegExp): Promise<void> {
    const tab = this.page.locator(".part.activitybar").getByRole("tab", { name });
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  }

  /**
   * From the palette, with the keyboard alone. Just after the start it does not know every command, and a key comes to nothing
   * where the focus is just moving: a person would ask again.
   */
  async runCommand(title: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget input");
    await this.again(async () => {
      await this.page.keyboard.press("F1");
      await input.fill(`>${title}`, { timeout: 4000 });
      // What was typed takes a moment to narrow the list: until then Enter would run another command.
      const option = this.page
        .locator(".quick-input-list .monaco-list-row.focused")
        .and(this.page.getByRole("option", { name: new RegExp(`^${title}`) }));
      await option.waitFor({ timeout: 4000 });
      await this.page.keyboard.press("Enter");
      // The list closes, or is about what the command asks.
      await option.waitFor({ state: "hidden", timeout: 4000 });
    });
  }

  /** A tree in the side bar has the focus of the keyboard. */
  async treeIsFocused(): Promise<void> {
    await this.sideBar.locator(".monaco-list:focus").waitFor();
  }

  /** The menu of the light bulb at a text. */
  lightBulb(text: string): Promise<Locator> {
    // Forced: where a hover lies over the text, Playwright would scroll the window to find it free.
    return this.lightBulbAtCursor(() => this.text(text).click({ force: true }));
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

  /** Takes an entry of that menu, until what it does is seen: a menu that is drawn anew passes over a click. */
  async takeFromLightBulb(at: string, entry: RegExp | string, effect: Locator): Promise<void> {
    await this.again(async () => {
      const menu = await this.lightBulb(at);
      await menu.getByText(entry).click({ timeout: 4000 });
      await effect.waitFor({ timeout: 10_000 });
    });
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
