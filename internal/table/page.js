(function () {
  "use strict";
  // Tables are sorted by what their cells hold, numbers by their full value; what is missing comes last.
  function held(cell) {
    if (cell.dataset.value !== undefined) return cell.dataset.value;
    var text = cell.textContent.trim();
    return text === "–" ? "" : text;
  }
  function order(rows, column, down) {
    var values = rows.map(function (row) { return held(row.cells[column]); });
    var numbers = values.every(function (v) { return v === "" || isFinite(v); });
    return rows.map(function (row, i) { return { row: row, value: values[i], at: i }; }).sort(function (a, b) {
      if (a.value === "" || b.value === "") return (a.value === "") - (b.value === "") || a.at - b.at;
      var by = numbers ? a.value - b.value : a.value.localeCompare(b.value, "en");
      return (down ? -by : by) || a.at - b.at;
    });
  }
  document.querySelectorAll("table").forEach(function (table) {
    var body = table.tBodies[0];
    if (body.rows.length < 2) return;
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th, column) {
      if (th.textContent.trim() === "") return;
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = th.textContent;
      th.replaceChildren(button);
      button.addEventListener("click", function () {
        var down = th.getAttribute("aria-sort") === "ascending";
        table.querySelectorAll("th").forEach(function (other) { other.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        order(Array.from(body.rows), column, down).forEach(function (o) { body.append(o.row); });
        // A name that repeated the row above is needed once the rows have moved.
        body.querySelectorAll("td[data-value]").forEach(function (td) {
          if (td.textContent === "" && td.childElementCount === 0) td.textContent = td.dataset.value;
        });
      });
    });
  });
})();
