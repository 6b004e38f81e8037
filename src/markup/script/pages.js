/**
 * What every page of staff has besides its links and forms: news of what others have changed, keys, and the whole of
 * what has the focus where a row scrolls sideways. Of a list it fetches what has changed and leaves alone where somebody
 * writes; of a record it says that it has changed. Every page works without this file.
 */
(() => {
  const news = document.getElementById('nytt');
  if (!news) return;
  const words = news.dataset;

  // What the editor keeps in this browser is forgotten after a day, whosever it is.
  const KEPT_MS = 24 * 3600 * 1000;
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith('yttra:')) continue;
    let at = 0;
    try {
      at = JSON.parse(localStorage.getItem(name)).at;
    } catch {
      // What cannot be read is as old as can be.
    }
    if (!(Date.now() - at < KEPT_MS)) localStorage.removeItem(name);
  }

  // A browser leaves what has the focus half outside a row that scrolls sideways.
  document.addEventListener('focusin', ({ target }) => {
    if (target.closest('.queues, .scroll, .table-wrap'))
      target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  several();
  keys();
  recount();
  standing();
  unsaved();
  if (document.querySelector('[data-live]') || words.record) listen();

  function say(text, link) {
    news.replaceChildren(text);
    if (!link) return;
    const a = document.createElement('a');
    a.href = location.pathname + location.search;
    a.textContent = link;
    news.append(' ', a);
  }

  function listen() {
    const GATHER_MS = 400;
    /** Not all who look at a list ask for it at the same moment, nor anyone all the time. */
    const SPREAD_MS = 1500;
    const PACE_MS = 5000;
    const COMES_AGAIN_MS = 60_000;
    const SAID_MS = 8000;
    let source;
    let timer;
    let fetching = false;
    let again = false;
    let silence;
    let asked = -PACE_MS;
    /** What the server has sent of each place, apart from what is new in every answer. */
    const sent = new Map();
    const places = () => [...document.querySelectorAll('[data-live]')];
    const plain = (place) => place.innerHTML.replace(/(name="_key" value=")[^"]*/g, '$1');
    for (const place of places()) sent.set(place.dataset.live, plain(place));

    const soon = () => {
      const wait = Math.max(GATHER_MS + Math.random() * SPREAD_MS, asked + PACE_MS - performance.now());
      timer ??= setTimeout(() => {
        timer = undefined;
        asked = performance.now();
        void refresh();
      }, wait);
    };

    function connect() {
      source = new EventSource('/yttra/v1/events');
      source.addEventListener('change', (event) => {
        const { kind, id, etag } = JSON.parse(event.data);
        if (words.record === `${kind} ${id}` && words.etag !== etag) say(words.changed, words.show);
        soon();
      });
      source.addEventListener('reload', soon);
      // A browser does not try again where it was refused.
      source.addEventListener('error', ({ target }) => {
        if (target.readyState !== EventSource.CLOSED) return;
        setTimeout(() => {
          if (source === target && document.visibilityState !== 'hidden') connect();
        }, COMES_AGAIN_MS);
      });
    }

    // A page that nobody looks at listens to nothing: a browser opens few connections at a time.
    document.addEventListener('visibilitychange', () => {
      source?.close();
      source = undefined;
      if (document.visibilityState === 'hidden') return;
      connect();
      soon();
    });
    addEventListener('pagehide', () => source?.close());
    if (document.visibilityState !== 'hidden') connect();

    async function refresh() {
      if (sent.size === 0) return;
      if (fetching) {
        again = true;
        return;
      }
      fetching = true;
      const answer = await fetch(location.href, {
        headers: { Accept: 'text/html' },
        redirect: 'manual',
      }).catch(() => undefined);
      if (answer?.ok) show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      fetching = false;
      if (!again) return;
      again = false;
      soon();
    }

    function show(page) {
      let renewed = 0;
      for (const place of places()) {
        const fresh = page.querySelector(`[data-live="${place.dataset.live}"]`);
        if (fresh && renew(place, fresh)) renewed += 1;
      }
      if (renewed === 0) return;
      document.title = page.title;
      say(words.updated);
      clearTimeout(silence);
      silence = setTimeout(() => news.replaceChildren(), SAID_MS);
    }

    /** Whether somebody has typed in it, or is about to. */
    function isWritten(place) {
      const fields = [...place.querySelectorAll('input, textarea, select')].filter(
        ({ type }) => type !== 'hidden' && type !== 'checkbox',
      );
      return fields.some(
        (field) =>
          field === document.activeElement ||
          (field.value !== field.defaultValue && field.defaultValue !== undefined),
      );
    }

    /** Puts in what is new; marks stay where the matter is as it was, and the focus stays in its place. */
    function renew(place, fresh) {
      const now = plain(fresh);
      if (now === sent.get(place.dataset.live) || isWritten(place)) return false;
      sent.set(place.dataset.live, now);
      const boxes = [...place.querySelectorAll('input[type="checkbox"]')];
      const marked = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
      putIn(place, fresh.childNodes, () => {
        for (const box of place.querySelectorAll('input[type="checkbox"]'))
          box.checked = marked.has(box.value);
        showMarked();
      });
      return true;
    }
  }

  /** Marks rows of a list, for a step that is taken of several; without this a link marks them all, and a button takes the step. */
  function several() {
    document.addEventListener('change', ({ target }) => {
      if (target.form?.matches('.bulk')) showMarked(target.form);
    });
    document.addEventListener('reset', (event) => {
      if (!event.target.matches('.bulk')) return;
      event.preventDefault();
      const boxes = boxesOf(event.target);
      for (const box of boxes) box.checked = false;
      showMarked(event.target);
      boxes[0]?.focus();
    });
    document.addEventListener('click', (event) => {
      const link = event.target.closest('.group a[href*="markera="]');
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const { form } = link.closest('tbody').querySelector('input[type="checkbox"]');
      for (const box of boxesOf(form).slice(0, Number(form.dataset.most))) box.checked = true;
      showMarked(form);
    });
    // A browser that goes back to a page marks what was marked, after this has run.
    addEventListener('pageshow', () => showMarked());
    showMarked();
  }

  function boxesOf(form) {
    return [...document.querySelectorAll(`input[type="checkbox"][form="${form.id}"]`)];
  }

  /** One bar at a time, of the list that was marked last: it says how many are marked, and takes the step of those. */
  function showMarked(last) {
    const bars = [...document.querySelectorAll('form.bulk')];
    const counts = new Map(bars.map((bar) => [bar, boxesOf(bar).filter(({ checked }) => checked).length]));
    const marked = bars.filter((bar) => counts.get(bar) > 0);
    const shown = marked.includes(last) ? last : (marked.find(({ hidden }) => !hidden) ?? marked[0]);
    for (const bar of bars) {
      bar.hidden = bar !== shown;
      if (bar.hidden) continue;
      const count = counts.get(bar);
      const inWords = ({ one, many }) => (count === 1 ? one : many.replace('#', count));
      const status = bar.querySelector('[role="status"]');
      status.textContent = inWords(status.dataset);
      bar.querySelector('button[type="submit"]').textContent = inWords(bar.dataset);
    }
  }

  /** Counts anew, at each change, what a form's days lead to. It is saved when its own button is pressed. */
  function recount() {
    const form = document.querySelector('form:is([data-recount], [data-foresees])');
    if (!form) return;
    const { recount: as, foresees: field, notCounted } = form.dataset;
    let latest;
    const ask = () => {
      const options = { headers: { Accept: 'text/html' }, redirect: 'manual' };
      const typed = new URLSearchParams(new FormData(form));
      if (field)
        return fetch(`${form.action}?${new URLSearchParams({ [field]: typed.get(field) })}`, options);
      typed.set('_then', as);
      return fetch(form.action, { ...options, method: 'POST', body: typed });
    };
    form.addEventListener('change', async ({ target }) => {
      if (field && target.name !== field) return;
      const asked = (latest = ask().catch(() => undefined));
      const answer = await asked;
      const html = answer?.ok ? await answer.text() : undefined;
      // Only what was filled in last counts.
      if (asked !== latest) return;
      if (html === undefined) {
        if (notCounted) say(notCounted);
        return;
      }
      news.replaceChildren();
      const page = new DOMParser().parseFromString(html, 'text/html');
      for (const place of document.querySelectorAll('[data-counted]')) {
        const fresh = page.querySelector(`[data-counted="${place.dataset.counted}"]`);
        if (fresh) putIn(place, fresh.childNodes);
      }
    });
  }

  /** Texts that stand as they are while a choice says so; what was typed is there again when it says something else. */
  function standing() {
    for (const area of document.querySelectorAll('textarea[data-standing]')) {
      const choice = area.form.elements[area.dataset.choice];
      const whenever = area.dataset.whenever.split(' ');
      let typed = area.value;
      const follow = () => {
        const stands = whenever.includes(choice.value);
        if (stands === area.readOnly) return;
        if (stands) typed = area.value;
        area.readOnly = stands;
        area.value = stands ? area.dataset.standing : typed;
      };
      // A form that was refused shows what was refused.
      if (!area.hasAttribute('aria-invalid')) follow();
      choice.addEventListener('change', follow);
      // A browser that goes back to a page chooses what was chosen, after this has run.
      addEventListener('pageshow', () => area.hasAttribute('aria-invalid') || follow());
    }
  }

  /** Asks before a page is left on which something is written, or a file chosen, that has not been sent. The editor asks by itself. */
  function unsaved() {
    let leaving = false;
    addEventListener('submit', () => (leaving = true));
    addEventListener('pageshow', () => (leaving = false));
    addEventListener('beforeunload', (event) => {
      const texts = [...document.querySelectorAll('form[method="post"]:not([data-autosave]) textarea')];
      // A form that is shown again has what was typed from the beginning.
      const isWritten = ({ value, defaultValue, form, readOnly }) =>
        (!readOnly && value !== defaultValue) ||
        (value !== '' && form.querySelector('.ds-error-summary') !== null);
      const files = [
        ...document.querySelectorAll('form[method="post"]:not([data-autosave]) input[type="file"]'),
      ];
      const isChosen = files.some((field) => field.files.length > 0);
      if (!leaving && (isChosen || texts.some(isWritten))) event.preventDefault();
    });
  }

  function keys() {
    if (words.keys === 'av') return;
    document.addEventListener('keydown', (event) => {
      const { key, target } = event;
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === 'k') {
        event.preventDefault();
        const field = [...document.querySelectorAll('input[type="search"][name="q"]')].find(
          ({ offsetParent }) => offsetParent,
        );
        if (field) field.select();
        else location.assign('/sok');
        field?.focus();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // Single keys work in a list alone, while it has the focus.
      const row = target.closest?.('.worklist tr');
      if (row && act(row, key, target)) event.preventDefault();
    });
  }

  /** @returns whether the key is one of a list's. */
  function act(row, key, target) {
    const link = row.querySelector('.matter a');
    if (key === 'j' || key === 'k') {
      const rows = [...row.closest('.worklist').querySelectorAll('tr')].filter(
        (each) => each === row || each.querySelector('.matter a'),
      );
      rows[rows.indexOf(row) + (key === 'j' ? 1 : -1)]?.querySelector('.matter a')?.focus();
      return true;
    }
    const does = {
      x: row.querySelector('input[type="checkbox"]'),
      '.': row.querySelector('.go a, .go button'),
      Enter: target.matches('input[type="checkbox"]') ? link : undefined,
    }[key];
    does?.click();
    return does !== undefined;
  }
})();
