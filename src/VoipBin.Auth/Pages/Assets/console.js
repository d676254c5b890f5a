// What pages do better with a script: nothing here is needed to use them.
'use strict';

const all = selector => document.querySelectorAll(selector);

// Times in the visitor's zone; the exact UTC stays in the title.
const formats = {
  time: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
  date: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }),
};

for (const time of all('time[data-local]')) {
  time.textContent = formats[time.dataset.local].format(new Date(time.dateTime));
}

// Copying, where the browser lets us.
for (const button of all('button[data-copy]')) {
  const source = document.getElementById(button.dataset.copy);
  source.addEventListener('focus', () => source.select());
  if (!navigator.clipboard) {
    continue;
  }

  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(source.value);
      button.textContent = 'Copied';
    } catch {
      source.focus();
      button.textContent = 'Press Ctrl+C';
    }

    setTimeout(() => { button.textContent = 'Copy'; }, 3000);
  });
}

// Of a whole accesskey only its beginning is looked for: what is looked for stands in the address.
for (const form of all('form[role=search]')) {
  form.addEventListener('submit', () => {
    const text = form.querySelector('input[type=search]');
    text.value = text.value.replace(/(vb_[0-9A-Za-z]{8})(?:(?!vb_)[0-9A-Za-z])+/g, '$1');
  });
}

// A form is sent once. After the event, or the button's own value would not be sent.
for (const form of all('form[data-once]')) {
  form.addEventListener('submit', () => setTimeout(() => {
    for (const button of form.querySelectorAll('button')) {
      button.disabled = true;
    }
  }));
}

// When a new key would end, as its form stands.
for (const choices of all('[data-expiry]')) {
  const form = choices.closest('form');
  const preview = form.querySelector('[data-preview]');
  const day = form.querySelector('input[type=date]');

  const show = () => {
    const chosen = form.querySelector('[data-expiry] input:checked');
    choices.classList.toggle('by-date', chosen?.value === 'date');
    day.required = chosen?.value === 'date';
    const end = chosen?.dataset.days ? new Date(Date.now() + chosen.dataset.days * 86400000) : day.value ? new Date(Date.parse(day.value) + 86400000) : null;
    if (!chosen || !end || Number.isNaN(end.getTime())) {
      preview.textContent = '';
      return;
    }

    const time = document.createElement('time');
    time.dateTime = end.toISOString();
    time.title = end.toISOString().replace('T', ' ').replace(/\.\d+Z/, ' UTC');
    time.textContent = formats.time.format(end);
    preview.replaceChildren('Made now, it ends at ', time, '.');
  };

  form.classList.add('scripted');
  form.addEventListener('input', show);
  for (const button of form.querySelectorAll('[data-without-script]')) {
    button.hidden = true;
  }

  show();
}

// What is shown once is gone when its page is left, also from the page that a browser keeps to go back to.
addEventListener('pagehide', () => {
  for (const secret of all('[data-secret]')) {
    secret.value = secret.defaultValue = '';
  }
});

// And a page that it kept has buttons again.
addEventListener('pageshow', event => {
  for (const button of event.persisted ? all('form[data-once] button') : []) {
    button.disabled = false;
  }
});
