#!/usr/bin/env python3
"""Tests a page of `gapreg report` in a browser: page.py PAGE.html AXE.js [CHECK…]

Needs Python, chromium and chromedriver, nothing else. What the page holds is read from the page, so
that any page will do. One line for each check passed; exits 1 and names what failed.
"""

import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata
import urllib.error
import urllib.parse
import urllib.request

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
TAB, ENTER, SPACE = "\ue004", "\ue007", " "
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of an element in WebDriver's JSON


class Failure(Exception):
    """What a check found."""


def expect(truth, what):
    if not truth:
        raise Failure(what)


def expect_same(got, wanted, what):
    expect(got == wanted, f"{what}: {got!r}, not {wanted!r}")


# ---- A browser --------------------------------------------------------------------------------


class WebDriverError(Exception):
    """An answer of chromedriver that says no; its first word is the kind."""


class Browser:
    """A session of chromedriver."""

    def __init__(self, driver, binary):
        # The port is in the first lines of the output.
        self.process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, text=True)
        self.base = ""
        try:
            for line in self.process.stdout:
                if port := re.search(r"started successfully on port (\d+)", line):
                    self.base = f"http://127.0.0.1:{port[1]}"
                    break
            expect(self.base, "chromedriver does not start")
            # Chromium's sandbox refuses root, the usual user in containers.
            root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
            options = {
                "binary": binary,
                "args": ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage", *root],
            }
            always = {
                "browserName": "chrome",
                "goog:chromeOptions": options,
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
                "unhandledPromptBehavior": "ignore",
                "timeouts": {"script": 300_000, "pageLoad": 60_000},
            }
            answer = self.send("POST", "/session", {"capabilities": {"alwaysMatch": always}})
            self.base += f"/session/{answer['sessionId']}"
        except BaseException:
            self.process.kill()
            raise

    def send(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=360) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise WebDriverError(f"{value['error']}: {value['message']}") from None

    def close(self):
        with contextlib.suppress(WebDriverError, OSError):
            self.send("DELETE", "")
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def open(self, address):
        self.send("POST", "/url", {"url": address})

    def js(self, script, *args):
        return self.send("POST", "/execute/sync", {"script": script, "args": args})

    def js_later(self, script, *args):
        """Runs a script that answers by its last argument."""
        return self.send("POST", "/execute/async", {"script": script, "args": args})

    def cdp(self, command, **params):
        return self.send("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def log(self, kind):
        return self.send("POST", "/se/log", {"type": kind})

    def find(self, selector):
        value = {"using": "css selector", "value": selector}
        return self.send("POST", "/element", value)[ELEMENT]

    def click(self, selector):
        self.send("POST", f"/element/{self.find(selector)}/click", {})

    def press(self, *keys):
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keys", "actions": strokes}
        self.send("POST", "/actions", {"actions": [source]})

    def dialog(self):
        try:
            return self.send("GET", "/alert/text")
        except WebDriverError as error:
            if str(error).startswith("no such alert"):
                return None
            raise


# ---- A page -----------------------------------------------------------------------------------

# Functions for the scripts of the checks. `visible` asks the browser and ignores the classes.
HELPERS = """
const tables = Array.from(document.querySelectorAll('table.entries'));
const form = document.getElementById('page-controls');
const rows = tables.flatMap((table) => Array.from(table.tBodies[0].rows))
    .filter((row) => row.matches('.entry, .detail'));
const entries = rows.filter((row) => row.classList.contains('entry'));
const details = rows.filter((row) => row.classList.contains('detail'));
const visible = (element) => element.checkVisibility({ visibilityProperty: true });
const shown = () => entries.filter(visible).map((row) => row.id);
const status = () => document.getElementById('page-status').textContent;
"""


def fold(text):
    """A text as a search sees it: without case and marks, and with one `i`."""
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.category(c).startswith("M")).upper()


