// Small behaviors of the pages. Without this file every page still shows its content.
(() => {
  'use strict';

  const MINUTE = 60, HOUR = 3600, DAY = 86400;
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

  const dayOf = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });

  const relative = (seconds) => {
    const size = Math.abs(seconds);
    if (size < 45) return seconds < 0 ? 'just now' : 'in a few seconds';
    if (size < HOUR) return words.format(Math.round(seconds / MINUTE), 'minute');
    if (size < DAY) return words.format(Math.round(seconds / HOUR), 'hour');
    if (size < 45 * DAY) return words.format(Math.round(seconds / DAY), 'day');
    return null;
  };

  // Times are in the viewer's time zone; the UTC time appears on hover. Lists of the past have exact times, because "2
  // hours ago" would count from now.
  const times = (root) => root.querySelectorAll('time[data-time]').forEach((time) => {
    const at = new Date(time.dateTime);
    time.title = local.format(at) + ' · ' + at.toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
    time.textContent = ('exact' in time.dataset || time.closest('[data-exact-times]') ? null : relative((at - Date.now()) / 1000)) || local.format(at);
  });

  // An option holds text only, so its time is replaced as text.
  const options = (root) => root.querySelectorAll('option[data-time]').forEach((option) => {
    option.textContent = local.format(new Date(option.dataset.time)) + option.dataset.rest;
  });

  const origins = (root) => root.querySelectorAll('code[data-origin]').forEach((code) => {
    code.textContent = code.textContent.replaceAll('{origin}', location.origin);
    code.removeAttribute('data-origin');
  });

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const charts = (root) => root.querySelectorAll('[data-uses]').forEach((place) => {
    if (!window.uPlot || place.firstChild) return;
    const [days, accepted, refused] = JSON.parse(place.dataset.series);
    const series = [days, accepted.map((uses, day) => uses + refused[day]), refused]; // refused uses in front of all
    const bars = uPlot.paths.bars({ size: [0.7, 28] });
    const axis = { stroke: color('--quiet'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false } };
    const last = Number(place.dataset.last) || Math.floor(Date.now() / 1000 / DAY) * DAY;
    const first = Number(place.dataset.first) || last - 29 * DAY;
    const chart = new uPlot({
      width: place.clientWidth, height: 170, tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), 'Etc/UTC'),
      legend: { show: false }, cursor: { show: false },
      scales: { x: { range: [first - 0.6 * DAY, last + 0.6 * DAY] }, y: { range: (chart, min, max) => [0, Math.max(max, 4)] } },
      axes: [{ ...axis, values: (chart, days) => days.map((day) => dayOf.format(new Date(day * 1e3))) }, { ...axis, size: 48 }],
      series: [{}, { fill: color('--accent'), stroke: color('--accent'), paths: bars, points: { show: false } },
        { fill: color('--bad'), stroke: color('--bad'), paths: bars, points: { show: false } }],
    }, series, place);
    new ResizeObserver(() => {
      if (place.clientWidth > 0 && place.clientWidth !== chart.width) chart.setSize({ width: place.clientWidth, height: 170 });
    }).observe(place);
  });

  const retries = (root) => {
    if (root.querySelector('[data-retry]')) setTimeout(() => location.reload(), 5000);
  };

  // A live list keeps its newest rows.
  const limits = (root) => root.querySelectorAll('table[data-limit]').forEach((table) => {
    [...table.querySelectorAll('tbody > tr')].slice(Number(table.dataset.limit)).forEach((row) => row.remove());
  });

  // A slider fills a date field with a day of the past.
  const sliders = (root) => root.querySelectorAll('input[type=range][data-fills]').forEach((slider) => {
    slider.closest('label').hidden = false;
    const field = document.getElementById(slider.dataset.fills);
    const day = () => typed(new Date(new Date().setHours(0, 0, 0, 0) + slider.valueAsNumber * DAY * 1e3 + DAY * 500), 'begin').slice(0, 10);
    const say = () => slider.setAttribute('aria-valuetext', slider.valueAsNumber ? day() : 'now');
    const shown = /^\d{4}-\d{2}-\d{2}/.test(field.value) ? Math.floor((Date.parse(field.value) - Date.now()) / DAY / 1e3) + 1 : 0;
    slider.value = Number.isNaN(shown) ? 0 : shown;
    say();
    slider.oninput = () => { field.value = slider.valueAsNumber ? day() : ''; say(); };
  });

  const digits = (number, length = 2) => String(number).padStart(length, '0');

  // An instant as people type it, in the viewer's time zone. The first or last instant of a day is shown as that day.
  const typed = (at, bound) => {
    const day = [digits(at.getFullYear(), 4), digits(at.getMonth() + 1), digits(at.getDate())].join('-');
    const next = new Date(at.getTime() + (bound === 'end' ? 1 : 0));
    if (!next.getHours() && !next.getMinutes() && !next.getSeconds() && !next.getMilliseconds()) return day;
    const rest = at.getSeconds() || at.getMilliseconds() ? ':' + digits(at.getSeconds()) : '';
    return `${day} ${digits(at.getHours())}:${digits(at.getMinutes())}${rest}${at.getMilliseconds() ? '.' + digits(at.getMilliseconds(), 3) : ''}`;
  };

  const TYPED_TIME = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?$/;

  // What was typed, as an instant in UTC; anything else, such as a position, as it is.
  const instant = (text, bound) => {
    const parts = TYPED_TIME.exec(text.trim());
    if (!parts) return text;
    const at = new Date(`${parts[1]}T${parts[2] || '00:00'}`);
    if (Number.isNaN(at.getTime())) return text;
    if (!parts[2] && bound === 'end') {
      at.setDate(at.getDate() + 1);
      at.setMilliseconds(-1);
    }
    return at.toISOString();
  };

  const instants = (root) => root.querySelectorAll('input[data-instant]').forEach((field) => {
    const at = new Date(field.value);
    if (/^\d{4}-.*Z$/.test(field.value) && !Number.isNaN(at.getTime())) field.value = typed(at, field.dataset.instant);
  });

  const selections = (root) => root.querySelectorAll('[data-select-all]').forEach((button) => { button.hidden = false; });

  // On a narrow screen, the tab of this page may lie outside.
  const tabs = (root) => root.querySelectorAll('.tabs [aria-current], .bar nav [aria-current]').forEach((tab) => {
    const list = tab.closest('.tabs, nav');
    list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
  });

  const prepare = (root) => { tabs(root); times(root); options(root); instants(root); origins(root); charts(root); limits(root); sliders(root); selections(root); retries(root); };

  const copied = (button) => {
    const text = button.textContent;
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = text; }, 2000);
  };

  document.addEventListener('click', (event) => {
    const copy = event.target.closest('[data-copy]');
    if (copy) navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent).then(() => copied(copy));
    const curl = event.target.closest('[data-copy-curl]');
    if (curl) {
      navigator.clipboard.writeText(`curl -H "Authorization: Bearer $TOKEN" "${location.origin}${curl.dataset.path}"`).then(() => copied(curl));
    }
    const all = event.target.closest('[data-select-all]');
    if (all) {
      const boxes = [...all.form.querySelectorAll('input[type=checkbox][name=token]')];
      const check = boxes.some((box) => !box.checked);
      boxes.forEach((box) => { box.checked = check; });
    }
    document.querySelectorAll('details.menu-account[open]').forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.querySelectorAll('details.menu-account[open]').forEach((menu) => { menu.open = false; });
    if (event.key === '/' && !event.target.closest('input, textarea, select')) {
      event.preventDefault();
      document.getElementById('find')?.focus();
    }
  });

  const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

  const base62 = (text) => [...text].reduce((number, digit) => number * 62n + BigInt(DIGITS.indexOf(digit)), 0n);

  const crc32 = (text) => {
    let crc = -1;
    for (const char of text) {
      crc ^= char.charCodeAt(0);
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return BigInt(~crc >>> 0);
  };

  // The 32 random bytes of an API key: 43 digits in base 62, before the 6 digits of the checksum. Nothing if the value
  // is incomplete or has a typing error, which a lookup would only call unknown.
  const secretBytes = (value) => {
    const text = value.includes('_') ? value : 'ZENPROKEY_' + value;
    const key = /[0-9A-Za-z]{71}$/.exec(text);
    if (!key || crc32(text.slice(0, -6)) !== base62(text.slice(-6))) return null;
    let number = base62(key[0].slice(22, 65));
    const bytes = new Uint8Array(32);
    for (let i = 31; i >= 0; i--, number >>= 8n) bytes[i] = Number(number & 255n);
    return number === 0n ? bytes : null;
  };

  // The claims of an API token. Its id and the id of its key are no secrets.
  const claims = (value) => {
    try {
      return JSON.parse(atob(value.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));
    } catch {
      return {};
    }
  };

  // A selection without a token is rejected here instead of on a page that has lost the list.
  document.addEventListener('submit', (event) => {
    const boxes = [...(event.target.querySelectorAll?.('input[type=checkbox][name=token]') || [])];
    if (!boxes.length || boxes.some((box) => box.checked)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    boxes[0].setCustomValidity('Select at least one token.');
    boxes[0].reportValidity();
    boxes[0].setCustomValidity('');
  }, true);

  // A date that is typed selects its radio button. Another choice empties the field of the date.
  document.addEventListener('input', ({ target }) => {
    if (target.matches('[data-chooses]') && target.value) document.getElementById(target.dataset.chooses).checked = true;
    if (!target.matches('input[type=radio]')) return;
    target.form?.querySelectorAll('[data-chooses]').forEach((field) => {
      const own = document.getElementById(field.dataset.chooses);
      if (own !== target && own.name === target.name) field.value = '';
    });
  });

  // Times are typed in the viewer's time zone and sent in UTC.
  document.addEventListener('submit', (event) => {
    event.target.querySelectorAll?.('input[data-instant]').forEach((field) => { field.value = instant(field.value, field.dataset.instant); });
  }, true);

  // A value that was typed into a search is not sent: the page that opens has a field for it.
  document.addEventListener('submit', (event) => {
    const what = event.target.querySelector?.('input[name=what]');
    if (!what || !/^\s*(ZENPROKEY_|eyJ)/.test(what.value)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    what.value = '';
    location.assign('/console/find?pasted=true');
  }, true);

  // The value of a token stays here; only its digest, or the id of an API token, is sent.
  document.addEventListener('htmx:confirm', (event) => {
    const form = event.target.closest?.('form[data-hash]');
    if (!form || event.detail.elt !== form) return;
    event.preventDefault();
    const field = form.querySelector('input[type=password]');
    const value = field.value.trim();
    field.value = '';
    const bytes = secretBytes(value);
    const { jti, api_key_id: key } = bytes ? {} : claims(value);
    form.elements.jti.value = jti || '';
    form.elements.key.value = key || '';
    (bytes ? crypto.subtle.digest('SHA-256', bytes) : Promise.resolve(new ArrayBuffer(0))).then((digest) => {
      form.elements.digest.value = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      event.detail.issueRequest(true);
    });
  });

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    document.querySelectorAll('[data-uses]').forEach((place) => place.replaceChildren());
    charts(document);
  });

  document.addEventListener('DOMContentLoaded', () => prepare(document));
  // Filters without a value stay out of the address.
  document.addEventListener('htmx:configRequest', (event) => {
    if (!event.target.matches('form.filters')) return;
    [...event.detail.formData].forEach(([name, value]) => { if (value === '') event.detail.formData.delete(name); });
  });

  // A hidden page asks for no new entries.
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (document.hidden && event.target.matches('[data-tail]')) event.preventDefault();
  });
  document.addEventListener('htmx:afterSwap', (event) => {
    prepare(document);
    if (event.detail.target !== document.body) return; // a part of the page: leave focus and position
    document.getElementById('content')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  });
})();
