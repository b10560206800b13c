// Finds the program: in the setting, in the Python environment of the workspace, in PATH.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const NAME = process.platform === "win32" ? "gapreg.exe" : "gapreg";
const SCRIPTS = process.platform === "win32" ? "Scripts" : "bin";
const ENVIRONMENTS = [".venv", "venv", "env"];

function isProgram(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The program, and where it was found.
 *
 * `setting` is what the user wrote, `folders` are those of the workspace, `python` is the interpreter that the
 * Python extension has chosen. A workspace that is not trusted gives none of them.
 */
function find({ setting, folders, python, env }) {
  if (setting) {
    const home = env.HOME || env.USERPROFILE || "";
    const named = setting.replace(/^~(?=\/|\\|$)/, home);
    const places = path.isAbsolute(named) ? [named] : folders.map((folder) => path.join(folder, named));
    const found = places.find(isProgram);
    return found ? { program: found, from: "setting" } : { missing: setting };
  }
  const environments = folders.flatMap((folder) => ENVIRONMENTS.map((name) => path.join(folder, name, SCRIPTS)));
  const scripts = python ? [path.dirname(python), ...environments] : environments;
  const inEnvironment = scripts.map((folder) => path.join(folder, NAME)).find(isProgram);
  if (inEnvironment) {
    return { program: inEnvironment, from: "environment" };
  }
  const folderNames = (env.PATH || "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const inPath = folderNames.map((folder) => path.join(folder, NAME)).find(isProgram);
  return inPath ? { program: inPath, from: "PATH" } : {};
}

module.exports = { find, NAME, SCRIPTS };
