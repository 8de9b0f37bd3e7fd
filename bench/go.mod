module candor/bench

go 1.26.0

replace candor => ../

require (
	candor v0.0.0
	github.com/cdipaolo/sentiment v0.0.0-20200617002423-c697f64e7f10
	github.com/jonreiter/govader v0.0.0-20250429093935-f6505c8d03cc
)
