# The wheel contains only the program, and installs into a new environment without Rust.

rm -rf "$WHEELS" "$WORK/venv"
"$TOOLS/maturin" build --profile "$PROFILE" --locked --quiet --out "$WHEELS"
wheel=$(ls "$WHEELS"/gapreg-*.whl)
echo "built $(basename "$wheel"), $(wc -c <"$wheel") bytes"

others=$(python3 -m zipfile --list "$wheel" | awk 'NR > 1 { print $1 }' | grep -v '\.dist-info/' || true)
case $others in
  gapreg-*.data/scripts/gapreg) ;;
  *) echo "the wheel holds more than the program:"; echo "$others"; exit 1 ;;
esac

python3 -m venv "$WORK/venv"
"$WORK/venv/bin/pip" install --quiet --disable-pip-version-check --no-index --find-links "$WHEELS" gapreg
gapreg=$WORK/venv/bin/gapreg
size=$(wc -c <"$gapreg")
echo "the program: $size bytes"
if [ "$PROFILE" = release ]; then
  [ "$size" -lt 16000000 ] || { echo "it is to stay below 16 MB"; exit 1; }
fi

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
said=$(env -i "$gapreg" --version)
echo "$said"
case $said in "gapreg $version"*) ;; *) echo "it is to be version $version"; exit 1 ;; esac

# The source distribution installs, too: here from the wheel, as on a machine without Rust.
"$TOOLS/maturin" sdist --out "$SCRATCH" 2>&1 | tail -n 1
python3 -m venv "$SCRATCH/venv"
kept=$(echo "$WHEELS"/gapreg-*.whl)
PATH=$SCRATCH/venv/bin:/usr/bin:/bin PIP_NO_INDEX=1 GAPREG_WHEEL=$kept \
  GAPREG_WHEEL_SHA256=$(sha256sum "$kept" | cut -d ' ' -f 1) \
  "$SCRATCH/venv/bin/pip" install --quiet --disable-pip-version-check "$SCRATCH"/gapreg-*.tar.gz
"$SCRATCH/venv/bin/gapreg" --version

status=0
env -i "$gapreg" check examples --today 2026-03-02 --output-format concise >"$SCRATCH/report" 2>&1 || status=$?
[ "$status" -eq 1 ] || { cat "$SCRATCH/report"; exit 1; }
