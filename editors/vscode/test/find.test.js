"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");
const { find, NAME, SCRIPTS } = require("../src/find");

function folder() {
  return fs.mkdtempSync(path.join(os.tmpdir(), "gapreg-find-"));
}

function program(place) {
  fs.mkdirSync(place, { recursive: true });
  const file = path.join(place, NAME);
  fs.writeFileSync(file, "", { mode: 0o755 });
  return file;
}

const nothing = { setting: "", folders: [], python: undefined, env: { PATH: "" } };

test("the setting comes first, and a wrong one is reported", () => {
  const [root, other] = [folder(), folder()];
  const own = program(path.join(root, "tools"));
  const env = { PATH: path.dirname(program(other)) };
  assert.deepEqual(find({ ...nothing, setting: own, env }), { program: own, from: "setting" });
  assert.deepEqual(find({ ...nothing, setting: path.join("tools", NAME), folders: [root], env }), { program: own, from: "setting" });
  assert.deepEqual(find({ ...nothing, setting: "/no/such", env }), { missing: "/no/such" });
});

test("the Python environment comes before PATH", () => {
  const [root, other] = [folder(), folder()];
  const env = { PATH: path.dirname(program(other)) };
  assert.equal(find({ ...nothing, folders: [root], env }).from, "PATH");
  const own = program(path.join(root, ".venv", SCRIPTS));
  assert.deepEqual(find({ ...nothing, folders: [root], env }), { program: own, from: "environment" });
  const chosen = program(path.join(folder(), SCRIPTS));
  const python = path.join(path.dirname(chosen), "python");
  assert.equal(find({ ...nothing, folders: [root], python, env }).program, chosen);
});

test("a relative folder in PATH does not count", () => {
  assert.deepEqual(find({ ...nothing, env: { PATH: `.${path.delimiter}bin` } }), {});
});
