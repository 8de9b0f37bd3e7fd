"""Reference values for classification_test.go, by scikit-learn and SciPy.

    python3 classification.py > classification.json
"""

import json

import numpy as np
from scipy.stats import spearmanr
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score


def calibration_error(confidence, right, bins):
    edges = np.linspace(0, 1, bins + 1)
    edges[0] = -1
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            total += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return total


def case(random, n, decimals, repeat):
    """n cases; few decimals make many ties; with repeat, each counts 0 to 3 times."""
    weights = random.integers(0, 4, n) if repeat else np.ones(n, int)
    actual = random.integers(0, 3, n)
    predicted = np.where(random.random(n) < 0.5, actual, random.integers(0, 3, n))
    score = np.round(actual - 1 + random.normal(0, 1.5, n), decimals)
    rating = np.round(score + random.normal(0, 1, n))
    confidence = np.round(random.random(n), 3)
    times = lambda x: np.repeat(x, weights)
    a, p = times(actual), times(predicted)
    return {
        "actual": actual.tolist(),
        "predicted": predicted.tolist(),
        "score": score.tolist(),
        "rating": rating.tolist(),
        "confidence": confidence.tolist(),
        "weights": weights.tolist(),
        "accuracy": accuracy_score(a, p),
        "macro_f1": f1_score(a, p, average="macro"),
        "weighted_f1": f1_score(a, p, average="weighted"),
        "auc": roc_auc_score(a == 2, times(score)),
        "spearman": spearmanr(times(score), times(rating)).statistic,
        "calibration_error": calibration_error(times(confidence), a == p, 10),
    }


random = np.random.default_rng(1)
print(json.dumps([case(random, n, decimals, repeat) for n, decimals, repeat in [(12, 2, False), (40, 0, False), (40, 0, True), (200, 1, True)]]))
