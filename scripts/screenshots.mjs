#!/usr/bin/env node
/**
 * `npm run screenshots [-- NAME…]`: takes the pictures of the README in media/, light, dark and in high contrast, from the extension as built in
 * dist/, running in the VS Code server on the sample workspace; and those of the walkthrough from them. Look at every one before you commit it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { isolatedEnvironment } from "./lib/isolation.mjs";
import { inRoot, out } from "./lib/paths.mjs";
import { onStop } from "./lib/processes.mjs";
import { copySample } from "./lib/sample.mjs";
import { ensureServer, startServer } from "./lib/vscode-server.mjs";
import { makeWalkthroughPictures } from "./lib/walkthrough-pictures.mjs";
import { launchChromium } from "./lib/window.mjs";

const themes = { light: "Light Modern", dark: "Dark Modern", contrast: "Default High Contrast" };
/** The walkthrough shows one of two. */
const walkthroughThemes = ["light", "dark"];
/** Nothing in the picture that is not about Planeguard. */
const plain = {
  "workbench.startupEditor": "none",
  "editor.minimap.enabled": false,
  "breadcrumbs.enabled": false,
  "editor.stickyScroll.enabled": false,
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
  "editor.occurrencesHighlight": "off",
  "editor.selectionHighlight": false,
  "editor.hover.delay": 100,
  "workbench.tree.indent": 14,
};

