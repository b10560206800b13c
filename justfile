# What one does daily. `just` lists the recipes; `cargo install just` installs it.

[private]
default:
    @just --list --unsorted

# Run the program: just run lint examples
[group('dev')]
run *ARGS:
    cargo run --quiet -- {{ ARGS }}

# Format all code
[group('dev')]
fmt:
    cargo fmt

# Type-check everything, the fuzzer included
[group('dev')]
types:
    cargo check --all-targets
    RUSTFLAGS="--cfg fuzzing" cargo check --manifest-path fuzz/Cargo.toml

# Run all tests, or those whose name contains NAME
[group('test')]
test *NAME:
    cargo test --locked --no-fail-fast {{ NAME }}

# Run the unit tests of one room: just room triage
[group('test')]
room NAME:
    cargo test --lib {{ NAME }}::

# Review changed snapshots (cargo install cargo-insta)
[group('test')]
snapshots:
    cargo insta test --review

# Look for new failing cases of the properties
[group('test')]
properties CASES='5000':
    PROPTEST_CASES={{ CASES }} cargo test --release --test properties --test adopt --test timeline

# Fuzz one target: just fuzz read (cargo-fuzz and a nightly toolchain)
[group('test')]
fuzz TARGET *ARGS:
    cargo +nightly fuzz run {{ TARGET }} tests/corpus/{{ TARGET }} -- -dict=fuzz/gapreg.dict {{ ARGS }}

# Change the code of one room and see which changes no test finds (cargo install cargo-mutants)
[group('test')]
mutants ROOM:
    cargo mutants -f 'src/{{ ROOM }}/**' -- --lib

# Formatting, lints and layers: the fast part of what CI runs
[group('check')]
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    cargo test --test layers

# All that CI runs: just ci --install
[group('check')]
ci *OPTIONS:
    .ci/run {{ OPTIONS }}

# Test what users install: just outside wheel hooks
[group('check')]
outside *NAMES:
    tests/outside/run {{ NAMES }}

# Check licences, sources and advisories of the dependencies (cargo install cargo-deny)
[group('check')]
deny:
    cargo deny check

# Write the generated pages and the output that documents show
[group('doc')]
docs:
    UPDATE_DOCS=1 cargo test --test docs

# Build the book and open it (cargo install mdbook)
[group('doc')]
book:
    mdbook build --open

# Open the documentation of the code
[group('doc')]
rustdoc:
    cargo doc --no-deps --document-private-items --open

# Run one benchmark: speed, ratios, growth, traps, heavy, keystroke or counts
[group('bench')]
bench NAME *ARGS:
    cargo bench --bench {{ NAME }} -- {{ ARGS }}

# Run other linters on the same files
[group('bench')]
peers:
    benches/peers/run.py

# Build the package and the wheel of this machine
[group('release')]
package:
    cargo package --locked
    maturin build --release --locked

# Show the size of the program, in bytes
[group('release')]
size:
    cargo build --release --locked
    stat --format=%s target/release/gapreg
