# The page of `gapreg report` in a real browser: every control, both themes, the keyboard, and axe-core.

gapreg=$WORK/venv/bin/gapreg
[ -x "$gapreg" ] || { echo "no wheel is installed: tests/outside/run wheel" >&2; exit 1; }

# axe-core checks whether a page is accessible. It is downloaded once.
axe_version=4.14.1
axe_sum=29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c
axe=$WORK/axe-$axe_version.js
if [ ! -s "$axe" ]; then
  curl --silent --show-error --fail --location --max-time 60 \
    "https://registry.npmjs.org/axe-core/-/axe-core-$axe_version.tgz" |
    tar --extract --gzip --to-stdout package/axe.min.js >"$axe.part"
  sha256sum --check --quiet <<<"$axe_sum  $axe.part"
  mv "$axe.part" "$axe"
fi

# A register with a history, an outdated mirror, and an entry with hostile text.
repository=$SCRATCH/repository
mkdir "$repository"
cp -r examples/docs "$repository"
cd "$repository"
git init --quiet --initial-branch main
commit() {
  git add --all
  GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" \
    git -c user.name=Ines -c user.email=ines@example.org commit --quiet --message "$2"
}
register=docs/en/runbooks/backend-gap-register.md
commit 2026-01-02 "Begin the register"
sed -i 's/^- \*\*Status:\*\* Open$/- **Status:** In Progress/' "$register"
commit 2026-02-10 "Take up what is open"
sed -i '0,/^- \*\*Status:\*\* In Progress$/s//- **Status:** Fixed/' "$register"
commit 2026-02-28 "Repair one"
printf '\n### 1.6 <script>alert(1)</script> → "><img src=x onerror=alert(1)>\n\n' >>"$register"
printf -- '- **ID:** G-006\n- **First Seen:** 2026-02-27\n- **Status:** Open\n- **Priority:** P3\n' >>"$register"
printf -- '- **Owner:** "><b>Owner</b>\n- **SLA:** 30d\n\n' >>"$register"
printf -- '- **Symptom:** <script>alert(2)</script> </style> </td></table> \033[31m \001 \342\200\256 [go](javascript:alert(3))\n' >>"$register"
printf -- '  ![picture](https://example.org/x.png) `<script>alert(4)</script>` <iframe src=https://example.org></iframe>\n\n' >>"$register"
printf -- '<script>alert(5)</script>\n\n| <svg onload=alert(6)> | |\n|---|---|\n| <!-- | --> |\n' >>"$register"
# Content that is too wide for a phone, and links that would be empty or too small to touch.
printf '\n### 1.7 Desk → A table of many columns\n\n- **ID:** BACKEND-GAP-2026-NOTIFICATIONS-000123\n' >>"$register"
printf -- '- **First Seen:** 2026-02-27\n- **Status:** Open\n- **Priority:** P10\n\n' >>"$register"
printf '|%s|\n|%s|\n|%s|\n\n' "$(printf ' column %d |' {1..12})" "$(printf -- '---|%.0s' {1..12})" "$(printf ' value %d |' {1..12})" >>"$register"
printf '[![](i.png)](https://b.example/) [](https://a.example/) [1](https://a.example/)[2](https://b.example/)\n\n' >>"$register"
printf '#### \n\n#### ![](x.png)\n\n| a | ![](x.png) | &nbsp; | [](x.md) |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n' >>"$register"
commit 2026-03-01 'Note a gap that means <script>harm</script>'

check() {
  local language=$1
  "$gapreg" report --today 2026-03-02 --quiet --lang "$language" -o "$SCRATCH/$language" docs
  "$gapreg" report --today 2026-03-02 --quiet --lang "$language" docs >"$SCRATCH/again.html"
  cmp "$SCRATCH/$language/index.html" "$SCRATCH/again.html"
  echo "the page in $language:"
  python3 "$ROOT/tests/outside/page.py" "$SCRATCH/$language/index.html" "$axe"
}
check en
check tr

# Two thousand entries open as quickly as six.
mkdir -p "$SCRATCH/many/docs"
python3 - >"$SCRATCH/many/docs/gap-register.md" <<'PYTHON'
print("# Two thousand gaps\n")
for number in range(2000):
    state = ("Open", "In Progress", "Fixed", "Verified")[number % 4]
    print(f"### 1.{number + 1} Desk → Counter {number % 30} → Slip {number} is blank\n\n- **ID:** G-{number:04}\n"
          f"- **First Seen:** 2026-01-{number % 28 + 1:02}\n- **Status:** {state}\n- **Priority:** P{number % 3}\n"
          f"- **Owner:** Team {number % 9}\n- **SLA:** {number % 60 + 1}d\n- **Source page:** `/docs/en/desk.md`\n"
          f"- **Symptom:** The slip of case {number} is blank.\n- **Verification:** It is not.\n")
PYTHON
"$gapreg" report --today 2026-03-02 --quiet -o "$SCRATCH/many/public" "$SCRATCH/many/docs"
python3 "$ROOT/tests/outside/page.py" "$SCRATCH/many/public/index.html" "$axe" \
  a_page_opens_within_a_second late_entries_come_first nothing_was_said_or_loaded

# Pictures that are written as files of their own are well-formed.
for name in burnup burndown ageing sla kept time-to-fix badge-open badge-overdue; do
  "$gapreg" report --today 2026-03-02 --quiet --svg "$name" -o "$SCRATCH/pictures" docs
  python3 -c 'import sys, xml.dom.minidom as xml; xml.parse(sys.argv[1])' "$SCRATCH/pictures/$name.svg"
done
