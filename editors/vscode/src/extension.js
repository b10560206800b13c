// Starts `gapreg server`, shows how many findings there are, and has two commands of its own. Everything else is
// the server's.
"use strict";

const { execFile } = require("node:child_process");
const vscode = require("vscode");
const { LanguageClient, RevealOutputChannelOn } = require("vscode-languageclient/node");
const { find } = require("./find");

const DOCUMENTS = [
  { scheme: "file", language: "markdown" },
  { scheme: "file", pattern: "**/{gapreg,.gapreg}.yaml" },
];

let client;
let program;
let status;
let output;

function settings() {
  return vscode.workspace.getConfiguration("gapreg");
}

function folders() {
  return (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
}

async function python() {
  const extension = vscode.extensions.getExtension("ms-python.python");
  if (!extension) {
    return undefined;
  }
  try {
    const api = extension.isActive ? extension.exports : await extension.activate();
    return api?.environments?.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri)?.path;
  } catch {
    return undefined;
  }
}

async function located() {
  const isTrusted = vscode.workspace.isTrusted;
  return find({
    setting: isTrusted ? settings().get("path") : "",
    folders: isTrusted ? folders() : [],
    python: isTrusted ? await python() : undefined,
    env: process.env,
  });
}

async function sayWhatToDo(found) {
  status.text = "$(warning) gapreg";
  status.tooltip = "The program gapreg was not found. Click to see what to do.";
  status.command = "gapreg.restart";
  status.show();
  const why = found.missing
    ? `There is no program at \`${found.missing}\`, which the setting gapreg.path names.`
    : "The program gapreg was not found.";
  const how = "Install it with `pip install gapreg` in the environment of this workspace, or name it in gapreg.path.";
  const answer = await vscode.window.showWarningMessage(`${why} ${how}`, "Open the setting", "Look again");
  if (answer === "Open the setting") {
    await vscode.commands.executeCommand("workbench.action.openSettings", "gapreg.path");
  } else if (answer === "Look again") {
    await restart();
  }
}

async function start() {
  const found = await located();
  program = found.program;
  if (!program) {
    void sayWhatToDo(found);
    return;
  }
  output.info(`${program} (from ${found.from})`);
  const server = { command: program, args: ["server"] };
  client = new LanguageClient("gapreg", "gapreg", server, {
    documentSelector: DOCUMENTS,
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: {
      codeLenses: settings().get("codeLenses"),
      inlayHints: settings().get("inlayHints"),
      history: settings().get("history"),
    },
  });
  try {
    await client.start();
  } catch (why) {
    output.error(String(why));
    void vscode.window.showErrorMessage(`gapreg server did not start: ${why}`);
    return;
  }
  showCounts();
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) {
    await running.stop().catch(() => undefined);
    await running.dispose();
  }
}

async function restart() {
  await stop();
  await start();
}

/** How many findings there are in this editor, by level. */
function showCounts() {
  if (!client) {
    return;
  }
  const counts = [0, 0, 0, 0];
  for (const [, found] of vscode.languages.getDiagnostics()) {
    for (const one of found) {
      if (one.source === "gapreg") {
        counts[one.severity] += 1;
      }
    }
  }
  const [errors, warnings, infos] = counts;
  status.text = `gapreg $(error) ${errors} $(warning) ${warnings} $(info) ${infos}`;
  status.tooltip = `${errors} errors, ${warnings} warnings, ${infos} infos; click for the list`;
  status.command = "workbench.actions.view.problems";
  status.show();
}

function run(args, cwd) {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (why, stdout, stderr) => {
      if (why && why.code !== 1) {
        reject(new Error(stderr.trim() || why.message));
      } else {
        resolve(stdout);
      }
    });
  });
}

async function showReport() {
  const folder = folders()[0];
  if (!program || !folder) {
    void vscode.window.showWarningMessage("Open a folder with registers first.");
    return;
  }
  try {
    const page = await run(["report", "."], folder);
    const place = vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel("gapreg.report", "Gap report", place, { enableScripts: true });
    panel.webview.html = page;
  } catch (why) {
    void vscode.window.showErrorMessage(why.message);
  }
}

async function explainRule() {
  if (!program) {
    return;
  }
  try {
    const rules = JSON.parse(await run(["rules", "--json"], folders()[0]));
    const list = rules.map((rule) => ({ label: rule.name, description: rule.level, detail: rule.summary }));
    const chosen = await vscode.window.showQuickPick(list, { placeHolder: "A rule", matchOnDetail: true });
    if (chosen) {
      const content = await run(["explain", chosen.label], folders()[0]);
      const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
      await vscode.commands.executeCommand("markdown.showPreview", document.uri);
    }
  } catch (why) {
    void vscode.window.showErrorMessage(why.message);
  }
}

async function activate(context) {
  output = vscode.window.createOutputChannel("gapreg", { log: true });
  status = vscode.window.createStatusBarItem("gapreg.findings", vscode.StatusBarAlignment.Left);
  status.name = "gapreg";
  context.subscriptions.push(
    output,
    status,
    vscode.commands.registerCommand("gapreg.showReport", showReport),
    vscode.commands.registerCommand("gapreg.explainRule", explainRule),
    vscode.commands.registerCommand("gapreg.restart", restart),
    vscode.languages.onDidChangeDiagnostics(showCounts),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("gapreg.path")) {
        await restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
