(function () {
  "use strict";
  var form = document.getElementById("filter");
  var words = document.getElementById("words");
  var shown = document.getElementById("shown");
  var rules = Array.from(document.querySelectorAll("article.rule"));
  var areas = Array.from(document.querySelectorAll("section.area"));
  var texts = rules.map(function (rule) { return rule.textContent.toLowerCase(); });

  function filter() {
    var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var count = 0;
    rules.forEach(function (rule, i) {
      var matches = wanted.every(function (word) { return texts[i].includes(word); });
      rule.hidden = !matches;
      count += matches ? 1 : 0;
    });
    areas.forEach(function (area) { area.hidden = !area.querySelector("article.rule:not([hidden])"); });
    shown.textContent = wanted.length === 0 ? "" : count + " of " + rules.length + " rules";
  }

  // A link to a rule that the filter hides would lead nowhere.
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) {
      words.value = "";
      filter();
      target.scrollIntoView();
    }
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  words.addEventListener("input", filter);
  form.hidden = false;
  filter();
})();
