/** The pictures of the walkthrough, which are in the package: those of the README, smaller. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

import { inRoot } from "./paths.mjs";

const names = ["squiggle", "lightbulb", "findings", "posture"];
/** As wide as VS Code shows them at most, in pixels. */
const width = 800;
const quality = 0.45;

/** Writes media/walkthrough/NAME-THEME.webp for each theme. */
export async function makeWalkthroughPictures(browser, themes) {
  mkdirSync(inRoot("media/walkthrough"), { recursive: true });
  const page = await browser.newPage();
  for (const name of names) {
    for (const theme of themes) {
      const source = `data:image/png;base64,${readFileSync(inRoot("media", `${name}-${theme}.png`), "base64")}`;
      const made = await page.evaluate(shrink, [source, width, quality]);
      writeFileSync(inRoot("media/walkthrough", `${name}-${theme}.webp`), Buffer.from(made.split(",")[1], "base64"));
    }
  }
  await page.close();
}

/** Runs in the page. */
async function shrink([source, width, quality]) {
  const { document, Image } = globalThis;
  const image = Object.assign(new Image(), { src: source });
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height: Math.round((image.height / image.width) * width) });
  const drawing = canvas.getContext("2d");
  drawing.imageSmoothingQuality = "high";
  drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/webp", quality);
}
