// What depends on the day: "43 days ago", ages, what is due. Reckoned on the reader's own day,
// or on the day that the page names (for demonstrations, whose dates should not age).
(function () {
  "use strict";
  var _ = window.hobnobText, counted = window.hobnobCounted;
  var DAY = 86400000;

  function utc(text) {
    var parts = text.slice(0, 10).split("-").map(Number);
    return Date.UTC(parts[0], (parts[1] || 1) - 1, parts[2] || 1);
  }

  function today() {
    var meta = document.querySelector('meta[name="hobnob-today"]');
    if (meta) return utc(meta.content);
    var now = new Date();
    return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  }

  var now = today();
  // The day that the other scripts go by.
  window.hobnobDay = now;
  window.hobnobAgo = ago;

  var relative = new Intl.RelativeTimeFormat(_.language);

  // In the words of the terminal (hobnob.dates.spell_since): by the calendar from two months on,
  // in weeks from two weeks on. `way` is 1 for what is to come, and -1 for what was.
  function spell(one, other, way) {
    var earlier = new Date(Math.min(one, other));
    var later = new Date(Math.max(one, other));
    var months = (later.getUTCFullYear() - earlier.getUTCFullYear()) * 12;
    months += later.getUTCMonth() - earlier.getUTCMonth();
    if (later.getUTCDate() < earlier.getUTCDate()) months -= 1;
    if (months >= 24) return relative.format(way * Math.floor(months / 12), "year");
    if (months >= 2) return relative.format(way * months, "month");
    var days = Math.round((later - earlier) / DAY);
    // The whole of July and August are two months, though no day of the month came round twice.
    if (days > 60) return relative.format(way * 2, "month");
    return days >= 14 ? relative.format(way * Math.floor(days / 7), "week") : relative.format(way * days, "day");
  }

  // A month or a year alone is not told to the day.
  function ago(text) {
    return text.length < 10 ? spellRough(text) : away(utc(text));
  }

  function away(then) {
    var days = Math.round((now - then) / DAY);
    if (days === 0) return _("today");
    if (days === 1) return _("yesterday");
    if (days === -1) return _("tomorrow");
    return spell(then, now, days > 0 ? -1 : 1);
  }

  function spellRough(text) {
    var then = new Date(utc(text));
    var day = new Date(now);
    var years = day.getUTCFullYear() - then.getUTCFullYear();
    if (text.length < 7) return years > 0 ? relative.format(-years, "year") : "";
    var months = years * 12 + day.getUTCMonth() - then.getUTCMonth();
    if (months === 0) return _("this month");
    if (months < 0) return "";
    return months >= 24 ? relative.format(-Math.floor(months / 12), "year") : relative.format(-months, "month");
  }

  function note(element, text) {
    if (!text) return;
    var span = document.createElement("span");
    span.className = "hb-ago";
    span.textContent = text;
    element.append(" ", span);
  }

  function showAgo(time) {
    var text = ago(time.getAttribute("datetime"));
    if (time.dataset.ago === "replace" && text) {
      time.title = time.textContent.trim();
      time.textContent = text;
    } else {
      note(time, text);
    }
  }

  var weekday = new Intl.DateTimeFormat(_.language, { weekday: "long", timeZone: "UTC" });

  // The date of an entry, which may have a time of day: "Friday, 12:30". It is what the address
  // of the entry begins with, or is said.
  function showDay(link) {
    var text = link.dataset.day || (link.hash.slice(1) || link.parentElement.id).slice(0, 10);
    if (text.length >= 10) {
      var span = link.querySelector("span") || link.appendChild(document.createElement("span"));
      span.prepend(weekday.format(utc(text)) + (span.textContent && ", "));
    }
    note(link, ago(text));
  }

  // Near dates are told by how near they are, and without the year they share with today.
  function showDue(time) {
    var text = time.getAttribute("datetime");
    var days = Math.round((utc(text) - now) / DAY);
    time.classList.add("hb-due--" + (days < 0 ? "past" : days <= 7 ? "soon" : "later"));
    if (Math.abs(days) > 90) return;
    time.title = time.textContent.trim();
    var year = " " + new Date(now).getUTCFullYear();
    var shown = time.title.endsWith(year) ? time.title.slice(0, -year.length) : time.title;
    time.textContent = shown + ", " + ago(text);
  }

  function showNext(time) {
    var due = utc(time.getAttribute("datetime"));
    time.title = time.textContent.trim();
    time.textContent = due <= now ? _("a good time to say hello") : _("next %(time)s", { time: ago(time.getAttribute("datetime")) });
  }

  // "From 3 December:" is left out once that day has come.
  function showFrom(element) {
    element.hidden = utc(element.dataset.from) <= now;
  }

  function birthdayIn(year, month, day) {
    // Whoever was born on 29 February is congratulated on the 28th in other years.
    var last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return Date.UTC(year, month - 1, Math.min(day, last));
  }

  function showBirthday(time) {
    var parts = /^(\d{4}|-)-(\d\d)-(\d\d)$/.exec(time.dataset.birthday);
    if (!parts) return;
    var year = new Date(now).getUTCFullYear();
    var next = birthdayIn(year, +parts[2], +parts[3]);
    if (next < now) next = birthdayIn(++year, +parts[2], +parts[3]);
    var days = Math.round((next - now) / DAY);
    var age = parts[1] === "-" ? null : year - parts[1];
    var when = away(next);
    if (time.hasAttribute("data-years")) age = null;
    if (age === null) note(time, days <= 60 ? when : "");
    else note(time, days <= 60 ? _("turns %(age)s %(time)s", { age: age, time: when }) : counted("%(num)s year old", "%(num)s years old", age - 1));
    if (days <= 14) time.classList.add("hb-due--soon");
  }

  // What is told from a day on, or until a day, and what is there only with something in it.
  function showWhile(element) {
    var from = element.dataset.shownFrom;
    var until = element.dataset.shownUntil;
    element.hidden = Boolean((from && utc(from) > now) || (until && utc(until) <= now));
  }

  // The same for several spans: "2026-12-01:2026-12-08 2027-12-01:", each up to its second day.
  function showOn(element) {
    element.hidden = !element.dataset.spans.split(" ").some(function (span) {
      var ends = span.split(":");
      return !(ends[0] && utc(ends[0]) > now) && !(ends[1] && utc(ends[1]) <= now);
    });
  }

  // Somebody who is due by now is told by a tone.
  function showDueFrom(element) {
    element.classList.toggle("is-due", utc(element.dataset.dueFrom) <= now);
  }

  function showWithAny(element) {
    element.hidden = !element.querySelector("li:not([hidden])");
  }

  function showWithNone(element) {
    element.hidden = Boolean(document.querySelector("[data-shown-with-any]:not([hidden])"));
  }

  // All of it beneath an element: the page, or what was loaded into it later.
  function showAll(root) {
    function each(selector, show) {
      root.querySelectorAll(selector).forEach(show);
    }
    each("time[data-ago]", showAgo);
    each(".hb-entry > a", showDay);
    each("time[data-due]", showDue);
    each("time[data-next]", showNext);
    each("time[data-birthday]", showBirthday);
    each("[data-from]", showFrom);
    each("[data-shown-from], [data-shown-until]", showWhile);
    each("[data-spans]", showOn);
    each("[data-due-from]", showDueFrom);
    each("[data-shown-with-any]", showWithAny);
    each("[data-shown-with-none]", showWithNone);
  }

  window.hobnobDates = showAll;
  showAll(document);
})();
