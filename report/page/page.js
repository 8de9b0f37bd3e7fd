(function () {
  "use strict";
  var form = document.getElementById("filters");
  if (!form) return;
  var answers = Array.from(document.querySelectorAll("article")), exchanges = document.querySelectorAll(".exchange");
  var count = form.querySelector("output");
  function filter() {
    var shown = 0;
    answers.forEach(function (a) {
      a.hidden = ["speaker", "topic", "answered", "tone"].some(function (by) {
        var want = form.elements[by].value;
        return want !== "" && a.dataset[by].split("|").indexOf(want) < 0;
      });
      if (!a.hidden) shown++;
      var bar = document.querySelector('.strip a[href="#' + a.id + '"]');
      if (bar) bar.classList.toggle("off", a.hidden);
    });
    exchanges.forEach(function (e) { e.hidden = !e.querySelector("article:not([hidden])"); });
    count.textContent = shown + " of " + answers.length + " shown";
  }
  form.hidden = false;
  form.addEventListener("change", filter);
  form.addEventListener("submit", function (e) { e.preventDefault(); });
  function all(e) {
    if (e) e.preventDefault();
    form.querySelectorAll("select").forEach(function (select) { select.value = ""; });
    filter();
  }
  form.addEventListener("reset", all);
  // Who follows a link to an answer wants to see it, whatever is filtered.
  function follow() {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) { all(); target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", follow);
  document.addEventListener("keydown", function (e) {
    if (e.key === "Escape" && document.activeElement.dataset.why) document.activeElement.blur();
  });
  filter();
})();
