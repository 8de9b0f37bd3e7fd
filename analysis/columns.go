package analysis

import (
	"cmp"
	"fmt"
	"slices"
)

// Order says in which order the columns of a comparison stand.
type Order string

const (
	OrderAuto   Order = "auto"   // by date or period where all columns tell one, else as given
	OrderGiven  Order = "given"  // as on the command line
	OrderDate   Order = "date"   // by Call.Date
	OrderPeriod Order = "period" // by Call.Period
	OrderName   Order = "name"   // by label
)

// Column is one thing compared: a call, or several together.
type Column struct {
	Label string
	Calls []Call // in order of the input
	Group Group  // the answers
}

// Answers counts the column's answers.
func (c *Column) Answers() int { return c.Group.Len() }

// Columns arranges answers in columns by the label of their call, an index in
// a.Calls, in the order of the labels' first occurrence.
func Columns(a *Answers, label func(call int) string) []Column {
	all := a.All()
	return columnsOf(all.Split(func(answer int) []Weighted { return []Weighted{{label(int(a.call[answer])), 1}} }))
}

// ColumnsBy arranges answers in columns by a dimension; by topic each is in the
// columns of all its topics, by their weights. Those without a value are left
// out.
func ColumnsBy(a *Answers, d *Dimension) []Column {
	all := a.All()
	all.CountBy(d)
	return columnsOf(all.Split(func(answer int) []Weighted { return a.valuesOf(answer, d) }))
}

func columnsOf(groups []Group) []Column {
	var columns []Column
	for _, g := range groups {
		if g.Key != "" {
			columns = append(columns, Column{g.Key, g.callsOf(), g})
		}
	}
	return columns
}

// Sort orders columns and says by what. It is an error when an order is asked
// for that not all columns tell.
func Sort(columns []Column, order Order) (Order, error) {
	key := map[Order]func(*Column) string{
		OrderDate:   func(c *Column) string { return columnKey(c, func(call *Call) string { return call.Date }) },
		OrderPeriod: func(c *Column) string { return columnKey(c, func(call *Call) string { return call.Period }) },
		OrderName:   func(c *Column) string { return c.Label },
	}
	told := func(by Order) bool {
		return !slices.ContainsFunc(columns, func(c Column) bool { return key[by](&c) == "" })
	}
	switch order {
	case OrderGiven:
		return order, nil
	case OrderAuto:
		order = OrderGiven
		for _, by := range []Order{OrderDate, OrderPeriod} {
			if told(by) {
				order = by
				break
			}
		}
		if order == OrderGiven {
			return order, nil
		}
	case OrderDate, OrderPeriod, OrderName:
		for i := range columns {
			if key[order](&columns[i]) == "" {
				return order, fmt.Errorf("%s tells no %s", columns[i].Label, order)
			}
		}
	default:
		return order, fmt.Errorf("unknown order %q; known: auto, given, date, period, name", order)
	}
	slices.SortStableFunc(columns, func(a, b Column) int { // equal ones by name, not as given
		return cmp.Or(cmp.Compare(key[order](&a), key[order](&b)), cmp.Compare(key[OrderDate](&a), key[OrderDate](&b)), cmp.Compare(a.Label, b.Label))
	})
	return order, nil
}

// columnKey is the least value of a column's calls, "" when one has none.
func columnKey(c *Column, value func(*Call) string) string {
	least := ""
	for i := range c.Calls {
		v := value(&c.Calls[i])
		if v == "" {
			return ""
		}
		if least == "" || v < least {
			least = v
		}
	}
	return least
}
