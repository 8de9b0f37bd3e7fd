#!/usr/bin/env python3
"""Writes reference.json: inputs and what SciPy and statsmodels make of them.

Run: python3 stats/testdata/reference.py > stats/testdata/reference.json
Needs NumPy, SciPy and statsmodels; the versions used are in the output. Where
neither has a method (Cliff's delta, Mann-Kendall with ties, exact tests with
ties) it is computed here from its definition, by counting all pairs or orders.
"""

import itertools
import json
import math
import sys

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

random = np.random.default_rng(20240501)


def mann_whitney_exact(x, y):
    """Two-sided P over all ways to deal the values, which may be tied."""
    pooled, n = x + y, len(x)
    ranks = stats.rankdata(pooled)
    middle = n * (len(pooled) + 1) / 2
    seen = abs(ranks[:n].sum() - middle)
    sums = [abs(sum(c) - middle) >= seen - 1e-9 for c in itertools.combinations(ranks, n)]
    return sum(sums) / len(sums)


def mann_whitney():
    cases = []
    for n, m, shift, decimals in [(6, 6, 0.8, 6), (8, 7, 0.0, 6), (20, 25, 0.5, 6), (6, 7, 1.0, 0), (7, 7, 0.5, 0)]:
        x = [round(v, decimals) for v in random.normal(0, 1, n)]
        y = [round(v, decimals) for v in random.normal(shift, 1, m)]
        if len(set(x + y)) == n + m:
            p, how = stats.mannwhitneyu(x, y, method="exact").pvalue, "scipy exact"
        else:
            p, how = mann_whitney_exact(x, y), "all deals"
        cases.append({"x": x, "y": y, "p": p, "how": how})
    for n, m in [(40, 60), (55, 70)]:
        x = [float(v) for v in random.poisson(2, n)]
        y = [float(v) for v in random.poisson(2.6, m)]
        p = stats.mannwhitneyu(x, y, method="asymptotic", use_continuity=True).pvalue
        cases.append({"x": x, "y": y, "p": p, "how": "scipy, ties and continuity corrected"})
    return cases


def cliffs_delta():
    cases = []
    for n, m, shift, decimals in [(6, 9, 0.4, 3), (12, 12, 0.0, 0), (30, 25, 0.7, 1), (40, 40, -0.3, 6)]:
        x = [round(v, decimals) for v in random.normal(0, 1, n)]
        y = [round(v, decimals) for v in random.normal(shift, 1, m)]
        d = np.sign(np.subtract.outer(np.array(y), np.array(x)))  # y above x
        delta = d.mean()
        rows, columns = d.mean(axis=1), d.mean(axis=0)
        v = (n * n * ((rows - delta) ** 2).sum() + m * m * ((columns - delta) ** 2).sum() - ((d - delta) ** 2).sum())
        v /= n * m * (n - 1) * (m - 1)
        v = max(v, (1 - delta**2) / (n * m - 1))
        t = stats.t.ppf(0.975, n + m - 2)
        width = t * math.sqrt(v) * math.sqrt((1 - delta**2) ** 2 + t * t * v)
        scale = 1 - delta**2 + t * t * v
        cases.append({"x": x, "y": y, "delta": delta, "low": (delta - delta**3 - width) / scale, "high": (delta - delta**3 + width) / scale})
    return cases


def benjamini_hochberg():
    cases = []
    for ps in [[0.01, 0.04, 0.03, 0.005], [0.5, 0.5, 0.02], [0.9], [round(v, 4) for v in random.uniform(0, 1, 30) ** 3]]:
        cases.append({"p": ps, "q": list(multipletests(ps, method="fdr_bh")[1])})
    return cases


