# Writes reference_r.json: inputs and what R makes of them.
#
# Run: Rscript stats/testdata/reference.R > stats/testdata/reference_r.json
# Needs metafor and survey; the versions used are in the output.

suppressMessages({ library(metafor); library(survey) })
set.seed(20260930)

# json writes lists of lists and numbers; vectors of length 1 as they are.
json <- function(x) {
  if (is.list(x)) {
    parts <- vapply(seq_along(x), function(i) json(x[[i]]), "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ",\n"), "]"))
    return(paste0("{", paste0('"', names(x), '": ', parts, collapse = ", "), "}"))
  }
  if (is.character(x)) return(paste0('"', x, '"'))
  numbers <- formatC(x, digits = 15, format = "g", width = 1)
  if (length(x) == 1) numbers else paste0("[", paste(numbers, collapse = ", "), "]")
}

# A line through calls' values, and their level: REML, Hartung-Knapp with a factor
# of at least 1.
regression <- lapply(list(c(5, .3, .05), c(6, 0, .2), c(8, .1, .01), c(12, -.05, .1)), function(s) {
  k <- s[1]
  x <- cumsum(runif(k, .5, 2)) # quarters with gaps
  v <- runif(k, .005, .04)
  y <- .2 + s[2] * x + rnorm(k, 0, s[3]) + rnorm(k, 0, sqrt(v))
  control <- list(threshold = 1e-12, maxiter = 10000)
  line <- rma(y, v, mods = ~ x, method = "REML", test = "adhoc", control = control)
  level <- rma(y, v, method = "REML", test = "adhoc", control = control)
  list(x = x, y = y, v = v, slope = line$beta[2], low = line$ci.lb[2], high = line$ci.ub[2], p = line$pval[2],
       between = line$tau2, mean = level$beta[1], mean_error = level$se, level_between = level$tau2)
})

welch <- lapply(c(3, 4, 6), function(k) {
  groups <- lapply(seq_len(k), function(i) round(rnorm(4 + 2 * i, i / 4, i / 2), 3))
  all <- data.frame(y = unlist(groups), g = factor(rep(seq_len(k), lengths(groups))))
  list(groups = groups, p = oneway.test(y ~ g, all)$p.value)
})

# Rates per word and their standard error; proportions on the logit.
ratio <- lapply(c(8, 30), function(n) {
  words <- round(exp(rnorm(n, 4, .7)))
  hedges <- rpois(n, .05 * words)
  d <- svydesign(ids = ~1, weights = ~1, data = data.frame(hedges, words))
  r <- svyratio(~hedges, ~words, d)
  list(x = hedges, words = words, value = unname(coef(r)), se = unname(SE(r)[1]))
})
logit <- lapply(list(c(12, .3), c(40, .85)), function(s) {
  d <- data.frame(x = rbinom(s[1], 1, s[2]))
  ci <- svyciprop(~x, svydesign(ids = ~1, weights = ~1, data = d), method = "logit")
  list(x = d$x, low = unname(confint(ci)[1]), high = unname(confint(ci)[2]))
})
# A share of what units hold, Korn and Graubard's number of cases.
jeffreys <- lapply(list(c(0, 12), c(3, 19), c(7, 7), c(20, 55)), function(s) {
  list(hits = s[1], n = s[2], low = if (s[1] == 0) 0 else qbeta(.025, s[1] + .5, s[2] - s[1] + .5),
       high = if (s[1] == s[2]) 1 else qbeta(.975, s[1] + .5, s[2] - s[1] + .5))
})
garwood <- lapply(c(0, 1, 4, 15), function(n) {
  ci <- poisson.test(n)$conf.int
  list(events = n, low = ci[1], high = ci[2])
})
against <- lapply(c(6, 11), function(n) {
  x <- round(rnorm(n, 2, 1), 3)
  new <- 4.5
  t <- (new - mean(x)) / (sd(x) * sqrt(1 + 1 / n))
  list(x = x, value = new, p = 2 * pt(-abs(t), n - 1))
})

cat(json(list(r = R.version.string, metafor = as.character(packageVersion("metafor")), survey = as.character(packageVersion("survey")),
              regression = regression, welch = welch, ratio = ratio, logit = logit, jeffreys = jeffreys, garwood = garwood, against = against)), "\n", sep = "")
