// The page of `gapreg report`: finds, sorts and opens entries, and changes the theme. Without it,
// everything can be read. The words shown are those of the markup, as the page has two languages.
(() => {
  'use strict';

  const root = document.documentElement;
  const THEME = 'gapreg-theme';

  // A page opened from a disk may be refused any storage; then a choice lasts as long as the page.
  function storedTheme() {
    try {
      return localStorage.getItem(THEME) || 'system';
    } catch {
      return 'system';
    }
  }

  function chooseTheme(theme) {
    root.dataset.theme = theme;
    try {
      localStorage.setItem(THEME, theme);
    } catch { /* not kept */ }
  }

  function startTheme(control) {
    for (const radio of control.querySelectorAll('input')) {
      radio.checked = radio.value === root.dataset.theme;
      radio.addEventListener('change', () => chooseTheme(radio.value));
    }
  }

  // Without marks, `İ` is `I`; in capitals, `ı` and `i` are, too, which no lower case would do.
  function fold(text) {
    return text.normalize('NFKD').replace(/\p{M}+/gu, '').toUpperCase();
  }

  function wrapInButton(cell) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...cell.childNodes);
    cell.append(button);
    return button;
  }

  function readEntries(tables) {
    const rows = tables.flatMap((table) => Array.from(table.tBodies[0].rows))
      .filter((row) => row.classList.contains('entry'));
    return rows.map((row, at) => {
      const detail = row.nextElementSibling;
      detail.id = `page-detail-${at}`;
      const button = wrapInButton(row.cells[0]);
      button.setAttribute('aria-controls', detail.id);
      return { row, detail, button, folds: row.closest('details') };
    });
  }

  // To a browser that runs scripts, the details of an entry are one text, so that a long page opens
  // at once. They become elements when they are asked for.
  function detailOf(entry) {
    const source = entry.detail.querySelector('noscript');
    if (source) {
      const template = document.createElement('template');
      template.innerHTML = source.textContent;
      source.replaceWith(template.content);
    }
    return entry.detail;
  }

  // What a search looks at.
  function textOf(entry) {
    const texts = () => [...entry.row.cells, ...detailOf(entry).cells].map((cell) => cell.textContent);
    return entry.text ??= fold(texts().join('\n'));
  }

  function isOpen(entry) {
    return entry.detail.classList.contains('open');
  }

  function setOpen(entry, open) {
    if (open) detailOf(entry);
    entry.detail.classList.toggle('open', open);
    entry.button.setAttribute('aria-expanded', String(open));
  }

  function start() {
    startTheme(document.getElementById('page-theme'));
    const tables = Array.from(document.querySelectorAll('table.entries'));
    const form = document.getElementById('page-controls');
    const status = document.getElementById('page-status');
    const openAll = document.getElementById('page-open-all');
    const collator = new Intl.Collator(root.lang, { numeric: true });
    const entries = readEntries(tables);
    const closed = document.querySelector('details.fold');
    // Whether it was open before somebody looked for something.
    let wasOpen = null;

    const shown = () => entries.filter((entry) => !entry.row.hidden);
    const inView = () => shown().filter(({ folds }) => !folds || folds.open);
    const allOpen = () => inView().length > 0 && inView().every(isOpen);

    function nameOpenAll() {
      openAll.textContent = allOpen() ? openAll.dataset.close : openAll.dataset.open;
    }

    // The rest of a long table, which is not laid out at first.
    function showAll() {
      root.classList.add('all');
    }

    function filter() {
      const words = fold(form.elements.search.value).split(/\s+/).filter(Boolean);
      const selects = Array.from(form.querySelectorAll('select')).filter((select) => select.value);
      for (const entry of entries) {
        const fits = words.every((word) => textOf(entry).includes(word))
          && selects.every((select) => entry.row.dataset[select.name] === select.value);
        entry.row.hidden = entry.detail.hidden = !fits;
      }
      // Who looks for something sees it, also where it is folded away.
      const isAsked = words.length > 0 || selects.length > 0;
      if (isAsked) showAll();
      if (closed && isAsked) {
        wasOpen ??= closed.open;
        closed.open = shown().some(({ folds }) => folds);
      } else if (closed && wasOpen !== null) {
        closed.open = wasOpen;
        wasOpen = null;
      }
      const count = shown().length;
      const sentence = count ? status.dataset.text : status.dataset.none;
      status.textContent = sentence.replace('{shown}', count).replace('{all}', entries.length);
      nameOpenAll();
    }

    function reset() {
      form.reset();
      filter();
    }

    function toggle(entry) {
      setOpen(entry, !isOpen(entry));
      nameOpenAll();
      // The address can be copied and leads here again; `location.hash` would scroll the page.
      if (isOpen(entry)) history.replaceState(null, '', `#${encodeURIComponent(entry.row.id)}`);
    }

    // The whole row may be clicked, but not by following a link or marking some words in it.
    function clickRow(entry, event) {
      if (!event.target.closest('a, button') && getSelection().isCollapsed) toggle(entry);
    }

    function sortValue(entry, column) {
      const cell = entry.row.cells[column];
      return cell.dataset.value ?? cell.textContent.trim();
    }

    function sortBy(table, head) {
      showAll();
      const descending = head.getAttribute('aria-sort') === 'ascending';
      for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      const rows = Array.from(table.tBodies[0].rows);
      const own = entries.filter(({ row }) => table.contains(row));
      const places = new Map(rows.map((row, at) => [row, at]));
      const keyed = own.map((entry) => ({ entry, key: sortValue(entry, head.cellIndex) }));
      keyed.sort((a, b) => places.get(a.entry.row) - places.get(b.entry.row));
      keyed.sort((a, b) => {
        // What is empty stands last, whichever way the rest is sorted.
        if (!a.key || !b.key) return !a.key - !b.key;
        return descending ? collator.compare(b.key, a.key) : collator.compare(a.key, b.key);
      });
      table.tBodies[0].append(...keyed.flatMap(({ entry: { row, detail } }) => [row, detail]));
    }

    function goToFragment() {
      let id = location.hash.slice(1);
      try {
        id = decodeURIComponent(id);
      } catch { /* as it stands */ }
      const entry = entries.find(({ row }) => row.id === id);
      if (!entry) return;
      if (entry.row.hidden) reset();
      if (entry.row.classList.contains('later')) showAll();
      if (entry.folds) entry.folds.open = true;
      setOpen(entry, true);
      nameOpenAll();
      entry.row.scrollIntoView();
    }

    for (const entry of entries) {
      setOpen(entry, false);
      entry.button.addEventListener('click', () => toggle(entry));
      entry.row.addEventListener('click', (event) => clickRow(entry, event));
    }
    for (const table of tables) {
      for (const head of table.tHead.rows[0].cells) {
        wrapInButton(head).addEventListener('click', () => sortBy(table, head));
      }
    }
    closed?.addEventListener('toggle', nameOpenAll);
    form.addEventListener('input', filter);
    form.addEventListener('submit', (event) => event.preventDefault());
    document.getElementById('page-reset').addEventListener('click', reset);
    const near = new IntersectionObserver((seen) => {
      if (seen.some((each) => each.isIntersecting)) showAll();
    }, { rootMargin: '400px' });
    for (const rest of document.querySelectorAll('.rest')) {
      rest.firstElementChild.addEventListener('click', showAll);
      near.observe(rest);
    }
    openAll.addEventListener('click', () => {
      showAll();
      const open = !allOpen();
      for (const entry of inView()) setOpen(entry, open);
      nameOpenAll();
    });
    // Paper has the details of all entries.
    const paper = matchMedia('print');
    const beforePaper = () => { if (paper.matches) entries.forEach(detailOf); };
    paper.addEventListener('change', beforePaper);
    addEventListener('beforeprint', () => entries.forEach(detailOf));
    addEventListener('hashchange', goToFragment);
    filter();
    // Else a browser that loads the page again goes where it was, in a page that had another length.
    if (location.hash) history.scrollRestoration = 'manual';
    goToFragment();
  }

  // In the head, before anything is drawn, so that no page flashes in the wrong theme or full length.
  root.dataset.theme = storedTheme();
  root.classList.add('js');
  document.addEventListener('DOMContentLoaded', start);
})();