def mann_kendall():
    def score(v):
        return sum(np.sign(b - a) for a, b in itertools.combinations(v, 2))

    cases = []
    for values in [
        [1, 2, 3, 4, 5, 6],
        [0.3, 0.1, 0.4, 0.15, 0.9, 0.26, 0.8],
        [2, 2, 3, 1, 4, 4, 5],
        [5, 4, 4, 3, 3, 3, 1, 2],
    ]:
        scores = np.array([abs(score(v)) for v in itertools.permutations(values)])
        p = float((scores >= abs(score(values))).mean())
        slope = stats.theilslopes(values, np.arange(len(values)), 0.95)
        cases.append({"values": values, "p": p, "tau": stats.kendalltau(np.arange(len(values)), values).statistic,
                      "slope": slope.slope, "low": slope.low_slope, "high": slope.high_slope, "how": "all orders"})
    values = [round(float(v), 3) for v in random.normal(0, 1, 14) + 0.12 * np.arange(14)]
    tau = stats.kendalltau(np.arange(14), values, method="exact")
    slope = stats.theilslopes(values, np.arange(14), 0.95)
    cases.append({"values": values, "p": tau.pvalue, "tau": tau.statistic, "slope": slope.slope,
                  "low": slope.low_slope, "high": slope.high_slope, "how": "scipy kendalltau exact"})
    values = [round(float(v), 0) for v in random.normal(0, 2, 30) + 0.1 * np.arange(30)]
    n, s = len(values), score(values)
    ties = np.unique(values, return_counts=True)[1]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    slope = stats.theilslopes(values, np.arange(n), 0.95)
    cases.append({"values": values, "p": 2 * stats.norm.sf((abs(s) - 1) / math.sqrt(variance)),
                  "tau": stats.kendalltau(np.arange(n), values).statistic, "slope": slope.slope,
                  "low": slope.low_slope, "high": slope.high_slope, "how": "normal, ties and continuity corrected"})
    return cases


def summary():
    cases = []
    for n in [2, 5, 8, 31]:
        x = [round(float(v), 4) for v in random.normal(1, 2, n)]
        cases.append({"x": x, "mean": np.mean(x), "sd": np.std(x, ddof=1), "median": np.median(x),
                      "quantiles": {str(p): np.quantile(x, p) for p in (0.05, 0.1, 0.25, 0.9)}})
    return cases


def permutation():
    """Exact two-sided P of the studentised difference, over all deals."""

    def size(num, den, first):
        total, variance = 0.0, 0.0
        for sign, part in ((1, first), (-1, ~first)):
            a, d, n = num[part], den[part], part.sum()
            r = a.sum() / d.sum()
            residual = a - r * d
            variance += n / (n - 1) * (residual**2).sum() / d.sum() ** 2
            total += sign * r
        return abs(total) / math.sqrt(variance)

    cases = []
    for n, m, factor in [(6, 7, 1.0), (8, 7, 1.9)]:
        den = random.integers(10, 120, n + m).astype(float)
        rate = np.concatenate([np.full(n, 0.05), np.full(m, 0.05 * factor)])
        num = random.poisson(rate * den).astype(float)
        first = np.arange(n + m) < n
        seen = size(num, den, first)
        extreme, deals = 0, 0
        for chosen in itertools.combinations(range(n + m), n):
            part = np.zeros(n + m, bool)
            part[list(chosen)] = True
            extreme += size(num, den, part) >= seen * (1 - 1e-9)
            deals += 1
        cases.append({"x": list(num[:n]), "x_words": list(den[:n]), "y": list(num[n:]), "y_words": list(den[n:]), "p": extreme / deals})
    return cases


def bootstrap():
    """SciPy's percentile interval with many resamples, at the widened level."""
    cases = []
    for n in [10, 40]:
        den = random.integers(10, 120, n).astype(float)
        num = random.poisson(0.05 * den).astype(float)
        effective = den.sum() ** 2 / (den**2).sum()
        z = stats.t.ppf(0.975, effective - 1) * math.sqrt(effective / (effective - 1))
        got = stats.bootstrap((num, den), lambda a, d, axis: 100 * a.sum(axis) / d.sum(axis), paired=True, method="percentile",
                              confidence_level=1 - 2 * stats.norm.sf(z), n_resamples=200000, vectorized=True, random_state=1)
        cases.append({"x": list(num), "x_words": list(den), "low": got.confidence_interval.low, "high": got.confidence_interval.high})
    return cases


json.dump(
    {
        "numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__,
        "summary": summary(), "mann_whitney": mann_whitney(), "cliffs_delta": cliffs_delta(), "benjamini_hochberg": benjamini_hochberg(),
        "mann_kendall": mann_kendall(), "permutation": permutation(), "bootstrap": bootstrap(),
    },
    fp=sys.stdout, indent=1, default=float,
)
print()