class Page:
    """The page that is tested, in a browser."""

    def __init__(self, browser, path, axe):
        self.browser = browser
        self.address = path.resolve().as_uri()
        self.axe_source = axe

    def load(self, fragment="", unfold=True):
        """Loads the page as if for the first time, and unfolds the closed entries."""
        browser = self.browser
        self.emulate()
        self.width(1280)
        name = urllib.parse.quote(fragment, safe="")
        browser.open(f"{self.address}#{name}" if name else self.address)
        # If only the fragment differs, the browser does not load the page again.
        self.reload()
        # The theme that an earlier check chose may still be stored.
        if self.js("return document.documentElement.dataset.theme;") != "system":
            browser.click('#page-theme input[value="system"]')
        if unfold:
            self.unfold()

    def unfold(self):
        self.js("document.querySelectorAll('details.fold').forEach((fold) => { fold.open = true; });")

    def reload(self):
        self.browser.send("POST", "/refresh", {})

    def emulate(self, media="", scheme="light"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.browser.cdp("Emulation.setEmulatedMedia", media=media, features=features)

    def width(self, width):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.browser.cdp("Emulation.setDeviceMetricsOverride", **size)

    def js(self, script, *args):
        return self.browser.js(HELPERS + script, *args)

    def entries(self):
        """Each entry's id, data- attributes and whole text, as they stand now."""
        # Details are elements only once they are asked for; paper has them all.
        return self.js("""dispatchEvent(new Event('beforeprint'));
        return entries.map((row) => {
            const texts = [...row.cells, ...row.nextElementSibling.cells];
            return { id: row.id, data: { ...row.dataset },
                     text: texts.map((cell) => cell.textContent).join('\\n') }; });""")

    def search(self, text):
        self.js(
            """form.elements.search.value = arguments[0];
            form.elements.search.dispatchEvent(new Event('input', { bubbles: true }));""",
            text,
        )

    def select(self, name, value):
        self.js(
            """const select = form.elements[arguments[0]];
            select.value = arguments[1];
            select.dispatchEvent(new Event('input', { bubbles: true }));""",
            name,
            value,
        )

    def expect_shown(self, wanted, what):
        shown, status, total = self.js("return [shown(), status(), entries.length];")
        expect_same(shown, wanted, what)
        numbers = [int(number) for number in re.findall(r"\d+", status)]
        # Their order depends on the language.
        numbers.sort()
        expect_same(numbers, [len(wanted), total] if wanted else [total], f"{what}: {status!r} says")

    def background(self):
        """How bright the page is, 0 to 255."""
        colour = self.js("return getComputedStyle(document.body).backgroundColor;")
        return sum(int(part) for part in re.findall(r"\d+", colour)[:3]) / 3

    def open_all(self, open_):
        """Opens or closes the details of every row that is shown, whatever is open now."""
        states = "return entries.filter(visible).map((row) => visible(row.nextElementSibling));"
        # If some are open, the first press opens the others, too, and the second closes all.
        for _ in range(2):
            if set(self.js(states)) <= {open_}:
                return
            self.browser.click("#page-open-all")
        expect(set(self.js(states)) <= {open_}, f"details are not {'open' if open_ else 'closed'}")

    def active(self):
        """What has the focus, in words."""
        return self.js("""const it = document.activeElement;
            const style = getComputedStyle(it);
            return { tag: it.localName, head: Boolean(it.closest('thead')),
                     row: it.closest('tr.entry')?.id ?? null, href: it.getAttribute('href'),
                     ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };""")

    def tab_to(self, what, wanted, limit=400):
        for _ in range(limit):
            self.browser.press(TAB)
            active = self.active()
            expect(active["tag"] != "body", f"{what} is not reached by Tab")
            if wanted(active):
                expect(active["ring"], f"{what} shows no focus")
                return active
        raise Failure(f"{what} is not reached by {limit} Tabs")


# ---- The checks -------------------------------------------------------------------------------


def markup_is_regular(page):
    page.load()
    problems = page.js("""
        const problems = [];
        const ids = Array.from(document.querySelectorAll('[id]'), (element) => element.id);
        for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at)))
            problems.push(`the id ${id} is there twice`);
        for (const row of entries) {
            if (!row.id) problems.push(`a row without an id: ${row.textContent}`);
            if (!row.nextElementSibling?.classList.contains('detail'))
                problems.push(`${row.id} has no detail row`);
            for (const select of form.querySelectorAll('select')) {
                const value = row.dataset[select.name] ?? null;
                if (value === null) problems.push(`${row.id} has no data-${select.name}`);
                else if (value && !Array.from(select.options).some((o) => o.value === value))
                    problems.push(`${row.id}: ${select.name} has no option ${value}`);
            }
            if (row.cells.length !== row.closest('table').tHead.rows[0].cells.length)
                problems.push(`${row.id} has ${row.cells.length} cells`);
        }
        if (details.length !== entries.length) problems.push('detail rows without entries');
        if (!entries.length) problems.push('no entries');
        const languages = ['en', 'tr'];
        if (!languages.includes(document.documentElement.lang)) problems.push('no lang');
        return problems;""")
    expect(not problems, "; ".join(problems))


def policy_is_strict(page):
    page.load()
    policy, scripts, styles, inline, handlers, loaded = page.js("""
        const all = Array.from(document.querySelectorAll('*'));
        return [document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? '',
            document.scripts.length, document.styleSheets.length,
            all.filter((e) => e.hasAttribute('style')).length,
            all.filter((e) => e.getAttributeNames().some((name) => name.startsWith('on'))).length,
            Array.from(document.querySelectorAll('[src], link, iframe, object, embed, base'),
                (e) => e.localName)];""")
    expect("default-src 'none'" in policy, f"the policy is {policy!r}")
    expect("unsafe" not in policy, f"the policy is {policy!r}")
    expect_same(scripts, 1, "scripts")
    expect(styles >= 1, "the style is not applied")
    expect_same(inline, 0, "style attributes")
    expect_same(handlers, 0, "inline event handlers")
    expect_same(loaded, [], "elements that load something")


def hostile_text_is_text(page):
    """Runs where an entry shows `<script>`; the generated pages of the tests have one."""
    page.load()
    page.open_all(True)
    hostile, wrong = page.js("""
        return [rows.filter((row) => row.innerText.includes('<script>')).map((row) => row.id),
            Array.from(document.querySelectorAll('img, b, i, iframe, svg[onload], [onerror], script, style, a'))
                .filter((e) => e.closest('tbody'))
                .filter((e) => e.localName !== 'a' || !/^(https?:|mailto:|#|\\.{0,2}\\/|[\\w./%-]+($|[?#]))/i
                    .test(e.getAttribute('href') ?? ''))
                .map((e) => e.outerHTML)];""")
    expect_same(wrong, [], "live markup out of a register")
    expect(page.browser.dialog() is None, "a dialog was opened")
    return "" if hostile else "no entry shows <script>"


def details_are_closed_at_first(page):
    page.load()
    expect_same(page.js("return details.filter(visible).length;"), 0, "details shown")
    page.expect_shown([entry["id"] for entry in page.entries()], "at first")
    page.open_all(True)
    page.open_all(False)
    labels = page.js("""const button = document.getElementById('page-open-all');
        return [button.textContent, button.dataset.open, button.dataset.close];""")
    expect_same(labels[0], labels[1], "the button says")


def closed_entries_are_folded(page):
    page.load(unfold=False)
    folded, seen = page.js("""return [entries.filter((row) => row.closest('details')),
        entries.filter((row) => !row.closest('details'))].map((rows) =>
            rows.map((row) => [row.id, row.dataset.progress, visible(row)]));""")
    expect(all(progress in ("done", "closed") and not shown for _, progress, shown in folded), f"folded: {folded}")
    expect(all(progress not in ("done", "closed") and shown for _, progress, shown in seen), f"seen: {seen}")
    if not folded:
        return "none is closed"
    # Who looks for one sees it, and so does who follows a link to it.
    name = folded[0][0]
    page.search(name)
    expect(name in page.js("return shown();"), f"{name} is not shown by a search")
    page.browser.click("#page-reset")
    page.load(name, unfold=False)
    expect(name in page.js("return shown();"), f"{name} is not shown by a link")


def late_entries_come_first(page):
    page.load()
    due = page.js("""return entries.filter((row) => ['open', 'started', 'unknown'].includes(row.dataset.progress))
        .map((row) => row.querySelector('td.due').dataset.value || '9999');""")
    expect_same(due, sorted(due), "the days on which entries are due")
    links = page.js("""return Array.from(document.querySelectorAll('.late li a'),
        (a) => decodeURIComponent(a.getAttribute('href').slice(1)));""")
    overdue = page.js("return entries.filter((row) => row.dataset.deadline === 'overdue').map((row) => row.id);")
    expect_same(links, overdue[:10], "the list of what is late")


def rows_open_by_click(page):
    page.load()
    first = page.entries()[0]["id"]
    state = """const row = document.getElementById(arguments[0]);
        const button = row.querySelector('th button');
        const detail = document.getElementById(button.getAttribute('aria-controls'));
        return [button.getAttribute('aria-expanded'), visible(detail), detail === row.nextElementSibling];"""
    for wanted in (True, False):
        page.browser.click("tr.entry button")
        expect_same(page.js(state, first), [str(wanted).lower(), wanted, True], "expanded, visible, its own")
    page.browser.click("tr.entry .gap")
    expect_same(page.js(state, first)[1], True, "visible after a click on the row")


def fragment_opens_an_entry(page):
    entries = page.entries()
    seen = """const row = document.getElementById(arguments[0]);
        const top = row.getBoundingClientRect().top;
        return [visible(row.nextElementSibling), top >= 0 && top < innerHeight];"""
    last = entries[-1]["id"]
    page.load(last)
    expect_same(page.js(seen, last), [True, True], f"#{last} open, in view, on loading")
    # Also to an entry that is filtered out, as a link in another entry may lead there.
    page.search("no entry holds these words")
    page.js("scrollTo(0, 0);")
    first = entries[0]["id"]
    page.js("location.hash = encodeURIComponent(arguments[0]);", first)
    page.browser.js_later("requestAnimationFrame(() => requestAnimationFrame(arguments[0]));")
    expect_same(page.js(seen, first), [True, True], f"#{first} open, in view, by a link")
    page.expect_shown([entry["id"] for entry in entries], "after a link to a hidden entry")
    # A fragment that is unknown or not well-formed changes nothing.
    for fragment in ("page-entries", "%E0%A4%A", "no-such-entry"):
        page.js("location.hash = arguments[0];", fragment)
    page.expect_shown([entry["id"] for entry in entries], "after odd fragments")


def search_narrows(page):
    page.load()
    entries = page.entries()

    def having(words):
        return [e["id"] for e in entries if all(fold(word) in fold(e["text"]) for word in words.split())]

    everyone = [entry["id"] for entry in entries]
    page.expect_shown(everyone, "at first")
    # An ID, words of the details alone, and words in another order.
    for entry in entries[:3] + entries[-3:]:
        words = re.findall(r"\w{4,}", entry["text"])
        rare = min(set(words), key=lambda word: (len(having(word)), word)) if words else entry["id"]
        for query in (entry["id"], rare, rare.upper(), f"  {rare.lower()}  {entry['id']} "):
            page.search(query)
            expect(entry["id"] in having(query), f"{query!r} is not in {entry['id']}")
            page.expect_shown(having(query), f"search for {query!r}")
    page.search("no entry holds these words")
    page.expect_shown([], "search for nothing there")
    page.browser.click("#page-reset")
    page.expect_shown(everyone, "after reset")
    expect_same(page.js("return form.elements.search.value;"), "", "the search field after reset")


def search_knows_turkish_letters(page):
    page.load()
    entries = page.entries()
    letters = {"iİıI": "iİıI", "şŞsS": "şŞsS", "ğĞgG": "ğĞgG", "üÜuU": "üÜuU", "çÇcC": "çÇcC", "öÖoO": "öÖoO"}
    tried = 0
    for group in letters.values():
        pattern = rf"[^\W\d_]*[{group}][^\W\d_]*"
        words = {w for e in entries for w in re.findall(pattern, e["text"]) if 4 <= len(w) < 20}
        # Words with Turkish letters come first: a simple conversion to lower case gets them wrong.
        for word in sorted(words, key=lambda w: (w.isascii(), w))[:3]:
            wanted = [e["id"] for e in entries if fold(word) in fold(e["text"])]
            for letter in group:
                page.search(re.sub(f"[{group}]", letter, word))
                page.expect_shown(wanted, f"search for {word!r} with {letter!r}")
                tried += 1
    expect(tried, "no word to try")


def selects_narrow(page):
    page.load()
    entries = page.entries()
    everyone = [entry["id"] for entry in entries]
    selects = page.js("""return Array.from(form.querySelectorAll('select'),
        (select) => [select.name, Array.from(select.options, (option) => option.value)]);""")
    expect(selects, "no selects")
    both = []
    for name, values in selects:
        expect_same(values[0], "", f"the first option of {name}")
        for value in values[1:]:
            page.select(name, value)
            wanted = [e["id"] for e in entries if e["data"][name] == value]
            page.expect_shown(wanted, f"{name} = {value}")
        page.browser.click("#page-reset")
        page.expect_shown(everyone, f"reset after {name}")
        both.append((name, entries[0]["data"][name]))
    # All of them at once, and a search on top.
    for name, value in both:
        page.select(name, value)
    wanted = [e["id"] for e in entries if all(e["data"][n] == v for n, v in both if v)]
    page.expect_shown(wanted, "all selects at once")
    page.search(everyone[0])
    texts = {entry["id"]: fold(entry["text"]) for entry in entries}
    wanted = [i for i in wanted if fold(everyone[0]) in texts[i]]
    page.expect_shown(wanted, "all selects at once, and a search")
    page.open_all(True)
    page.browser.click("#page-reset")
    opened = page.js("return entries.filter((row) => visible(row.nextElementSibling)).map((row) => row.id);")
    expect(set(opened) <= set(wanted), "details of entries that were filtered away were opened")


# Of the entries that are not closed.
SORTED = """
    const table = tables[0];
    const own = rows.filter((row) => table.contains(row) && row.matches('.entry'));
    const head = table.tHead.rows[0].cells[arguments[0]];
    const before = own.map((row) => row.id);
    const value = (row) => {
        const cell = row.cells[arguments[0]];
        return cell.dataset.value ?? cell.textContent.trim();
    };
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const full = own.filter((row) => value(row) !== '');
    const bare = own.filter((row) => value(row) === '');
    full.sort((a, b) => (arguments[1] ? -1 : 1) * collator.compare(value(a), value(b)));
    const wanted = [...full, ...bare].map((row) => row.id);
    head.querySelector('button').click();
    const now = Array.from(table.tBodies[0].rows);
    return {
        wanted, got: now.filter((row) => row.classList.contains('entry')).map((row) => row.id),
        states: Array.from(table.tHead.rows[0].cells, (cell) => cell.getAttribute('aria-sort')),
        follow: own.every((row) =>
            row.querySelector('button').getAttribute('aria-controls') === row.nextElementSibling.id),
        count: now.length === 2 * own.length,
    };"""


def columns_sort(page):
    page.load()
    columns = page.js("return tables[0].tHead.rows[0].cells.length;")
    expect_same(page.js("return document.querySelectorAll('[aria-sort]').length;"), 0, "sorted at first")
    orders = set()
    # Each sort starts from the order of the last one, which shows that equal rows keep their order.
    for column in range(columns):
        for descending in (False, True, False):
            now = page.js(SORTED, column, descending)
            what = f"column {column + 1} {'descending' if descending else 'ascending'}"
            expect_same(now["got"], now["wanted"], what)
            states = [None] * columns
            states[column] = "descending" if descending else "ascending"
            expect_same(now["states"], states, f"{what}: aria-sort")
            expect(now["follow"] and now["count"], f"{what}: details do not follow their rows")
            orders.add(tuple(now["got"]))
    expect(len(orders) > 1 or columns < 2, "no column changes the order")


def keyboard_is_enough(page):
    page.load()
    browser = page.browser
    browser.press(TAB)
    first = page.active()
    expect_same(first["href"], "#page-entries", "the first stop of Tab")
    expect(first["ring"], "the skip link shows no focus")
    in_view = page.js("""const box = document.activeElement.getBoundingClientRect();
        return box.top >= 0 && box.left >= 0 && box.height > 0;""")
    expect(in_view, "the skip link is not seen when it has the focus")
    browser.press(ENTER)
    expect_same(page.js("return document.activeElement.id;"), "page-entries", "the skip link leads to")
    page.tab_to("the search field", lambda it: it["tag"] == "input")
    query = page.entries()[0]["id"]
    browser.press(*query)
    expect_same(page.js("return form.elements.search.value;"), query, "what was typed")
    browser.press(ENTER)
    shown = page.js("return shown();")
    expect(query in shown, "the entry searched for is not shown")
    page.search("")
    page.tab_to("a sort button", lambda it: it["tag"] == "button" and it["head"])
    sort = "return document.activeElement.closest('th')?.getAttribute('aria-sort') ?? null;"
    browser.press(ENTER)
    expect_same(page.js(sort), "ascending", "aria-sort after Enter")
    browser.press(SPACE)
    expect_same(page.js(sort), "descending", "aria-sort after Space")
    row = page.tab_to("the button of an entry", lambda it: it["tag"] == "button" and it["row"])["row"]
    state = "return visible(document.getElementById(arguments[0]).nextElementSibling);"
    # A selection of the whole page, by Ctrl+A, must not disable the button.
    page.js("getSelection().selectAllChildren(document.body);")
    page.js("document.getElementById(arguments[0]).querySelector('button').focus();", row)
    browser.press(ENTER)
    expect_same(page.js(state, row), True, f"{row} open after Enter")
    browser.press(SPACE)
    expect_same(page.js(state, row), False, f"{row} open after Space")


def themes_change(page):
    page.load()
    light = page.background()
    page.emulate(scheme="dark")
    dark = page.background()
    expect(light > 200 > 60 > dark, f"brightness {light:.0f} in light, {dark:.0f} in dark")
    for system, theme, wanted in (("dark", "light", light), ("light", "dark", dark), ("dark", "dark", dark)):
        page.emulate(scheme=system)
        page.browser.click(f'#page-theme input[value="{theme}"]')
        expect_same(page.background(), wanted, f"brightness of {theme} where the system is {system}")
    # Chromium sometimes loses what a page from a disk has stored, so this is tried a few times. A
    # page that stores nothing fails each time.
    for _ in range(6):
        page.browser.click('#page-theme input[value="light"]')
        page.reload()
        kept = page.js("return document.querySelector('#page-theme input:checked')?.value ?? null;")
        if kept == "light":
            break
    expect_same((kept, page.background()), ("light", light), "theme and brightness after loading anew")
    page.browser.click('#page-theme input[value="system"]')
    expect_same(page.background(), dark, "brightness of the system's theme")


def paper_shows_everything(page):
    page.load(unfold=False)
    page.browser.click('#page-theme input[value="dark"]')
    page.emulate(media="print", scheme="dark")
    hidden, controls = page.js("""return [
        details.filter((row) => !visible(row)).length,
        Array.from(document.querySelectorAll('.js-only, .skip, select, input')).filter(visible).length];""")
    expect_same(hidden, 0, "details hidden on paper")
    expect_same(controls, 0, "controls on paper")
    expect(page.background() > 250, "paper is not white")
    # An entry that is filtered out stays hidden, with its details.
    entries = page.entries()
    name = fold(entries[0]["id"])
    page.search(name)
    page.expect_shown([e["id"] for e in entries if name in fold(e["text"])], "search on paper")
    shown = page.js("return [shown().length, details.filter(visible).length];")
    expect_same(shown[1], shown[0], "details on paper of the entries that are shown")


def narrow_window_fits(page):
    page.load()
    page.width(360)
    for open_ in (False, True):
        page.open_all(open_)
        width, outside = page.js("""
            const inner = Array.from(document.querySelectorAll('.detail .text, .detail .aside')).filter(visible);
            return [document.documentElement.scrollWidth,
                inner.filter((e) => e.getBoundingClientRect().right > 361
                    || e.scrollWidth > e.clientWidth + 1).map((e) => e.closest('tr').id)];""")
        expect(width <= 360, f"the page is {width} wide at 360")
        expect_same(outside, [], "details that do not fit")
    unreachable = page.js("""return Array.from(document.querySelectorAll('*'))
        .filter((e) => visible(e) && e.scrollWidth > e.clientWidth + 1
            && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
            && e !== document.documentElement && e.tabIndex < 0).map((e) => e.outerHTML.slice(0, 80));""")
    expect_same(unreachable, [], "what scrolls without the keyboard")


def phone_shows_state_and_due_date(page):
    page.load()
    page.width(390)
    aside, small = page.js("""
        const inside = (e) => { const box = e.getBoundingClientRect(); return box.width > 0 && box.left >= 0 && box.right <= 390; };
        const parts = (row) => Array.from(row.querySelectorAll('.status, time, .due small')).filter(visible);
        const aside = entries.filter((row) => {
            const has = row.querySelector('td.of-status').textContent !== '';
            return (has && parts(row).every((e) => !e.matches('.status'))) || !parts(row).every(inside);
        }).map((row) => row.id);
        const size = (text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
        const small = Array.from(document.querySelectorAll('figure svg text')).filter((text) => size(text) < 11)
            .map((text) => `${text.textContent}: ${size(text)}`);
        return [aside, small];""")
    expect_same(aside, [], "entries whose state or due date is aside")
    expect_same(small, [], "texts of plots that are too small to read")


def nothing_is_lost_without_scripts(page):
    page.load()
    page.browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.browser.open(page.address)
        page.unfold()
        counts = page.js("""return [entries.length, shown().length, details.filter(visible).length,
            Array.from(document.querySelectorAll('.js-only, button, select, input')).filter(visible).length];""")
    finally:
        page.browser.cdp("Emulation.setScriptExecutionDisabled", value=False)
    expect_same(counts, [counts[0]] * 3 + [0], "entries, rows, details and controls without scripts")


def axe_is_content(page):
    for scheme in ("light", "dark"):
        for open_ in (False, True):
            for width in (1280, 360):
                page.load()
                page.emulate(scheme=scheme)
                page.width(width)
                page.open_all(open_)
                page.js("document.querySelectorAll('details').forEach((it) => { it.open = arguments[0]; });", open_)
                page.browser.js(page.axe_source)
                found = page.browser.js_later(
                    """const done = arguments[1];
                    axe.run({ runOnly: { type: 'tag', values: arguments[0] },
                              rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
                        .then((result) => done(result.violations.flatMap((v) =>
                            v.nodes.map((n) => `${v.id}: ${n.target} (${n.failureSummary})`))),
                              (error) => done([String(error)]));""",
                    list(AXE_TAGS),
                )
                where = f"{scheme}, {width} wide, {'open' if open_ else 'closed'}"
                expect(not found, f"{where}: " + "; ".join(found[:5]))


def a_page_opens_within_a_second(page):
    """In processor time of the page, so that it is the same on a busy machine."""
    page.browser.cdp("Performance.enable", timeDomain="threadTicks")
    spent = []
    for _ in range(3):
        page.load(unfold=False)
        metrics = {m["name"]: m["value"] for m in page.browser.cdp("Performance.getMetrics")["metrics"]}
        spent.append(metrics["TaskDuration"])
    expect(min(spent) < 1, f"the page takes {min(spent):.2f} s")
    # The rest of a long table is there once somebody comes near.
    page.js("document.querySelector('.rest')?.scrollIntoView();")
    page.browser.js_later("requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(arguments[0], 100)));")
    unseen = page.js("return entries.filter((row) => !row.closest('details') && !visible(row)).length;")
    expect_same(unseen, 0, "entries that are not shown after scrolling")
    return f"{page.js('return entries.length;')} entries, {min(spent):.2f} s"


def nothing_was_said_or_loaded(page):
    """The last check: over all that came before, and no other page was opened."""
    said = [f"{entry['level']}: {entry['message']}" for entry in page.said if entry["level"] != "DEBUG"]
    expect_same(said, [], "the console")
    loaded = set()
    for entry in page.sent:
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            loaded.add(message["params"]["request"]["url"].partition("#")[0])
    expect(page.address in loaded, "the log of requests is empty")
    wrong = [url for url in loaded if url != page.address and not url.startswith(("data:", "about:"))]
    expect_same(wrong, [], "what was loaded")


CHECKS = (
    markup_is_regular,
    policy_is_strict,
    hostile_text_is_text,
    details_are_closed_at_first,
    closed_entries_are_folded,
    late_entries_come_first,
    rows_open_by_click,
    fragment_opens_an_entry,
    search_narrows,
    search_knows_turkish_letters,
    selects_narrow,
    columns_sort,
    keyboard_is_enough,
    themes_change,
    paper_shows_everything,
    narrow_window_fits,
    phone_shows_state_and_due_date,
    nothing_is_lost_without_scripts,
    axe_is_content,
    a_page_opens_within_a_second,
    nothing_was_said_or_loaded,
)


def main():
    if len(sys.argv) < 3:
        sys.exit("usage: page.py PAGE.html AXE.js [CHECK…]")
    driver = shutil.which("chromedriver")
    binary = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not driver or not binary:
        print("skipped: no chromium and chromedriver here (Debian: apt install chromium chromium-driver)")
        return 0
    axe = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    browser = Browser(driver, binary)
    failed = 0
    try:
        page = Page(browser, pathlib.Path(sys.argv[1]), axe)
        page.said, page.sent = [], []
        page.load()
        for check in CHECKS:
            if sys.argv[3:] and check.__name__ not in sys.argv[3:]:
                continue
            # The logs are read after each check, because the browser keeps only a limited number of lines.
            page.said += browser.log("browser")
            page.sent += browser.log("performance")
            name = check.__name__.replace("_", " ")
            try:
                remark = check(page)
                print(f"ok    {name}{f' ({remark})' if remark else ''}", flush=True)
            except (Failure, WebDriverError) as error:
                failed += 1
                print(f"FAIL  {name}: {error}", flush=True)
    finally:
        browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
