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

  function readEntries(body) {
    const rows = Array.from(body.rows).filter((row) => row.classList.contains('entry'));
    return rows.map((row, at) => {
      const detail = row.nextElementSibling;
      detail.id = `page-detail-${at}`;
      const cells = [...row.cells, ...detail.cells];
      const text = fold(cells.map((cell) => cell.textContent).join('\n'));
      const button = wrapInButton(row.cells[0]);
      button.setAttribute('aria-controls', detail.id);
      return { row, detail, button, text };
    });
  }

  function isOpen(entry) {
    return entry.detail.classList.contains('open');
  }

  function setOpen(entry, open) {
    entry.detail.classList.toggle('open', open);
    entry.button.setAttribute('aria-expanded', String(open));
  }

  function start() {
    startTheme(document.getElementById('page-theme'));
    const table = document.getElementById('page-table');
    const form = document.getElementById('page-controls');
    const status = document.getElementById('page-status');
    const openAll = document.getElementById('page-open-all');
    const heads = Array.from(table.tHead.rows[0].cells);
    const collator = new Intl.Collator(root.lang, { numeric: true });
    let entries = readEntries(table.tBodies[0]);

    const shown = () => entries.filter((entry) => !entry.row.hidden);
    const allOpen = () => shown().length > 0 && shown().every(isOpen);

    function nameOpenAll() {
      openAll.textContent = allOpen() ? openAll.dataset.close : openAll.dataset.open;
    }

    function filter() {
      const words = fold(form.elements.search.value).split(/\s+/);
      const selects = Array.from(form.querySelectorAll('select')).filter((select) => select.value);
      for (const entry of entries) {
        const fits = words.every((word) => entry.text.includes(word))
          && selects.every((select) => entry.row.dataset[select.name] === select.value);
        entry.row.hidden = entry.detail.hidden = !fits;
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

    function sortBy(head) {
      const descending = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      const keyed = entries.map((entry) => ({ entry, key: sortValue(entry, head.cellIndex) }));
      keyed.sort((a, b) => {
        // What is empty stands last, whichever way the rest is sorted.
        if (!a.key || !b.key) return !a.key - !b.key;
        return descending ? collator.compare(b.key, a.key) : collator.compare(a.key, b.key);
      });
      entries = keyed.map(({ entry }) => entry);
      table.tBodies[0].append(...entries.flatMap(({ row, detail }) => [row, detail]));
    }

    function goToFragment() {
      let id = location.hash.slice(1);
      try {
        id = decodeURIComponent(id);
      } catch { /* as it stands */ }
      const entry = entries.find(({ row }) => row.id === id);
      if (!entry) return;
      if (entry.row.hidden) reset();
      setOpen(entry, true);
      nameOpenAll();
      entry.row.scrollIntoView();
    }

    for (const entry of entries) {
      setOpen(entry, false);
      entry.button.addEventListener('click', () => toggle(entry));
      entry.row.addEventListener('click', (event) => clickRow(entry, event));
    }
    for (const head of heads) wrapInButton(head).addEventListener('click', () => sortBy(head));
    form.addEventListener('input', filter);
    form.addEventListener('submit', (event) => event.preventDefault());
    document.getElementById('page-reset').addEventListener('click', reset);
    openAll.addEventListener('click', () => {
      const open = !allOpen();
      for (const entry of shown()) setOpen(entry, open);
      nameOpenAll();
    });
    addEventListener('hashchange', goToFragment);
    filter();
    goToFragment();
  }

  // In the head, before anything is drawn, so that no page flashes in the wrong theme or full length.
  root.dataset.theme = storedTheme();
  root.classList.add('js');
  document.addEventListener('DOMContentLoaded', start);
})();
