# The archive and the npm packages, made from the wheel, install offline into a new folder and run. The
# templates are filled from the archives.

command -v npm >/dev/null || { echo "no npm: the packages are not tested"; exit 0; }

target=$(rustc -vV | sed -n 's/^host: //p')
python3 packaging/archive.py "$target" "$WHEELS"/gapreg-*.whl "$SCRATCH"
archive=$(ls "$SCRATCH"/gapreg-*-"$target".tar.gz)
tar --extract --gzip --file "$archive" --directory "$SCRATCH"
"${archive%.tar.gz}/gapreg" --version

python3 packaging/npm/pack.py "$SCRATCH" "$SCRATCH/npm"
mkdir "$SCRATCH/project"
cd "$SCRATCH/project"
npm init --yes >/dev/null
npm install --offline --silent --no-fund --no-audit --ignore-scripts "$SCRATCH"/npm/*.tgz
cp -r "$ROOT/examples/docs" docs
status=0
npx --offline gapreg check docs --today 2026-03-02 --output-format concise >report 2>&1 || status=$?
[ "$status" -eq 1 ] || { cat report; exit 1; }
grep -q 'error\[untracked-entry\]' report
# Exit codes and standard input go through.
status=0
npx --offline gapreg lint nowhere >report 2>&1 || status=$?
[ "$status" -eq 2 ]
npx --offline gapreg list --format csv - <docs/en/runbooks/backend-gap-register.md | grep -q G-004

# Without its platform's package it says so.
rm -r node_modules/gapreg-linux-*
status=0
npx --offline gapreg --version >report 2>&1 || status=$?
[ "$status" -eq 2 ]
grep -q 'has no program for' report
cd "$ROOT"

# The templates want an archive of every platform: here they are all the same one.
version=$(basename "$archive" | cut -d- -f2)
mkdir "$SCRATCH/all"
for name in x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu x86_64-apple-darwin aarch64-apple-darwin; do
  cp "$archive" "$SCRATCH/all/gapreg-$version-$name.tar.gz"
done
for name in x86_64-pc-windows-msvc aarch64-pc-windows-msvc; do
  cp "$archive" "$SCRATCH/all/gapreg-$version-$name.zip"
done
python3 packaging/templates/fill.py "$SCRATCH/all" owner/gapreg "$SCRATCH/filled"
if grep -n '{{' "$SCRATCH"/filled/*; then echo "not everything is filled"; exit 1; fi
grep -q "$(sha256sum "$archive" | cut -d' ' -f1)" "$SCRATCH/filled/gapreg.rb"
"$TOOLS/python" -c 'import sys, yaml; yaml.safe_load(open(sys.argv[1]))' "$SCRATCH/filled/winget.yaml"
if command -v ruby >/dev/null; then ruby -c "$SCRATCH/filled/gapreg.rb"; fi
echo "ok -- npm packages and templates of $version"