/** Each leaves the window as the picture shall show it. */
const pictures = {
  async squiggle(window) {
    await window.open("policies", "deploy-role.json");
    await window.text("s3:GetObjct").hover();
    const hover = window.page.locator(".monaco-hover:visible", { hasText: "GetObjct" });
    for (const part of ["Did you mean", "Action that does not exist", "Quick Fix"])
      await hover.getByText(part).first().waitFor();
  },
  async lightbulb(window) {
    await window.open("src", "notify.mjs");
    await window.quickFix("AKIA");
  },
  async preview(window) {
    await window.open("policies", "deploy-role.json");
    await window.goToLine(31);
    await window.quickFix("iam:PassRole");
    await window.page
      .locator(".action-widget:visible")
      .getByText(/Allow passing roles/)
      .click();
    await window.page.getByRole("option", { name: /^Apply/ }).waitFor();
  },
  async replace(window) {
    await window.page.keyboard.press("Escape");
    await window.page.locator(".monaco-diff-editor:visible").waitFor({ state: "detached" });
    await window.run("Planeguard: Replace Static Keys in the Workspace");
    await window.page.getByPlaceholder(/Enter changes the ticked/).waitFor();
    // What the mouse lies on would explain itself.
    await window.page.mouse.move(700, 400);
  },
  async findings(window) {
    await window.page.keyboard.press("Escape");
    // The check shows its view by itself.
    await window.run("Planeguard: Check the Workspace");
    await window.sideBar
      .getByRole("treeitem", { name: /s3:GetObjct/ })
      .first()
      .waitFor();
    await window.widenSideBar(560);
    // The posture above it gives way.
    const header = window.sideBar.getByRole("button", { name: /^Posture/ });
    if ((await header.getAttribute("aria-expanded")) === "true") await header.click();
    await window.sideBar
      .getByRole("treeitem", { name: /s3:GetObjct/ })
      .first()
      .dblclick();
    await window.page.locator(".squiggly-error").first().waitFor();
  },
  async posture(window) {
    await window.page.keyboard.press("Escape");
    await window.showPlaneguard();
    const { sideBar } = window;
    const header = sideBar.getByRole("button", { name: /^Posture/ });
    if ((await header.getAttribute("aria-expanded")) !== "true") await header.click();
    // Where the view has only come along with the findings, it waits for a click.
    const read = sideBar.getByRole("button", { name: "Read the Account" });
    const demo = sideBar.getByText(/DEMO account/).first();
    await read.or(demo).first().waitFor();
    // It goes as soon as the view reads by itself.
    if (await read.isVisible()) await read.click({ timeout: 5000 }).catch(() => {});
    await demo.waitFor();
    // Until all is read the rows move.
    await sideBar
      .getByText(/checks failed at/)
      .first()
      .waitFor();
    await window.widenSideBar(560);
    await sideBar
      .getByRole("treeitem", { name: /MFA on the root user/ })
      .first()
      .click();
    await sideBar
      .getByRole("treeitem", { name: /Root's MFA is a virtual device/ })
      .first()
      .click();
    await window.page.keyboard.press("ArrowRight");
  },
};

/** Those that were named, else all. */
const wanted = Object.entries(pictures).filter(([name]) => process.argv.length === 2 || process.argv.includes(name));

class Window {
  constructor(page) {
    this.page = page;
    this.sideBar = page.locator(".part.sidebar");
  }

  text(text) {
    return this.page.locator(".editor-instance .view-line span > span", { hasText: text }).last();
  }

  async open(folder, file) {
    await this.page.keyboard.press("Escape");
    await this.page.locator(".action-widget").first().waitFor({ state: "hidden" });
    const folderRow = this.sideBar.getByRole("treeitem", { name: folder, exact: true });
    if ((await folderRow.getAttribute("aria-expanded")) !== "true") await folderRow.click();
    await this.sideBar.getByRole("treeitem", { name: file }).dblclick();
    await this.page.locator(".squiggly-error").first().waitFor();
  }

  /** A click on the tab of what is shown would close it. */
  async showPlaneguard() {
    const tab = this.page.locator(".part.activitybar").getByRole("tab", { name: "Planeguard" });
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  }

  async goToLine(line) {
    await this.page.keyboard.press("Escape");
    const input = await this.quickInput("Control+g");
    await input.pressSequentially(String(line));
    await this.page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** A command by its title, once the extension has brought it. */
  async run(title) {
    const option = this.page.locator(".quick-input-list").getByRole("option", { name: title }).first();
    for (let tries = 0; tries < 5 && !(await option.isVisible()); tries++) {
      await this.page.keyboard.press("Escape");
      // What asked before puts the editor back that it took away, which closes whatever asks meanwhile.
      await this.page.locator(".quick-input-widget").first().waitFor({ state: "hidden" });
      await this.page.locator(".multiDiffEntry, .monaco-diff-editor:visible").first().waitFor({ state: "detached" });
      await (await this.quickInput("F1")).pressSequentially(title);
      await option.waitFor({ timeout: 4000 }).catch(() => {});
    }
    await option.click();
  }

  /** VS Code misses a key now and then while it is busy. */
  async quickInput(key) {
    const input = this.page.locator(".quick-input-widget:visible input").first();
    await this.pressUntil(key, input);
    return input;
  }

  async pressUntil(key, shown) {
    for (let tries = 0; tries < 5 && !(await shown.isVisible()); tries++) {
      await this.page.keyboard.press(key);
      await shown.waitFor({ timeout: 4000 }).catch(() => {});
    }
    await shown.waitFor();
  }

  async quickFix(text) {
    await this.page.keyboard.press("Escape");
    await this.text(text).click();
    await this.pressUntil("Control+.", this.page.locator(".action-widget:visible"));
  }

  async widenSideBar(width) {
    const box = await this.sideBar.boundingBox();
    await this.page.mouse.move(box.x + box.width + 2, 300);
    await this.page.mouse.down();
    await this.page.mouse.move(box.x + width, 300, { steps: 5 });
    await this.page.mouse.up();
  }
}

const folder = mkdtempSync(join(tmpdir(), "planeguard-screenshots-"));
const cleanUps = [() => rmSync(folder, { recursive: true, force: true })];
const cleanUp = async () => {
  for (let end = cleanUps.pop(); end; end = cleanUps.pop()) await end();
};

async function take(theme, browser) {
  const workspace = join(folder, theme, "parcel-tracker");
  await copySample(workspace);
  const server = await startServer({
    installed: true,
    settings: { ...plain, "workbench.colorTheme": themes[theme] },
    env: { ...isolatedEnvironment(), PLANEGUARD_DEMO: "1" },
  });
  cleanUps.push(server.end);
  const page = await browser.newPage({
    viewport: { width: 1120, height: 620 },
    colorScheme: theme === "light" ? "light" : "dark",
  });
  await page.goto(`${server.url}/?folder=${encodeURIComponent(workspace)}`);
  await page.locator("#status\\.problems").waitFor({ timeout: 60_000 });
  // What VS Code itself has to say, of its own extensions, is not about Planeguard.
  await page.addStyleTag({ content: ".notifications-toasts { display: none !important }" });
  const window = new Window(page);
  for (const [name, prepare] of wanted) {
    await persistently(window, prepare).catch(async (error) => {
      const seen = join(out, `${name}-${theme}-failed.png`);
      await page.screenshot({ path: seen });
      throw new Error(`${name} did not come about in ${theme}; what was seen is in ${seen}`, { cause: error });
    });
    // Blinking and fading things come to rest.
    await page.waitForTimeout(600);
    const file = inRoot("media", `${name}-${theme}.png`);
    await page.screenshot({ path: file, caret: "hide" });
    console.log(file);
  }
  await page.close();
}

/** A busy machine misses a key or the mouse now and then: a person would try again. */
async function persistently(window, prepare) {
  for (let tries = 1; ; tries++) {
    try {
      return await prepare(window);
    } catch (error) {
      if (tries === 3) throw error;
      await window.page.mouse.move(700, 500);
      for (let count = 0; count < 3; count++) await window.page.keyboard.press("Escape");
    }
  }
}

onStop(cleanUp);
try {
  ensureServer();
  const browser = await launchChromium();
  cleanUps.push(() => browser.close());
  if (wanted.length > 0) for (const theme of Object.keys(themes)) await take(theme, browser);
  await makeWalkthroughPictures(browser, walkthroughThemes);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
