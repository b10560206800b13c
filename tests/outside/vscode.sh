# The extension in Visual Studio Code, in a browser. Needs Node.js 20 or newer and Chromium.

chromium=$(command -v chromium || command -v chromium-browser || true)
if ! command -v node >/dev/null || ! command -v npm >/dev/null || [ -z "$chromium" ]; then
  echo "no Node.js or no Chromium: the extension is not tested in an editor"
  exit 0
fi

extension=$SCRATCH/vscode
cp -r editors/vscode "$extension"
(
  cd "$extension"
  npm ci --no-audit --no-fund --ignore-scripts --silent
  # Its own binary is all that esbuild's script would look for.
  npm test
  npm run --silent package
)

code=$WORK/code-server
mkdir -p "$code"
if [ ! -f "$code/.ready" ]; then
  (
    cd "$code"
    [ -f package.json ] || npm init -y >/dev/null
    npm i code-server@4.100.3 playwright-core@1.58.0 --ignore-scripts --no-audit --no-fund --silent
    inner=node_modules/code-server/lib/vscode
    (cd "$inner" && npm i --omit=dev --ignore-scripts --no-audit --no-fund --silent)
    # Nothing is searched for here, and there are no passwords.
    mkdir -p "$inner/node_modules/@vscode/ripgrep/bin"
    printf '#!/bin/sh\nexit 1\n' >"$inner/node_modules/@vscode/ripgrep/bin/rg"
    chmod +x "$inner/node_modules/@vscode/ripgrep/bin/rg"
    echo 'module.exports = { hash: async () => "", verify: async () => false }' >node_modules/argon2/argon2.js
    touch .ready
  )
fi

folder=$SCRATCH/folder
mkdir -p "$folder"
cp -r examples/docs "$folder/docs"
git -C "$folder" init -q
port=$((20000 + RANDOM % 20000))
server=(node "$code/node_modules/code-server/out/node/entry.js" --user-data-dir "$SCRATCH/data" --extensions-dir "$SCRATCH/extensions")
"${server[@]}" --install-extension "$extension/gapreg.vsix"
mkdir -p "$SCRATCH/data/User"
printf '{ "gapreg.path": "%s", "workbench.startupEditor": "none", "security.workspace.trust.enabled": false }\n' \
  "${GAPREG:-$WORK/venv/bin/gapreg}" >"$SCRATCH/data/User/settings.json"
"${server[@]}" --auth none --bind-addr "127.0.0.1:$port" --disable-telemetry --disable-update-check \
  --disable-workspace-trust "$folder" >"$SCRATCH/code.log" 2>&1 &
running=$!
trap 'kill $running 2>/dev/null || true' EXIT
for _ in $(seq 100); do
  curl -fs "http://127.0.0.1:$port/healthz" >/dev/null && break
  sleep 0.2
done

pictures=$WORK/pictures
mkdir -p "$pictures"
MODULES=$code/node_modules CHROMIUM=$chromium \
  node tests/outside/editors/vscode.mjs "http://127.0.0.1:$port" "$folder" "$pictures"
