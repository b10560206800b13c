// Drives Visual Studio Code in a browser: a finding is underlined, fixed, explained; a state is completed; an ID
// is renamed in both registers. Usage: vscode.mjs URL FOLDER PICTURES
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [url, folder, pictures] = process.argv.slice(2);
const { chromium } = createRequire(path.join(process.env.MODULES, "x.js"))("playwright-core");
const EN = "docs/en/runbooks/backend-gap-register.md";
const TR = "docs/tr/runbooks/backend-gap-register.md";
const text = (name) => fs.readFileSync(path.join(folder, name), "utf8");

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
page.setDefaultTimeout(90_000);

async function picture(name) {
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

/** Runs a command of the palette by its title. */
async function command(title) {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input.input");
  await input.fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
  await page.keyboard.press("Enter");
}

/** Opens a file by its path. A window that still starts may lose keys, so it is tried again. */
async function open(name) {
  const input = page.locator(".quick-input-widget input.input");
  const line = page.locator(".monaco-editor .view-line").first();
  for (let tries = 1; ; tries += 1) {
    try {
      await page.keyboard.press("Control+P");
      await input.fill(path.join(folder, name), { timeout: 10_000 });
      const row = page.locator(".quick-input-list .monaco-list-row", { hasText: path.basename(name) });
      await row.first().waitFor({ timeout: 20_000 });
      await page.keyboard.press("Enter");
      await line.waitFor({ timeout: 20_000 });
      return;
    } catch (why) {
      if (tries === 5) throw why;
      await page.keyboard.press("Escape");
    }
  }
}

async function go(line, column) {
  await page.keyboard.press("Control+G");
  await page.locator(".quick-input-widget input.input").fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
}

async function until(what, isSo) {
  const end = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > end) {
      await picture("failed");
      throw new Error(`not in time: ${what}`);
    }
    await page.waitForTimeout(200);
  }
}

function place(name, words, behind = 0) {
  const before = text(name).slice(0, text(name).indexOf(words) + behind).split("\n");
  return [before.length, before.at(-1).length + 1];
}

try {
  await page.goto(`${url}/?folder=${folder}`);
  await page.locator(".monaco-workbench").waitFor();
  await page.waitForTimeout(3000);
  await open(EN);

  const bar = page.locator("#gapreg\\.gapreg\\.findings, [id*='gapreg.findings']");
  await bar.first().waitFor();
  await until("counts in the status bar", async () => /gapreg\s+3\s+\d/.test((await bar.first().innerText()).replaceAll("\n", " ")));
  await go(...place(EN, "**Enviroment"));
  await page.locator(".squiggly-warning").first().waitFor();
  await picture("findings");

  // Hover.
  await go(...place(EN, "Enviroment", 3));
  await command("Show or Focus Hover");
  await page.locator(".monaco-hover", { hasText: "unknown-field" }).first().waitFor();
  await picture("hover");
  await page.keyboard.press("Escape");

  // A quick fix.
  await page.keyboard.press("Control+.");
  const menu = page.locator(".action-widget");
  await menu.waitFor();
  await picture("fixes");
  // The safe fix is chosen already.
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1000);
  await page.keyboard.press("Control+S");
  await until("the fix", () => !text(EN).includes("Enviroment"));

  // A completion.
  await go(...place(EN, "- **Status:** In Progress", "- **Status:** ".length));
  await page.keyboard.press("Control+Space");
  const widget = page.locator(".suggest-widget.visible");
  await widget.waitFor();
  await widget.locator(".monaco-list-row", { hasText: "Verified" }).first().waitFor();
  await picture("completion");
  await page.keyboard.press("Escape");

  // A new ID in both registers.
  await go(...place(EN, "**ID:** G-002", "**ID:** G-00".length));
  await page.keyboard.press("F2");
  const box = page.locator(".rename-box input");
  await box.waitFor();
  await box.fill("G-042");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(2000);
  await command("File: Save All");
  await until("the new ID", () => text(EN).includes("G-042") && text(TR).includes("G-042"));
  await until("no old ID", () => !text(EN).includes("G-002") && !text(TR).includes("G-002"));
  await picture("renamed");
  console.log("underlined, hovered, fixed, completed, renamed");
} catch (why) {
  await picture("failed");
  throw why;
} finally {
  await browser.close();
}
