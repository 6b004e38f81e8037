/**
 * Keeps what is written in the editor. Every few seconds it goes to the server, as a copy that only its author sees; until
 * the server has it, it is kept in this browser, so that neither a network, a server nor a session that ends takes it
 * along. It is forgotten here when the server has it, and when somebody signs out.
 *
 * The page works without this file: it sends its form with its buttons.
 */
(() => {
  const form = document.querySelector('form[data-autosave]');
  const PREFIX = 'yttra:';
  // The entry of the form that was sent last, until the next page tells what became of it.
  const SENT = 'yttra-sent';
  const forgetAll = () => {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  };
  document.querySelector('form[action="/logga-ut"]')?.addEventListener('submit', forgetAll);
  if (!form) return;

  const QUIET_MS = 1500;
  const AT_MOST_MS = 3000;
  const AGAIN_MS = 5000;
  const LOOK_MS = 20_000;
  const LOOKED_AFTER_MS = 5 * 60_000;
  const KEPT_MS = 24 * 3600 * 1000;
  const words = form.dataset;
  const status = document.getElementById('sparat');
  const mine = `${PREFIX}${words.owner}:${words.record}:`;
  const name = mine + form.elements.namedItem('_key').value;
  const CONTROL = ['_token', '_key', '_copy', '_then', '_report', '_which', 'file'];

  /** What is typed, with the version that it began with. */
  const typed = () => {
    const fields = new URLSearchParams(new FormData(form));
    for (const control of CONTROL) fields.delete(control);
    return fields.toString();
  };
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  let copy = form.elements.namedItem('_copy').value;
  let kept = words.unsaved === 'ja' ? '' : typed();
  let timer;
  let since;
  let sending;
  let blocked = false;
  let leaving = false;
  let wroteAt = Date.now();
  const isDirty = () => typed() !== kept;

  function keepHere() {
    try {
      if (isDirty()) localStorage.setItem(name, JSON.stringify({ at: Date.now(), text: typed() }));
      else localStorage.removeItem(name);
    } catch {
      // The browser has no room or allows none: the server has what it had.
    }
  }

  function say(text, link) {
    status.replaceChildren(text);
    if (!link) return;
    const a = document.createElement('a');
    a.href = `/logga-in?till=${encodeURIComponent(location.pathname)}`;
    a.textContent = link;
    status.append(' ', a);
  }

  function show(id, html) {
    const place = document.getElementById(id);
    if (!place || html === undefined) return;
    const page = new DOMParser().parseFromString(html, 'text/html');
    if (page.body.innerHTML !== place.innerHTML) putIn(place, page.body.childNodes);
  }

  async function send(options = {}) {
    clearTimeout(timer);
    since = undefined;
    if (blocked || !isDirty()) return;
    if (sending) {
      await sending;
      await send(options);
      return;
    }
    const text = typed();
    const body = new URLSearchParams(text);
    body.set('_token', form.elements.namedItem('_token').value);
    body.set('_copy', copy);
    const asked = fetch(words.autosave, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body,
      redirect: 'manual',
      ...options,
    });
    sending = asked.then(
      (answer) => answered(answer, text),
      () => fail(words.offline, AGAIN_MS),
    );
    await sending.finally(() => (sending = undefined));
  }

  async function answered(answer, text) {
    if (answer.ok) {
      const told = await answer.json();
      copy = String(told.version);
      // The form takes it along to the next page, which goes on from it.
      form.elements.namedItem('_copy').value = copy;
      kept = text;
      keepHere();
      say(told.saved);
      show('rad', told.advice);
      show('papper', told.paper);
      show('andra-skriver', told.others);
      if (isDirty()) plan();
    } else if (answer.status === 412 || answer.status === 409) {
      blocked = true;
      fail(answer.status === 412 ? words.elsewhere : words.closed);
    } else if (answer.status === 401 || answer.type === 'opaqueredirect') {
      fail(words.signedOut, undefined, words.signIn);
    } else if (answer.status === 403 || answer.status === 404) {
      blocked = true;
      const { detail } = await answer.json().catch(() => ({}));
      fail(detail ?? words.refused);
    } else if (answer.status >= 500 || answer.status === 429) fail(words.offline, AGAIN_MS);
    // The same text would be refused again: what is typed next is sent.
    else fail(words.refused);
  }

  function fail(text, again, link) {
    keepHere();
    say(text, link);
    if (again) timer = setTimeout(send, again);
  }

  function plan() {
    since ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, Math.min(QUIET_MS, since + AT_MOST_MS - Date.now())));
  }

  form.addEventListener('input', () => {
    wroteAt = Date.now();
    keepHere();
    plan();
  });
  addEventListener('online', () => void send());
  addEventListener('pageshow', () => (leaving = false));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden' || leaving) return;
    keepHere();
    void send({ keepalive: typed().length < 60_000 });
  });
  addEventListener('beforeunload', (event) => {
    if (!leaving && isDirty()) event.preventDefault();
  });
  // The server has what was typed before the form is sent: nothing is left here afterwards.
  form.addEventListener('submit', async (event) => {
    if (leaving) return;
    event.preventDefault();
    keepHere();
    await Promise.race([send(), pause(2000)]);
    // Until this event is over a form cannot be sent again.
    await pause(0);
    clearTimeout(timer);
    leaving = true;
    try {
      sessionStorage.setItem(SENT, name);
    } catch {
      // As in `keepHere`.
    }
    form.requestSubmit(event.submitter);
  });

  const hasKeys = document.getElementById('nytt')?.dataset.keys !== 'av';
  document.addEventListener('keydown', (event) => {
    if (!hasKeys) return;
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault();
      form.requestSubmit();
    }
    const [, at] = /^clauses\[(\d+)\]/.exec(event.target.name ?? '') ?? [];
    const way = { ArrowUp: 'upp', ArrowDown: 'ned' }[event.key];
    if (!event.altKey || at === undefined || !way) return;
    event.preventDefault();
    form.querySelector(`button[value="${way}-${Number(at) + 1}"]`)?.click();
  });

  // Only while somebody writes: a session that nobody uses ends.
  setInterval(async () => {
    if (document.visibilityState === 'hidden' || sending || Date.now() - wroteAt > LOOKED_AFTER_MS) return;
    const answer = await fetch(words.autosave, {
      headers: { Accept: 'application/json' },
      redirect: 'manual',
    }).catch(() => undefined);
    if (answer?.ok) show('andra-skriver', (await answer.json()).others);
  }, LOOK_MS);

  /** An entry of this browser; undefined of what is none. */
  function entryOf(each) {
    try {
      const { at, text } = JSON.parse(localStorage.getItem(each));
      return typeof at === 'number' && typeof text === 'string' ? { each, at, text } : undefined;
    } catch {
      return undefined;
    }
  }

  /** What is written, whichever version it began with. */
  function written(text) {
    const fields = new URLSearchParams(text);
    fields.delete('_version');
    return fields.toString();
  }

  /**
   * What was left here when the page went away, the newest. What has lain here for long is forgotten, whosever it is; so
   * is what the form shows, and what has just been saved.
   */
  function left() {
    const sent = sessionStorage.getItem(SENT);
    sessionStorage.removeItem(SENT);
    const saved = location.search.includes('sparat=ja') ? sent : null;
    const entries = [];
    for (const each of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && key !== name)) {
      const entry = entryOf(each);
      const isMine = each.startsWith(mine);
      const isShown = isMine && entry && written(entry.text) === written(typed());
      if (!entry || Date.now() - entry.at > KEPT_MS || each === saved || isShown)
        localStorage.removeItem(each);
      else if (isMine) entries.push(entry);
    }
    return entries.toSorted((one, other) => other.at - one.at)[0];
  }

  /** As the rest of the page has it, `10.42`; with the day before it where it is not today. */
  function timeOf(at) {
    const [then, today] = [new Date(at), new Date()].map((each) => each.toLocaleDateString('sv-SE'));
    const time = new Date(at)
      .toLocaleTimeString('sv-SE', { hour: '2-digit', minute: '2-digit' })
      .replace(':', '.');
    return then === today ? time : `${then} ${time}`;
  }

  function offer() {
    const found = left();
    const place = document.getElementById('kvar-har');
    if (!found || !place) return;
    place.querySelector('[data-time]').textContent = timeOf(found.at);
    place.hidden = false;
    place.querySelector('[data-get]').addEventListener('click', () => {
      const again = document.createElement('form');
      again.method = 'post';
      again.action = form.action;
      const fields = new URLSearchParams(found.text);
      for (const each of ['_token', '_key', '_copy']) fields.set(each, form.elements.namedItem(each).value);
      fields.set('_then', 'visa');
      for (const [field, value] of fields) {
        const input = document.createElement('textarea');
        Object.assign(input, { name: field, value, hidden: true });
        again.append(input);
      }
      document.body.append(again);
      leaving = true;
      again.submit();
    });
    place.querySelector('[data-drop]').addEventListener('click', () => {
      localStorage.removeItem(found.each);
      place.hidden = true;
      offer();
    });
  }
  if (isDirty()) plan();
  offer();
})();
