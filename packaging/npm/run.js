#!/usr/bin/env node
// Starts the program of this platform, which is in a package of its own.
"use strict";

const { spawnSync } = require("node:child_process");

const name = process.platform === "win32" ? "gapreg.exe" : "gapreg";
const base = `gapreg-${process.platform}-${process.arch}`;

/** The path of the program in an installed package, if it is there. */
function installed(candidate) {
  try {
    return require.resolve(`${candidate}/bin/${name}`);
  } catch {
    return undefined;
  }
}

/** Whether the C library of this system is musl. */
function isMusl() {
  return process.report?.getReport().header.glibcVersionRuntime === undefined;
}

// npm installs only the package whose C library fits; older ones and other package managers both.
const programs = [installed(base), installed(`${base}-musl`)].filter(Boolean);
const program = programs.length > 1 && isMusl() ? programs[1] : programs[0];
if (program === undefined) {
  console.error(
    `error: gapreg has no program for ${process.platform} ${process.arch} here. ` +
      "If npm was run with --omit=optional, install again without it; " +
      "with Rust, `cargo install gapreg` builds it.",
  );
  process.exit(2);
}
const { status, signal, error } = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`error: ${program} cannot be started: ${error.message}`);
}
if (signal) {
  process.kill(process.pid, signal);
}
process.exit(status ?? 2);
